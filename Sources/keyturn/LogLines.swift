import FoundationEssentials
import Linux
import Logging
import NukiDomain

/// Writes each log entry as one line to standard error: for the journal with its weight in front (sd-daemon(3)), or as a
/// JSON object.
struct LogLines: LogHandler {
    /// How a line looks.
    enum Form: Hashable, Sendable {
        case journal, json
    }

    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    private let form: Form
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes a line with its end.
    init(_ form: Form, least logLevel: Logger.Level, write: @escaping @Sendable (String) -> Void) {
        self.form = form
        self.logLevel = logLevel
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let extra = metadata.merging(event.metadata ?? [:]) { $1 }
        switch form {
        case .journal:
            let more = extra.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            write("<\(event.level.journalWeight)>\(([event.message.description] + more).joined(separator: " "))\n")
        case .json:
            let line = Line(
                at: WireTime.text(Date()), level: event.level.rawValue, message: event.message.description,
                more: extra.isEmpty ? nil : extra.mapValues(\.description))
            // Texts alone, for which JSON has words.
            if let text = try? JSONText.line(line) { write(text + "\n") }
        }
    }

    private struct Line: Encodable {
        let at: String
        let level: String
        let message: String
        let more: [String: String]?
    }
}

extension LogLines.Form {
    /// That of this process; nil where people read along, who get whole paragraphs.
    init?(asJSON: Bool, environment: [String: String]) {
        if asJSON {
            self = .json
        } else if let stream = environment["JOURNAL_STREAM"], StandardStream.error.isFile(stream) {
            self = .journal
        } else {
            return nil
        }
    }
}

extension Logger.Level {
    /// Syslog's number for it (RFC 5424 section 6.2.1).
    fileprivate var journalWeight: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
