import NukiDomain

/// An entry as the keys and values that the entries file has of it.
struct EntryFields {
    private let members: [OutsideValue.Member]

    init(_ entry: BridgeEntry) throws(ConfigurationError) {
        let text = try OwnFile.text(entry)
        // What was just written is read without fault.
        guard case .object(let members)? = try? JSONText.fromOutside(Array(text.utf8)) else { throw .notEncodable }
        self.members = members
    }

    /// The keys that say something, by the alphabet: no empty list, and no clock that is right.
    var names: [String] {
        members.filter { $0.value != .list([]) && !($0.name == "clock_offset" && $0.value == .whole(0)) }.map(\.name)
    }

    /// The value of a key; nil where it is not there.
    subscript(name: String) -> OutsideValue? { members.first { $0.name == name }?.value }
}
