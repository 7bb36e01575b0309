import BridgeAPI
import BridgeSimulator
import Entries
import FoundationEssentials
import HTTPFetch
import NukiDomain
import TestKit
import Testing

@testable import ControlLoop

@Suite("Commands against a simulated bridge", .timeLimit(.minutes(2)))
struct CommandTests {
    @Test("A lock is locked and unlocked, with who asked, and the list shows it afterwards")
    func lockAndUnlock() async throws {
        try await LoopStage.play { stage in
            let door = try await stage.device("Front door")
            let report = await stage.ask(.unlock, of: door)
            #expect(report.outcome == .done && report.command.asker == .user(1000))
            try await stage.until { await stage.known(door)?.device.stateWord == "unlocked" }
            #expect(await stage.known(door)?.source == .command)
            #expect(await stage.ask(.lock, of: door).outcome == .done)
            try await stage.until { await stage.known(door)?.device.stateWord == "locked" }
            #expect(await stage.requests("/lockAction").map(\.path) == actions([1, 2], door))
            #expect(await stage.log.messages.filter { $0 == "command.result" }.count == 2)
        }
    }

    @Test("Every action of every kind of device sends its number once")
    func allActions() async throws {
        try await LoopStage.play { stage in
            let (door, bell) = (try await stage.device("Front door"), try await stage.device("Intercom"))
            let orders: [(DeviceAction, DeviceKey, Int)] = [
                (.open, door, 3), (.lockNGo(unlatch: false), door, 4), (.lockNGo(unlatch: true), door, 5),
                (.unlock, bell, 1), (.lock, bell, 2), (.open, bell, 3), (.continuousMode(true), bell, 4),
                (.continuousMode(false), bell, 5),
            ]
            for (action, key, _) in orders { #expect(await stage.ask(action, of: key).outcome == .done) }
            #expect(await stage.requests("/lockAction").map(\.path) == orders.flatMap { actions([$0.2], $0.1) })
        }
    }

    @Test("What nobody waits for is taken at once, and carried out")
    func nowait() async throws {
        try await LoopStage.play { stage in
            let door = try await stage.device("Front door")
            try await stage.online()
            var command = DeviceCommand(
                bridge: stage.bridge.household.id, device: door, action: .unlock, asker: .user(0))
            command.nowait = true
            #expect(await stage.loop.carryOut(command).outcome == .taken)
            try await stage.until { await stage.known(door)?.device.stateWord == "unlocked" }
            #expect(await stage.bridge.truth.lockActions == 1)
        }
    }

    @Test("An opener in continuous mode that is told to lock ends in mode 2")
    func continuousMode() async throws {
        try await LoopStage.play { stage in
            let bell = try await stage.device("Intercom")
            #expect(await stage.ask(.continuousMode(true), of: bell).outcome == .done)
            try await stage.until { await stage.known(bell)?.device.state?.isContinuous == true }
            #expect(await stage.ask(.lock, of: bell).outcome == .done)
            #expect(await stage.requests("/lockAction").map(\.path) == actions([4, 5, 2], bell))
            let truth = await stage.bridge.truth.devices.first { $0.key == bell }
            #expect(truth?.mode == 2 && truth?.state == 1)
        }
    }

    @Test("What a device cannot do is said, and nothing is sent")
    func refusals() async throws {
        try await LoopStage.play { stage in
            let (door, bell) = (try await stage.device("Front door"), try await stage.device("Intercom"))
            let stranger = DeviceKey(type: .smartLock, id: NukiID(rawValue: 7))
            #expect(
                await stage.ask(.continuousMode(true), of: door).outcome
                    == .failed("only an opener has a continuous mode"))
            #expect(
                await stage.ask(.lockNGo(unlatch: false), of: bell).outcome == .failed("an opener cannot lock'n'go"))
            #expect(await stage.ask(.lock, of: stranger).outcome == .failed("the bridge lists no such device"))
            #expect(await stage.bridge.truth.lockActions == 0)
        }
    }

    @Test(
        "After 503, a reset or success:false that hides a done action, nothing that opens is sent twice",
        arguments: [Faults.DoneBut.busy, .reset, .unsuccessful])
    func doneBut(fault: Faults.DoneBut) async throws {
        try await LoopStage.play { stage in
            try await stage.online()
            var faults = Faults()
            faults.doneBut = fault
            await stage.bridge.suffer(faults)
            for device in await stage.bridge.truth.devices {
                for action in actions(of: device.key.type.kind) {
                    let before = await stage.bridge.truth.lockActions
                    let report = await stage.ask(action, of: device.key)
                    let sent = await stage.bridge.truth.lockActions - before
                    #expect(sent == 1 || action.mayBeRepeated && sent <= 3, "\(action) of \(device.name): \(sent)")
                    // Nothing that was done is called failed.
                    #expect(
                        [.done, .unknown].contains(report.outcome), "\(action) of \(device.name): \(report.outcome)")
                }
            }
        }
    }

    @Test("A device out of reach is a failure where its state says so, and unknown where nothing does; once each")
    func unsuccessful() async throws {
        try await LoopStage.play { stage in
            try await stage.online()
            var faults = Faults()
            faults.isUnsuccessful = true
            await stage.bridge.suffer(faults)
            let door = try await stage.device("Front door")
            #expect(await stage.ask(.open, of: door).outcome == .unknown)
            #expect(await stage.bridge.truth.lockActions == 1)
            #expect(await stage.requests("/lockState").count == 1)
        }
    }

    @Test("An answer that comes late is waited for, and nothing is sent again")
    func late() async throws {
        try await LoopStage.play { stage in
            try await stage.online()
            var faults = Faults()
            (faults.paths, faults.delay) = (["/lockAction"], 20)
            await stage.bridge.suffer(faults)
            #expect(await stage.ask(.open, of: try await stage.device("Front door")).outcome == .done)
            #expect(await stage.bridge.truth.lockActions == 1)
        }
    }

    @Test("An unlatch that is queued while the bridge is frozen for 60 s never runs, not even when it is back")
    func frozen() async throws {
        let speed = 40
        try await LoopStage.play(settings: LoopSettings(pollSeconds: 10), speed: speed) { stage in
            let door = try await stage.device("Front door")
            try await stage.online()
            await stage.bridge.freeze(for: .seconds(60 * LoopStage.motorSpeed / Double(speed)))
            let (begun, served) = (stage.fetcher.begun, await stage.bridge.truth.requestCount)
            // A poll is under way, which hangs; what is asked now has to wait for its end.
            try await stage.until { stage.fetcher.begun > begun }
            let outcome = await stage.ask(.open, of: door, lifetime: .seconds(10)).outcome
            #expect(![.done, .taken, .unknown].contains(outcome), "\(outcome)")
            // Some polls are given up before the bridge is back, and answered by it all the same.
            try await stage.until { await stage.bridge.truth.requestCount > served }
            try await stage.until { await stage.loop.bridges().first?.state == "online" }
            let lists = await stage.requests("/list").count
            try await stage.until { await stage.requests("/list").count > lists }
            #expect(await stage.bridge.truth.lockActions == 0)
        }
    }

    @Test("What a frozen bridge has already been sent is the bridge's own to do, and is never sent again")
    func thawing() async throws {
        try await LoopStage.play { stage in
            let door = try await stage.device("Front door")
            try await stage.online()
            // Shorter than the request waits, longer than the command lives.
            await stage.bridge.freeze(for: .seconds(15 * LoopStage.motorSpeed / Double(LoopStage.speed)))
            #expect(await stage.ask(.open, of: door, lifetime: .seconds(10)).outcome == .done)
            let lists = await stage.requests("/list").count
            try await stage.until { await stage.requests("/list").count > lists }
            #expect(await stage.bridge.truth.lockActions == 1)
        }
    }

    @Test("A bridge that is gone fails a command at once, with the reason, and does nothing when it is back")
    func gone() async throws {
        try await LoopStage.play(settings: LoopSettings(pollSeconds: 0.2)) { stage in
            let door = try await stage.device("Front door")
            try await stage.online()
            await stage.bridge.reboot()
            try await stage.until { await stage.loop.bridges().first?.state != "online" }
            let report = await stage.ask(.open, of: door)
            #expect(report.outcome == .failed("nothing listens on its port"))
            #expect(report.device?.isStale == true)
            try await stage.until { await stage.loop.bridges().first?.state == "online" }
            #expect(await stage.bridge.truth.lockActions == 0)
        }
    }

    @Test("Two loops on one bridge keep the gap between any two of their requests, commands included")
    func gap() async throws {
        let bridge = try await SimulatedBridge.start(.builtIn(), time: SimulatedTime(speed: 1000))
        let folder = try TemporaryFolder()
        let settings = LoopSettings(pollSeconds: 0.3, requestGapSeconds: 0.15)
        let loops = try (0..<2).map { _ in
            ControlLoop(
                [
                    KnownBridge(
                        entry: BridgeEntry(
                            id: bridge.household.id, name: "Hallway", endpoint: bridge.endpoint, auth: .encrypted,
                            source: .manual), token: bridge.household.token)
                ], settings: settings, lanes: folder.path, dialer: BridgeDialer(fetcher: try CurlFetcher()),
                sink: EventLog())
        }
        let door = try await bridge.device(named: "Front door")
        let running = loops.map { loop in Task { try await loop.run() } }
        await withTaskGroup { group in
            for loop in loops {
                for action in [DeviceAction.lock, .unlock] {
                    group.addTask {
                        _ = await loop.carryOut(
                            DeviceCommand(bridge: bridge.household.id, device: door, action: action, asker: .user(0)))
                    }
                }
            }
        }
        while await bridge.truth.requestCount < 14 { try await Task.sleep(for: .milliseconds(20)) }
        for task in running {
            task.cancel()
            try await task.value
        }
        let requests = await bridge.truth.requests
        await bridge.stop()
        #expect(requests.allSatisfy { $0.status == 200 })
        #expect(requests.count { $0.path.contains("/lockAction") } == 4)
        let times = requests.map(\.time.timeIntervalSince1970)
        #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= 0.14 })
    }

    private func actions(of kind: DeviceKind) -> [DeviceAction] {
        switch kind {
        case .lock: [.unlock, .lock, .open, .lockNGo(unlatch: false), .lockNGo(unlatch: true)]
        case .opener: [.unlock, .lock, .open, .continuousMode(true), .continuousMode(false)]
        }
    }

    private func actions(_ numbers: [Int], _ key: DeviceKey) -> [String] {
        numbers.map { "/lockAction?nukiId=\(key.id.rawValue)&deviceType=\(key.type.rawValue)&action=\($0)&nowait=0" }
    }
}
