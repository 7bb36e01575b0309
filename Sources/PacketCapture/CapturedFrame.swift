public import FoundationEssentials

/// One frame, lent to the reader while libpcap holds it: parse in place, copy what is to stay.
public struct CapturedFrame: ~Escapable {
    /// Its place in the capture, from 1; counts every frame that came, whatever is in it.
    public let number: Int
    /// When the kernel received it, or the time in the file.
    public let time: Date
    /// Bytes it had on the wire; more than ``bytes`` holds if the capture cut it.
    public let originalLength: Int
    /// What its first bytes are, as libpcap's `DLT_` number (1 is Ethernet).
    ///
    /// A file's number 101 (raw IP) arrives as libpcap's own 12.
    public let linkType: Int32
    /// Where it was heard; nil for a file.
    public let interface: String?
    /// What was captured, from the link layer on.
    public let bytes: RawSpan

    /// Makes a frame of bytes that stay where they are for as long as it is used.
    @_lifetime(copy bytes)
    public init(
        number: Int, time: Date, originalLength: Int, linkType: Int32, interface: String?, bytes: RawSpan
    ) {
        self.number = number
        self.time = time
        self.originalLength = originalLength
        self.linkType = linkType
        self.interface = interface
        self.bytes = bytes
    }
}
