/// What a command prints with `--json` when it fails.
public struct FailureReport: Encodable {
    private let schema = 1
    private let error: Diagnosis

    /// Made from what went wrong.
    public init(_ diagnosis: Diagnosis) {
        error = diagnosis
    }
}
