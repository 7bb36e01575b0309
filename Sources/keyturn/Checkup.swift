import BridgeAPI
import ControlLoop
import Entries
import FoundationEssentials
import Guidance
import HTTPFetch
import Linux
import MQTT
import NukiDomain
import PacketCapture

/// The checks of `doctor`. Those that take time go on beside one another.
struct Checkup: Sendable {
    /// How long packets are waited for.
    static let listening = Duration.seconds(3)

    private let locations: Locations
    private let ear: DoctorEar
    private let clock: any Clock<Duration>

    init(_ shared: SharedOptions, _ ear: DoctorEar, clock: any Clock<Duration> = ContinuousClock()) throws {
        locations = try shared.locations()
        self.ear = ear
        self.clock = clock
    }

    func run() async -> [CheckGroup] {
        let files = FileChecks(locations)
        let loop = LoopCheck(locations)
        async let heard = ear.listen(for: Self.listening, clock: clock)
        async let names = NameChecks(clock: clock).checks(hosts: files.entries.map(\.endpoint.host))
        async let bridges = bridges(files, loop)
        async let sources = SourceChecks().checks()
        let network = InterfaceChecks(ear).checks(heard: await heard) + (await sources) + (await names)
        return [
            CheckGroup(title: "Libraries", checks: Self.libraries), CheckGroup(title: "Network", checks: network),
            CheckGroup(title: "This machine", checks: [Self.time, loop.check]),
            CheckGroup(title: "Files", checks: files.checks),
        ] + (await bridges)
    }

    private static var libraries: [Check] {
        [
            Check("library.libpcap", ok: "libpcap \(number(in: PcapVersion.text))"),
            library("libcurl") { () throws(LibraryError) in number(in: try CurlLibrary.version) },
            Check("library.libsodium", ok: "libsodium \(SodiumVersion.text)"),
            library("libmosquitto") { () throws(LibraryError) in try MosquittoLibrary.version },
        ]
    }

    /// One of those that are opened when they are needed, and may not be there.
    private static func library(_ name: String, version: () throws(LibraryError) -> String) -> Check {
        do throws(LibraryError) {
            return Check("library.\(name)", ok: "\(name) \(try version())")
        } catch {
            return Check("library.\(name)", .failed, Diagnosis(error))
        }
    }

    /// The first number in a library's own words, such as 1.10.3.
    private static func number(in text: String) -> String {
        String(text.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." })
    }

    private static var time: Check {
        do throws(SystemError) {
            return try SystemClock.isSynchronised
                ? Check("clock", ok: "The clock is kept right") : Check("clock", .warning, .clockNotKept)
        } catch {
            return Check("clock", .warning, .notTold("Whether the clock is kept right", reason: error.reason))
        }
    }

    /// One group a bridge; bridges are asked side by side.
    private func bridges(_ files: FileChecks, _ loop: LoopCheck) async -> [CheckGroup] {
        let bridges = files.bridges
        guard !bridges.isEmpty else { return [] }
        let lines: BridgeLines
        do {
            lines = try Composition.bridgeLines(locations, files.settings)
        } catch {
            return [CheckGroup(title: "Bridges", checks: [Check("bridges", .failed, Diagnosis(anything: error))])]
        }
        let way = CallbackWay(loopRuns: loop.isRunning, settings: files.settings.callback, clock: clock)
        return await withTaskGroup(of: (Int, CheckGroup).self) { group in
            for (index, bridge) in bridges.enumerated() {
                group.addTask {
                    let checks = await BridgeChecks(lines.line(to: bridge), way).checks()
                    return (index, CheckGroup(title: bridge.entry.name.safeForDisplay, checks: checks))
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
