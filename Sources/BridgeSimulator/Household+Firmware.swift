extension Household {
    /// A firmware of 2021 that knows no encrypted sign-in.
    static let oldFirmware = "2.10.4"

    /// Encrypted sign-ins came with 1.22.1 on the Bridge 1.0 and with 2.14.0 on the Bridge 2.0 (June 2022).
    static func takesEncrypted(firmware: String) -> Bool {
        let version = firmware.split(separator: ".").map { Int($0) ?? 0 }
        let first = version.first == 1 ? [1, 22, 1] : [2, 14, 0]
        return !version.lexicographicallyPrecedes(first)
    }
}
