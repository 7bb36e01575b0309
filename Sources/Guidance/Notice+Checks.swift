public import Entries
import NukiDomain

// What a check finds on this machine and in its files, for people.

extension Notice {
    /// Without the right to listen there is no telling whether packets arrive.
    public static let packetsNotLookedAt = Notice(
        nil, "Whether packets arrive was not looked at: that takes the right to listen",
        fix: "Give the right first.")

    /// The right to listen, for one program file.
    public static func noCaptureRight(program: String) -> Notice {
        Notice(
            .captureRight, "This program may not listen for DHCP: it lacks CAP_NET_RAW",
            fix: CaptureRightWords.allow(shown(program)))
    }

    /// An interface of the house that is off.
    public static func interfaceOff(_ name: String) -> Notice {
        Notice(
            .captureDown, "\(name.safeForDisplay) is switched off",
            fix: "If the bridge's network is there: sudo ip link set \(name.safeForDisplay) up")
    }

    /// An interface that is on and connected to nothing.
    public static func noLink(_ name: String) -> Notice {
        Notice(
            nil, "\(name.safeForDisplay) is up without a link",
            fix: "If the bridge's network is there, plug its cable in or join its Wi-Fi.")
    }

    /// An interface that can hear and cannot speak.
    public static func noAddress(_ name: String, heard: String) -> Notice {
        Notice(
            nil, "\(name.safeForDisplay) has no IPv4 address\(heard)",
            fix: "A port of this machine's own network bridge needs none; any other gets one from DHCP.")
    }

    /// An interface that is up and silent.
    public static func nothingHeard(_ name: String, address: String, seconds: Int) -> Notice {
        Notice(
            nil, "\(name.safeForDisplay) is up with \(address), and nothing was heard on it in \(seconds) s",
            fix: "On a quiet network that can be: look again.  Else check its cable or its Wi-Fi.")
    }

    /// The kernel does not take its clock to be right.
    public static let clockNotKept = Notice(
        nil, "Nothing keeps this machine's clock right, as far as the kernel knows",
        fix: "Bridges refuse sign-ins of another time.  Let the clock be set: sudo timedatectl set-ntp true")

    /// The system does not tell.
    public static func notTold(_ what: String, reason: String) -> Notice {
        Notice(nil, "\(what) cannot be told: \(reason.safeForDisplay)", fix: "Look for yourself.")
    }

    /// The C library has nobody to ask.
    public static let noNameServer = Notice(
        nil, "No DNS server is configured", fix: "Name one in /etc/resolv.conf: nameserver 192.168.1.1")

    /// A name of this machine or of a bridge.
    public static func nameUnknown(_ name: String, reason: String, isOwn: Bool) -> Notice {
        let name = name.safeForDisplay
        return isOwn
            ? Notice(
                nil, "The resolver does not know this machine's own name, \(name): \(reason.safeForDisplay)",
                fix: "Write it into /etc/hosts: 127.0.1.1 \(name)")
            : Notice(
                .noAnswer, "The resolver does not know \(name): \(reason.safeForDisplay)",
                fix: "Give the bridge's address in place of its name: keyturn setup --host ADDRESS")
    }

    /// Somebody other than the owner may use a file.
    public static func tooOpen(_ path: String, mode: UInt32, wanted: UInt32) -> Notice {
        Notice(
            nil, "\(path.safeForDisplay) is open to others: its mode is \(octal(mode))",
            fix: "Keep it to yourself: chmod \(octal(wanted)) \(shown(path))")
    }

    /// A file that belongs to another user than the folder of the configuration does.
    public static func othersFile(_ path: String, folder: String) -> Notice {
        Notice(
            nil, "\(path.safeForDisplay) belongs to another user than \(folder.safeForDisplay)",
            fix: "Give it back: sudo chown --reference=\(shown(folder)) \(shown(path))")
    }

