/// One element of an array, read or not, so that an odd one does not spoil the others.
struct Lenient<Element: Decodable>: Decodable {
    let result: Result<Element, any Error>

    init(from decoder: any Decoder) throws {
        result = Result { try Element(from: decoder) }
    }
}
