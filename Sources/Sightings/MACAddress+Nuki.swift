public import NukiDomain

extension MACAddress {
    /// The first half is that of Nuki Home Solutions (IEEE, MA-L 54-D2-72): a device that may be a bridge.
    public var isOfNuki: Bool { rawValue >> 24 == 0x54D272 }
}
