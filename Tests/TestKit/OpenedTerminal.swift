import CTestKit
public import Linux

/// A pseudo-terminal that no program runs at yet.
public struct OpenedTerminal: ~Copyable {
    /// Where a test types and reads.
    public let near: Descriptor
    /// Where a program finds its terminal, such as `/dev/pts/3`.
    public let path: String

    /// Opens one.
    public init() throws(SystemError) {
        var bytes = [CChar](repeating: 0, count: 128)
        let number = unsafe testkit_pseudo_terminal(&bytes, bytes.count)
        guard number >= 0 else { throw .last("posix_openpt") }
        near = Descriptor(owning: number)
        path = String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The settings now.
    public var settings: TerminalSettings {
        get throws(SystemError) { try TerminalSettings(of: near.number) }
    }

    /// Gives the near side away.
    consuming func takeNear() -> Descriptor { near }
}
