import ArgumentParser
import BridgeSimulator
import Guidance
import NukiDomain
import PacketCapture
import Synchronization

/// The interface through which simulated bridges ask a network for their addresses.
///
/// It is opened in the first lines of `main`, as captures are, and the rights are given up: see ``EarlyCapture``.
final class Announcer: Sendable {
    private let injector: Mutex<PacketInjector>

    /// What came of opening it, for the command to take up; nil where nothing is to be announced.
    @TaskLocal static var result: Result<Announcer, any Error>?

    /// Opens the interface that the command names.
    static func begin(for command: (any ParsableCommand)?) -> Result<Announcer, any Error>? {
        guard let interface = (command as? SimulateCommand)?.announce else { return nil }
        return Result { try Announcer(interface) }
    }

    private init(_ interface: String) throws(Diagnosis) {
        do throws(CaptureError) {
            injector = Mutex(try PacketInjector(on: interface))
            try CapturePrivilege.drop()
        } catch {
            throw Diagnosis(announcing: error)
        }
    }

    /// Lets a bridge ask for an address that it gets.
    func announce(_ household: Household, at address: IPv4Address) throws(Diagnosis) {
        do throws(CaptureError) {
            for frame in AnnouncementFrames(household, address: address).frames {
                try injector.withLock { injector throws(CaptureError) in try injector.send(frame) }
            }
        } catch {
            throw Diagnosis(announcing: error)
        }
    }

    /// The same for a bridge that is back; where it cannot be done, that is said, and the bridge goes on.
    func announceAgain(_ household: Household, at host: Host) {
        guard case .address(.v4(let address)) = host else { return }
        do throws(Diagnosis) {
            try announce(household, at: address)
        } catch {
            Output.warn(error)
        }
    }
}