    /// Something else where a folder is to be, or a folder in which nothing can be written.
    public static func noFolder(_ path: String, reason: String) -> Notice {
        Notice(
            .saveDenied, "\(path.safeForDisplay) cannot be written to: \(reason)",
            fix: "See who owns it: ls -ld \(shown(path))")
    }

    private static func shown(_ path: String) -> String { ShellWord.quoted(path.safeForDisplay) }
    private static func octal(_ mode: UInt32) -> String { String(mode, radix: 8) }
}

// What a check finds at a bridge.

extension Notice {
    /// A bridge that refuses the sign-in.
    ///
    /// - Parameter isTooOld: its firmware, as it was when the entry was written, knows no encrypted sign-in.
    public static func signInRefused(by entry: BridgeEntry, isTooOld: Bool) -> Notice {
        let host = entry.endpoint.host.description.safeForDisplay
        let why =
            switch entry.auth {
            case .plain: "the token is wrong"
            case .encrypted where isTooOld: "its firmware is too old for an encrypted one, or the token is wrong"
            case .encrypted, .hashed: "the token is wrong, or the clocks differ by more than 60 s"
            }
        return Notice(
            .tokenRefused, "The bridge at \(host) refuses the sign-in: \(why)",
            fix: "Sign in to it anew: keyturn reauth \(entry.id)")
    }

    /// A bridge whose clock is not ours.
    ///
    /// - Parameters:
    ///   - seconds: the bridge's time minus ours.
    ///   - isKnown: sign-ins go by the bridge's clock.
    ///   - hasServer: the bridge reaches Nuki's server, where it has its time from.
    public static func bridgeClock(_ seconds: Int, isKnown: Bool, hasServer: Bool?) -> Notice {
        let what = "The bridge's clock is \(InputWords.span(abs(seconds))) \(seconds < 0 ? "behind" : "ahead of") ours"
        return Notice(
            .clocksDiffer, isKnown ? "\(what); sign-ins go by it" : "\(what); at 60 s it refuses signed requests",
            fix: hasServer == true
                ? "The bridge has its time from Nuki's server.  Set this machine's clock: sudo timedatectl set-ntp true"
                : "Let the bridge reach the internet, and unplug it for 5 s.")
    }

    /// Firmware from before encrypted sign-in.
    public static func oldFirmware(_ version: String, of entry: BridgeEntry) -> Notice {
        Notice(
            nil, "Firmware \(version.safeForDisplay) is too old for encrypted sign-in; sign-ins are \(entry.auth)",
            fix: "Update it, and set it up again afterwards: keyturn bridge fwupdate \(entry.id)")
    }

    /// Encrypted sign-in is possible and not used.
    public static func weakSignIn(_ version: String, of entry: BridgeEntry) -> Notice {
        Notice(
            nil, "Firmware \(version.safeForDisplay) knows encrypted sign-in, and sign-ins are \(entry.auth)",
            fix: "Use it: keyturn reauth \(entry.id) --auth encrypted")
    }

    /// Nobody else can be told of changes.
    public static func slotsTaken(_ holders: String, of entry: BridgeEntry) -> Notice {
        Notice(
            nil, "All callback slots are taken: \(holders)",
            fix: "Free the one that is not needed any more: keyturn bridge callbacks \(entry.id) remove NUMBER")
    }

    /// A router or a container's network is between the bridge and this machine.
    public static func notOnItsNetwork(_ own: String, port: UInt16) -> Notice {
        Notice(
            nil, "The bridge is on another network than \(own): whether it can call back is not known",
            fix: "Let it reach port \(port) of this machine; polls go on without it.")
    }

    /// The port that callbacks come to is somebody else's.
    public static func portTaken(_ address: String, port: UInt16) -> Notice {
        Notice(
            nil, "Port \(port) at \(address) is taken: callbacks could not come in",
            fix: "See who has it: sudo ss -ltnp sport = :\(port)")
    }
}
