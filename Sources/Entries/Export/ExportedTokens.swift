public import NukiDomain

/// The tokens that an export may show.
public struct ExportedTokens: Sendable {
    /// What stands where a token is not shown.
    public static let redacted = "REDACTED"

    private let tokens: [BridgeID: BridgeToken]
    private let areIncluded: Bool

    /// Takes the tokens there are.
    ///
    /// - Parameter areIncluded: `--include-token`.
    public init(_ tokens: [BridgeID: BridgeToken], areIncluded: Bool) {
        self.tokens = tokens
        self.areIncluded = areIncluded
    }

    /// The token in clear, or the word in its place.
    func text(for id: BridgeID) -> String {
        guard areIncluded, let token = tokens[id] else { return Self.redacted }
        return token.withBytes { bytes in
            bytes.indices.reduce(into: "") { $0.unicodeScalars.append(Unicode.Scalar(bytes[$1])) }
        }
    }

    /// The same where the text is carried out as commands: a token that could end the word that it stands in is refused.
    func word(for id: BridgeID, in format: ExportFormat) throws(ExportError) -> String {
        let text = text(for: id)
        guard !text.utf8.contains(where: Array(" ;'\"`\\".utf8).contains) else { throw .tokenIsNoWord(id, format) }
        return text
    }

    /// Why there is only the word.
    func note(for id: BridgeID) -> ExportNote? {
        guard areIncluded else { return .tokenRedacted(id) }
        return tokens[id] == nil ? .tokenMissing(id) : nil
    }
}
