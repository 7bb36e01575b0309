/// A device's id: decimal in the bridge's JSON, eight hex digits in the app and on the sticker.
public struct NukiID: Hashable, Sendable, RawRepresentable {
    /// The id as a number.
    public let rawValue: UInt32

    /// Takes the number as it stands in JSON.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }
}

extension NukiID: CustomStringConvertible {
    /// Eight upper-case hex digits.
    public var description: String { Hex.padded(rawValue) }
}

/// The kind of device as the bridge numbers it (Bridge API 1.13.2, "deviceType"); unknown numbers are kept.
public struct DeviceType: Hashable, Sendable, RawRepresentable {
    /// The bridge's number.
    public let rawValue: Int

    /// Takes any number.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Smart Lock 1 and 2; also what a missing number means.
    public static let smartLock = DeviceType(rawValue: 0)
    /// Opener.
    public static let opener = DeviceType(rawValue: 2)
    /// Smart Door.
    public static let smartDoor = DeviceType(rawValue: 3)
    /// Smart Lock 3 and 4.
    public static let smartLock3 = DeviceType(rawValue: 4)

    /// What a person calls it; an unknown number is taken for a lock that is only read.
    public var kind: DeviceKind { self == .opener ? .opener : .lock }
}

/// The two kinds of device a person knows.
public enum DeviceKind: String, Codable, Hashable, Sendable {
    /// Turns a key.
    case lock
    /// Presses the button of an intercom.
    case opener
}

/// What tells one device of a bridge from another: the id alone is not promised to be unique across types.
public struct DeviceKey: Hashable, Sendable {
    /// The device type.
    public let type: DeviceType
    /// The device's id.
    public let id: NukiID

    /// Puts the two together.
    public init(type: DeviceType, id: NukiID) {
        self.type = type
        self.id = id
    }
}
