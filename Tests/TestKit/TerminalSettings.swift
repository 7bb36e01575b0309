import Glibc
import Linux

/// The settings of a terminal (termios(3)), to compare.
public struct TerminalSettings: Hashable, Sendable {
    /// Input, output, control and local modes.
    public let modes: [UInt32]
    /// The special characters.
    public let characters: [UInt8]

    /// Asks for the settings.
    init(of descriptor: Int32) throws(SystemError) {
        var settings = termios()
        guard unsafe tcgetattr(descriptor, &settings) == 0 else { throw .last("tcgetattr") }
        modes = [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
        characters = unsafe withUnsafeBytes(of: settings.c_cc) { unsafe Array($0) }
    }

    /// Typing arrives by the line and is echoed, and Ctrl-C interrupts: as a shell wants it.
    public var isSane: Bool {
        modes[3] & tcflag_t(ICANON | ECHO | ISIG) == tcflag_t(ICANON | ECHO | ISIG)
    }
}
