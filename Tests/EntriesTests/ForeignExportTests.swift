import Entries
import NukiDomain
import TestKit
import Testing

@Suite("Exports for other systems")
struct ForeignExportTests {
    private static let id = BridgeID(rawValue: 0x1E3F_B39A)
    /// A name that means something to every language here.
    private static let hostile = "A\"b\\c'd`$(touch X);\n{system('touch X')} #😀"

    private func entry(
        _ id: BridgeID = Self.id, name: String = "Home", host: String = "192.168.1.25", serverID: UInt32? = 0x6BFC_E386,
        auth: AuthMode = .encrypted, clockOffset: Int = 0, callback: CallbackMode = .auto, devices: [EntryDevice] = []
    ) throws -> BridgeEntry {
        BridgeEntry(
            id: id, name: name, endpoint: Endpoint(host: try Host(parsing: host), port: .bridgeDefault), auth: auth,
            serverID: serverID, callback: callback, source: .manual, clockOffset: clockOffset, devices: devices)
    }

    private func device(_ type: Int, _ id: UInt32, _ name: String = "Front door") -> EntryDevice {
        EntryDevice(key: DeviceKey(type: DeviceType(rawValue: type), id: NukiID(rawValue: id)), name: name)
    }

    private func export(
        _ format: ExportFormat, _ entries: BridgeEntry..., token: String = Sample.token, includingToken: Bool = true
    ) throws -> Export {
        let token = try BridgeToken(parsing: token, anyLength: true)
        let tokens = Dictionary(entries.map { ($0.id, token) }) { $1 }
        var random = Counting()
        return try format.export(
            entries, ExportedTokens(tokens, areIncluded: includingToken), at: Sample.date, using: &random)
    }

    private func json(_ export: Export) throws -> JSONValue { try JSONValue(parsing: export.text) }

    // MARK: openHAB

