/// The stable names of what can go wrong, for manuals, bug reports and other programs.
public enum ErrorID: String, Codable, Hashable, Sendable, CaseIterable {
    /// CAP_NET_RAW is missing.
    case captureRight = "KT-CAP-RIGHT"
    /// An interface does not exist.
    case captureInterface = "KT-CAP-IFACE"
    /// An interface is off, or went away.
    case captureDown = "KT-CAP-DOWN"
    /// No bridge showed up.
    case nothingFound = "KT-FIND-NONE"
    /// Nuki's directory gave no list.
    case cloudRefused = "KT-FIND-CLOUD"
    /// A bridge hides its address from the directory.
    case bridgeHidden = "KT-FIND-HIDDEN"
    /// Nothing listens on the port.
    case connectionRefused = "KT-NET-REFUSED"
    /// No answer came, or it broke off.
    case noAnswer = "KT-NET-TIME"
    /// Something answers that is no bridge.
    case notABridge = "KT-NET-OTHER"
    /// The token is refused.
    case tokenRefused = "KT-AUTH-TOKEN"
    /// The clocks differ, which signed requests do not bear.
    case clocksDiffer = "KT-AUTH-CLOCK"
    /// The API, or sign-in by button, is switched off.
    case signInOff = "KT-AUTH-OFF"
    /// Nobody pressed the button.
    case notPressed = "KT-AUTH-WAIT"
    /// The token can be guessed; a warning.
    case tokenWeak = "KT-TOKEN-WEAK"
    /// Another bridge lives at the address.
    case otherBridge = "KT-ID-OTHER"
    /// Something calls itself a configured bridge and is not proved to be it.
    case moveDoubtful = "KT-MOVE-DOUBT"
    /// A software bridge or an emulator.
    case noHardwareID = "KT-ID-NONE"
    /// A file or folder cannot be written.
    case saveDenied = "KT-SAVE-DENIED"
    /// Another process holds the configuration.
    case saveBusy = "KT-SAVE-BUSY"
    /// The entry that was to be written changed, went or came meanwhile.
    case saveChanged = "KT-SAVE-CHANGED"
    /// A file of ours cannot be understood.
    case fileBad = "KT-FILE-BAD"
    /// An export would do harm where it is read.
    case exportRefused = "KT-EXPORT"
    /// An answer is missing or cannot be used.
    case inputMissing = "KT-INPUT"
    /// The bridge stays busy.
    case bridgeBusy = "KT-BUSY"
    /// No right to the control socket of a running loop.
    case controlDenied = "KT-CTL-DENIED"
    /// What was asked for needs a running loop.
    case noLoop = "KT-NO-LOOP"
    /// More than one device is meant.
    case deviceAmbiguous = "KT-DEVICE-AMBIGUOUS"
    /// No answer to a command, which may have been carried out.
    case outcomeUnknown = "KT-CMD-UNKNOWN"
    /// A command was not carried out.
    case commandFailed = "KT-CMD-FAILED"
    /// An input file cannot be read.
    case fileUnreadable = "KT-READ-FILE"
    /// A capture has frames of a kind that is not carried.
    case captureLinkType = "KT-READ-LINK"
    /// A library of the system is missing.
    case libraryMissing = "KT-LIBRARY"
    /// A program of systemd failed.
    case serviceFailed = "KT-SERVICE"
}

extension ErrorID {
    /// Takes what a person typed: in any case, with or without `KT-`.
    public init?(typed text: String) {
        let name = text.uppercased()
        self.init(rawValue: name.hasPrefix("KT-") ? name : "KT-\(name)")
    }

    /// Those that share a word with what was typed.
    static func near(_ text: String) -> [ErrorID] {
        let words = Set(text.uppercased().split { !$0.isLetter }).subtracting(["KT"])
        return allCases.filter { !words.isDisjoint(with: $0.rawValue.split(separator: "-")) }
    }
}
