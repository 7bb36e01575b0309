import ControlLoop
import Guidance
import NukiDomain

/// What a person calls a device: its name, its id in hex or decimal, or `BRIDGE/NAME`.
///
/// A word counts in every way in which it can be read; what two readings name is ambiguous, and then nothing is done.
struct DeviceWord {
    private let word: String

    init(_ word: String) {
        self.word = word
    }

    /// At least one device can be meant.
    func isKnown(in bridges: [BridgeReport]) -> Bool { !matches(in: bridges).isEmpty }

    private func matches(in bridges: [BridgeReport]) -> [(bridge: BridgeReport, device: DeviceReport)] {
        bridges.flatMap { bridge in
            bridge.devices.filter { names($0, of: bridge) }.map { (bridge: bridge, device: $0) }
        }
    }

    /// The one device that is meant.
    func device(in bridges: [BridgeReport]) throws(Diagnosis) -> DeviceReport {
        let matches = matches(in: bridges)
        guard let match = matches.first else {
            throw .noSuchDevice(word, known: bridges.flatMap { $0.devices.map(\.name) })
        }
        guard matches.count == 1 else {
            throw .ambiguousDevice(
                word,
                matches: matches.map {
                    "\($0.bridge.name)/\($0.device.name) (0x\($0.device.id), type \($0.device.type))"
                })
        }
        return match.device
    }

    private func names(_ device: DeviceReport, of bridge: BridgeReport) -> Bool {
        if names(device, word[...]) { return true }
        // Either name may hold a slash itself.
        return word.indices.contains { index in
            word[index] == "/" && Self.names(bridge, word[..<index]) && names(device, word[word.index(after: index)...])
        }
    }

    private func names(_ device: DeviceReport, _ word: Substring) -> Bool {
        device.name == word || Self.ids(word).contains(device.nukiID)
    }

    private static func names(_ bridge: BridgeReport, _ word: Substring) -> Bool {
        bridge.name == word || BridgeID(hex: word) == bridge.id
    }

    /// `0x21DF943C` and `21DF943C` are hex, digits of another number than eight are decimal, and eight digits can be both.
    private static func ids(_ word: Substring) -> [UInt32] {
        if word.lowercased().hasPrefix("0x") { return [BridgeID(hex: word.dropFirst(2))?.rawValue].compactMap(\.self) }
        let isDecimal = !word.isEmpty && word.utf8.allSatisfy { (0x30...0x39).contains($0) }
        let hex = word.utf8.count == 8 ? BridgeID(hex: word)?.rawValue : nil
        return [hex, isDecimal ? UInt32(word) : nil].compactMap(\.self)
    }
}
