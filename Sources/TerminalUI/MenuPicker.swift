/// The cursor in a menu and the ticks beside its choices, by keys and by choices that come and go; draws nothing.
struct MenuPicker<ID: Hashable & Sendable> {
    /// The menu as it is now.
    private(set) var menu: Menu<ID>
    /// Where the cursor stands.
    private(set) var index: Int
    /// The choices that are ticked; nil where one is chosen by Enter.
    private(set) var ticked: Set<ID>?
    /// The help is shown, until the next key.
    private(set) var showsHelp = false
    /// Enter was pressed with nothing ticked.
    private(set) var missesTick = false
    /// Somebody moved the cursor: it stays with that choice.
    private var isTouched = false

    /// Begins at the preferred choice.
    init(_ menu: Menu<ID>, ticked: Set<ID>? = nil) {
        self.menu = menu
        self.ticked = ticked
        index = menu.preferredIndex
    }

    /// Takes the menu as it is now: the cursor stays with its choice, or follows the preferred one if nobody moved it.
    mutating func update(_ menu: Menu<ID>) {
        let chosen = current
        self.menu = menu
        if isTouched {
            let found = menu.choices.firstIndex { $0.id == chosen }
            index = found ?? max(0, min(index, menu.choices.count - 1))
        } else {
            index = menu.preferredIndex
        }
    }

    /// Takes a key: it moves, ticks, shows the help, or ends the question.
    mutating func take(_ key: Key) -> Verdict<[ID]> {
        missesTick = false
        if showsHelp {
            showsHelp = false
            // Whoever closes the help does not want to go away.
            if [.escape, .left, .character("?")].contains(key) { return .open }
        }
        switch key {
        case .enter: return answer()
        case .escape where menu.canGoBack: return .departed(.back)
        case .left where menu.canGoBack && menu.arrangement == .column: return .departed(.back)
        case .character("?") where !menu.help.isEmpty: showsHelp = true
        case .character(" ") where ticked != nil: tickCurrent()
        case .character("a") where ticked != nil: tickAll()
        case .character(let letter):
            if let shortcut = menu.shortcuts.first(where: { $0.key == letter }) { return .answered([shortcut.id]) }
            move(by: key)
        default: move(by: key)
        }
        return .open
    }

    /// What Enter takes where nothing is ticked; nil only for a menu without choices.
    private var current: ID? {
        menu.choices.indices.contains(index) ? menu.choices[index].id : nil
    }

    private mutating func answer() -> Verdict<[ID]> {
        guard let ticked else { return current.map { .answered([$0]) } ?? .open }
        missesTick = ticked.isEmpty
        return ticked.isEmpty ? .open : .answered(menu.choices.map(\.id).filter(ticked.contains))
    }

    private mutating func move(by key: Key) {
        let target: Int
        switch key {
        case .up, .character("k"): target = index - 1
        case .down, .character("j"): target = index + 1
        case .left where menu.arrangement == .row: target = index - 1
        case .right where menu.arrangement == .row: target = index + 1
        case .home: target = 0
        case .end: target = menu.choices.count - 1
        default: return
        }
        index = max(0, min(target, menu.choices.count - 1))
        isTouched = true
    }

    private mutating func tickCurrent() {
        if let current { ticked?.formSymmetricDifference([current]) }
    }

    /// All, or none when all are.
    private mutating func tickAll() {
        let all = Set(menu.choices.map(\.id))
        ticked = ticked == all ? [] : all
    }
}

extension Menu {
    /// Where the cursor begins.
    var preferredIndex: Int {
        choices.firstIndex { $0.id == preferred } ?? 0
    }
}
