/// The text in a field and its caret, by keys; draws nothing.
struct FieldEditor {
    /// What is asked.
    let field: TextField
    /// What is typed so far.
    private(set) var text: String
    /// Characters before the caret.
    private(set) var caret: Int
    /// What is wrong with the text, once Enter was pressed on it.
    private(set) var complaint: String?
    /// A secret is shown, until the next key.
    private(set) var isRevealed = false

    /// Begins with the initial text, caret at its end.
    init(_ field: TextField) {
        self.field = field
        text = field.initial
        caret = text.count
    }

    /// Takes a key that edits.
    mutating func edit(by key: Key) {
        isRevealed = key == .f2 && field.isSecret
        switch key {
        case .character(let character): insert(String(character))
        case .paste(let pasted): insert(pasted.filter { !$0.isNewline && $0 != "\t" })
        case .backspace: remove(before: caret, count: 1)
        case .delete where caret < text.count: remove(before: caret + 1, count: 1)
        case .eraseLine: remove(before: text.count, count: text.count)
        case .left: caret = max(0, caret - 1)
        case .right: caret = min(text.count, caret + 1)
        case .home: caret = 0
        case .end: caret = text.count
        default: return
        }
        // Once told, the message follows the text until it is right.
        if complaint != nil { complaint = field.check(text) }
    }

    /// Enter: the text if nothing is wrong with it, else a message appears.
    mutating func submit() -> String? {
        isRevealed = false
        complaint = field.check(text)
        return complaint == nil ? text : nil
    }

    /// A mark that joins the character before it makes no new one: the caret is counted afresh.
    private mutating func insert(_ piece: String) {
        let position = text.index(text.startIndex, offsetBy: caret)
        let before = String(text[..<position]) + piece
        text = before + text[position...]
        caret = min(before.count, text.count)
    }

    private mutating func remove(before end: Int, count: Int) {
        let start = max(0, end - count)
        let from = text.index(text.startIndex, offsetBy: start)
        text.removeSubrange(from..<text.index(text.startIndex, offsetBy: end))
        caret = min(start, text.count)
    }
}
