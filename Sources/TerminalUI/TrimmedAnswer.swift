/// An answer without the blanks at its ends, which a copied text often brings and nobody sees.
struct TrimmedAnswer: Hashable {
    /// What remains.
    let text: String
    /// What was removed, as a sentence; nil for nothing.
    let remark: String?

    /// Trims.
    init(_ answer: String) {
        let rest = answer.drop(while: \.isWhitespace)
        let leading = answer.count - rest.count
        let trailing = rest.reversed().prefix(while: \.isWhitespace).count
        text = String(rest.dropLast(trailing))
        let places = [(leading, "the beginning"), (trailing, "the end")].filter { $0.0 > 0 }
        let words = places.map { "\($0.0) \($0.0 == 1 ? "space" : "spaces") at \($0.1)" }
        remark = words.isEmpty ? nil : "Removed \(words.joined(separator: " and "))."
    }
}
