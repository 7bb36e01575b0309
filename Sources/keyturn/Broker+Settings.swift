import Entries
import Glibc
import Guidance
import Linux
import MQTT
import NukiDomain

extension Broker {
    /// The broker of the settings, with the password from its file; nil where none is named.
    ///
    /// - Parameter instance: tells this configuration from others at the same broker.
    init?(_ settings: LoopSettings.MQTT, instance: String) throws(ConfigurationError) {
        guard let host = settings.host, let port = Port(rawValue: settings.port) else { return nil }
        var encryption: Encryption?
        if settings.tls {
            encryption = Encryption(
                authorities: settings.ca, certificate: settings.certificate, key: settings.key)
        }
        var login: Login?
        if let user = settings.user {
            login = Login(user: user, password: try settings.passwordFile.map(Self.password))
        }
        self.init(
            host: host.description, port: port, encryption: encryption, login: login,
            clientID: settings.clientID ?? "keyturn-\(instance)")
    }

    /// The first line of the file.
    private static func password(at path: String) throws(ConfigurationError) -> String {
        do throws(SystemError) {
            guard let bytes = try FileSystem.contents(of: path, limit: 4096) else {
                throw SystemError("open", number: ENOENT)
            }
            return String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
        } catch {
            throw .file(path: path, error)
        }
    }
}

extension LoopSettings.MQTT {
    /// A group of its own may share a secret, as services do; nobody else.
    private static let secretMode: UInt32 = 0o640

    /// The files in which there are secrets, by the last part of their settings' names.
    var secrets: [(name: String, path: String)] {
        [("password_file", passwordFile), ("key", key)].compactMap { name, path in path.map { (name, $0) } }
    }

    /// What is wrong with who may use such a file; nil where nothing is.
    static func exposure(of path: String) throws(SystemError) -> Notice? {
        guard let status = try FileStatus.of(path) else { throw SystemError("stat", number: ENOENT) }
        guard status.mode & ~secretMode & 0o777 != 0 else { return nil }
        return .tooOpen(path, mode: status.mode, wanted: secretMode)
    }
}

extension CommandPolicy {
    /// What the settings allow at this broker: a device whose `open` is true may be opened, unless MQTT has less for it.
    init(_ settings: LoopSettings, on broker: Broker) {
        var devices = settings.devices.filter(\.value.open).mapValues { _ in CommandLevel.all }
        devices.merge(settings.mqtt.devices.mapValues(CommandLevel.init)) { _, own in own }
        self.init(CommandLevel(settings.mqtt.actions), devices: devices, on: broker)
    }
}

extension CommandLevel {
    fileprivate init(_ actions: LoopSettings.MQTT.Actions) {
        self =
            switch actions {
            case .none: .none
            case .lock: .lock
            case .lockAndUnlock: .lockAndUnlock
            case .all: .all
            }
    }
}

extension DiscoveryForm {
    /// As the settings have it.
    init(_ discovery: LoopSettings.MQTT.Discovery) {
        self =
            switch discovery {
            case .device: .device
            case .component: .component
            case .off: .off
            }
    }
}
