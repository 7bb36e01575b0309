import BridgeAPI
import BridgeSimulator
import Discovery
import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain
import TerminalUI

/// What `setup --demo` plays in: a simulated bridge on loopback, and a folder with its DHCP frames.
struct DemoHouse: Sendable {
    /// The bridge.
    let bridge: SimulatedBridge
    /// The capture file with the frames that such a bridge sends.
    let capture: String
    /// Where the demo's configuration goes, made when something is written into it.
    let configuration: String
    private let folder: String

    /// A quick pace, and any port for callbacks: a real loop may have the usual one.
    static var settings: LoopSettings {
        var settings = LoopSettings(pollSeconds: 2)
        settings.callback.port = 0
        return settings
    }

    /// Starts the bridge and writes its frames.
    static func open(household path: String?) async throws -> DemoHouse {
        let household = try path.map { try HouseholdFile.read($0) } ?? .builtIn()
        let bridge = try await SimulatedBridge.start(household)
        let temporary = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        let folder = try FileSystem.makeTemporaryFolder(in: temporary, prefix: "keyturn-demo-")
        let house = DemoHouse(
            bridge: bridge, capture: "\(folder)/dhcp.pcap", configuration: "\(folder)/config", folder: folder)
        try AnnouncementFrames.write([household], address: .loopback, to: house.capture, at: Date())
        return house
    }

    /// What a person should know before it begins.
    var introduction: [Passage] {
        [
            .title("Demo"), .text("A simulated bridge answers at \(bridge.endpoint)."),
            .exact("The configuration goes to \(configuration)"),
            .note(.ok, "Check: under another bridge's id it was refused, as it should be."), .blank,
        ]
    }

    /// Signs in as setup will, expecting another bridge: a demo in which that works shows nothing.
    func checkThatNoOtherIsTaken(_ dialer: BridgeDialer) async throws(Diagnosis) {
        let household = bridge.household
        let other = BridgeID(rawValue: ~household.id.rawValue)
        let ladder = AuthLadder(
            endpoint: bridge.endpoint, token: household.token, plan: .only(.encrypted), dialer: dialer, gap: .zero)
        do throws(ProbeError) {
            _ = try await ladder.climb(expecting: other)
        } catch .otherBridge(expected: other, found: household.id) {
            return
        } catch {
            throw Diagnosis(error, at: bridge.endpoint)
        }
        throw Diagnosis(nil, "The demo's bridge was taken for another one", exit: .unexpected)
    }

    /// Presses the button, once the bridge waits for it.
    func pressButton() async {
        repeat {
            do {
                try await Task.sleep(for: .milliseconds(1500))
            } catch {
                return
            }
        } while await !bridge.pressButton()
    }

    /// Ends the bridge and removes the frames; the configuration stays for whoever wants to look.
    func close() async {
        await bridge.stop()
        do throws(SystemError) {
            try FileSystem.remove(capture)
            try FileSystem.removeEmptyFolder(folder)
        } catch {
            // It holds a configuration, which is to stay.
        }
    }
}
