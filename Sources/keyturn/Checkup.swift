import BridgeAPI
import ControlLoop
import Discovery
import Entries
import FoundationEssentials
import Guidance
import HTTPFetch
import NukiDomain
import PacketCapture

/// The checks of `doctor`, in the order in which one builds on another.
struct Checkup {
    private let locations: Locations

    init(_ shared: SharedOptions) throws {
        locations = try shared.locations()
    }

    func run() async throws -> [Check] {
        libraries + [captureRight] + interfaces + (try await bridges)
    }

    private var libraries: [Check] {
        [
            Check("library.libpcap", .ok, PcapVersion.text),
            Check("library.libcurl", .ok, CurlVersion.text),
            Check("library.libsodium", .ok, "libsodium \(SodiumVersion.text)"),
        ]
    }

    private var captureRight: Check {
        guard !CapturePrivilege.isHeld else { return Check("capture.right", .ok, "DHCP can be listened to") }
        let diagnosis = Diagnosis(.noRight(interface: "any interface"))
        return Check("capture.right", .failed, diagnosis.what, fix: diagnosis.fixes.first)
    }

    private var interfaces: [Check] {
        do throws(CaptureError) {
            let usable = try NetworkInterface.all().filter(\.isUsable)
            guard !usable.isEmpty else {
                let diagnosis = Diagnosis(.noInterface)
                return [Check("interface", .warning, diagnosis.what, fix: diagnosis.fixes.first)]
            }
            return usable.map { interface in
                let addresses = interface.addresses.map(\.description).joined(separator: ", ")
                let words =
                    "\(interface.name.safeForDisplay) is up, \(addresses.isEmpty ? "without an address" : addresses)"
                guard interface.isRunning else {
                    return Check(
                        "interface.\(interface.name)", .warning, "\(words), without a link", fix: "Plug it in.")
                }
                return Check("interface.\(interface.name)", .ok, words)
            }
        } catch {
            let diagnosis = Diagnosis(error)
            return [Check("interface", .failed, diagnosis.what, fix: diagnosis.fixes.first)]
        }
    }

    private var bridges: [Check] {
        get async throws {
            let store = EntryStore(locations)
            let entries: [BridgeEntry]
            do throws(ConfigurationError) {
                entries = try store.load().entries
            } catch {
                let diagnosis = Diagnosis(error)
                return [Check("entries", .failed, diagnosis.what, fix: diagnosis.fixes.first)]
            }
            guard !entries.isEmpty else {
                return [Check("entries", .warning, Diagnosis.nothingConfigured.what, fix: "Set one up: keyturn setup")]
            }
            let lines = try Composition.bridgeLines(locations)
            var checks: [Check] = []
            for entry in entries { checks.append(try await check(entry, store, lines)) }
            return checks
        }
    }

    private func check(_ entry: BridgeEntry, _ store: EntryStore, _ lines: BridgeLines) async throws -> Check {
        let id = "bridge.\(entry.id)"
        guard let token = try store.tokens.token(for: entry) else {
            let diagnosis = Diagnosis.noToken(for: entry)
            return Check(id, .failed, diagnosis.what, fix: diagnosis.fixes.first)
        }
        let status = await lines.line(to: KnownBridge(entry: entry, token: token)).status()
        switch status.answer {
        case .online(let info, let listing, let asked):
            let words = "\(entry.name.safeForDisplay) answers at \(entry.endpoint), \(listing.devices.count) devices"
            let offset = info.clocks(here: asked)?.seconds ?? 0
            guard abs(offset) <= 20 else {
                return Check(
                    id, .warning, "\(words); its clock is \(InputWords.span(abs(offset))) off",
                    fix: "Let the bridge reach the internet; at 60 s it refuses the sign-in.")
            }
            return Check(id, .ok, words)
        case .failed(let diagnosis):
            return Check(id, .failed, "\(entry.name.safeForDisplay): \(diagnosis.what)", fix: diagnosis.fixes.first)
        }
    }
}