    @Test("openHAB gets a bridge by the decimal server id, with its locks and openers")
    func openHAB() throws {
        let home = try entry(
            serverID: 71_129_620,
            devices: [
                device(0, 568_300_604), device(2, 509_253_866, "Building"), device(4, 0x8000_0001, "Front door"),
                device(5, 7, "New"),
            ])
        let export = try export(.openHAB, home)
        #expect(
            export.text == """
                Bridge nuki:bridge:71129620 "Home" [ ip="192.168.1.25", port=8080, apiToken="s3cr3t-of-A", \
                manageCallbacks=true, secureToken=true ] {
                    Thing smartlock front_door "Front door" [ nukiId="568300604", deviceType=0, unlatch=false ]
                    Thing opener building "Building" [ nukiId="509253866" ]
                    Thing smartlock front_door_2 "Front door" [ nukiId="2147483649", deviceType=4, unlatch=false ]
                }

                """)
        #expect(
            export.notes == [
                .otherSignIn(Self.id, own: .encrypted, theirs: .hashed), .callbackTaken(Self.id),
                .deviceLeftOut(Self.id, home.devices[3]),
                .notCarried(Self.id, keys: ["follow_address", "id", "source"]),
            ])
    }

    @Test(
        "openHAB reads eight digits as hex: a decimal id of eight digits is written in hex, every other in decimal",
        arguments: [
            (9_999_999, "9999999"), (10_000_000, "00989680"), (71_129_620, "043D5A14"), (99_999_999, "05F5E0FF"),
            (100_000_000, "100000000"), (0x8000_0000, "2147483648"), (0xFFFF_FFFF, "4294967295"),
        ] as [(UInt32, String)])
    func nukiID(_ id: UInt32, _ text: String) throws {
        let export = try export(.openHAB, entry(devices: [device(0, id)]))
        #expect(export.text.contains("nukiId=\"\(text)\""))
        #expect(text.utf8.count != 8 || UInt32(text, radix: 16) == id)
        #expect(text.utf8.count != 8 || id < 0x8000_0000, "openHAB reads hex as a signed number")
    }

    @Test("openHAB has no encrypted sign-in: with a drifted clock the token goes in clear, and that is said")
    func openHABClock() throws {
        let drifted = try export(.openHAB, entry(clockOffset: -430))
        #expect(drifted.text.contains("secureToken=false"))
        #expect(drifted.notes.contains(.otherSignIn(Self.id, own: .encrypted, theirs: .plain)))
        #expect(drifted.notes.contains(.driftedClock(Self.id, seconds: -430)))
        let plain = try export(.openHAB, entry(auth: .plain))
        #expect(plain.text.contains("secureToken=false"))
        #expect(!plain.notes.contains(.otherSignIn(Self.id, own: .plain, theirs: .plain)))
        #expect(try export(.openHAB, entry(auth: .hashed)).text.contains("secureToken=true"))
        let off = try export(.openHAB, entry(callback: .off))
        #expect(off.text.contains("manageCallbacks=false"))
        #expect(!off.notes.contains(.callbackTaken(Self.id)))
    }

    @Test("openHAB's texts stay texts, and its thing ids are plain, whatever a name holds")
    func openHABNames() throws {
        let export = try export(
            .openHAB, entry(name: Self.hostile, serverID: nil, devices: [device(0, 1, "\u{202E}😀")]),
            token: "a\"]b\\")
        #expect(export.text.contains("nuki:bridge:a_b_cd_touch_x_system_touch_x \"A\\\"b\\\\c'd`$(touch X);\\n{system"))
        #expect(export.text.contains("apiToken=\"a\\\"]b\\\\\","))
        #expect(export.text.contains("Thing smartlock 00000001 \"\\u202E😀\""))
        #expect(export.text.split(separator: "\n").count == 3)
    }

    // MARK: homebridge

    @Test("homebridge-nb gets the server id with 0x, and never a token")
    func homebridge() throws {
        let export = try export(.homebridge, entry())
        let platform = try #require(try json(export)["platforms"]?[0])
        #expect(
            platform == [
                "platform": "NB", "name": "Nuki", "bridges": [["bridgeId": "0x6BFCE386", "host": "192.168.1.25:8080"]],
                "devices": [], "encryption": "encryptedToken", "latch": false, "port": 0, "openerResetTimeout": 500,
                "removeStaleAccessories": false, "timeout": 15,
            ])
        #expect(!export.text.contains(Sample.token) && !export.text.contains("REDACTED"))
        #expect(
            export.notes == [
                .buttonNeeded(Self.id), .addressFixed(Self.id),
                .notCarried(
                    Self.id, keys: ["callback", "follow_address", "id", "name", "source"]),
            ])
    }

    @Test(
        "homebridge-nb changes ids below 0x10000000: then no bridge is written, and that is said",
        arguments: [(0x1000_0000, true), (0x0FFF_FFFF, false), (0x043D_5A14, false), (nil, false)]
            as [(UInt32?, Bool)])
    func clamp(_ serverID: UInt32?, _ isWritten: Bool) throws {
        let export = try export(
            .homebridge, entry(serverID: serverID), entry(BridgeID(rawValue: 2), name: "Other", serverID: 0x7000_0000))
        let platform = try #require(try json(export)["platforms"]?[0])
        #expect((platform["bridges"]?.values.count ?? 0) == (isWritten ? 2 : 0))
        #expect(platform.keys.contains("bridges") == isWritten)
        #expect(export.notes.contains(.serverIDTooSmall(Self.id)) == (!isWritten && serverID != nil))
        #expect(export.notes.contains(.serverIDMissing(Self.id)) == (serverID == nil))
    }

    @Test("homebridge-nb signs in to all bridges in one way, the safest; a drifted clock is said")
    func homebridgeSignIn() throws {
        func encryption(_ modes: AuthMode...) throws -> JSONValue? {
            var random = Counting()
            let entries = try modes.enumerated().map {
                try entry(BridgeID(rawValue: UInt32($0.offset)), auth: $0.element)
            }
            let export = try ExportFormat.homebridge.export(
                entries, ExportedTokens([:], areIncluded: false), at: Sample.date, using: &random)
            return try json(export)["platforms"]?[0]?["encryption"]
        }
        #expect(try encryption(.plain) == "none")
        #expect(try encryption(.plain, .hashed) == "hashedToken")
        #expect(try encryption(.plain, .encrypted) == "encryptedToken")
        let notes = try export(.homebridge, entry(clockOffset: 31), entry(BridgeID(rawValue: 2), auth: .plain)).notes
        #expect(notes.contains(.driftedClock(Self.id, seconds: 31)))
        #expect(notes.contains(.otherSignIn(BridgeID(rawValue: 2), own: .plain, theirs: .encrypted)))
    }

    // MARK: ioBroker

    @Test("ioBroker gets nuki-extended with all bridges, and nuki once a bridge, without the token that it encrypts")
    func ioBroker() throws {
        let export = try export(.ioBroker, entry(name: Self.hostile), entry(BridgeID(rawValue: 2), serverID: nil))
        let objects = try json(export)
        #expect(
            objects.keys == ["system.adapter.nuki-extended.0", "system.adapter.nuki.0", "system.adapter.nuki.1"])
        let extended = try #require(objects["system.adapter.nuki-extended.0"]?["native"])
        #expect(
            extended["bridges"]?[0] == [
                "bridge_id": 1_811_735_430, "bridge_name": .text(Self.hostile), "bridge_ip": "192.168.1.25",
                "bridge_port": 8080, "bridge_token": .text(Sample.token), "active": true,
            ])
        #expect(extended["hashedToken"] == true)
        #expect(
            extended.keys == [
                "bridges", "hashedToken", "refreshBridgeApiType", "callbackPort", "callbackIp", "refreshBridgeApi",
                "api_token", "refreshWebApi", "additionalWebApiCall", "additionalWebApiTimeout", "syncConfig",
                "syncUsers",
            ])
        #expect(
            objects["system.adapter.nuki.0"]?["native"] == [
                "bridge_name": .text(Self.hostile), "bridge_ip": "192.168.1.25", "bridge_port": "8080",
                "bridge_type": "1", "token": "", "fp_token": "", "autoupd": false, "interval": "10", "host_cb": false,
                "host_port": "9092",
            ])
        #expect(export.notes.contains(.tokenToType(Self.id)))
        #expect(export.notes.contains(.otherSignIn(Self.id, own: .encrypted, theirs: .hashed)))
        #expect(export.notes.contains(.serverIDMissing(BridgeID(rawValue: 2))))
    }

    // MARK: FHEM and shells

    @Test("FHEM gets one definition a bridge, by a name that FHEM takes")
    func fhem() throws {
        let export = try export(.fhem, entry(name: Self.hostile), entry(BridgeID(rawValue: 2), name: "😀"))
        #expect(
            export.text == """
                define nuki_a_b_cd_touch_x_system_touch_x NUKIBridge 192.168.1.25 s3cr3t-of-A
                attr nuki_a_b_cd_touch_x_system_touch_x webhookFWinstance WEB
                # attr nuki_a_b_cd_touch_x_system_touch_x webhookHttpHostname ADDRESS
                define nuki_00000002 NUKIBridge 192.168.1.25 s3cr3t-of-A
                attr nuki_00000002 webhookFWinstance WEB
                # attr nuki_00000002 webhookHttpHostname ADDRESS

                """)
        let off = try self.export(.fhem, entry(callback: .off))
        #expect(off.text == "define nuki_home NUKIBridge 192.168.1.25 s3cr3t-of-A\n")
        #expect(!off.notes.contains { if case .otherPort = $0 { true } else { false } })
        var moved = try entry()
        let port = try #require(Port(rawValue: 9090))
        moved.endpoint = Endpoint(host: moved.endpoint.host, port: port)
        #expect(try self.export(.fhem, moved).notes.contains(.otherPort(moved.id, port)))
    }

    @Test("env is one assignment a line, and no two bridges share a variable")
    func env() throws {
        let export = try export(
            .env, entry(name: "Haustür"), entry(BridgeID(rawValue: 0x6DF_ECE1), name: "haustur", host: "fd00::1"))
        #expect(
            export.text == """
                NUKI_HAUSTUR_HOST='192.168.1.25'
                NUKI_HAUSTUR_PORT='8080'
                NUKI_HAUSTUR_TOKEN='s3cr3t-of-A'
                NUKI_HAUSTUR_ID='1E3FB39A'
                NUKI_HAUSTUR_2_HOST='fd00::1'
                NUKI_HAUSTUR_2_PORT='8080'
                NUKI_HAUSTUR_2_TOKEN='s3cr3t-of-A'
                NUKI_HAUSTUR_2_ID='06DFECE1'

                """)
    }

    @Test(
        "A token that would end a word or a command is refused where it is carried out, and nowhere else",
        arguments: ["abc;def", "abc'def", "abc\"def", "abc`def", "abcdef\\"])
    func hostileToken(_ token: String) throws {
        for format in [ExportFormat.fhem, .env] {
            #expect(throws: ExportError.tokenIsNoWord(Self.id, format)) {
                try export(format, entry(), token: token)
            }
            #expect(try export(format, entry(), token: token, includingToken: false).text.contains("REDACTED"))
        }
        for format in [ExportFormat.json, .homeAssistant, .ioBroker] {
            #expect(try json(export(format, entry(), token: token)).texts.contains(token))
        }
    }

    @Test(
        "Without --include-token every format but homebridge has REDACTED and says so", arguments: ExportFormat.allCases
    )
    func redacted(_ format: ExportFormat) throws {
        let export = try export(format, entry(), includingToken: false)
        #expect(!export.text.contains(Sample.token))
        #expect(export.text.contains("REDACTED") == (format != .homebridge))
        #expect(export.notes.contains(.tokenRedacted(Self.id)) == (format != .homebridge))
    }

    @Test(
        "What a format does not carry is named, and never what an entry does not have", arguments: ExportFormat.allCases
    )
    func notCarried(_ format: ExportFormat) throws {
        let keys = try export(format, entry()).notes.compactMap {
            if case .notCarried(_, let keys) = $0 { keys } else { nil }
        }
        #expect(keys.isEmpty == (format == .json))
        #expect(
            keys.joined().allSatisfy { !["mac", "firmware", "poll_seconds", "devices", "clock_offset"].contains($0) })
    }
}

extension JSONValue {
    /// Every text in it.
    fileprivate var texts: [String] {
        switch self {
        case .object(let members): members.values.flatMap(\.texts)
        case .list(let values): values.flatMap(\.texts)
        case .text(let text): [text]
        default: []
        }
    }
}
