import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("Callbacks", .timeLimit(.minutes(1)))
struct CallbackTests {
    @Test("The end of a movement is posted as one JSON object, and nothing of what lies before it")
    func movement() async throws {
        try await Stage.play { stage throws in
            let receiver = try await CallbackReceiver(path: "/nuki?a=b")
            try await stage.register(receiver.url)
            async let answer = stage.ask("/lockAction?nukiId=568300604&action=3")
            await stage.clock.sleepers(2)
            stage.clock.advance(by: .seconds(6))
            _ = try await answer
            let post = try #require(await receiver.next())
            #expect(post.method == "POST" && post.path == "/nuki" && post["a"] == "b")
            #expect(
                String(decoding: post.body, as: UTF8.self) == """
                    {"nukiId": 568300604, "deviceType": 0, "mode": 2, "state": 3, "stateName": "unlocked", \
                    "batteryCritical": false, "batteryCharging": false, "batteryChargeState": 85, \
                    "keypadBatteryCritical": false, "doorsensorState": 2, "doorsensorStateName": "door closed"}
                    """)
            try await stage.until { await stage.bridge.truth.callbacks.sent == 1 }
            await receiver.stop()
        }
    }

    @Test("A door, a hand on the knob and a bell are posted a second later")
    func byHand() async throws {
        try await Stage.play { stage throws in
            let receiver = try await CallbackReceiver()
            try await stage.register(receiver.url)
            func next() async throws -> JSONValue? {
                await stage.clock.sleepers(1)
                stage.clock.advance(by: .seconds(1))
                return try await receiver.bodies(1).first.map { try JSONValue(parsing: $0) }
            }
            try await stage.bridge.setDoor(of: .frontDoor, to: 3)
            #expect(try await next()?["doorsensorStateName"] == "door opened")
            try await stage.bridge.turn(.frontDoor, to: 3)
            #expect(try await next()?["stateName"] == "unlocked")
            try await stage.bridge.ring(.intercom)
            let ring = try await next()
            #expect(ring?["ringactionState"] == true)
            #expect(ring?["ringactionTimestamp"] == "2026-05-28T20:26:42+00:00")
            #expect(ring?["nukiId"] == 509_600_314)
            await receiver.stop()
        }
    }

    @Test("No callback tells that a ring is over, that a battery is empty, or of a door between two looks at it")
    func untold() async throws {
        try await Stage.play { stage throws in
            let receiver = try await CallbackReceiver()
            try await stage.register(receiver.url)
            try await stage.bridge.setDoor(of: .frontDoor, to: 3)
            try await stage.bridge.setDoor(of: .frontDoor, to: 2)
            try await stage.bridge.setBattery(of: .frontDoor, percent: 3, isCritical: true)
            try await stage.bridge.ring(.intercom)
            await stage.clock.sleepers(2)
            stage.clock.advance(by: .seconds(1))
            let told = try await receiver.bodies(2).map { try JSONValue(parsing: $0) }
            #expect(told.first { $0["deviceType"] == 0 }?["doorsensorState"] == 2)
            stage.clock.advance(by: .seconds(40))
            #expect(try await stage.ask("/list").body.contains(#""ringactionState": false"#))
            // The next change comes next: nothing was told in between.
            try await stage.bridge.turn(.frontDoor, to: 3)
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(1))
            #expect(await receiver.bodies(1).first?.contains(#""state": 3"#) == true)
            await receiver.stop()
        }
    }

    @Test("Every address is posted to in order, as often as it is registered")
    func order() async throws {
        try await Stage.play { stage throws in
            let receiver = try await CallbackReceiver()
            for _ in 0..<2 { try await stage.register(receiver.url) }
            let other = try await CallbackReceiver()
            try await stage.register(other.url)
            try await stage.bridge.setDoor(of: .frontDoor, to: 3)
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(1))
            #expect(await receiver.bodies(2).count == 2)
            #expect(await other.bodies(1).count == 1)
            try await stage.until { await stage.bridge.truth.callbacks.sent == 3 }
            await receiver.stop()
            await other.stop()
        }
    }

    @Test("An address that does not answer is given up after 8 s and logged, the next one is posted to, none twice")
    func silence() async throws {
        try await Stage.play { stage throws in
            let silent = try await CallbackReceiver(answers: false)
            let receiver = try await CallbackReceiver()
            try await stage.register(silent.url)
            try await stage.register(receiver.url)
            try await stage.bridge.setDoor(of: .frontDoor, to: 3)
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(1))
            _ = await silent.next()
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .milliseconds(7_999))
            #expect(try await stage.ask("/info").statusLine == "HTTP/1.1 200 OK", "it is not busy meanwhile")
            #expect(await stage.bridge.truth.callbacks.failed == 0)
            stage.clock.advance(by: .milliseconds(1))
            #expect(await receiver.bodies(1).count == 1)
            try await stage.until { await stage.bridge.truth.callbacks.sent == 1 }
            #expect(await stage.bridge.truth.callbacks.failed == 1)
            #expect(try await stage.ask("/log").body.contains(#""type": "HTTP-PostTimeout""#))
            await silent.stop()
            await receiver.stop()
        }
    }

    @Test("An address where nobody listens is a failure at once")
    func refused() async throws {
        let nobody = try SilentPort(.refuses)
        try await Stage.play { stage throws in
            try await stage.register("http://\(nobody.endpoint)/")
            try await stage.bridge.setDoor(of: .frontDoor, to: 3)
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(1))
            try await stage.until { await stage.bridge.truth.callbacks.failed == 1 }
        }
    }

    @Test("Whoever registers while a lock moves is told how that ends")
    func late() async throws {
        try await Stage.play { stage throws in
            _ = try await stage.ask("/lockAction?nukiId=568300604&action=4&nowait=1")
            stage.clock.advance(by: .seconds(10))
            let receiver = try await CallbackReceiver()
            try await stage.register(receiver.url)
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(15))
            #expect(await receiver.bodies(1).first?.contains(#""stateName": "locked""#) == true)
            await receiver.stop()
        }
    }

    @Test("A door that opens in the middle of a lock'n'go is told of, and the end of it as well")
    func doorInBetween() async throws {
        try await Stage.play { stage throws in
            let receiver = try await CallbackReceiver()
            try await stage.register(receiver.url)
            _ = try await stage.ask("/lockAction?nukiId=568300604&action=4&nowait=1")
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(10))
            try await stage.bridge.setDoor(of: .frontDoor, to: 3)
            stage.clock.advance(by: .seconds(1))
            #expect(await receiver.bodies(1).first?.contains(#""state": 6"#) == true)
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(14))
            #expect(await receiver.bodies(1).first?.contains(#""state": 1"#) == true)
            await receiver.stop()
        }
    }
}
