import Glibc

/// A moment as the clock on the wall shows it, in the zone of this machine (`TZ`, `/etc/localtime`).
public struct LocalTime: Hashable, Sendable {
    /// The year, such as 2026.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, 1 to 31.
    public let day: Int
    /// The hour, 0 to 23.
    public let hour: Int
    /// The minute, 0 to 59.
    public let minute: Int
    /// The second, 0 to 60 (a leap second).
    public let second: Int

    /// Asks the C library (`localtime_r`); nil only when the year does not fit its fields.
    ///
    /// - Parameter unixSeconds: seconds since 1970-01-01 00:00 UTC.
    public init?(unixSeconds: Int64) {
        var moment = time_t(unixSeconds)
        var fields = unsafe tm()
        guard unsafe localtime_r(&moment, &fields) != nil else { return nil }
        year = unsafe Int(fields.tm_year) + 1900
        month = unsafe Int(fields.tm_mon) + 1
        day = unsafe Int(fields.tm_mday)
        hour = unsafe Int(fields.tm_hour)
        minute = unsafe Int(fields.tm_min)
        second = unsafe Int(fields.tm_sec)
    }

    /// `09:31:22`.
    public var time: String {
        [hour, minute, second].map(Self.twoDigits).joined(separator: ":")
    }

    /// `2026-08-22`.
    public var date: String {
        "\(year)-\(Self.twoDigits(month))-\(Self.twoDigits(day))"
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
