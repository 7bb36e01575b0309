/// Breaks text into lines that fit a width: between words, inside a word only when it is wider than a line.
enum TextWrap {
    /// The lines of a text; there is at least one.
    ///
    /// - Parameters:
    ///   - text: `\n` starts a new line.
    ///   - first: columns of the first line.
    ///   - rest: columns of each further line.
    static func lines(_ text: String, first: Int, rest: Int) -> [String] {
        var wrapped: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            wrapped += lines(of: paragraph, first: max(1, wrapped.isEmpty ? first : rest), rest: max(1, rest))
        }
        return wrapped
    }

    /// The lines of a text that all have the same width.
    static func lines(_ text: String, width: Int) -> [String] {
        lines(text, first: width, rest: width)
    }

    private static func lines(of paragraph: Substring, first: Int, rest: Int) -> [String] {
        var done: [String] = []
        var line = ""
        var gap = ""
        for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
            if !word.isEmpty {
                var piece = Substring(word)
                if DisplayWidth.columns(of: line + gap + piece) > (done.isEmpty ? first : rest) {
                    if !line.isEmpty { done.append(line) }
                    line = ""
                    while let cut = overflow(of: piece, width: done.isEmpty ? first : rest) {
                        done.append(String(piece[..<cut]))
                        piece = piece[cut...]
                    }
                } else {
                    line += gap
                }
                line += piece
                gap = ""
            }
            gap += " "
        }
        return done + [line]
    }

    /// Where a word must be broken to fit; nil when it fits. At least one character stays on the line, and a path or an
    /// address is broken after one of its separators if that leaves the line at least half full.
    private static func overflow(of word: Substring, width: Int) -> Substring.Index? {
        var columns = 0
        var separator: Substring.Index?
        for index in word.indices {
            columns += DisplayWidth.columns(of: word[index])
            if columns > width, index > word.startIndex { return separator ?? index }
            if columns * 2 >= width, "/.:_-".contains(word[index]) {
                separator = word.index(after: index)
            }
        }
        return nil
    }
}

extension String {
    /// The text with spaces after it, up to a number of columns.
    func padded(to columns: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, columns - DisplayWidth.columns(of: self)))
    }

    /// A number of spaces.
    static func spaces(_ count: Int) -> String {
        String(repeating: " ", count: Swift.max(0, count))
    }
}
