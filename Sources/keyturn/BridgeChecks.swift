import BridgeAPI
import ControlLoop
import Discovery
import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain

/// One configured bridge, asked directly, one request at a time: what it is, how it keeps time, whom it tells.
struct BridgeChecks: Sendable {
    /// A difference of clocks that is worth a look: it grows, and at 60 s signed requests are refused.
    private static let drift = 20

    private let line: BridgeLine
    private let way: CallbackWay

    private var entry: BridgeEntry { line.entry }
    private var id: String { "bridge.\(line.id)" }

    init(_ line: BridgeLine, _ way: CallbackWay) {
        self.line = line
        self.way = way
    }

    func checks() async -> [Check] {
        let details: BridgeDetails
        let elapsed: Duration
        do throws(Diagnosis) {
            (details, elapsed) = try await line.ask { client async throws(BridgeError) in
                let start = ContinuousClock.now
                return (try await client.details(), .now - start)
            }
            try line.check(details.info)
        } catch {
            return [failure(error)]
        }
        let milliseconds = Int(elapsed / .milliseconds(1))
        let answers = "It answers at \(entry.endpoint) in \(milliseconds) ms; sign-ins are \(entry.auth)"
        return [Check(id, ok: answers)]
            + [clock(details, asked: line.now), firmware(details.info), await slots()].compactMap(\.self)
            + [await way.check(entry, id: "\(id).callback")]
    }

    private func failure(_ diagnosis: Diagnosis) -> Check {
        guard diagnosis.id == .tokenRefused else { return Check(id, .failed, diagnosis) }
        let isTooOld = entry.firmware.flatMap(FirmwareAge.knowsEncryption) == false
        return Check(id, .failed, .signInRefused(by: entry, isTooOld: isTooOld))
    }

    private func clock(_ details: BridgeDetails, asked: Date) -> Check? {
        guard let offset = details.info.clocks(here: asked)?.seconds else { return nil }
        let id = "\(id).clock"
        guard abs(offset) > Self.drift else {
            return Check(id, ok: offset == 0 ? "Its clock agrees" : "Its clock agrees within \(abs(offset)) s")
        }
        let isKnown = abs(offset - entry.clockOffset) <= Self.drift
        return Check(id, .warning, .bridgeClock(offset, isKnown: isKnown, hasServer: details.isAtServer))
    }

    private func firmware(_ info: BridgeInfo) -> Check? {
        guard let version = info.firmware else { return nil }
        let id = "\(id).firmware"
        switch (entry.auth, FirmwareAge.knowsEncryption(version)) {
        case (.encrypted, _), (_, nil): return Check(id, ok: "Its firmware is \(version.safeForDisplay)")
        case (.hashed, true), (.plain, true): return Check(id, .warning, .weakSignIn(version, of: entry))
        case (.hashed, false), (.plain, false): return Check(id, .warning, .oldFirmware(version, of: entry))
        }
    }

    private func slots() async -> Check {
        let id = "\(id).slots"
        do throws(Diagnosis) {
            let listing = try await line.ask { client async throws(BridgeError) in try await client.callbacks() }
            return slots(listing, id: id)
        } catch {
            return Check(id, .warning, error)
        }
    }

    /// Who is told of changes, of three at most (Bridge API 1.13.2, `/callback/add`).
    private func slots(_ listing: CallbackListing, id: String) -> Check {
        let free = max(0, 3 - listing.callbacks.count - listing.unreadable.count)
        let holders = (listing.callbacks.map(\.holder) + listing.unreadable.map { _ in "one that cannot be read" })
            .joined(separator: "; ")
        let isServed = entry.callback == .off || listing.callbacks.contains { $0.owner == .keyturn }
        if free == 0, !isServed { return Check(id, .warning, .slotsTaken(holders, of: entry)) }
        return Check(id, ok: "\(free) of 3 callback slots are free" + (holders.isEmpty ? "" : "; taken: \(holders)"))
    }
}

extension CallbackRegistration {
    /// The program and its place; the rest of the address may be its owner's secret.
    fileprivate var holder: String {
        let place = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? ""
        let authority = String(place.prefix { !"/?#".contains($0) })
        return "\(id) \(owner?.rawValue ?? "unknown") at \(authority.safeForDisplay)"
    }
}
