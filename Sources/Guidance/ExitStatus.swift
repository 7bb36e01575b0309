/// What a process says with its exit code; other programs rely on the numbers.
public enum ExitStatus: Int32, Hashable, Sendable, Encodable {
    /// As asked, or already so.
    case done = 0
    /// Something that the program does not foresee, or a check that failed.
    case unexpected = 1
    /// No bridge was found.
    case nothingFound = 2
    /// An answer is missing and nobody may be asked, or it cannot be used.
    case answerMissing = 3
    /// The bridge refused the sign-in.
    case signInRefused = 4
    /// Unreachable, or not a bridge.
    case unreachable = 5
    /// No right to listen.
    case noRight = 6
    /// A file of the configuration, or one for results, cannot be written or understood, or must not be (KT-EXPORT).
    case notWritten = 7
    /// The bridge said no.
    case bridgeSaidNo = 8
    /// Nobody knows whether it happened.
    case outcomeUnknown = 9
    /// The command line makes no sense (sysexits.h, EX_USAGE).
    case badCommandLine = 64
    /// An input file cannot be read (sysexits.h, EX_DATAERR).
    case unreadableInput = 65
    /// Somebody left.
    case interrupted = 130
}
