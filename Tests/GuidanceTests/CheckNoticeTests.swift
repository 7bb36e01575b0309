import Entries
import Guidance
import NukiDomain
import Testing

@Suite("What checks find, in words")
struct CheckNoticeTests {
    private static let hostile = DiagnosisSamples.hostile

    private static let notices: [Notice] = {
        let entry = BridgeEntry(
            id: BridgeID(rawValue: 1), name: hostile, endpoint: DiagnosisSamples.endpoint, auth: .plain, source: .dhcp)
        return [
            .packetsNotLookedAt, .clockNotKept, .noNameServer, .noCaptureRight(program: hostile),
            .interfaceOff(hostile), .noLink(hostile), .noAddress(hostile, heard: ""),
            .nothingHeard(hostile, address: "192.168.1.20", seconds: 3), .notTold("This", reason: hostile),
            .nameUnknown(hostile, reason: hostile, isOwn: true), .nameUnknown(hostile, reason: hostile, isOwn: false),
            .tooOpen(hostile, mode: 0o644, wanted: 0o600), .othersFile(hostile, folder: hostile),
            .noFolder(hostile, reason: "Not a directory"), .signInRefused(by: entry, isTooOld: false),
            .oldFirmware(hostile, of: entry), .weakSignIn(hostile, of: entry),
            .slotsTaken("0 fhem at 192.168.1.9:8083", of: entry), .notOnItsNetwork("192.168.1.20", port: 18_581),
            .portTaken("192.168.1.20", port: 18_581),
        ]
            + [(-45, false, nil), (3600, true, true)].map { .bridgeClock($0, isKnown: $1, hasServer: $2) }
    }()

    @Test("Each says what was seen, and ends with a sentence or with a command behind a colon", arguments: notices)
    func shape(_ notice: Notice) {
        #expect(!notice.what.isEmpty && notice.what.last != ".")
        #expect(notice.fix.hasSuffix(".") || notice.fix.contains(": "))
        let text = notice.what + notice.fix
        #expect(text.safeForDisplay == text)
        #expect(["!", "please", "invalid"].allSatisfy { !text.lowercased().contains($0) })
    }

    @Test("The clock's direction is the bridge's, and whoever is wrong is told to be set")
    func clock() {
        let slow = Notice.bridgeClock(-45, isKnown: false, hasServer: false)
        #expect(slow.what == "The bridge's clock is 45 s behind ours; at 60 s it refuses signed requests")
        #expect(slow.fix.hasPrefix("Let the bridge reach the internet"))
        let fast = Notice.bridgeClock(61, isKnown: true, hasServer: true)
        #expect(fast.what == "The bridge's clock is 1 min 1 s ahead of ours; sign-ins go by it")
        #expect(fast.fix.hasSuffix("timedatectl set-ntp true"))
    }
}
