import NukiDomain

extension Diagnosis {
    /// Only root changes the machine's service.
    public static let serviceIsRoots = Diagnosis(
        .saveDenied, "The machine's service is root's alone to change",
        fixes: ["Say it as root: sudo keyturn service …", "Or have one of your own: keyturn service install --user"],
        exit: .notWritten)

    /// A person's service, through sudo.
    public static let personalServiceThroughSudo = Diagnosis(
        .inputMissing, "A service of your own is not root's to change",
        fixes: ["Say it without sudo: keyturn service install --user"], exit: .answerMissing)

    /// A program that the user of the service cannot reach.
    public static func programOutOfReach(_ path: String) -> Diagnosis {
        Diagnosis(
            .inputMissing, "The service could not start \(path.safeForDisplay)",
            why: "It runs as user keyturn and sees no home and no folder for temporary files.",
            fixes: [
                "Copy the program, then install with the copy: sudo install \(ShellWord.quoted(path.safeForDisplay)) "
                    + "/usr/local/bin/keyturn"
            ], exit: .answerMissing)
    }

    /// A path at which there is no program.
    public static func noProgram(_ path: String) -> Diagnosis {
        Diagnosis(
            .inputMissing, "There is no program \(path.safeForDisplay)",
            why: "No file is there that can be started.",
            fixes: ["Name the one to start: --program /usr/local/bin/keyturn"], exit: .answerMissing)
    }

    /// A program that systemd cannot be told to start.
    public static func programUnnamable(_ path: String) -> Diagnosis {
        Diagnosis(
            .inputMissing, "systemd cannot start \(path.safeForDisplay)",
            why: "It takes no quotation mark, backslash or control character in the path of a program.",
            fixes: ["Give the program another path, and name that one: --program /usr/local/bin/keyturn"],
            exit: .answerMissing)
    }

    /// The user of the service was not made.
    public static func noServiceUser(_ reason: String) -> Diagnosis {
        Diagnosis(
            .serviceFailed, "There is no user keyturn, which the service runs as", why: reason,
            fixes: [
                "Make it, then try again: sudo useradd --system --user-group --home-dir /var/lib/keyturn "
                    + "--shell /usr/sbin/nologin keyturn"
            ], exit: .unexpected)
    }

    /// A command to systemd that failed.
    public static func systemdRefused(_ command: String, code: Int32) -> Diagnosis {
        Diagnosis(
            .serviceFailed, "systemd did not do it", why: "\(command) ended with \(code); what it said stands above.",
            fixes: ["See what the service says: journalctl -u keyturn"], exit: .unexpected)
    }

    /// A folder that the service needs for itself.
    public static func othersFolder(_ path: String, owner: UInt32) -> Diagnosis {
        Diagnosis(
            .saveDenied, "\(path.safeForDisplay) belongs to somebody else",
            why: "Its owner is user \(owner), and the service needs it for itself.",
            fixes: ["Look into it, then move it away: ls -la \(ShellWord.quoted(path.safeForDisplay))"],
            exit: .notWritten)
    }

    /// Something that is no folder, where the service needs one.
    public static func noFolder(_ path: String) -> Diagnosis {
        Diagnosis(
            .saveDenied, "\(path.safeForDisplay) is no folder",
            why: "The service needs one there.  What is in its place is left as it is.",
            fixes: ["Look into it, then move it away: ls -ld \(ShellWord.quoted(path.safeForDisplay))"],
            exit: .notWritten)
    }

    /// Entries that cannot move while a loop runs on them.
    public static func entriesInUse(by pid: Int32?) -> Diagnosis {
        Diagnosis(
            .saveBusy, "A control loop runs on the entries that would move",
            why: pid.map { "It is process \($0)." } ?? "Its process does not tell its number.",
            fixes: ["End that one first.", "Or leave the entries where they are: --no-move-entries"],
            exit: .notWritten)
    }

    /// A loop that systemd does not tell of, where the service's own would run.
    public static func loopBesideService(_ pid: Int32?) -> Diagnosis {
        Diagnosis(
            .saveBusy, "A control loop runs on the service's configuration, and systemd calls the service not active",
            why: (pid.map { "It is process \($0)." } ?? "Its process does not tell its number.")
                + "  Somebody started it, or it is the service, which is starting or stopping.",
            fixes: [
                "If it is the service, wait a moment, then install again: systemctl status keyturn",
                "Otherwise end that process first.",
            ], exit: .notWritten)
    }

    /// A file where a moved one would go.
    public static func moveObstructed(by path: String, from old: String) -> Diagnosis {
        Diagnosis(
            .saveDenied, "\(path.safeForDisplay) is there already",
            why: "What is in \(old.safeForDisplay) would take its place; nothing was moved.",
            fixes: ["Leave yours where they are: --no-move-entries", "Or move that file away first."],
            exit: .notWritten)
    }

    /// A link where a move begins.
    public static func moveLinked(_ path: String) -> Diagnosis {
        Diagnosis(
            .saveDenied, "\(path.safeForDisplay) is a symbolic link",
            why: "It could lead root to what belongs to somebody else; nothing was moved.",
            fixes: [
                "Put what it leads to itself there, then install again.",
                "Or leave the entries where they are, and move them by hand: --no-move-entries",
            ], exit: .notWritten)
    }

    /// A unit that was written otherwise, or changed since.
    public static func unitChanged(_ path: String, isPersonal: Bool) -> Diagnosis {
        let (sudo, user) = isPersonal ? ("", "--user ") : ("sudo ", "")
        return Diagnosis(
            .saveDenied, "\(path.safeForDisplay) is not what this keyturn writes",
            why: "Somebody changed it, or another version of keyturn wrote it.  It is left as it is.",
            fixes: [
                "Keep changes of your own beside it: \(sudo)systemctl \(user)edit keyturn",
                "Then remove it, and install again: \(sudo)rm \(ShellWord.quoted(path.safeForDisplay))",
            ], exit: .notWritten)
    }

    /// A unit that systemd is told not to start.
    public static func unitMasked(_ path: String, isPersonal: Bool) -> Diagnosis {
        Diagnosis(
            .saveDenied, "The service is masked",
            why: "\(path.safeForDisplay) leads to /dev/null, so that nothing can start it.  It is left as it is.",
            fixes: [
                "Let it be started again: "
                    + (isPersonal ? "systemctl --user unmask keyturn" : "sudo systemctl unmask keyturn")
            ], exit: .notWritten)
    }

    /// No unit that could be removed.
    public static func noUnit(_ path: String) -> Diagnosis {
        Diagnosis(
            .inputMissing, "There is no \(path.safeForDisplay)",
            why: "A unit that a package brought goes with the package.", exit: .answerMissing)
    }
}
