import Linux
import NukiDomain

@testable import MQTT

/// A publisher that runs beside a test.
enum PublisherStage {
    /// A broker of this machine, and who we are there.
    static func broker(
        _ port: Port, login: Broker.Login = Broker.Login(user: "keyturn", password: nil)
    ) -> Broker {
        Broker(host: "127.0.0.1", port: port, login: login, clientID: "keyturn-test")
    }

    /// Runs one while `body` does, and sees it end.
    static func play(
        _ broker: Broker, _ house: House = House(), devices: [NukiID: CommandLevel] = [:],
        form: DiscoveryForm = .device, memory: TopicMemory = TopicMemory(),
        clock: any BootClock = ContinuousClock(), _ body: (MQTTPublisher, Log) async throws -> Void
    ) async throws {
        let log = Log()
        let publisher = MQTTPublisher(
            broker, base: "keyturn", prefix: "homeassistant", form: form,
            policy: CommandPolicy(.lockAndUnlock, devices: devices, on: broker), memory: memory, clock: clock,
            tell: { log.add($0) })
        let run = Task { try await publisher.run(for: house) }
        do {
            try await body(publisher, log)
        } catch {
            run.cancel()
            throw error
        }
        run.cancel()
        try await run.value
    }
}
