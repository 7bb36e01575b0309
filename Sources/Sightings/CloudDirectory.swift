public import FoundationEssentials
public import HTTPFetch
import NukiDomain

/// Nuki's public list of the bridges that spoke to its servers from this internet connection in the last 30 days.
///
/// Asking it tells Nuki this connection's public address. The list is a hint: behind a shared address it names strangers'
/// bridges, and its addresses may be old (Bridge API 1.13.2, "Discover bridges").
public struct CloudDirectory: SightingSource {
    private let request: HTTPRequest
    private let fetcher: any HTTPFetching
    private let remark: @Sendable (SourceRemark) -> Void
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - request: where the list is.
    ///   - remark: told of bridges that hide, and of a directory that gives no list.
    public init(
        _ request: HTTPRequest, fetcher: any HTTPFetching, now: @escaping @Sendable () -> Date = { Date() },
        remark: @escaping @Sendable (SourceRemark) -> Void
    ) {
        self.request = request
        self.fetcher = fetcher
        self.now = now
        self.remark = remark
    }

    /// The list as it is now, asked once; the stream ends with it and throws nothing.
    public func sightings() -> AsyncThrowingStream<Sighting, any Error> {
        AsyncThrowingStream(bufferingPolicy: .bufferingOldest(Self.mostEntries)) { continuation in
            let task = Task {
                for entry in await entries() { if let sighting = sighting(entry) { continuation.yield(sighting) } }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    /// No connection has as many bridges of its own.
    private static let mostEntries = 64

    private func entries() async -> ArraySlice<OutsideValue> {
        do throws(HTTPError) {
            let response = try await fetcher.fetch(request)
            // A page that is no list is a refusal, whatever its status.
            guard response.status == 200, let answer = try? JSONText.fromOutside(response.body),
                let bridges = answer["bridges"]?.list
            else {
                remark(.cloudRefused(status: response.status))
                return []
            }
            return bridges.prefix(Self.mostEntries)
        } catch {
            if error != .cancelled { remark(.cloudSilent(error)) }
            return []
        }
    }

    /// What one entry tells; a field of another kind is as good as none.
    private func sighting(_ entry: OutsideValue) -> Sighting? {
        guard let serverID = entry["bridgeId"]?.id.map(BridgeID.init(rawValue:)) else { return nil }
        let (address, port) = (entry["ip"]?.text, entry["port"]?.number)
        // A software bridge has neither and cannot be asked.
        guard address != nil || port != nil else { return nil }
        guard let address = address.flatMap({ IPv4Address($0) }), address != .unspecified,
            let port = port.flatMap({ UInt16(exactly: $0) }).flatMap(Port.init(rawValue:))
        else {
            remark(.cloudHides(serverID: serverID))
            return nil
        }
        guard address.isUsableUnicast || address.isLoopback else { return nil }
        return Sighting(
            source: .cloud, claim: .granted, hostNames: [], mac: nil, address: address, port: port, serverID: serverID,
            seen: now())
    }
}
