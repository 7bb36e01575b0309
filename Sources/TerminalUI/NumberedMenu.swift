/// A menu whose choices have numbers that never change, however it grows; draws nothing.
struct NumberedMenu<ID: Hashable & Sendable> {
    /// What a typed line means.
    enum Reading: Hashable {
        /// Choices, in the order of the menu.
        case taken([ID])
        /// `b` or `q`.
        case departed(Departure)
        /// `?`.
        case help
        /// None of these.
        case unknown
    }

    /// The menu as it is now.
    private(set) var menu: Menu<ID>
    /// In the order of their numbers, those that are gone included.
    private var numbered: [Choice<ID>]
    /// What Enter takes where several can be chosen; nil where only one can.
    private let ticked: Set<ID>?

    /// Numbers the choices in their order.
    init(_ menu: Menu<ID>, ticked: Set<ID>? = nil) {
        self.menu = menu
        self.ticked = ticked
        numbered = menu.choices
    }

    /// The question and its choices, as whole lines.
    func opening(style: Style, width: Int) -> String {
        let lines = menu.passages.flatMap { $0.lines(style: style, width: width) } + question(width)
        return (lines + entries(numbered.indices, width) + menu.shortcuts.flatMap { keys($0, width) })
            .map { $0 + "\n" }.joined()
    }

    /// Takes the menu as it is now and tells what is new; nil when nothing is, no line when only another choice is Enter's.
    mutating func update(_ menu: Menu<ID>, style: Style, width: Int) -> [String]? {
        let before = self.menu
        let wasPreferred = preferredNumber
        let known = numbered.count
        self.menu = menu
        numbered += menu.choices.filter { choice in !numbered.contains { $0.id == choice.id } }
        let said = Set(before.passages)
        let above = menu.passages.filter { !said.contains($0) }.flatMap { $0.lines(style: style, width: width) }
        let question = menu.question == before.question ? [] : question(width)
        let shortcuts = menu.shortcuts.filter { !before.shortcuts.contains($0) }
        let lines = above + question + entries(known..<numbered.count, width) + shortcuts.flatMap { keys($0, width) }
        return lines.isEmpty && preferredNumber == wasPreferred ? nil : lines
    }

    /// Reads what was typed.
    func reading(of line: String) -> Reading {
        let words = line.lowercased().split { $0.isWhitespace || $0 == "," }
        switch words.count == 1 ? words.first : nil {
        case "q": return .departed(.leave)
        case "b" where menu.canGoBack: return .departed(.back)
        case "?" where !menu.help.isEmpty: return .help
        case "a" where ticked != nil, "all" where ticked != nil: return .taken(menu.choices.map(\.id))
        case let word?:
            if let shortcut = menu.shortcuts.first(where: { String($0.key) == word }) { return .taken([shortcut.id]) }
        case nil: break
        }
        if words.isEmpty { return preset.isEmpty ? .unknown : .taken(preset) }
        let ids = words.map(id(for:))
        guard let ticked = ids.contains(nil) ? nil : Set(ids.compactMap(\.self)),
            self.ticked != nil || words.count == 1
        else { return .unknown }
        return .taken(menu.choices.map(\.id).filter(ticked.contains))
    }

    /// Said when a line was not understood.
    var reminder: String { "That is none of the numbers." }

    /// Asks for a line.
    var invitation: String {
        guard ticked != nil else { return "Type a number, or press Enter for \(preferredNumber):" }
        let numbers = preset.compactMap { id in numbered.firstIndex { $0.id == id }.map { "\($0 + 1)" } }
        let enter = numbers.isEmpty ? "" : ", or press Enter for \(numbers.joined(separator: " "))"
        return "Type numbers with spaces between, or all\(enter):"
    }

    /// What Enter alone takes.
    private var preset: [ID] {
        guard let ticked else { return menu.choices.isEmpty ? [] : [menu.choices[menu.preferredIndex].id] }
        return menu.choices.map(\.id).filter(ticked.contains)
    }

    private var preferredNumber: Int {
        let id = menu.choices.isEmpty ? nil : menu.choices[menu.preferredIndex].id
        return (numbered.firstIndex { $0.id == id } ?? 0) + 1
    }

    /// Nil for what is no number of a choice that is still there.
    private func id(for word: Substring) -> ID? {
        guard let number = Int(word), numbered.indices.contains(number - 1) else { return nil }
        let id = numbered[number - 1].id
        return menu.choices.contains { $0.id == id } ? id : nil
    }

    private func question(_ width: Int) -> [String] {
        menu.question.map { TextWrap.lines($0, width: width) } ?? []
    }

    private func entries(_ range: Range<Int>, _ width: Int) -> [String] {
        range.flatMap { index in
            let choice = numbered[index]
            return TextWrap.lines(
                "\(index + 1). \(choice.label)" + (choice.detail.map { ", \($0)" } ?? ""), width: width)
        }
    }

    private func keys(_ shortcut: Shortcut<ID>, _ width: Int) -> [String] {
        TextWrap.lines("\(shortcut.key). \(shortcut.label)", width: width)
    }
}
