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
}

extension CallbackListing: Decodable {
    private enum Key: CodingKey {
        case callbacks
    }

    /// Reads `callbacks`, each by itself; an answer without it is not from a bridge.
    public init(from decoder: any Decoder) throws {
        let elements = try decoder.container(keyedBy: Key.self)
            .decode([Lenient<CallbackRecord>].self, forKey: .callbacks)
        var callbacks: [CallbackRegistration] = []
        var unreadable: [String] = []
        for (index, element) in elements.enumerated() {
            switch element.result {
            case .success(let record): callbacks.append(record.registration)
            case .failure: unreadable.append("callback \(index + 1) of the list has no readable id or url")
            }
        }
        self.callbacks = callbacks
        self.unreadable = unreadable
    }
}

private struct CallbackRecord: Decodable {
    let registration: CallbackRegistration

    private enum Key: CodingKey {
        case id, url
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        guard let id = fields.number(.id), let url = fields.text(.url) else {
            throw DecodingError.dataCorruptedError(forKey: .id, in: fields, debugDescription: "no id or no url")
        }
        registration = CallbackRegistration(id: id, url: url)
    }
}
