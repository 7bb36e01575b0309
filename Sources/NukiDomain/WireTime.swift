public import FoundationEssentials

/// Times as bridges, entries and reports spell them: UTC, whole seconds.
public enum WireTime {
    /// `2026-08-22T09:31:22Z`, always twenty characters: also what a signed request carries.
    public static func text(_ date: Date) -> String {
        date.formatted(.iso8601)
    }

    /// Reads `…Z` and `…+00:00` alike, and other offsets too; nil for what does not begin with such a time.
    ///
    /// Nuki's own cloud sample has a stray space inside its times: white space is skipped.
    public static func date(_ text: some StringProtocol) -> Date? {
        if let date = plainDate(String(text)) { return date }
        let isDense = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        let dense = isDense ? String(text) : String(text.filter { !$0.isWhitespace })
        // A time that cannot be read is a missing time: every caller has a use for nil and none for the reason.
        return try? Date(dense, strategy: .iso8601)
    }

    /// What bridges send, `2026-08-22T09:31:22+00:00` or with a `Z`, without the calendar that other spellings need:
    /// a bridge's list has several, and a calendar costs more than the rest of it.
    private static func plainDate(_ text: String) -> Date? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[19...].elementsEqual("Z".utf8) || bytes[19...].elementsEqual("+00:00".utf8),
            bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":")
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            (1970...9999).contains(year), (1...12).contains(month), day >= 1, isInMonth(day, month, year), hour < 24,
            minute < 60, second < 60
        else { return nil }
        // Days since 1970, with the year beginning in March, so that the leap day comes last.
        let marchYear = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let days = 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468
        return Date(timeIntervalSince1970: Double(days * 86_400 + hour * 3600 + minute * 60 + second))
    }

    private static func isInMonth(_ day: Int, _ month: Int, _ year: Int) -> Bool {
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day <= lengths[month - 1]
    }
}
