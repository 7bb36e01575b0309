import MQTT
import NukiDomain
import Testing

@Suite("Command policy")
struct CommandPolicyTests {
    private static let door = NukiID(rawValue: 1)
    private static let other = NukiID(rawValue: 2)
    private static let actions: [DeviceAction] = [
        .lock, .continuousMode(false), .unlock, .lockNGo(unlatch: false), .open, .lockNGo(unlatch: true),
        .continuousMode(true),
    ]

    private func broker(login: Bool) -> Broker {
        Broker(
            host: "127.0.0.1", port: .bridgeDefault, login: login ? Broker.Login(user: "k", password: "p") : nil,
            clientID: "k")
    }

    @Test(
        "Each level permits so many of the actions, and none of those that open a door",
        arguments: [(CommandLevel.none, 0), (.lock, 2), (.lockAndUnlock, 4), (.all, 4)])
    func levels(level: CommandLevel, count: Int) {
        let policy = CommandPolicy(level, devices: [:], on: broker(login: true))
        #expect(Self.actions.filter { policy.permits($0, for: Self.door) } == Array(Self.actions.prefix(count)))
    }

    @Test("A door is opened only where its device is named for it")
    func namedDevice() {
        let policy = CommandPolicy(.lock, devices: [Self.door: .all], on: broker(login: true))
        #expect(Self.actions.allSatisfy { policy.permits($0, for: Self.door) })
        #expect(Self.actions.filter { policy.permits($0, for: Self.other) }.count == 2)
    }

    @Test("A device can be allowed less than the others")
    func less() {
        let policy = CommandPolicy(.all, devices: [Self.door: .none], on: broker(login: true))
        #expect(!Self.actions.contains { policy.permits($0, for: Self.door) })
    }

    @Test("A broker that knows nobody by login or certificate may command nothing, whatever the settings say")
    func anonymous() {
        let policy = CommandPolicy(.all, devices: [Self.door: .all], on: broker(login: false))
        #expect(!Self.actions.contains { policy.permits($0, for: Self.door) })
        var encrypted = broker(login: false)
        encrypted.encryption = Broker.Encryption(certificate: "c", key: "k")
        #expect(CommandPolicy(.lock, devices: [:], on: encrypted).permits(.lock, for: Self.door))
    }

    @Test("A login does not print its password")
    func password() {
        let login = Broker.Login(user: "k", password: "hunter2-hunter2")
        #expect(!"\(broker(login: true)) \(login)".contains("hunter2"))
        var dumped = ""
        dump(login, to: &dumped)
        #expect(!dumped.contains("hunter2"))
    }
}
