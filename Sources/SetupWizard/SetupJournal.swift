import Entries
public import FoundationEssentials
import NukiDomain

/// What an interrupted setup continues from: no secret is in it.
public struct SetupJournal: Hashable, Sendable {
    /// After this time nobody remembers what was asked.
    public static let lifetime: TimeInterval = 24 * 3600

    /// A bridge that was chosen.
    public struct Place: Hashable, Sendable, Codable {
        let host: String
        let port: UInt16
        let id: String?
        let name: String?
        let mac: String?
        let source: AddressSource
    }

    /// When the last answer was given: whoever keeps it says so.
    public var written: Date
    /// The bridges that were chosen, in their order; never empty.
    let places: [Place]
    /// The name that was given, where only one bridge was chosen.
    let name: String?
    /// What was said of callbacks, where only one bridge was chosen.
    let callback: String?
}

extension SetupJournal: Codable {}

extension SetupJournal {
    /// What is known of bridges that are being set up.
    init(_ drafts: [BridgeDraft]) {
        let only = drafts.count == 1 ? drafts.first : nil
        self.init(
            written: .distantPast, places: drafts.map { Place($0.place) }, name: only?.request.name,
            callback: only?.request.callback?.description)
    }

    /// The places, as far as they can still be read.
    var chosen: [BridgeDraft.Place] { places.compactMap { BridgeDraft.Place($0) } }

    /// What the screen calls the bridges.
    var title: String { places.map { ($0.name ?? $0.host).safeForDisplay }.joined(separator: ", ") }

    /// Still worth a question at this time.
    public func isFresh(at now: Date) -> Bool {
        (0..<Self.lifetime).contains(now.timeIntervalSince(written))
    }

    /// The same answers, whenever they were written.
    func saysTheSame(as other: SetupJournal) -> Bool {
        places == other.places && name == other.name && callback == other.callback
    }
}

extension SetupJournal.Place {
    fileprivate init(_ place: BridgeDraft.Place) {
        self.init(
            host: place.endpoint.host.description, port: place.endpoint.port.rawValue, id: place.id?.description,
            name: place.title, mac: place.mac?.description, source: place.source)
    }
}

extension BridgeDraft.Place {
    fileprivate init?(_ place: SetupJournal.Place) {
        // A place that cannot be read is one to choose again.
        guard let host = try? Host(parsing: place.host), let port = Port(rawValue: place.port) else { return nil }
        self.init(
            endpoint: Endpoint(host: host, port: port), title: place.name, id: place.id.flatMap { BridgeID(hex: $0) },
            mac: place.mac.flatMap { MACAddress($0) }, source: place.source)
    }
}
