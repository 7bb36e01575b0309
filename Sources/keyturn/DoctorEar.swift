import ArgumentParser
import Entries
import FoundationEssentials
import Linux
import NukiDomain
import PacketCapture
import PacketWire
import Sightings
import Synchronization

/// What `doctor` hears on the network.
///
/// It is opened in the first lines of `main`, as captures are, and the rights are given up: see ``EarlyCapture``. Root
/// goes on as the one to whom the configuration belongs, whose files and locks are to be looked at.
struct DoctorEar: Sendable {
    /// Packets that came in on one interface.
    struct Heard: Hashable, Sendable {
        var packets = 0
        var dhcp = 0
    }

    /// Whether this program had the right to listen.
    let mayListen: Bool
    /// The open capture, or why there is none.
    let capture: Result<LiveCapture, CaptureError>

    /// What came of it, for the command to take up; nil for every other command.
    @TaskLocal static var result: Result<DoctorEar, any Error>?

    /// Does it for a `doctor`.
    static func begin(for command: (any ParsableCommand)?) -> Result<DoctorEar, any Error>? {
        guard let command = command as? DoctorCommand else { return nil }
        return Result {
            let ear = DoctorEar()
            let environment = ProcessInfo.processInfo.environment
            let config = try command.shared.locations().config
            try ProcessOwner.owning(config, environment)?.assume()
            try CapturePrivilege.drop()
            return ear
        }
    }

    /// What was begun for the running command.
    static func taken() throws -> DoctorEar {
        guard let result else { throw CaptureError.noInterface }
        return try result.get()
    }

    // Packets that this machine sends prove nothing.
    private static let incoming = CaptureFilter("inbound")

    private init() {
        mayListen = CapturePrivilege.isHeld
        capture = Result { () throws(CaptureError) in
            try LiveCapture(on: .usable, filter: Self.incoming, carrying: LeaseListener.carries)
        }
    }

    /// Listens for a while; what was heard by the name of the interface.
    func listen(for time: Duration, clock: any Clock<Duration>) async -> [String: Heard] {
        guard case .success(let capture) = capture else { return [:] }
        let count = PacketCount()
        await withTaskGroup { group in
            group.addTask {
                // A capture that ends early has counted up to there.
                try? await capture.run { count.take($0) }
            }
            group.addTask {
                // Interrupted: then it ends now.
                try? await clock.sleep(for: time)
                capture.stop()
            }
        }
        return count.heard
    }
}

/// Counts packets on the capture's thread.
private final class PacketCount: Sendable {
    private let counts = Mutex<[String: DoctorEar.Heard]>([:])

    var heard: [String: DoctorEar.Heard] { counts.withLock { $0 } }

    func take(_ frame: borrowing CapturedFrame) {
        guard let interface = frame.interface, let link = LinkType(pcapNumber: frame.linkType) else { return }
        // Most packets are not DHCP, and a broken one is none.
        let message = try? DHCPPacket(parsing: frame.bytes, link: link)
        counts.withLock {
            $0[interface, default: DoctorEar.Heard()].packets += 1
            if message != nil { $0[interface, default: DoctorEar.Heard()].dhcp += 1 }
        }
    }
}
