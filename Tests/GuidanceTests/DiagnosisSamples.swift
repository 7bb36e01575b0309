import BridgeAPI
import Discovery
import Entries
import FoundationEssentials
import Guidance
import HTTPFetch
import Linux
import NukiDomain
import PacketCapture
import Sightings

/// Every error that has words, with texts as hostile as a network or a file can make them.
enum DiagnosisSamples {
    static let hostile = "a\u{1B}[2J\rb\u{202E}c"
    static let endpoint = Endpoint(host: .name(hostile), port: .bridgeDefault)

    static let probes: [ProbeError] =
        [
            .acceptsAnything, .noHardwareID,
            .otherBridge(expected: BridgeID(rawValue: 1), found: BridgeID(rawValue: 2)), .cancelled,
        ] + bridges.map { .bridge($0) } + refusals.map { .tokenRefused($0) } + answers.map { .onlyPlain($0) }

    private static let refusals: [SignInRefusal] =
        [[], [.encrypted], [.plain], [.encrypted, .hashed], [.encrypted, .hashed, .plain]].map { tried in
            SignInRefusal(tried: tried, statuses: [401])
        }
        + [ClockSearch.End.exhausted, .failed(.busy), .failed(.notABridge(hostile)), .slowed, .stopped].map { end in
            SignInRefusal(
                tried: [.encrypted, .hashed], statuses: [401, 500], searched: [.backward, .forward], searchEnd: end)
        } + [SignInRefusal(tried: [.encrypted], statuses: [403])]

    private static let answers: [PlainAnswer] =
        [-1_787_391_000, -430, 0, 61, 10_800].map { seconds in
            let here = Date(timeIntervalSince1970: 1_787_391_082)
            let clocks = ClockComparison(bridge: here + Double(seconds), here: here)
            return PlainAnswer(clocks: clocks, firmware: hostile)
        } + [PlainAnswer(clocks: nil, firmware: nil)]

    private static let bridges: [BridgeError] =
        [
            .signInRefused, .switchedOff, .busy, .badRequest, .unknownDevice, .deviceOffline,
            .unsuccessful(message: nil), .unsuccessful(message: hostile), .status(404), .brokenAnswer(hostile),
            .notABridge(hostile),
        ] + transfers.map { .noAnswer($0) }

    private static let transfers: [HTTPError] = [
        .refused, .unreachable("No route to host"), .nameNotResolved, .connectTimedOut, .answerTimedOut,
        .connectionLost, .brokenBody, .notHTTP(hostile), .tooLong(9), .untrusted(hostile), .cancelled,
        .withheld(hostile), .failed("Out of memory"),
    ]

    static let captures: [CaptureError] = [
        .noRight(interface: hostile), .noInterface, .noSuchInterface(hostile, existing: ["eth0", hostile]),
        .noSuchInterface(hostile, existing: []), .interfaceDown(hostile), .lost(interface: hostile),
        .linkType(105, name: hostile, source: hostile), .unreadable(file: hostile, reason: hostile),
        .notOpened(file: hostile, SystemError("open", number: 2)),
        .unreadable(file: "-", reason: "truncated"), .endsEarly(file: hostile, afterFrames: 3, reason: hostile),
        .unwritable(file: hostile, reason: hostile), .other(source: hostile, reason: hostile),
    ]

    static let configurations: [ConfigurationError] =
        [
            .file(path: hostile, SystemError("open", number: 13)),
            .file(path: hostile, SystemError("write", number: 28)),
            .file(path: hostile, SystemError("open", number: 30)), .newerSchema(path: hostile, found: 9),
            .busy(path: hostile, holder: 42), .busy(path: hostile, holder: nil), .cancelled,
            .linked(path: hostile), .noHome, .notEncodable, .alreadySetUp(entry.id, replacing: BridgeID(rawValue: 7)),
            .alreadySetUp(entry.id, replacing: nil), .entryGone(entry), .entryMoved(entry, to: entry.endpoint),
            .entriesInUse(by: 42), .entriesInUse(by: nil), .moveObstructed(by: hostile, from: hostile),
            .moveLinked(path: hostile),
            .badVariable(
                name: "KEYTURN_LOG", value: hostile, JSONFault(.notOneOf(["info", "error"]), path: "log")),
        ] + tokens.map { .badToken(path: hostile, $0) } + faults.map { .malformed(path: hostile, $0, line: hostile) }
        + [.malformed(path: hostile, JSONFault(.badValue), line: nil)]

    static let faults: [JSONFault] =
        [
            JSONFault.SyntaxFault.end, .unexpected, .text, .number, .trailing, .depth,
        ].map { JSONFault(.syntax($0), position: TextPosition(line: 3, column: 7)) }
        + [
            JSONFault.Kind.unknownKey, .missingKey, .repeatedKey, .badValue, .wrongType(expected: .object),
            .wrongType(expected: .list), .wrongType(expected: .text), .wrongType(expected: .number),
            .wrongType(expected: .boolean), .notOneOf(["auto", "off"]), .outOfRange(least: 0.5, most: 3600),
        ].map { JSONFault($0, path: hostile, position: TextPosition(line: 1, column: 1)) }

