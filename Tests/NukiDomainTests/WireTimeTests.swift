import FoundationEssentials
import NukiDomain
import Testing

@Suite("Times on the wire") struct WireTimeTests {
    private let morning = Date(timeIntervalSince1970: 1_787_391_082)

    @Test(
        "every spelling of one moment is that moment",
        arguments: [
            "2026-08-22T09:31:22Z", "2026-08-22T09:31:22+00:00", "2026-08-22T11:31:22+02:00",
            "2026-08-22T09:31:22.000Z",
            " 2026-08-22T09:31:22Z\n", "2026-08-22T09:31: 22Z", "2026-08-22 T09:31:22Z",
        ])
    func read(_ text: String) {
        #expect(WireTime.date(text) == morning)
    }

    @Test(
        "what is no time is nil",
        arguments: [
            "", " ", "now", "2026-08-22", "2026-08-22T09:31:22", "2026-13-22T09:31:22Z", "22.08.2026 09:31",
            "1787391082",
        ])
    func unreadable(_ text: String) {
        #expect(WireTime.date(text) == nil)
    }

    @Test("a time is written in twenty characters, without its fraction")
    func written() {
        #expect(WireTime.text(morning) == "2026-08-22T09:31:22Z")
        #expect(WireTime.text(morning.addingTimeInterval(0.999)) == "2026-08-22T09:31:22Z")
        #expect(WireTime.text(Date(timeIntervalSince1970: 0)) == "1970-01-01T00:00:00Z")
        #expect(WireTime.text(Date(timeIntervalSince1970: 1_709_194_530)) == "2024-02-29T08:15:30Z")
    }

    @Test("every day of four hundred years is read as it is written")
    func everyDay() {
        for day in stride(from: 0, to: 146_097, by: 3) {
            let date = Date(timeIntervalSince1970: Double(day * 86_400 + day % 86_400))
            #expect(WireTime.date(WireTime.text(date)) == date)
        }
    }

    @Test(
        "days and times that do not exist are no easier to read than before",
        arguments: [
            "2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-00-01T00:00:00Z", "2026-13-01T00:00:00Z",
            "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z",
        ])
    func missingDays(_ text: String) throws {
        // The calendar's way, which a stray space calls for, decides both.
        #expect(WireTime.date(text) == WireTime.date(" " + text))
    }
}
