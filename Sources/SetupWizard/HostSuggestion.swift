import NukiDomain

/// What may have been meant by a text that is no address.
enum HostSuggestion {
    /// Four numbers with a digit too many: the address without it.
    static func of(_ text: String) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { part in
            (Int(part) ?? 0) > 255 || part.count > 3 ? part.prefix(part.count - 1) : part
        }
        let meant = parts.joined(separator: ".")
        return parts.count == 4 && IPv4Address(meant) != nil && meant != text ? meant : nil
    }
}
