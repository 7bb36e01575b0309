/// What an exporter made: the text for stdout, and what a person has to know about it.
public struct Export: Hashable, Sendable {
    /// The whole file, with a newline at its end.
    public let text: String
    /// What the text does not say.
    public let notes: [ExportNote]
    /// The same as values to type into Home Assistant's own form, one form a bridge: the safe way.
    public var forms: [HomeAssistantForm] = []
}
