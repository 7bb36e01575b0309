import Glibc
import Guidance
import Linux
import NukiDomain
import PacketCapture
import TerminalUI

/// What the program prints: results on stdout, everything else on stderr.
enum Output {
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
    static func say(_ text: String) { conversation(text + "\n") }

    /// One line about what is done, for who asked for it with `--verbose`.
    static func detail(_ text: @autoclosure () -> String) {
        if Manner.current.loudness == .verbose { write("\(text().safeForDisplay)\n") }
    }

    /// Conversation that brings its own line ends.
    static func conversation(_ text: String) {
        if Manner.current.loudness > .quiet { write(Manner.current.commands.pointing(text)) }
    }

    private static func write(_ text: String) {
        // Where stderr cannot be written, nobody is left to tell.
        try? StandardStream.error.write(text)
    }

    /// What went wrong, why, and what to do.
    static func complain(_ diagnosis: Diagnosis) { tell("error", diagnosis) }

    /// The same about something that did not keep the command from its result.
    static func warn(_ diagnosis: Diagnosis) {
        if Manner.current.loudness > .quiet { tell("warning", diagnosis) }
    }

    /// How many frames a capture lost; nothing where it lost none.
    static func warn(lostFrames count: Int) {
        guard count > 0 else { return }
        say("warning: \(count) \(count == 1 ? "frame was" : "frames were") lost: they came faster than they were read.")
    }

    /// What a capture did not hear; nothing where nothing was lost.
    static func warn(_ losses: CaptureLosses) {
        warn(lostFrames: losses.frames)
        for (_, reason) in losses.interfaces.sorted(by: { $0.key < $1.key }) { warn(Diagnosis(reason)) }
    }

    private static func tell(_ word: String, _ diagnosis: Diagnosis) {
        let diagnosis = Manner.current.commands.pointing(diagnosis)
        let width = SavedTerminal.size(of: 2)?.columns
        let title = "\(word): \(diagnosis.what)" + (diagnosis.id.map { " (\($0.rawValue))" } ?? "")
        for line in WrappedText(width: width).lines(title) { write("\(line)\n") }
        let body = WrappedText(width: width.map { $0 - 2 })
        let why = diagnosis.why.isEmpty ? [] : body.lines(diagnosis.why)
        for line in why + diagnosis.fixes.flatMap(body.lines(fix:)) { write("  \(line)\n") }
    }
}
