/// The text in a field and its caret, by keys; draws nothing.
struct FieldEditor {
    /// What is asked.
    let field: TextField
    /// What is typed so far.
    private(set) var text: String
    /// Characters before the caret.
    private(set) var caret: Int
    /// What is wrong with the text, as far as it is to be said.
    private(set) var complaint: Complaint?
    /// What the last key did unasked, until the next one: "Removed 1 space at the end."
    private(set) var remark: String?
    /// A secret is shown, until the next key.
    private(set) var isRevealed = false
    /// The help is shown, until the next key.
    private(set) var showsHelp = false
    /// Enter was pressed on a text that is not right: its message follows the text until it is.
    private var isTold = false

    /// Begins with the initial text, caret at its end.
    init(_ field: TextField) {
        self.field = field
        text = field.initial
        caret = text.count
    }

    /// `?` is a command now, and no text.
    var offersHelp: Bool { text.isEmpty && !field.help.isEmpty }

    /// Takes a key: it edits the text, shows something, or ends the question.
    mutating func take(_ key: Key) -> Verdict<String> {
        let helped = showsHelp
        (isRevealed, showsHelp, remark) = (false, false, nil)
        switch key {
        // Whoever closes the help does not want to go away.
        case .escape where helped, .character("?") where helped: return .open
        case .escape where field.canGoBack: return .departed(.back)
        case .enter:
            isTold = true
            complaint = field.check(text)
            return complaint == nil ? .answered(text) : .open
        case .f2: isRevealed = field.isSecret
        case .character("?") where offersHelp: showsHelp = true
        default: edit(by: key)
        }
        return .open
    }

    private mutating func edit(by key: Key) {
        switch key {
        case .character(let character): insert(String(character))
        case .paste(let pasted): insert(trimming: pasted)
        case .tab:
            guard let suggestion = complaint?.suggestion else { return }
            text = suggestion
            caret = text.count
        case .backspace: remove(before: caret, count: 1)
        case .delete where caret < text.count: remove(before: caret + 1, count: 1)
        case .eraseLine: remove(before: text.count, count: text.count)
        case .left: caret = max(0, caret - 1)
        case .right: caret = min(text.count, caret + 1)
        case .home: caret = 0
        case .end: caret = text.count
        default: return
        }
        let found = field.check(text)
        isTold = isTold && found != nil
        complaint = isTold || found?.isFinal == true ? found : nil
    }

    /// Inserts a pasted text: one answer, whatever lines it came in, and no sequence for the terminal.
    private mutating func insert(trimming pasted: String) {
        let trimmed = TrimmedAnswer(
            pasted.filter { $0.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } })
        remark = trimmed.remark
        insert(trimmed.text)
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
