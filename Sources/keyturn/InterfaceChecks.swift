import Guidance
import Linux
import NukiDomain
import PacketCapture

/// The right to listen, and every interface by which a bridge could be heard.
struct InterfaceChecks {
    private let ear: DoctorEar

    init(_ ear: DoctorEar) {
        self.ear = ear
    }

    func checks(heard: [String: DoctorEar.Heard]) -> [Check] {
        [right] + (listening.map { [$0] } ?? []) + interfaces(heard)
    }

    private var right: Check {
        guard !ear.mayListen else { return Check("capture.right", ok: "DHCP can be listened for") }
        do throws(SystemError) {
            return Check("capture.right", .failed, .noCaptureRight(program: try OwnProgram.path))
        } catch {
            return Check("capture.right", .failed, Diagnosis(CaptureError.noRight(interface: "any interface")))
        }
    }

    /// What kept the capture from being opened.
    private var listening: Check? {
        guard case .failure(let error) = ear.capture else { return nil }
        if case .noRight = error { return Check("capture.packets", .warning, .packetsNotLookedAt) }
        return Check("capture.packets", .warning, Diagnosis(error))
    }

    private func interfaces(_ heard: [String: DoctorEar.Heard]) -> [Check] {
        let all: [NetworkInterface]
        do throws(CaptureError) {
            all = try NetworkInterface.all()
        } catch {
            return [Check("interface", .failed, Diagnosis(error))]
        }
        guard case .success(let capture) = ear.capture else {
            return all.compactMap { Self.check($0, heard: nil) }
        }
        let deaf = capture.losses.interfaces
        return all.compactMap { interface in
            if let error = deaf[interface.name], interface.isUp {
                return Check("interface.\(interface.name)", .warning, Diagnosis(error))
            }
            return Self.check(interface, heard: heard[interface.name] ?? DoctorEar.Heard())
        }
    }

    /// What one interface is good for; nil for one that is of no account.
    ///
    /// - Parameter heard: nil where nobody listened.
    static func check(_ interface: NetworkInterface, heard: DoctorEar.Heard?) -> Check? {
        let id = "interface.\(interface.name)"
        let name = interface.name.safeForDisplay
        guard !interface.isLoopback, interface.isUp || interface.isOfTheHouse else { return nil }
        guard interface.isOfTheHouse else {
            return Check(id, ok: "\(name) is left out: it is of containers, virtual machines or a private network")
        }
        guard interface.isUp else { return Check(id, .warning, .interfaceOff(name)) }
        guard interface.isRunning else { return Check(id, .warning, .noLink(name)) }
        let addresses = interface.addresses.compactMap { address in
            if case .v4(let address) = address { address.description } else { nil }
        }
        let words = heard.map(words)
        guard !addresses.isEmpty else {
            return Check(id, .warning, .noAddress(name, heard: words.map { "; \($0)" } ?? ""))
        }
        let address = addresses.joined(separator: ", ")
        if heard?.packets == 0 {
            return Check(
                id, .warning, .nothingHeard(name, address: address, seconds: Int(Checkup.listening.components.seconds)))
        }
        return Check(id, ok: "\(name) is up with \(address)\(words.map { ": \($0)" } ?? "")")
    }

    private static func words(_ heard: DoctorEar.Heard) -> String {
        let packets = "\(heard.packets) \(heard.packets == 1 ? "packet" : "packets")"
        let dhcp = heard.dhcp == 0 ? "no DHCP" : "\(heard.dhcp) of DHCP"
        return "\(packets) in \(Checkup.listening.components.seconds) s, \(dhcp)"
    }
}
