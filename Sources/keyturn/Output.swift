import Glibc
import Guidance
import Linux
import Logging
import NukiDomain
import PacketCapture
import Synchronization
import TerminalUI

/// What the program prints: results on stdout, everything else on stderr.
enum Output {
    /// Where everything but results goes line by line, once a loop runs for machines; threads that no task began ask too.
    private static let logger = Mutex<Logger?>(nil)

    /// From now on everything but results goes to this log.
    static func log(in form: LogLines.Form) {
        let lines = LogLines(form, least: Manner.current.loudness.leastLevel, write: write)
        logger.withLock { $0 = Logger(label: "keyturn") { _ in lines } }
    }

    /// Nil where people read along.
    static var log: Logger? { logger.withLock { $0 } }

    /// One line of results. When nobody reads any more, the program ends quietly.
    static func line(_ line: String) { text(line + "\n") }

    /// One JSON object on a line of its own.
    static func line(_ value: some Encodable) {
        do {
            line(try JSONText.line(value))
        } catch {
            complain(.unexpected(error))
        }
    }

    /// Results that bring their own line ends.
    static func text(_ text: String) {
        do throws(SystemError) {
            try StandardStream.output.write(text)
        } catch {
            guard error.number != EPIPE else { exit(ExitStatus.done.rawValue) }
            let diagnosis = Diagnosis.results(error)
            complain(diagnosis)
            exit(diagnosis.exit.rawValue)
        }
    }

    /// One line of conversation.
    static func say(_ text: String) {
        if let log {
            log.info("\(text.safeForDisplay)")
        } else {
            conversation(text + "\n")
        }
    }

    /// A paragraph of conversation, as wide as the terminal; later lines are indented.
    static func paragraph(_ text: String) {
        let width = SavedTerminal.size(of: StandardStream.error.rawValue)?.columns
        conversation(WrappedText(width: width).row([text], indent: 2) + "\n")
    }

    /// One line about what is done, for who asked for it with `--verbose`.
    static func detail(_ text: @autoclosure () -> String) {
        if let log {
            log.debug("\(text().safeForDisplay)")
        } else if Manner.current.loudness == .verbose {
            write("\(text().safeForDisplay)\n")
        }
    }

    /// Conversation that brings its own line ends.
    static func conversation(_ text: String) {
        if Manner.current.loudness >= .usual { write(Manner.current.commands.pointing(text)) }
    }

    private static func write(_ text: String) {
        // Where stderr cannot be written, nobody is left to tell.
        try? StandardStream.error.write(text)
    }

    /// What went wrong, why, and what to do.
    static func complain(_ diagnosis: Diagnosis) { tell(.error, diagnosis) }

    /// The same about something that did not keep the command from its result.
    static func warn(_ diagnosis: Diagnosis) {
        if log != nil || Manner.current.loudness > .quiet { tell(.warning, diagnosis) }
    }

    private static func tell(_ level: Logger.Level, _ diagnosis: Diagnosis) {
        let diagnosis = Manner.current.commands.pointing(diagnosis)
        if let log { return log.log(level: level, "\(diagnosis.line)") }
        let width = SavedTerminal.size(of: 2)?.columns
        let title = "\(level): \(diagnosis.what)" + (diagnosis.id.map { " (\($0.rawValue))" } ?? "")
        for line in WrappedText(width: width).lines(title) { write("\(line)\n") }
        let body = WrappedText(width: width.map { $0 - 2 })
        let why = diagnosis.why.isEmpty ? [] : body.lines(diagnosis.why)
        for line in why + diagnosis.fixes.flatMap(body.lines(fix:)) { write("  \(line)\n") }
    }
}

extension Diagnosis {
    /// Everything on one line.
    fileprivate var line: String {
        let title = what + (id.map { " (\($0.rawValue))" } ?? "")
        let rest = ([why] + fixes).filter { !$0.isEmpty }
        return ([title] + rest).joined(separator: "; ").safeForDisplay
    }
}

extension Manner.Loudness {
    /// The least weight that is told.
    fileprivate var leastLevel: Logger.Level {
        switch self {
        case .quiet: .error
        case .warnings: .warning
        case .usual: .info
        case .verbose: .debug
        }
    }
}
