/// A state by its number, or by the name that a bridge puts beside it.
enum StateWord: Decodable, Hashable, Sendable {
    case number(Int)
    case name(String)

    /// Reads either.
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // Whatever is no number has to be a text.
        self =
            if let number = try? container.decode(Int.self) { .number(number) } else {
                .name(try container.decode(String.self))
            }
    }

    /// The number, if any of these states is meant.
    ///
    /// - Parameter states: names by number.
    func number(among states: [Int: String]) throws(ControlError) -> Int {
        switch self {
        case .number(let number): return number
        case .name(let name):
            guard let number = states.first(where: { $0.value == name })?.key else { throw .noState(name) }
            return number
        }
    }
}
