import NukiDomain
public import PacketCapture

extension Diagnosis {
    /// Why a simulated bridge cannot send its DHCP messages through an interface.
    public init(announcing error: CaptureError) {
        switch error {
        case .noRight(let interface):
            self.init(
                .captureRight, "Cannot send DHCP on \(interface.safeForDisplay): this program lacks CAP_NET_RAW",
                why: "Linux lets only privileged programs send frames in the name of another machine.",
                fixes: [
                    CaptureRightWords.allow,
                    "Or write the frames to a file: keyturn simulate --announce-pcap FILE",
                ], exit: .noRight)
        case .interfaceDown(let name):
            self.init(
                .captureDown, "The interface \(name.safeForDisplay) is switched off",
                why: "Nothing can be sent through it.",
                fixes: ["Switch it on: sudo ip link set \(name.safeForDisplay) up"], exit: .noRight)
        case .linkType(let number, let name, let source):
            self.init(
                .captureLinkType,
                "\(source.safeForDisplay) does not carry Ethernet frames: \(name.safeForDisplay) (\(number))",
                why: "A bridge announces itself in Ethernet frames.",
                fixes: ["Name a wired or Wi-Fi interface: --announce NAME"], exit: .unreadableInput)
        case .noSuchInterface(let name, let existing):
            self = .noSuchInterface(name, existing: existing, option: "--announce")
        case .lost(let interface):
            self.init(
                .captureDown, "The interface \(interface.safeForDisplay) went away while it was sent through",
                fixes: ["Start again when it is back."], exit: .unexpected)
        case .other(let source, let reason):
            self.init(
                nil, "Sending through \(source.safeForDisplay) failed",
                why: "libpcap says: \"\(reason.safeForDisplay)\".", exit: .unexpected)
        case .noInterface, .notOpened, .unreadable, .endsEarly, .unwritable:
            self.init(error)
        }
    }
}
