/// Files, answers, and the running loop.
extension ErrorExplanation {
    static let saveDenied = ErrorExplanation(
        .saveDenied, "A file or folder of the configuration cannot be used",
        why: "The system refused it: it belongs to somebody else, is read-only, or something is in its place.",
        fixes: ["See who owns it: ls -ld FOLDER", "Or use another folder: --config DIR"], exit: .notWritten)

    static let saveBusy = ErrorExplanation(
        .saveBusy, "Another keyturn holds the configuration",
        why: "Only one writes at a time, and only one control loop runs on a configuration.",
        fixes: ["Wait until it is done, or end it, then try again.", "Or use another folder: --config DIR"],
        exit: .notWritten)

    static let saveChanged = ErrorExplanation(
        .saveChanged, "Another keyturn changed the entry meanwhile",
        why: "It was removed, set up, or given another address while this one asked or tried; nothing was written.",
        fixes: ["See how it stands now: keyturn bridges list", "Then do the same again."], exit: .notWritten)

    static let fileBad = ErrorExplanation(
        .fileBad, "A file of the configuration cannot be understood",
        why: "Somebody edited it, or a newer keyturn wrote it.  It is left as it is, and never overwritten.",
        fixes: ["Mend the line that the message names.", "The file before the last change ends in .bak."],
        exit: .notWritten)

    static let exportRefused = ErrorExplanation(
        .exportRefused, "An export would do harm where it is read",
        why: "A token would end the command that it stands in, or Home Assistant has the bridge already.",
        fixes: [
            "Write it without the token and type that there: leave out --include-token.",
            "Export another bridge alone: keyturn export FORMAT --bridge BRIDGE",
        ], exit: .notWritten)

    static let inputMissing = ErrorExplanation(
        .inputMissing, "An answer is missing, or cannot be meant",
        why: "Nobody may be asked: there is no terminal, or --no-input was given, or the variable CI is set.",
        fixes: ["Give it by the flag that the message names.", "Or run it at a terminal and answer there."],
        exit: .answerMissing)

    static let controlDenied = ErrorExplanation(
        .controlDenied, "The control socket of the running loop is closed to this user",
        why: "Whoever may use it can open doors: it is for the loop's user and the group keyturn.",
        fixes: ["Join the group, then sign in anew: sudo usermod -aG keyturn USER"], exit: .signInRefused)

    static let noLoop = ErrorExplanation(
        .noLoop, "This needs a running control loop",
        why: "Events and history are kept by the loop; without one there is nobody to ask.",
        fixes: ["Start one: keyturn run"], exit: .unreachable)

    static let deviceAmbiguous = ErrorExplanation(
        .deviceAmbiguous, "More than one device is meant",
        why: "Two devices share the word, as a name or as an id.  Nothing is done before it is clear which one.",
        fixes: ["Give one of the ids that the message lists, or BRIDGE/NAME."], exit: .badCommandLine)

    static let outcomeUnknown = ErrorExplanation(
        .outcomeUnknown, "A command got no answer and may have been carried out",
        why: "The request went out, and the connection broke.  It is not sent a second time.",
        fixes: ["Look at the door.", "See what is known: keyturn status"], exit: .outcomeUnknown)

    static let commandFailed = ErrorExplanation(
        .commandFailed, "A command was not carried out",
        why: "The bridge or the device said no, or there is no way to it.  Nothing is tried again later.",
        fixes: ["See how things stand: keyturn status", "Then ask again."], exit: .bridgeSaidNo)

    static let libraryMissing = ErrorExplanation(
        .libraryMissing, "A library of the system cannot be opened",
        why: "libcurl asks bridges and the running loop, libmosquitto talks with a broker; both come with the system.",
        fixes: ["Install them: sudo apt install libcurl4 libmosquitto1", "See which there are: keyturn doctor"],
        exit: .unexpected)

    static let serviceFailed = ErrorExplanation(
        .serviceFailed, "systemd did not do what the service needs",
        why: "Its systemctl failed, or its systemd-sysusers, which makes the user of the service.",
        fixes: ["Do what the message says.", "See what the service says: journalctl -u keyturn"], exit: .unexpected)
}
