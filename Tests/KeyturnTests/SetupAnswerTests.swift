import BridgeSimulator
import NukiDomain
import TestKit
import Testing

@Suite("The answers of an unattended setup", .timeLimit(.minutes(1)))
struct SetupAnswerTests {
    @Test(
        "A missing answer is named by its flag, and nothing is written",
        arguments: [("--token-file", "--token-file PATH"), ("--yes", "--yes")])
    func missing(_ flag: String, _ hint: String) async throws {
        try await Stage.run { stage in
            let outcome = try await stage.setUp(without: [flag])
            #expect(outcome.status == .code(3))
            let error = try #require(try outcome.error)
            #expect(error["id"] == "KT-INPUT")
            #expect(error["exit"] == 3)
            #expect(error["fixes"]?.values.contains { $0.text?.contains(hint) == true } == true)
            #expect(outcome.conversation.contains(hint))
            #expect(try stage.keyturn.home.names == ["token"])
        }
    }

    @Test("Two bridges in a capture ask for --bridge, which chooses")
    func twoBridges() async throws {
        try await Stage.run { stage in
            let capture = stage.keyturn.home("two.pcap")
            let frames = [("0A2B3C4D", "192.0.2.7"), ("5E6F7081", "192.0.2.8")].map {
                Frames.request("Nuki_Bridge_\($0)", $1)
            }
            try Frames.write(frames, to: capture)
            let undecided = try await stage.setUp(without: ["--host"], "--read", capture)
            #expect(undecided.status == .code(3))
            #expect(try undecided.error?["what"] == "the choice among 2 bridges is missing")
            #expect(undecided.conversation.contains("--bridge ID"))
            let other = try await stage.setUp(without: ["--host"], "--read", capture, "--bridge", "12345678")
            #expect(other.status == .code(2))
            #expect(try other.error?["id"] == "KT-FIND-NONE")
        }
    }

    @Test(
        "A host that cannot be one is refused with a sentence",
        arguments: [
            ("192.168.1.300", "192.168.1.300 is not an address: each part goes up to 255."),
            ("front door", "front door is neither an address nor a host name."),
            ("http://192.0.2.1/info", "is the address of a page"),
            ("192.0.2.1:80800", "Port is a number from 1 to 65535."),
            ("", "Write an address such as 192.168.1.52."),
        ])
    func badHost(_ host: String, _ sentence: String) async throws {
        try await expectRefusal(of: "--host", host, sentence)
    }

    @Test(
        "So is any other flag's value",
        arguments: [
            ("--auth", "loud", "It is auto, encrypted, hashed or plain."),
            ("--callback", "https://192.0.2.1/x", "use http://192.0.2.1/x"),
            ("--bridge", "hallway", "is not 1 to 8 hex digits"),
        ])
    func badValue(_ flag: String, _ value: String, _ sentence: String) async throws {
        try await expectRefusal(of: flag, value, sentence)
    }

    @Test("A port that cannot be one is refused with a sentence", arguments: ["0", "70000", "abc", "", "+80", "８０"])
    func badPort(_ port: String) async throws {
        try await expectRefusal(of: "--port", port, "Port is a number from 1 to 65535.")
    }

    @Test(
        "A token that no bridge has is refused by its length or its characters, and never quoted",
        arguments: [
            ("kQ3#x", "5 characters.  A bridge token has 6 to 20."),
            ("kQ3xkQ3xkQ3xkQ3xkQ3x1", "21 characters.  A bridge token has 6 to 20."), ("", "The token is empty."),
            ("kQ3x Q3x", "no space inside"),
            ("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "This is a hash"),
        ])
    func badToken(_ token: String, _ sentence: String) async throws {
        try await Stage.run { stage in
            try stage.keyturn.home.write(token + "\n", to: "token")
            let outcome = try await stage.setUp()
            #expect(outcome.status == .code(3))
            #expect(try outcome.error?["why"]?.text?.contains(sentence) == true)
            #expect(token.isEmpty || !(outcome.output + outcome.errors).contains { $0.contains(token) })
            #expect(await stage.bridge.truth.requests.isEmpty)
        }
    }

    @Test("--any-token-length takes what only an emulator would, as far as the bridge does")
    func anyTokenLength() async throws {
        let long = "kQ3xkQ3xkQ3xkQ3xkQ3xkQ3x"
        try await Stage.run(household: { $0.token = try BridgeToken(parsing: long, anyLength: true) }) { stage in
            #expect(try await stage.setUp().status == .code(3))
            let outcome = try await stage.setUp("--any-token-length")
            #expect(outcome.status == .code(0))
            #expect(!(outcome.output + outcome.errors).contains { $0.contains(long) })
        }
    }

    @Test("The host may be a name or an address of either kind", arguments: ["localhost", "127.0.0.1", "::1", "[::1]"])
    func hosts(_ host: String) async throws {
        let isNew = host.contains("::")
        let address = isNew ? try Host(parsing: "::1") : .address(.v4(.loopback))
        try await Stage.run(host: address) { stage in
            let outcome = try await stage.setUp("--host", host)
            #expect(outcome.status == .code(0))
            let shown = JSONValue.text(isNew ? "::1" : host)
            #expect(try outcome.json["bridge"]?["host"] == shown)
            #expect(try outcome.json["answers"]?["host"] == shown)
        }
    }

    @Test("--allow-plain needs an address that a person chose")
    func allowPlainAlone() async throws {
        try await Stage.run { stage in
            let outcome = try await stage.setUp(without: ["--host"], "--allow-plain")
            #expect(outcome.status == .code(3))
            #expect(try outcome.error?["fixes"]?[0]?.text?.contains("--host") == true)
        }
    }

    private func expectRefusal(of flag: String, _ value: String, _ sentence: String) async throws {
        try await Stage.run { stage in
            let outcome = try await stage.setUp(flag, value)
            #expect(outcome.status == .code(64))
            #expect(try outcome.error?["id"] == "KT-INPUT")
            #expect(try outcome.error?["what"] == .text("\(flag) cannot be used"))
            #expect(try outcome.error?["why"]?.text?.contains(sentence) == true)
            #expect(await stage.bridge.truth.requests.isEmpty)
            #expect(try stage.keyturn.home.names == ["token"])
        }
    }
}
