/// What `service install --json` prints.
struct ServiceReport: Encodable {
    /// Where the unit is.
    let unit: String
    /// It came with a package and was there already.
    var isPackaged = false
    /// The files that the entries came with, where they are now.
    var moved: [String] = []
    /// Files that the settings name by a path that the service cannot follow.
    var outside: [String] = []
    private(set) var isEnabled = false

    private enum CodingKeys: String, CodingKey {
        case unit, moved, outside
        case isEnabled = "enabled"
    }

    /// The same with what came of starting it.
    func enabled(_ isEnabled: Bool) -> ServiceReport {
        var report = self
        report.isEnabled = isEnabled
        return report
    }
}
