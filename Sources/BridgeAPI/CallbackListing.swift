import NukiDomain

/// An address that a bridge tells of every change.
public struct CallbackRegistration: Hashable, Sendable {
    /// Its slot, 0 to 2; what removes it.
    public let id: Int
    /// The address as it was registered. It may hold what proves a callback genuine to its owner.
    public let url: String

    /// The program that made it, as far as its shape tells.
    public var owner: CallbackOwner? { CallbackOwner(ofCallback: url) }

    /// Puts the two together.
    public init(id: Int, url: String) {
        self.id = id
        self.url = url
    }
}

/// What a bridge has registered (Bridge API 1.13.2, `/callback/list`).
public struct CallbackListing: Hashable, Sendable {
    /// Those that could be read, in the bridge's order.
    public let callbacks: [CallbackRegistration]
    /// Why others could not, one text for each.
    public let unreadable: [String]

    /// Puts the two together.
    public init(_ callbacks: [CallbackRegistration], unreadable: [String] = []) {
        self.callbacks = callbacks
        self.unreadable = unreadable
    }
}

extension CallbackListing {
    /// Reads `callbacks`, each by itself; an answer without it is not from a bridge.
    init?(_ value: OutsideValue) {
        let reading = ListReading(
            value["callbacks"], fault: { "callback \($0) of the list has no readable id or url" }
        ) { element in
            element["id"]?.number.flatMap { id in
                element["url"]?.text.map { CallbackRegistration(id: id, url: $0) }
            }
        }
        guard let reading else { return nil }
        self.init(reading.elements, unreadable: reading.unreadable)
    }
}
