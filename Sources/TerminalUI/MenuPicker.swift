/// The cursor in a menu, by keys and by choices that come and go; draws nothing.
struct MenuPicker<ID: Hashable & Sendable> {
    /// The menu as it is now.
    private(set) var menu: Menu<ID>
    /// Where the cursor stands.
    private(set) var index: Int
    /// Somebody moved the cursor: it stays with that choice.
    private var isTouched = false

    /// Begins at the preferred choice.
    init(_ menu: Menu<ID>) {
        self.menu = menu
        index = menu.preferredIndex
    }

    /// What Enter takes; nil only for a menu without choices.
    var current: ID? {
        menu.choices.indices.contains(index) ? menu.choices[index].id : nil
    }

    /// Moves the cursor, if the key is one that does.
    mutating func move(by key: Key) {
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
}

extension Menu {
    /// Where the cursor begins.
    var preferredIndex: Int {
        choices.firstIndex { $0.id == preferred } ?? 0
    }
}
