/// What a bridge's firmware can do, by its version.
enum FirmwareAge {
    /// Encrypted sign-in came with 1.22.1 on the Bridge 1.0 and with 2.14.0 on the Bridge 2.0 (Bridge API 1.13, June
    /// 2022); nil for a version that is none.
    static func knowsEncryption(_ version: String) -> Bool? {
        let parts = version.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        let numbers = parts.compactMap(\.self)
        guard !numbers.isEmpty, numbers.count == parts.count else { return nil }
        let first = numbers[0] == 1 ? [1, 22, 1] : [2, 14, 0]
        return !numbers.lexicographicallyPrecedes(first)
    }
}
