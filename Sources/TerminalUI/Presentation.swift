/// How the program speaks: decided once, from its ``Surroundings``, and nothing else.
public struct Presentation: Hashable, Sendable {
    /// The three ways.
    public enum Form: Hashable, Sendable {
        /// Lists to walk with arrows, the last block redrawn.
        case rich
        /// Numbered questions, a line at a time, nothing redrawn.
        case line
        /// Nobody is asked; what happens is told a line at a time.
        case plain
    }

    /// The way.
    public let form: Form
    /// Colour is used, beside words that say the same.
    public let colour: Bool
    /// `✓ ! ✗ ›` can be shown; else words.
    public let symbols: Bool

    /// A person is there to answer.
    public var canPrompt: Bool { form != .plain }

    /// Decides.
    public init(_ surroundings: Surroundings) {
        let isTerminal = surroundings.stdinIsTerminal && surroundings.stderrIsTerminal
        if !isTerminal || surroundings.noInput || surroundings.has("CI") {
            form = .plain
        } else if surroundings.wantsLines {
            form = .line
        } else {
            form = .rich
        }
        symbols = form == .rich && surroundings.speaksUTF8
        switch surroundings.colour {
        case .always: colour = true
        case .never: colour = false
        case .auto: colour = form == .rich && !surroundings.has("NO_COLOR")
        }
    }
}

extension Surroundings {
    /// A terminal that cannot move its cursor or is narrower than a list to walk, or a person who does not want it moved.
    fileprivate var wantsLines: Bool {
        if accessible { return true }
        if let columns, columns < Layout.narrowest { return true }
        if has("ACCESSIBLE"), !["0", "false"].contains(environment["ACCESSIBLE"]) { return true }
        return !has("TERM") || environment["TERM"] == "dumb"
    }

    /// The first of these that is set decides (POSIX, section 8.2).
    fileprivate var speaksUTF8: Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].first(where: has).flatMap { environment[$0] } ?? ""
        let name = locale.lowercased()
        return name.hasSuffix("utf-8") || name.hasSuffix("utf8") || name.contains("utf-8@") || name.contains("utf8@")
    }
}