    static let tokens: [TokenError] = [
        .empty, .length(1), .length(21), .strangeCharacter, .looksLikeHash, .looksLikeWebKey,
    ]

    static let hosts: [HostError] = [
        .empty, .partTooLarge(hostile), .notAnAddress(hostile), .withPort(hostile), .addressOfAPage(hostile),
        .notAName(hostile),
    ]

    static let findings: [ProbeReport.Finding] = [
        .weakToken(8), .clockDiffers(-430), .clockDiffers(61), .signsByBridgeClock(-430),
        .encryptedRefused(firmware: hostile),
        .encryptedRefused(firmware: nil), .unreadableDevice(hostile),
    ]

    static let remarks: [SourceRemark] =
        [
            .neighboursUnreadable(SystemError("netlink", number: 1)),
            .leasesUnreadable(path: hostile, SystemError("open", number: 13)), .leasesUnknown(path: hostile),
            .leasesEnded(path: hostile, count: 1), .leasesEnded(path: hostile, count: 2), .leasesMissing,
            .cloudRefused(status: 403), .cloudRefused(status: 200), .cloudHides(serverID: BridgeID(rawValue: 7)),
            .scanNarrowed(LocalNetwork(interface: hostile, ownAddress: IPv4Address(10, 0, 0, 1), prefixLength: 8)),
            .scanFindsNoNetwork,
        ] + transfers.map { .cloudSilent($0) }

    private struct Unforeseen: Error, CustomStringConvertible {
        let description = hostile
    }

    /// Diagnoses that belong to no error type.
    private static let singles: [Diagnosis] =
        [
            .otherBridge(at: endpoint, expected: BridgeID(rawValue: 1), found: nil), .notPressed,
            .nothingFound(where: hostile), .nothingFound(inCapture: hostile), .nothingFound(by: [.dhcp, .leases]),
            .nothingFound(by: [.leases, .neighbours, .scan, .cloud]), .nothingConfigured, .noToken(for: entry),
            .noSuchBridge(hostile, known: []), .noSuchBridge(hostile, known: [entry]), .loopRunning(7),
            .loopRunning(nil),
            .missing("The token", how: ["Give it with --token-file PATH."]),
            .unusable("--port", InputWords.port, fix: "Leave it out for 8080."),
            .tokenFile(hostile, "It is empty."), .tokenFile("-", "It is empty."), .unexpected(Unforeseen()),
            .household(hostile, SystemError("open", number: 2)),
            .outcomeUnknown(at: endpoint, .noAnswer(.connectionLost), look: "keyturn bridge info"),
            .noSuchCallback(7, at: endpoint), .interfaceCame(hostile), .results(SystemError("write", number: 28)),
            .ambiguousBridge(hostile, matches: [entry, entry]), .controlDenied(at: hostile), .noLoop, .loopEnded,
            .loopSilent(at: hostile, reason: hostile), .loopRefused(hostile), .loopLost,
            .noSuchDevice(hostile, known: []), .noSuchDevice(hostile, known: [hostile]),
            .ambiguousDevice(hostile, matches: [hostile, hostile]), .wrongKind(hostile, is: .lock, fix: "Open it."),
            .wrongKind(hostile, is: .opener, fix: "Unlatch it."), .commandFailed(hostile, reason: "expired"),
            .commandFailed(hostile, reason: hostile), .commandUnknown(hostile, state: hostile),
            .commandUnknown(hostile, state: nil),
            Diagnosis(LibraryError("libcurl", package: "libcurl4", reason: hostile)),
        ] + faults.map { .household(hostile, $0) } + tokens.map { .oddToken($0) } + moves

    private static let moves: [Diagnosis] =
        doubts.map { .moveDoubtful($0, entry, at: .loopback) }
        + [.tooSoon(.seconds(600)), .interrupted(.busy), .interrupted(.notABridge(hostile))].map {
            .moveUnproved($0, entry, at: .loopback)
        }
        + [
            nil, .asStored, .otherHardware(mac, isBridge: true), .otherHardware(mac, isBridge: false),
            .silent(.somethingElse(hostile)),
        ].map { .notRediscovered(entry, $0) } + [.moveRefused(entry, at: .loopback)]

    private static let mac = MACAddress(rawValue: 0x0242_AC11_0002)

    private static let doubts: [ProofOfMove.Doubt] = [
        .outOfReach, .notABridge(hostile), .noStoredHardware, .otherHardware(mac), .otherHardware(nil),
        .notToBeFollowed,
        .plainSignIn, .acceptsAnything, .otherBridge(BridgeID(rawValue: 2)), .otherBridge(nil), .otherServerID(nil),
        .otherServerID(BridgeID(rawValue: 2)), .strangeDevice(NukiID(rawValue: 7)),
    ]

    static let entry = BridgeEntry(
        id: BridgeID(rawValue: 1), name: hostile, endpoint: endpoint, auth: .encrypted, source: .manual)

    static var all: [Diagnosis] {
        probes.map { Diagnosis($0, at: endpoint) } + captures.map { Diagnosis($0) }
            + configurations.map { Diagnosis($0) } + remarks.map { Diagnosis($0) } + singles + exchanges
    }
}
