/// Draws a text field with its caret.
enum FieldView {
    /// The field, the length of a secret at the right, what is wrong underneath.
    static func block(_ editor: FieldEditor, style: Style, width: Int) -> Block {
        let field = editor.field
        let above = field.passages.flatMap { $0.lines(style: style, width: width) }
        let question = question(editor, style: style, width: width)
        var lines = above + question.lines
        let caret = question.caret.map { Block.Caret(row: above.count + $0.row, column: $0.column) }
        if field.isSecret { tellLength(of: editor.text, style: style, width: width, in: &lines) }
        if let complaint = editor.complaint {
            let key = complaint.suggestion == nil ? "" : "  Tab"
            lines += Layout.inset(.note(.failure, complaint.words + key), style: style, width: width)
        }
        if let remark = editor.remark { lines += Layout.inset(.note(.warning, remark), style: style, width: width) }
        if editor.showsHelp { lines += Layout.help(field.help, style: style, width: width) }
        let keys =
            ["Enter"] + (field.isSecret ? ["F2 show"] : [])
            + Layout.commonKeys(canGoBack: field.canGoBack, hasHelp: editor.offersHelp)
        let footer = Layout.footer(keys, style: style, width: width)
        return Block(lines, footer: footer, focus: caret?.row ?? 0, caret: caret)
    }

    /// The label and what is typed, which goes on after it character by character: an address has no words to break
    /// between.
    private static func question(_ editor: FieldEditor, style: Style, width: Int) -> Block {
        let field = editor.field
        let label = TextWrap.lines(field.label + ":", width: width - Layout.margin - 1)
        var lines = Layout.hanging(
            label.map { style.paint($0, .strong) }, after: style.paint("? ", .cursor), indent: Layout.margin)
        let isHidden = field.isSecret && !editor.isRevealed
        let shown = isHidden ? editor.text.map { _ in Character(style.mask) } : Array(editor.text)
        var column = Layout.margin + DisplayWidth.columns(of: label[label.count - 1]) + 1
        lines[lines.count - 1] += " "
        var caret = Block.Caret(row: lines.count - 1, column: column)
        for index in 0...shown.count {
            let columns = index < shown.count ? DisplayWidth.columns(of: shown[index]) : 1
            if column + columns > width {
                lines.append(.spaces(Layout.margin))
                column = Layout.margin
            }
            if index == editor.caret { caret = Block.Caret(row: lines.count - 1, column: column) }
            if index < shown.count { lines[lines.count - 1].append(shown[index]) }
            column += columns
        }
        return Block(lines, caret: caret)
    }

    /// `5 characters`.
    static func characters(_ text: String) -> String {
        text.count == 1 ? "1 character" : "\(text.count) characters"
    }

    /// The length, at the right of the last line or on one of its own.
    private static func tellLength(of text: String, style: Style, width: Int, in lines: inout [String]) {
        let count = characters(text)
        let room = width - DisplayWidth.columns(of: lines[lines.count - 1]) - DisplayWidth.columns(of: count)
        if room >= 2 {
            lines[lines.count - 1] += .spaces(room) + style.paint(count, .faint)
        } else {
            lines.append(.spaces(Layout.margin) + style.paint(count, .faint))
        }
    }
}
