/// The numbers of the options that have a meaning here (RFC 2132, RFC 4702).
enum DHCPOptionCode {
    /// One byte of nothing, without a length.
    static let pad: UInt8 = 0
    /// The client's host name.
    static let hostName: UInt8 = 12
    /// The address a client wishes.
    static let requestedAddress: UInt8 = 50
    /// Options go on in the fields `file` and `sname`.
    static let overload: UInt8 = 52
    /// The message type.
    static let messageType: UInt8 = 53
    /// Which server is meant, or answers.
    static let serverIdentifier: UInt8 = 54
    /// The options a client asks for.
    static let parameterRequestList: UInt8 = 55
    /// What kind of client it is.
    static let vendorClass: UInt8 = 60
    /// What a server knows the client by.
    static let clientIdentifier: UInt8 = 61
    /// The client's full domain name.
    static let fullName: UInt8 = 81
    /// One byte that ends an area, without a length.
    static let end: UInt8 = 255
}
