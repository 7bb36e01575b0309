import BridgeAPI
import Discovery
import FoundationEssentials
import Guidance
import NukiDomain
import Testing

@Suite("Wording") struct WordingTests {
    @Test(
        "a diagnosis says what happened in a headline, and at most three things to do", arguments: DiagnosisSamples.all)
    func shape(_ diagnosis: Diagnosis) {
        #expect(!diagnosis.what.isEmpty && diagnosis.what.last != ".")
        let quoted = DiagnosisSamples.hostile.safeForDisplay
        #expect(diagnosis.why.isEmpty || diagnosis.why.hasSuffix(".") || diagnosis.why.hasSuffix(quoted))
        #expect(diagnosis.fixes.count <= 3)
        #expect(diagnosis.fixes.allSatisfy { !$0.isEmpty })
        #expect(diagnosis.exit != .done)
    }

    @Test("words are plain: no begging, no alarm, and nothing is just invalid", arguments: DiagnosisSamples.all)
    func tone(_ diagnosis: Diagnosis) {
        #expect(Self.isPlain([diagnosis.what, diagnosis.why] + diagnosis.fixes))
    }

    @Test("a name from outside cannot move the cursor of whoever reads the words", arguments: DiagnosisSamples.all)
    func safety(_ diagnosis: Diagnosis) {
        for text in [diagnosis.what, diagnosis.why] + diagnosis.fixes { #expect(text.safeForDisplay == text) }
    }

    @Test("what works but should be known is said as plainly and safely", arguments: DiagnosisSamples.findings)
    func notices(_ finding: ProbeReport.Finding) {
        let notice = Notice(finding)
        #expect(!notice.what.isEmpty && !notice.fix.isEmpty)
        #expect(Self.isPlain([notice.what, notice.fix]))
        #expect((notice.what + notice.fix).safeForDisplay == notice.what + notice.fix)
    }

    @Test("what was typed wrongly is answered plainly and safely")
    func inputs() {
        let sentences =
            DiagnosisSamples.hosts.map(InputWords.sentence) + DiagnosisSamples.tokens.map(InputWords.sentence)
        #expect(Self.isPlain(sentences + [InputWords.port]))
        for sentence in sentences {
            #expect(sentence.hasSuffix("."))
            #expect(sentence.safeForDisplay == sentence)
        }
        #expect(InputWords.sentence(TokenError.length(5)) == "5 characters.  A bridge token has 6 to 20.")
        #expect(InputWords.sentence(TokenError.length(1)).hasPrefix("1 character. "))
        #expect(
            InputWords.sentence(HostError.partTooLarge("192.168.1.300"))
                == "192.168.1.300 is not an address: each part goes up to 255.")
    }

    @Test(
        "a refused token never stands in the words about it",
        arguments: ["s3c", "s3crét", String(repeating: "s3cr3t", count: 4)])
    func secrecy(_ text: String) throws {
        let error = try #require(throws: TokenError.self) { try BridgeToken(parsing: text) }
        let words = InputWords.sentence(error) + "\(Diagnosis.oddToken(error))"
        #expect(!words.contains(text))
    }

    @Test("after a 401, the clock is blamed only while it may be the clock")
    func clockOrToken() {
        func why(_ tried: [AuthMode]) -> String {
            let refusal = SignInRefusal(tried: tried, statuses: [401])
            return Diagnosis(ProbeError.tokenRefused(refusal), at: DiagnosisSamples.endpoint).why
        }
        #expect(why([.encrypted, .hashed]).contains("401 to the encrypted and to the hashed sign-in"))
        #expect(why([.encrypted, .hashed]).contains("clock"))
        #expect(why([.encrypted]).contains("clock"))
        #expect(!why([.encrypted, .hashed, .plain]).contains("clock"))
        #expect(!why([.plain]).contains("clock"))
    }

    @Test("the clock that differs is told with both times, and whose it is")
    func clocks() {
        func diagnosis(_ seconds: Int?) -> Diagnosis {
            let here = Date(timeIntervalSince1970: 1_787_391_082)
            let clocks = seconds.map { ClockComparison(bridge: here + Double($0), here: here) }
            let answer = PlainAnswer(clocks: clocks, firmware: "1.12.0")
            return Diagnosis(ProbeError.onlyPlain(answer), at: DiagnosisSamples.endpoint)
        }
        #expect(
            diagnosis(-1_787_390_362).why
                == "An encrypted sign-in carries the time.  The bridge thinks it is 1970-01-01 00:12 UTC, "
                + "this machine 2026-08-22 09:31 UTC.  A bridge that cannot reach the internet has no clock.")
        #expect(diagnosis(10_800).why.hasSuffix("This machine's clock is 3 h behind the bridge's."))
        #expect(diagnosis(10_800).fixes == ["timedatectl set-ntp true"])
        #expect(diagnosis(10).why.hasPrefix("The clocks agree.  Some firmware refuses"))
        #expect(diagnosis(10).why.contains("1.12.0") && diagnosis(10).id == nil)
        #expect(!diagnosis(nil).why.contains("clock"))
    }

    @Test(
        "a span of time is told in its two largest units",
        arguments: [
            (0, "0 s"), (1, "1 s"), (59, "59 s"), (60, "1 min"), (430, "7 min 10 s"), (3600, "1 h"),
            (10_861, "3 h 1 min"),
            (86_400, "1 day"), (90_000, "1 day 1 h"), (172_800, "2 days"), (1_787_391_082, "56 years 247 days"),
            (31_622_400, "1 year 1 day"),
        ])
    func spans(_ seconds: Int, _ text: String) {
        #expect(InputWords.span(seconds) == text)
    }

    @Test("the clock's direction is the bridge's")
    func direction() {
        #expect(Notice(.clockDiffers(-430)).what.contains("the bridge's clock is 7 min 10 s slow"))
        #expect(Notice(.clockDiffers(61)).what.contains("the bridge's clock is 1 min 1 s fast"))
    }

    @Test("a failure in JSON has its five parts, and no id where there is none")
    func json() throws {
        let known = Diagnosis(.tokenRefused, "What", why: "Why.", fixes: ["Fix/it."], exit: .signInRefused)
        #expect(
            try JSONText.line(FailureReport(known))
                == #"{"error":{"exit":4,"fixes":["Fix/it."],"id":"KT-AUTH-TOKEN","what":"What","why":"Why."},"schema":1}"#
        )
        let unknown = Diagnosis(nil, "What", exit: .unexpected)
        #expect(
            try JSONText.line(FailureReport(unknown))
                == #"{"error":{"exit":1,"fixes":[],"what":"What","why":""},"schema":1}"#)
    }

    static func isPlain(_ texts: [String]) -> Bool {
        texts.allSatisfy { text in
            let words = text.lowercased()
            return ["!", "please", "oops", "sorry", "invalid"].allSatisfy { !words.contains($0) }
        }
    }
}
