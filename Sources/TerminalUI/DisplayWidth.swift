/// How many columns of a terminal a text takes.
public enum DisplayWidth {
    /// The columns of a text on one line; colour sequences take none.
    public static func columns(of text: String) -> Int {
        guard text.contains("\u{1B}") else { return text.reduce(0) { $0 + columns(of: $1) } }
        return visible(text).reduce(0) { $0 + columns(of: $1) }
    }

    /// The row, from 0, in which a terminal that wraps a line shows one of its columns; by default the last one.
    ///
    /// A wide character never stands across an edge: it leaves the last cell of a row free. Behind the end of the line is
    /// its last row.
    static func row(of column: Int = .max, in text: String, columns: Int) -> Int {
        var (row, used, passed) = (0, 0, 0)
        for character in visible(text) {
            let width = Self.columns(of: character)
            if used + width > columns { (row, used) = (row + 1, 0) }
            guard passed + width <= column else { return row }
            used += width
            passed += width
        }
        return row
    }

    /// The characters without the colour sequences.
    private static func visible(_ text: String) -> [Character] {
        var inSequence = false
        return text.filter { character in
            if inSequence {
                inSequence = !character.isLetter
                return false
            }
            inSequence = character == "\u{1B}"
            return !inSequence
        }.map(\.self)
    }

    /// The columns of one character as a reader sees it: 0, 1, 2, or more where a script joins letters.
    public static func columns(of character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if scalars.count == 1 { return columns(of: first) }
        // A flag, a family, a coloured heart: drawn as one picture.
        if first.properties.isEmojiPresentation || scalars.contains("\u{FE0F}") { return 2 }
        return scalars.reduce(0) { $0 + columns(of: $1) }
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        if (0x20..<0x7F).contains(scalar.value) { return 1 }
        switch scalar.properties.generalCategory {
        case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator, .surrogate:
            return 0
        default: break
        }
        if scalar.joinsASyllable { return 0 }
        return scalar.properties.isEmojiPresentation || scalar.isWide ? 2 : 1
    }
}

extension Unicode.Scalar {
    /// The second and third letters of a Korean syllable, drawn inside the first.
    fileprivate var joinsASyllable: Bool {
        (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value)
    }

    /// Wide or fullwidth in Unicode's EastAsianWidth.txt, blocks taken whole; emoji have a property of their own.
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0xA960...0xA97F, 0xAC00...0xD7A3: true  // Hangul
        case 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF: true  // radicals, kana, ideographs, Yi
        case 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F: true  // compatibility and vertical forms
        case 0xFF01...0xFF60, 0xFFE0...0xFFE6: true  // fullwidth forms
        case 0x17000...0x18D08, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265: true  // Tangut, kana, squared ideographs
        case 0x20000...0x2FFFD, 0x30000...0x3FFFD: true  // more ideographs
        default: false
        }
    }
}
