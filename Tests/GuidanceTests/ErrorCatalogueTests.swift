import BridgeAPI
import Discovery
import Entries
import Guidance
import HTTPFetch
import PacketCapture
import Sightings
import Testing

@Suite("The catalogue of errors") struct ErrorCatalogueTests {
    /// Every id of the catalogue that this program gives, with the exit code that belongs to it; nil where none does.
    private static let catalogue: [String: Int32?] = [
        "KT-CAP-RIGHT": 6, "KT-CAP-IFACE": 64, "KT-CAP-DOWN": nil, "KT-FIND-NONE": 2, "KT-FIND-CLOUD": 2,
        "KT-FIND-HIDDEN": 2, "KT-NET-REFUSED": 5,
        "KT-NET-TIME": 5, "KT-NET-OTHER": 5, "KT-AUTH-TOKEN": 4, "KT-AUTH-CLOCK": 4, "KT-AUTH-OFF": 4,
        "KT-AUTH-WAIT": 4,
        "KT-TOKEN-WEAK": nil, "KT-ID-OTHER": 5, "KT-MOVE-DOUBT": nil, "KT-ID-NONE": 5, "KT-SAVE-DENIED": 7,
        "KT-SAVE-BUSY": 7, "KT-SAVE-CHANGED": 7,
        "KT-FILE-BAD": 7, "KT-EXPORT": 7,
        "KT-INPUT": 3, "KT-BUSY": 8, "KT-CTL-DENIED": 4, "KT-NO-LOOP": 5, "KT-DEVICE-AMBIGUOUS": 64,
        "KT-CMD-UNKNOWN": 9, "KT-CMD-FAILED": 8,
        "KT-READ-FILE": 65, "KT-READ-LINK": 65, "KT-LIBRARY": 1, "KT-SERVICE": 1,
    ]

    @Test("ids are those of the catalogue, each once")
    func ids() {
        let ids = ErrorID.allCases.map(\.rawValue)
        #expect(Set(ids) == Set(Self.catalogue.keys))
        #expect(Set(ids).count == ids.count)
    }

    @Test("an id always ends the process with its exit code")
    func exits() throws {
        for diagnosis in DiagnosisSamples.all {
            guard let id = diagnosis.id else { continue }
            guard let exit = try #require(Self.catalogue[id.rawValue]) else { continue }
            #expect(diagnosis.exit.rawValue == exit, "\(diagnosis.what)")
        }
    }

    @Test("an id is explained by itself, with its exit code, in plain words", arguments: ErrorID.allCases)
    func explanations(_ id: ErrorID) throws {
        let explanation = id.explanation
        #expect(explanation.id == id)
        #expect(explanation.exit?.rawValue == (try #require(Self.catalogue[id.rawValue])))
        #expect(explanation.what.last != "." && explanation.why.hasSuffix("."))
        #expect((1...3).contains(explanation.fixes.count))
        #expect(WordingTests.isPlain([explanation.what, explanation.why] + explanation.fixes))
    }

    @Test(
        "an id is understood in any case and without KT-", arguments: ["KT-AUTH-CLOCK", "kt-auth-clock", "Auth-Clock"])
    func typed(_ text: String) {
        #expect(ErrorID(typed: text) == .clocksDiffer)
    }

    @Test("a word that explains nothing names the ids that are like it, or all")
    func near() {
        #expect(
            Diagnosis.nothingToExplain("KT-AUTH-CLOK").why
                == "Errors with a like name: KT-AUTH-TOKEN, KT-AUTH-CLOCK, KT-AUTH-OFF, KT-AUTH-WAIT.")
        for id in ErrorID.allCases { #expect(Diagnosis.nothingToExplain("kt-").why.contains(id.rawValue)) }
        #expect(!Diagnosis.nothingToExplain(DiagnosisSamples.hostile).what.contains("\u{1B}"))
    }

    @Test("what a person stopped ends with 130")
    func interruptions() {
        #expect(Diagnosis(ProbeError.cancelled, at: DiagnosisSamples.endpoint).exit.rawValue == 130)
        #expect(Diagnosis(BridgeError.noAnswer(.cancelled), at: DiagnosisSamples.endpoint).exit.rawValue == 130)
        #expect(Diagnosis(ConfigurationError.cancelled).exit.rawValue == 130)
    }

    @Test("an error of a sign-in test has the id of its cause", arguments: DiagnosisSamples.probes)
    func probes(_ error: ProbeError) {
        #expect(Diagnosis(error, at: DiagnosisSamples.endpoint).id == error.expectedID)
    }

    @Test("an error of a capture has the id of its cause", arguments: DiagnosisSamples.captures)
    func captures(_ error: CaptureError) {
        #expect(Diagnosis(error).id == error.expectedID)
    }

    @Test("a remark of a source has the id of its cause", arguments: DiagnosisSamples.remarks)
    func remarks(_ remark: SourceRemark) {
        #expect(Diagnosis(remark).id == remark.expectedID)
    }

    @Test("an error of the configuration has the id of its cause", arguments: DiagnosisSamples.configurations)
    func configurations(_ error: ConfigurationError) {
        #expect(Diagnosis(error).id == error.expectedID)
    }

    @Test("what works but should be known has an id where the catalogue has one", arguments: DiagnosisSamples.findings)
    func findings(_ finding: ProbeReport.Finding) {
        let expected: ErrorID? =
            switch finding {
            case .weakToken: .tokenWeak
            case .clockDiffers, .signsByBridgeClock: .clocksDiffer
            case .encryptedRefused, .unreadableDevice: nil
            }
        #expect(Notice(finding).id == expected)
    }
}
