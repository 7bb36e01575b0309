/// What `doctor` prints.
struct CheckReport {
    let groups: [CheckGroup]

    init(_ groups: [CheckGroup]) {
        self.groups = groups
    }

    var failed: Int { count(.failed) }
    var warnings: Int { count(.warning) }

    private var checks: [Check] { groups.flatMap(\.checks) }

    private func count(_ state: Check.State) -> Int { checks.count { $0.state == state } }
}

extension CheckReport: Encodable {
    private enum Key: CodingKey {
        case checks, failed, warnings
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(checks, forKey: .checks)
        try fields.encode(failed, forKey: .failed)
        try fields.encode(warnings, forKey: .warnings)
    }
}
