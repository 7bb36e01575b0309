import BridgeAPI
import BridgeSimulator
import Entries
import FoundationEssentials
import HTTPFetch
import NukiDomain
import TestKit
import Testing

@testable import ControlLoop

@Suite("Callbacks from a simulated bridge", .timeLimit(.minutes(2)))
struct CallbackTests {
    /// Polls that do not come while a test looks.
    private let seldom = LoopSettings(pollSeconds: 600)

    @Test("Ours is registered once beside others' and found again later, and an orderly end takes it away")
    func registration() async throws {
        let bridge = try await SimulatedBridge.start(.builtIn(), time: SimulatedTime(speed: LoopStage.motorSpeed))
        let folder = try TemporaryFolder()
        var first: String?
        for _ in 0..<2 {
            try await LoopStage.play(settings: seldom, hears: true, in: folder, bridge: bridge) { stage in
                try await stage.until { await stage.loop.bridges().first?.callback == "registered" }
                let urls = await stage.bridge.truth.callbacks.urls
                let url = try #require(urls.first)
                #expect(urls.count == 1)
                #expect(url.wholeMatch(of: /http:\/\/127\.0\.0\.1:\d+\/callback\/[0-9a-f]{32}/) != nil)
                // The secret stays over a restart; the port need not.
                if let first { #expect(first.suffix(32) == url.suffix(32)) }
                first = url
                await stage.loop.close()
                try await stage.until { await stage.bridge.truth.callbacks.urls.isEmpty }
            }
        }
        await bridge.stop()
    }

    @Test("What a killed loop left behind is found by its path and replaced")
    func stale() async throws {
        let bridge = try await SimulatedBridge.start(.builtIn(), time: SimulatedTime(speed: LoopStage.motorSpeed))
        let folder = try TemporaryFolder()
        var first: String?
        for _ in 0..<2 {
            // Cancelling is as abrupt as it gets: nothing is taken away.
            try await LoopStage.play(settings: seldom, hears: true, in: folder, bridge: bridge) { stage in
                try await stage.until { await stage.loop.bridges().first?.callback == "registered" }
                let urls = await stage.bridge.truth.callbacks.urls
                #expect(urls.count == 1 && urls.first != first)
                first = urls.first
            }
        }
        #expect(await bridge.truth.callbacks.urls == [first])
        await bridge.stop()
    }

    @Test("A callback that somebody removes soon after it was registered is back after a minute, not after ten")
    func removedSoon() async throws {
        try await LoopStage.play(settings: seldom, speed: 60, hears: true) { stage in
            try await stage.until { await stage.loop.bridges().first?.callback == "registered" }
            let urls = await stage.bridge.truth.callbacks.urls
            let credential = Credential(token: stage.bridge.household.token, mode: .encrypted)
            let client = BridgeDialer(fetcher: try CurlFetcher())
                .client(stage.bridge.endpoint, credential: credential)
            try await stage.until {
                do throws(BridgeError) {
                    try await client.removeCallback(id: 0)
                } catch .busy {
                    // The loop asks something itself.
                }
                return await stage.bridge.truth.callbacks.urls.isEmpty
            }
            let removed = ContinuousClock.now
            try await stage.until { await stage.bridge.truth.callbacks.urls == urls }
            // A second by this clock; ten minutes would be ten.
            #expect(ContinuousClock.now - removed < .seconds(8))
        }
    }

    @Test("Full slots are told with their holders, and the bridge is polled as usual")
    func full() async throws {
        var household = try Household.builtIn()
        household.faults.areSlotsFull = true
        try await LoopStage.play(household, settings: seldom, hears: true) { stage in
            try await stage.until { await stage.loop.bridges().first?.callback == "full" }
            let before = await stage.bridge.truth.callbacks.urls
            #expect(before.count == 3)
            #expect(await stage.log.kinds.contains { if case .notice(.callbackSlotsFull) = $0 { true } else { false } })
            #expect(await stage.ask(.unlock, of: try await stage.device("Front door")).outcome == .done)
            #expect(await stage.bridge.truth.callbacks.urls == before)
        }
    }

    @Test("A change is told unconfirmed at once, and confirmed by the list that is asked for 1 to 2 s later")
    func confirmation() async throws {
        try await LoopStage.play(settings: seldom, hears: true) { stage in
            let door = try await stage.device("Front door")
            try await stage.until { await stage.loop.bridges().first?.callback == "registered" }
            try await stage.bridge.setDoor(of: door, to: 3)
            try await stage.until { await stage.known(door)?.device.state?.door == .open }
            #expect(
                await stage.log.events.last { $0.messages.contains { $0.event == "device.door" } }?.isConfirmed == false
            )
            try await stage.until { await stage.known(door)?.isConfirmed == true }
            let doors = await stage.log.events.filter { $0.messages.contains { $0.event == "device.door" } }
            #expect(doors.map(\.isConfirmed) == [false, true] && doors.map(\.source) == [.callback, .poll])
            #expect(await stage.loop.bridges().first?.callback == "proved")
        }
    }

    @Test("A forged callback is marked and corrected, and its ring opens nothing twice")
    func forged() async throws {
        try await LoopStage.play(settings: seldom, hears: true) { stage in
            let door = try await stage.device("Front door")
            try await stage.until { await stage.loop.bridges().first?.callback == "registered" }
            let path = try #require(await stage.bridge.truth.callbacks.urls.first).drop { $0 != "/" }.dropFirst(2)
                .drop { $0 != "/" }
            let body = #"{"nukiId": \#(door.id.rawValue), "deviceType": 0, "mode": 2, "state": 3}"#
            #expect(await stage.loop.take(callback: Array(body.utf8), from: .v4(.loopback), path: String(path)))
            try await stage.until { await stage.known(door)?.device.stateWord == "unlocked" }
            try await stage.until { await stage.known(door)?.device.stateWord == "locked" }
            let states = await stage.log.events.filter { $0.messages.contains { $0.event == "device.state" } }
            #expect(states.map(\.isConfirmed) == [false, true])
        }
    }

