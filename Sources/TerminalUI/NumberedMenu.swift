/// A menu whose choices have numbers that never change, however it grows; draws nothing.
struct NumberedMenu<ID: Hashable & Sendable> {
    /// What a typed line means.
    enum Reading: Hashable {
        /// A choice.
        case taken(ID)
        /// `q`.
        case leave
        /// Neither.
        case unknown
    }

    private var menu: Menu<ID>
    /// In the order of their numbers, those that are gone included.
    private var numbered: [Choice<ID>]

    /// Numbers the choices in their order.
    init(_ menu: Menu<ID>) {
        self.menu = menu
        numbered = menu.choices
    }

    /// The whole question.
    func opening(style: Style, width: Int) -> String {
        let above = (menu.activity?.announcement ?? []) + menu.passages
        let lines = above.flatMap { $0.lines(style: style, width: width) } + [menu.question].compactMap { $0 }
        return (lines + entries(numbered.indices, width)).map { $0 + "\n" }.joined() + invitation
    }

    /// Takes the menu as it is now and tells what is new; empty when nothing is.
    mutating func update(_ menu: Menu<ID>, style: Style, width: Int) -> String {
        let before = self.menu
        let wasPreferred = preferredNumber
        let known = numbered.count
        self.menu = menu
        numbered += menu.choices.filter { choice in !numbered.contains { $0.id == choice.id } }
        let said = Set(before.passages)
        let above = menu.passages.filter { !said.contains($0) }.flatMap { $0.lines(style: style, width: width) }
        let question = menu.question == before.question ? [] : [menu.question].compactMap(\.self)
        let lines = above + question + entries(known..<numbered.count, width)
        guard !lines.isEmpty || preferredNumber != wasPreferred else { return "" }
        return ([""] + lines).map { $0 + "\n" }.joined() + invitation
    }

    /// Reads what was typed.
    func choice(for line: String) -> Reading {
        let word = line.filter { !$0.isWhitespace }
        if word.lowercased() == "q" { return .leave }
        let number = word.isEmpty ? preferredNumber : Int(word)
        guard let number, numbered.indices.contains(number - 1) else { return .unknown }
        let id = numbered[number - 1].id
        return menu.choices.contains { $0.id == id } ? .taken(id) : .unknown
    }

    /// Said when a line was not understood.
    var reminder: String {
        "That is none of the numbers.\n" + invitation
    }

    private var invitation: String {
        "Type a number, or press Enter for \(preferredNumber): "
    }

    private var preferredNumber: Int {
        let id = menu.choices.isEmpty ? nil : menu.choices[menu.preferredIndex].id
        return (numbered.firstIndex { $0.id == id } ?? 0) + 1
    }

    private func entries(_ range: Range<Int>, _ width: Int) -> [String] {
        range.flatMap { index in
            let choice = numbered[index]
            return TextWrap.lines(
                "\(index + 1). \(choice.label)" + (choice.detail.map { ", \($0)" } ?? ""), width: width)
        }
    }
}
