import NukiDomain

/// What to make of the body of a 200 that is not what was expected.
///
/// A bridge's firmware breaks its answers now and then (homebridge-nb #77), and a power cycle cures it: that is another
/// matter than a printer which lives at the address.
enum UnreadableBody {
    /// Broken JSON is a bridge's if it begins as a bridge's does, and so is nothing at all; whole JSON of another kind
    /// is somebody else's.
    static func error(_ body: [UInt8]) -> BridgeError {
        guard let first = body.first(where: { !isBlank($0) }) else { return .brokenAnswer("the answer is empty") }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "["), !isWhole(body) else {
            return .notABridge("the answer is not the JSON that a bridge sends")
        }
        return .brokenAnswer("the JSON of the answer breaks off or makes no sense")
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    private static func isWhole(_ body: [UInt8]) -> Bool {
        // The failure is the answer to the question.
        (try? JSONText.fromOutside(AnyJSON.self, body)) != nil
    }

    /// Takes whatever can be parsed.
    private struct AnyJSON: Decodable {
        init(from decoder: any Decoder) {}
    }
}
