/// What a person calls a bridge: the one rule for it.
public enum BridgeName {
    /// Takes the blanks off both ends; what is left has a character, and each of them shows as it is.
    public static func parse(_ text: String) throws(BridgeNameError) -> String {
        let name = String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        guard !name.isEmpty else { throw .empty }
        // A line break would be two lines, and a character that turns text would tell of another bridge.
        guard name.safeForDisplay == name else { throw .treacherous(name) }
        return name
    }
}

/// Why a text is no name of a bridge.
public enum BridgeNameError: Error, Hashable, Sendable {
    /// Nothing, or nothing but blanks.
    case empty
    /// It has control or format characters, such as a line break or one that turns the direction of text.
    case treacherous(String)
}
