public import NukiDomain

/// One option to be written: a code and its value.
///
/// The numbers stand here once more, as the RFC has them, and not as the reader names them: a frame that we wrote is to
/// find the reader out when it looks for a wrong one.
public struct DHCPOption: Hashable, Sendable {
    /// The number of the option, 1 to 254.
    public let code: UInt8
    /// Its bytes; more than 255 are written in pieces.
    public let value: [UInt8]

    /// Takes any code and value.
    public init(code: UInt8, value: [UInt8]) {
        self.code = code
        self.value = value
    }

    /// Option 53 (RFC 2132 section 9.6).
    public static func messageType(_ type: DHCPMessageType) -> DHCPOption {
        DHCPOption(code: 53, value: [type.rawValue])
    }

    /// Option 12, in UTF-8 (RFC 2132 section 3.14).
    public static func hostName(_ name: String) -> DHCPOption {
        DHCPOption(code: 12, value: Array(name.utf8))
    }

    /// Option 50 (RFC 2132 section 9.1).
    public static func requestedAddress(_ address: IPv4Address) -> DHCPOption {
        DHCPOption(code: 50, value: address.rawValue.networkBytes)
    }

    /// Option 54 (RFC 2132 section 9.7).
    public static func serverIdentifier(_ address: IPv4Address) -> DHCPOption {
        DHCPOption(code: 54, value: address.rawValue.networkBytes)
    }

    /// Option 55 (RFC 2132 section 9.8).
    public static func parameterRequestList(_ codes: [UInt8]) -> DHCPOption {
        DHCPOption(code: 55, value: codes)
    }

    /// Option 60 (RFC 2132 section 9.13).
    public static func vendorClass(_ name: String) -> DHCPOption {
        DHCPOption(code: 60, value: Array(name.utf8))
    }

    /// Option 61 as most clients fill it: hardware type 1 and the hardware address (RFC 2132 section 9.14).
    public static func clientIdentifier(_ mac: MACAddress) -> DHCPOption {
        DHCPOption(code: 61, value: [DHCPMessage.ethernet] + mac.networkBytes)
    }
}
