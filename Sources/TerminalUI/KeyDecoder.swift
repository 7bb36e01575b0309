/// Turns the bytes of a terminal into keys, however they are cut into reads.
///
/// Knows what xterm, the Linux console and tmux send: CSI (`ESC [`) and SS3 (`ESC O`) sequences, bracketed paste
/// (xterm's control sequences, mode 2004), UTF-8. What it does not know it leaves out.
public struct KeyDecoder: Sendable {
    /// How long a lone Esc waits for the rest of a sequence before ``flush()`` makes it a key.
    public static let patience = Duration.milliseconds(25)
    /// More bytes than this in one paste, and the paste is dropped.
    static let pasteLimit = 65_536

    private var pending: [UInt8] = []

    /// Starts with nothing read.
    public init() {}

    /// True while an Esc waits to be told from a sequence: after ``patience`` the caller calls ``flush()``.
    public var isWaiting: Bool {
        pending.first == .escape && !pending.starts(with: Self.pasteStart)
    }

    /// Takes what was read and gives back the keys that are complete by now.
    public mutating func decode(_ bytes: [UInt8]) -> [Key] {
        pending += bytes
        var keys: [Key] = []
        while let step = nextStep() {
            pending.removeFirst(step.length)
            if let key = step.key { keys.append(key) }
        }
        return keys
    }

    /// Nothing came after an Esc: it was the key, and what else belonged to a cut sequence is dropped.
    public mutating func flush() -> [Key] {
        guard isWaiting else { return [] }
        defer { pending = [] }
        return pending.count == 1 ? [.escape] : []
    }

    /// One thing at the front of what is pending: how long it is, and the key if it is one.
    private struct Step {
        let length: Int
        let key: Key?

        init(_ length: Int, _ key: Key? = nil) {
            self.length = length
            self.key = key
        }
    }

    /// Nil when there is nothing, or only the begin of something.
    private func nextStep() -> Step? {
        guard let first = pending.first else { return nil }
        switch first {
        case .escape: return escapeStep()
        case 0x01: return Step(1, .home)
        case 0x03: return Step(1, .interrupt)
        case 0x04: return Step(1, .endOfInput)
        case 0x05: return Step(1, .end)
        case 0x09: return Step(1, .tab)
        case 0x0A, 0x0D: return Step(1, .enter)
        case 0x15: return Step(1, .eraseLine)
        case 0x1A: return Step(1, .suspend)
        case 0x08, 0x7F: return Step(1, .backspace)
        case 0x00..<0x20: return Step(1)
        default: return characterStep()
        }
    }

    private func characterStep() -> Step? {
        let length = Self.lengthOfCharacter(startingWith: pending[0])
        let bytes = pending.prefix(length)
        // A byte that continues nothing, or a begin whose continuation is something else, is noise: one byte goes.
        guard length > 0, bytes.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return Step(1) }
        guard bytes.count == length else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self), let character = text.first,
            text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { return Step(length) }
        return Step(length, .character(character))
    }

    /// RFC 3629 section 3; 0 for a byte that starts no character.
    private static func lengthOfCharacter(startingWith byte: UInt8) -> Int {
        switch byte {
        case 0x20..<0x7F: 1
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
    }
}

// MARK: - Sequences

extension KeyDecoder {
    private static let pasteStart = Array("\u{1B}[200~".utf8)
    private static let pasteEnd = Array("\u{1B}[201~".utf8)
    /// A sequence longer than this is noise.
    private static let sequenceLimit = 32

    private func escapeStep() -> Step? {
        guard pending.count > 1 else { return nil }
        switch pending[1] {
        case UInt8(ascii: "["): return pending.starts(with: Self.pasteStart) ? pasteStep() : controlStep()
        case UInt8(ascii: "O"):
            guard pending.count > 2 else { return nil }
            return Step(3, Self.key(final: pending[2], parameter: nil))
        case 0x20..<0x7F: return Step(2)  // Alt and a letter
        default: return Step(1, .escape)  // Esc, then another key that came with it
        }
    }

    /// `ESC [`, parameters 0x30 to 0x3F, intermediates 0x20 to 0x2F, a final byte 0x40 to 0x7E (ECMA-48 section 5.4).
    private func controlStep() -> Step? {
        // The Linux console calls F1 to F5 `ESC [ [ A` to `ESC [ [ E`.
        if pending.count > 2, pending[2] == UInt8(ascii: "[") {
            guard pending.count > 3 else { return nil }
            return Step(4, pending[3] == UInt8(ascii: "B") ? .f2 : nil)
        }
        let parameters = pending.dropFirst(2).prefix { (0x20..<0x40).contains($0) }
        let length = parameters.count + 3
        guard parameters.count < Self.sequenceLimit else { return Step(parameters.count + 2) }
        guard pending.count >= length else { return nil }
        let final = pending[length - 1]
        guard (0x40..<0x7F).contains(final) else { return Step(length - 1) }
        let first = String(decoding: parameters.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
        return Step(length, Self.key(final: final, parameter: Int(first)))
    }

    private func pasteStep() -> Step? {
        let text = pending.dropFirst(Self.pasteStart.count)
        guard let end = text.firstRange(of: Self.pasteEnd) else {
            // A terminal that never ends its paste must not take Ctrl-C away.
            if let leave = text.firstIndex(of: 0x03) { return Step(leave + 1, .interrupt) }
            return text.count > Self.pasteLimit ? Step(pending.count) : nil
        }
        return Step(end.upperBound, .paste(String(decoding: text[..<end.lowerBound], as: UTF8.self)))
    }

    private static func key(final: UInt8, parameter: Int?) -> Key? {
        switch (final, parameter) {
        case (UInt8(ascii: "A"), _): .up
        case (UInt8(ascii: "B"), _): .down
        case (UInt8(ascii: "C"), _): .right
        case (UInt8(ascii: "D"), _): .left
        case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), 1), (UInt8(ascii: "~"), 7): .home
        case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), 4), (UInt8(ascii: "~"), 8): .end
        case (UInt8(ascii: "~"), 3): .delete
        case (UInt8(ascii: "Q"), _), (UInt8(ascii: "~"), 12): .f2
        default: nil
        }
    }
}

extension UInt8 {
    fileprivate static let escape: UInt8 = 0x1B
}
