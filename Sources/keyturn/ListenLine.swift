import NukiDomain
import PacketWire
import Sightings
import TerminalUI

/// One DHCP message as `listen` shows it to people: columns for the frame, the type and the hardware address, then what
/// else it says. A name cannot write to the terminal, whatever is in it.
struct ListenLine {
    private let columns: String
    private let words: [String]

    /// Takes what was heard.
    init(_ heard: HeardMessage) {
        switch heard.packet {
        case .v4(let frame):
            columns = Self.columns(heard, frame.message.type?.description ?? "no type", frame.message.mac)
            words = Self.words(frame.message)
        case .v6(let frame):
            columns = Self.columns(heard, frame.message.type.description, frame.mac)
            words = Self.words(frame.message)
        }
    }

    /// The message on one line; where it is wider than a terminal, on several, of which the later ones are indented.
    func text(width: Int?) -> String {
        WrappedText(width: width).row([columns] + words, indent: Self.indent)
    }

    // As wide as the column of frame numbers with the space behind it.
    private static let indent = 7

    private static func columns(_ heard: HeardMessage, _ type: String, _ mac: MACAddress?) -> String {
        let number = String(heard.number)
        let address = mac?.description ?? "-"
        return [
            space(5 - number.count) + number, type + space(9 - type.count), address + space(17 - address.count),
        ].joined(separator: "  ")
    }

    private static func space(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    private static func words(_ message: DHCPMessage) -> [String] {
        let options = message.options
        var words: [String] = []
        if let requested = options.requestedAddress { words.append("wants \(requested)") }
        if message.clientAddress != .unspecified { words.append("has \(message.clientAddress)") }
        if message.yourAddress != .unspecified { words.append("gets \(message.yourAddress)") }
        if let name = options.hostName ?? options.fullName { words.append(quoted(name)) }
        if let server = options.serverIdentifier { words.append("server \(server)") }
        if message.relayAddress != .unspecified { words.append("relay \(message.relayAddress)") }
        if let malformed = message.malformed { words.append("(malformed: \(malformed))") }
        return words
    }

    private static func words(_ message: DHCPv6Message) -> [String] {
        let options = message.options
        var words = ["DHCPv6"] + options.addresses.map(\.description)
        if let name = options.fullName { words.append(quoted(name)) }
        if !message.relays.isEmpty { words.append("relayed") }
        if let malformed = message.malformed { words.append("(malformed: \(malformed))") }
        return words
    }

    private static func quoted(_ name: HostName) -> String { "\"\(name.text.safeForDisplay)\"" }
}
