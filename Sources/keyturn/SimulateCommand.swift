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
        commandName: "simulate", abstract: "Run simulated bridges.",
        discussion: "Answers over HTTP as a Nuki bridge does, until SIGINT or SIGTERM.")

    @Option(help: "Address of this machine to listen on.", transform: Self.host)
    var host = Host.address(.v4(.loopback))

    @Option(help: "Port to listen on; 0 for any that is free.")
    var port: UInt16 = 8080

    @Option(help: "How many bridges to simulate, each on a port of its own from --port on.")
    var bridges = 1

    @Option(help: "Token of the simulated bridge, in place of the household's.", transform: Self.token)
    var token: BridgeToken?

    @Option(
        help: "JSON file with the bridge and its devices (default: two locks and an opener).", completion: .file())
    var household: String?

    @Option(help: "Loopback port that takes POST /_control/NAME; 0 for any that is free.")
    var control: UInt16?

    @Option(help: "How many times faster than real ones motors and the button window are.")
    var speed = 1.0

    @Option(
        parsing: .unconditional,
        help: "Seconds by which the bridge's clock is ahead; negative when it is slow.")
    var clockOffset: Int?

    @Option(help: "Send the DHCP frames that announce the bridge through this interface.")
    var announce: String?

    @Option(help: "Write the DHCP frames that announce the bridge to this capture file.")
    var announcePcap: String?

    @OptionGroup(title: "Shared") var shared: SharedOptions

    func validate() throws {
        guard (0.001...1_000_000).contains(speed) else {
            throw ValidationError("Speed goes from 0.001 to 1000000.")
        }
        if announce != nil || announcePcap != nil, announcedAddress == nil {
            throw ValidationError(
                "--announce and --announce-pcap need an IPv4 address as --host: DHCP announces nothing else.")
        }
        guard clockOffset.map(Household.clockOffsets.contains) ?? true else {
            throw ValidationError("The clock is a century ahead or slow at most: 3155760000 seconds.")
        }
        guard (1...10_000).contains(bridges) else { throw ValidationError("Bridges go from 1 to 10000.") }
        for (option, first) in [("--port", port), ("--control", control ?? 0)] where first > 0 {
            guard Int(first) + bridges - 1 <= UInt16.max else {
                throw ValidationError("There are no \(bridges) ports from \(option) \(first) on.")
            }
        }
        if let control, port > 0, control > 0, abs(Int(port) - Int(control)) < bridges {
            throw ValidationError("The ports of --port and of --control overlap.")
        }
    }

    func run() async throws {
        try await shared.run { try await simulate() }
    }

    private func simulate() async throws {
        let report = SimulationReport(asJSON: shared.json)
        // Whoever reads the first line may end the process at once, so signals are caught before it.
        let endings = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let announcer = try Announcer.result?.get()
        let street = try await SimulatedStreet.start(
            try simulatedHousehold().street(of: bridges), host: host, port: port, control: control,
            time: SimulatedTime(speed: speed)
        ) {
            report.served($0, by: $1)
        } appear: { household, endpoint in
            announcer?.announceAgain(household, at: endpoint.host)
        }
        if let announcedAddress {
            let households = street.houses.map(\.bridge.household)
            for household in households { try announcer?.announce(household, at: announcedAddress) }
            if let announcePcap {
                try AnnouncementFrames.write(households, address: announcedAddress, to: announcePcap, at: Date())
            }
        }
        for house in street.houses { report.ready(house.bridge, control: house.control?.port) }
        for await _ in endings { break }
        await street.stop()
    }

    private var announcedAddress: IPv4Address? {
        if case .address(.v4(let address)) = host, address != .unspecified { address } else { nil }
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
