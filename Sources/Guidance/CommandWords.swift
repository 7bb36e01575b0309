/// Commands as they stand in sentences: where this run was told its configuration, they name it too.
public struct CommandWords: Hashable, Sendable {
    /// What stands behind a command's name: ` --config DIR`, ` --system`, or nothing.
    public let options: String

    /// Takes what was said on the command line.
    public init(config: String? = nil, isSystem: Bool = false) {
        options = config.map { " --config \(ShellWord.quoted($0))" } ?? (isSystem ? " --system" : "")
    }

    /// A text whose commands find the same configuration.
    public func pointing(_ text: String) -> String {
        guard !options.isEmpty else { return text }
        return text.replacing(Self.command) { "\($0.output.0)\(options)" }
    }

    /// A failure whose fixes do.
    public func pointing(_ diagnosis: Diagnosis) -> Diagnosis {
        Diagnosis(
            diagnosis.id, diagnosis.what, why: diagnosis.why, fixes: diagnosis.fixes.map(pointing),
            exit: diagnosis.exit)
    }

    /// The commands that read a configuration, and do not name one yet.
    private static var command: Regex<(Substring, Substring)> {
        /keyturn (setup|discover|rediscover|bridges?|reauth|export|import|run|status|watch|doctor)\b(?! --config| --system)/
    }
}
