import Linux
import NukiDomain
public import PacketCapture

extension Diagnosis {
    /// Why no frames can be had.
    public init(_ error: CaptureError) {
        switch error {
        case .noRight(let interface):
            self.init(
                .captureRight, "Cannot listen for DHCP on \(interface.safeForDisplay): this program lacks CAP_NET_RAW",
                why: "Linux lets only privileged programs see packets that are not theirs.  "
                    + "Everything else in keyturn works without it.",
                fixes: [
                    CaptureRightWords.allow,
                    "As a service: AmbientCapabilities=CAP_NET_RAW",
                    "Or go on without listening: keyturn setup --host ADDRESS",
                ], exit: .noRight)
        case .noInterface:
            self.init(
                .captureDown, "No network interface can be listened on",
                why: "None is up with a network of its own; loopback, container bridges and VPNs do not count.",
                fixes: ["Name one: --interface NAME"], exit: .noRight)
        case .noSuchInterface(let name, let existing):
            self = .noSuchInterface(name, existing: existing, option: "--interface")
        case .interfaceDown(let name):
            self.init(
                .captureDown, "The interface \(name.safeForDisplay) is switched off", why: "Nothing is heard on it.",
                fixes: ["Switch it on: sudo ip link set \(name.safeForDisplay) up"], exit: .noRight)
        case .lost(let interface):
            self.init(
                .captureDown, "The interface \(interface.safeForDisplay) went away while it was listened to",
                fixes: ["Start again when it is back."], exit: .unexpected)
        case .linkType(let number, let name, let source):
            self.init(
                .captureLinkType,
                "The link type of \(source.safeForDisplay) is not carried: \(name.safeForDisplay) (\(number))",
                why: "keyturn reads Ethernet, Linux cooked, raw IP and loopback frames; "
                    + "802.11 frames exist only where a card is in monitor mode.",
                fixes: ["Capture on the wired side, or on the Wi-Fi interface in its ordinary mode."],
                exit: .unreadableInput)
        case .notOpened(let file, let error):
            self.init(
                .fileUnreadable, "\(Self.named(file)) cannot be opened", why: "The system says: \(error.reason).",
                fixes: ["Name a capture file that is there and that you may read: --read FILE"],
                exit: .unreadableInput)
        case .unreadable(let file, let reason):
            self.init(
                .fileUnreadable, "\(Self.named(file)) cannot be read as a capture",
                why: "It is no pcap or pcapng file, or it is cut off at its beginning.  \(Self.quoted(reason))",
                fixes: ["Give a pcap or pcapng file, as tcpdump and Wireshark write them."], exit: .unreadableInput)
        case .endsEarly(let file, let frames, let reason):
            self.init(
                .fileUnreadable, "\(Self.named(file)) can be read up to frame \(frames) only",
                why: "What comes after it is cut off or damaged.  \(Self.quoted(reason))",
                fixes: ["What stands before that is good; for the rest, copy the file again."], exit: .unreadableInput)
        case .unwritable(let file, let reason):
            self.init(
                .saveDenied, "The capture \(file.safeForDisplay) cannot be written", why: Self.quoted(reason),
                fixes: ["See who owns its folder, and whether there is room: \(Self.look(around: file))"],
                exit: .notWritten)
        case .other(let source, let reason):
            self.init(
                nil, "Listening on \(source.safeForDisplay) failed",
                why: "libpcap or the system says: \"\(reason.safeForDisplay)\".",
                fixes: ["Look at this machine: keyturn doctor"], exit: .unexpected)
        }
    }

    /// The option names an interface that does not exist.
    static func noSuchInterface(_ name: String, existing: [String], option: String) -> Diagnosis {
        Diagnosis(
            .captureInterface, "There is no interface \(name.safeForDisplay)",
            why: existing.isEmpty
                ? "This machine has none that could be meant."
                : "This machine has: \(existing.map(\.safeForDisplay).joined(separator: ", ")).",
            fixes: existing.isEmpty ? [] : ["Name one of these: \(option) NAME"], exit: .badCommandLine)
    }

    private static func quoted(_ reason: String) -> String { "libpcap says: \"\(reason.safeForDisplay)\"." }

    private static func look(around file: String) -> String {
        let folder = ShellWord.quoted(FilePath.folder(of: file).safeForDisplay)
        return "ls -ld \(folder); df -h \(folder)"
    }

    private static func named(_ file: String) -> String {
        file == "-" ? "What came on stdin" : file.safeForDisplay
    }
}

/// How this program is given the right to listen.
enum CaptureRightWords {
    /// The command for the file that runs now.
    static var allow: String {
        // Where the kernel does not tell, the shell finds it.
        allow((try? OwnProgram.path).map { ShellWord.quoted($0.safeForDisplay) } ?? "\"$(command -v keyturn)\"")
    }

    /// The command for a file, given as a word of a shell.
    static func allow(_ program: String) -> String {
        "Allow it once, for this binary: sudo setcap cap_net_raw=ep \(program)"
    }
}

extension Diagnosis {
    /// An interface that a command which opened all at its start does not hear.
    public static func interfaceCame(_ name: String) -> Diagnosis {
        Diagnosis(
            nil, "The interface \(name.safeForDisplay) has come and is not listened on",
            why: "This command opens its interfaces when it starts.", fixes: ["Start it again to listen there too."],
            exit: .unexpected)
    }
}

extension Diagnosis {
    /// What became of frames that a capture lost; nil where it lost none.
    public init?(lost losses: CaptureLosses) {
        guard losses.frames > 0 else { return nil }
        let places = [(losses.inKernel, "in the kernel"), (losses.here, "in keyturn")].filter { $0.0 > 0 }
        self.init(
            nil, "\(losses.frames) \(losses.frames == 1 ? "frame was" : "frames were") lost",
            why: "They came faster than they were read: "
                + places.map { "\($0.0) \($0.1)" }.joined(separator: ", ") + ".", exit: .done)
    }
}
