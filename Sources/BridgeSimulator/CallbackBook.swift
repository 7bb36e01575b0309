/// The addresses that a bridge posts changes to: three slots, the lowest free one first; no slot ever moves, and the
/// same address may stand in several.
struct CallbackBook: Sendable {
    /// Ids go from 0 to one less (Bridge API 1.13.2, `/callback/list`).
    static let slotCount = 3

    /// What other clients may have registered: nobody listens there (port 9 is "discard", RFC 863).
    private static let ofOthers = (0..<slotCount).compactMap { CallbackURL("http://127.0.0.1:9/other/\($0)") }

    private var slots: [CallbackURL?] = []

    /// All free.
    init() {}

    /// What is registered, in the order in which it is posted to.
    var urls: [CallbackURL] { slots.compactMap { $0 } }

    /// The answer of `/callback/list`.
    var listed: WireJSON {
        let callbacks = slots.enumerated().compactMap { id, url in
            url.map { ["id": .number(id), "url": .text($0.text)] as WireJSON }
        }
        return ["callbacks": .array(callbacks)]
    }

    /// Takes the lowest free slot; false when there is none.
    mutating func add(_ url: CallbackURL) -> Bool {
        if let free = slots.firstIndex(of: nil) {
            slots[free] = url
        } else if slots.count < Self.slotCount {
            slots.append(url)
        } else {
            return false
        }
        return true
    }

    /// Frees a slot; false when it was free.
    mutating func remove(id: Int) -> Bool {
        guard slots.indices.contains(id), slots[id] != nil else { return false }
        slots[id] = nil
        return true
    }

    /// Lets others take what is free.
    mutating func fill() {
        for url in Self.ofOthers where !add(url) { return }
    }

    /// Frees what others took.
    mutating func clearOthers() {
        slots = slots.map { $0.flatMap { Self.ofOthers.contains($0) ? nil : $0 } }
    }
}