    @Test("From another address, with another path, or without sense, nothing is taken")
    func strangers() async throws {
        try await LoopStage.play(settings: seldom, hears: true) { stage in
            try await stage.until { await stage.loop.bridges().first?.callback == "registered" }
            let url = try #require(await stage.bridge.truth.callbacks.urls.first)
            let path = "/callback/\(url.suffix(32))"
            let body = Array(#"{"nukiId": 568300604, "deviceType": 0, "mode": 2, "state": 3}"#.utf8)
            let elsewhere = try #require(IPAddress("127.0.0.9"))
            #expect(await !stage.loop.take(callback: body, from: elsewhere, path: path))
            #expect(await !stage.loop.take(callback: body, from: .v4(.loopback), path: "/callback/"))
            #expect(await !stage.loop.take(callback: Array("nonsense".utf8), from: .v4(.loopback), path: path))
            #expect(await stage.loop.bridges().first?.callbacksHeard == 0)
        }
    }

    @Test("Three changes that only polls showed are told as a bridge that does not reach us, without the secret")
    func unreachable() async throws {
        var faults = Faults()
        faults.callbacks.dropEvery = 1
        var household = try Household.builtIn()
        household.faults = faults
        try await LoopStage.play(household, settings: LoopSettings(pollSeconds: 0.4), hears: true) { stage in
            let door = try await stage.device("Front door")
            try await stage.until { await stage.loop.bridges().first?.callback == "registered" }
            for state in [3, 2, 3] {
                try await stage.bridge.setDoor(of: door, to: state)
                try await stage.until {
                    await stage.known(door)?.device.state?.door == DoorState(number: state)
                }
            }
            try await stage.until { await stage.loop.bridges().first?.callback == "silent" }
            let notices = await stage.log.kinds.compactMap { kind -> String? in
                guard case .notice(let notice) = kind else { return nil }
                return "\(notice)"
            }
            #expect(notices.count == 1)
            let words = /3 changes seen, 0 callbacks: the bridge cannot reach http:\/\/127\.0\.0\.1:\d+; likely .*/
            #expect(try #require(notices.first).wholeMatch(of: words) != nil)
        }
    }

    @Test(
        "A ring is told once, whatever becomes of its callbacks",
        arguments: ["none", "doubled", "late", "lost", "reordered", "blocked"])
    func ring(fault: String) async throws {
        var household = try Household.builtIn()
        switch fault {
        case "doubled": household.faults.callbacks.isDoubled = true
        case "late": household.faults.callbacks.delay = 300
        case "lost": household.faults.callbacks.dropEvery = 1
        case "reordered": household.faults.callbacks.isReordered = true
        case "blocked": household.faults.callbacks.firstBlocks = true
        default: break
        }
        let folder = try TemporaryFolder()
        let bridge = try await SimulatedBridge.start(household, time: SimulatedTime(speed: LoopStage.motorSpeed))
        if fault == "blocked" {
            // Another program's, which is no more: ours comes behind it, and never hears a thing.
            let credential = Credential(token: household.token, mode: .encrypted)
            try await BridgeDialer(fetcher: CurlFetcher()).client(bridge.endpoint, credential: credential)
                .addCallback("http://127.0.0.1:1/nuki")
        }
        var rings = 0
        // Three loops, one after the other, each ended without a chance to tidy up.
        for round in 0..<3 {
            try await LoopStage.play(settings: LoopSettings(pollSeconds: 0.8), hears: true, in: folder, bridge: bridge)
            {
                stage in
                let bell = try await stage.device("Intercom")
                try await stage.until { await stage.loop.bridges().first?.callback == "registered" }
                if round == 1 {
                    try await stage.bridge.ring(bell)
                    try await stage.until { await stage.log.kinds.contains(where: \.isRing) }
                }
                // Lists and callbacks after it bring no second one.
                let lists = await stage.requests("/list").count
                try await stage.until { await stage.requests("/list").count > lists + 2 }
                rings += await stage.log.kinds.count(where: \.isRing)
                #expect(await !stage.log.messages.contains("ring_missed"))
            }
        }
        #expect(rings == 1)
        let sent = await bridge.truth.callbacks.sent
        #expect(fault != "blocked" || sent == 0)
        await bridge.stop()
    }

    @Test("A ring while no loop runs is missed by the next one, once, and is no nuki_event")
    func ringMissed() async throws {
        var household = try Household.builtIn()
        let folder = try TemporaryFolder()
        for round in 0..<3 {
            if round == 1 {
                let index = try #require(household.devices.firstIndex { $0.key.type == .opener })
                household.devices[index].lastRing = Date().addingTimeInterval(-3600)
            }
            try await LoopStage.play(household, settings: seldom, in: folder) { stage in
                try await stage.online()
                if round == 1 { try await stage.until { await stage.log.messages.contains("ring_missed") } }
                // What else there is to tell came before the end of the next list.
                _ = await stage.ask(.lock, of: try await stage.device("Front door"))
                try await stage.until { await stage.requests("/list").count > 1 }
                let messages = await stage.log.messages
                #expect(messages.count { $0 == "ring_missed" } == (round == 1 ? 1 : 0))
                #expect(!messages.contains("nuki_event"))
            }
        }
    }
}
