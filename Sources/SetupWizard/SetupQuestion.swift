import NukiDomain

/// A question of the wizard as data: what asks it, what else answers it, and what counts as an answer.
///
/// The table of them drives the conversation, the sentences of `--no-input`, the object of `--answers` and the manual.
public struct SetupQuestion: Sendable {
    /// The stable name of a question.
    public enum ID: String, Hashable, Sendable, CaseIterable {
        case host, bridge, port, sources, timeout, interfaces, token, button, auth, name, callback, replace
        case handOff, consent
    }

    /// Its name.
    public let id: ID
    /// What is asked for, with its article: "the token".
    public let subject: String
    /// What holds without an answer, for people.
    public let fallback: String
    /// The flags that answer it, with their values: `--token-file PATH`.
    public let flags: [String]
    /// The environment's twin.
    public let variable: String?
    /// Its key in the object of `--answers`; nil where it is not an answer about a bridge.
    public let key: String?
    /// How to give it where nobody may be asked, a line each.
    public let how: [String]
    /// What `?` says, a paragraph each.
    public let help: [String]
    /// Puts an answer into the request; the sentence that says why it cannot be one.
    private let take: @Sendable (String, inout SetupRequest) -> String?

    init(
        _ id: ID, _ subject: String, fallback: String, flags: [String], variable: String? = nil,
        key: String? = nil, how: [String] = [], help: [String],
        take: @escaping @Sendable (String, inout SetupRequest) -> String? = { _, _ in nil }
    ) {
        self.id = id
        self.subject = subject
        self.fallback = fallback
        self.flags = flags
        self.variable = variable
        self.key = key
        self.how = how
        self.help = help
        self.take = take
    }

    /// Answers the question in a request.
    ///
    /// - Returns: why the text is no answer, as a sentence; nil once the request holds it.
    public func answer(_ text: String, in request: inout SetupRequest) -> String? {
        take(text, &request)
    }

    /// Why a text is no answer; nil if it is one.
    public func complaint(about text: String) -> String? {
        var scratch = SetupRequest()
        return take(text, &scratch)
    }
}
