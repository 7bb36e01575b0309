import ArgumentParser
import BridgeSimulator
import FoundationEssentials
import Glibc
import Guidance
import Linux
import NukiDomain
import UnixSignals

/// `keyturn simulate`: a bridge for whoever has none.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Run a simulated bridge.",
        discussion: "Answers over HTTP as a Nuki bridge does, until SIGINT or SIGTERM.")

    @Option(help: "Address of this machine to listen on.", transform: Self.host)
    var host = Host.address(.v4(.loopback))

    @Option(help: "Port to listen on; 0 for any that is free.")
    var port: UInt16 = 8080

    @Option(help: "Token of the simulated bridge, in place of the household's.", transform: Self.token)
    var token: BridgeToken?

    @Option(help: "JSON file with the bridge and its devices (default: two locks and an opener).")
    var household: String?

    @Option(help: "Loopback port that takes POST /_control/press and /_control/truth; 0 for any that is free.")
    var control: UInt16?

    @Option(help: "How many times faster than real ones motors and the button window are.")
    var speed = 1.0

    @Option(
        parsing: .unconditional,
        help: "Seconds by which the bridge's clock is ahead; negative when it is slow.")
    var clockOffset: Int?

    @Option(help: "Write the DHCP frames that announce the bridge to this capture file.")
    var announcePcap: String?

    @OptionGroup(title: "Shared") var shared: SharedOptions

    func validate() throws {
        guard (0.001...1_000_000).contains(speed) else {
            throw ValidationError("Speed goes from 0.001 to 1000000.")
        }
        if announcePcap != nil, announcedAddress == nil {
            throw ValidationError("--announce-pcap needs an IPv4 address as --host: DHCP announces nothing else.")
        }
    }

    func run() async throws {
        try await shared.run { try await simulate() }
    }

    private func simulate() async throws {
        let report = SimulationReport(asJSON: shared.json)
        // Whoever reads the first line may end the process at once, so signals are caught before it.
        let endings = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let bridge = try await SimulatedBridge.start(
            try simulatedHousehold(), host: host, port: port, time: SimulatedTime(speed: speed)
        ) { report.served($0) }
        let control =
            if let control { try await BridgeControl.start(bridge, port: control) } else { BridgeControl?.none }
        if let announcePcap, let announcedAddress {
            try AnnouncementFrames(bridge.household, address: announcedAddress).write(to: announcePcap, at: Date())
        }
        report.ready(bridge, control: control?.port)
        for await _ in endings { break }
        await control?.stop()
        await bridge.stop()
    }

    private var announcedAddress: IPv4Address? {
        if case .address(.v4(let address)) = host { address } else { nil }
    }

    private func simulatedHousehold() throws -> Household {
        var simulated = if let household { try HouseholdFile.read(household) } else { try Household.builtIn() }
        if let token { simulated.token = token }
        if let clockOffset { simulated.clockOffset = clockOffset }
        return simulated
    }

    @Sendable
    private static func host(_ text: String) throws -> Host {
        do throws(HostError) {
            return try Host(parsing: text)
        } catch {
            throw ValidationError(InputWords.sentence(error))
        }
    }

    @Sendable
    private static func token(_ text: String) throws -> BridgeToken {
        do throws(TokenError) {
            return try BridgeToken(parsing: text)
        } catch {
            throw ValidationError(InputWords.sentence(error))
        }
    }
}
