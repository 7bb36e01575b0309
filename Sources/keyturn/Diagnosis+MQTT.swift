import Guidance
import Linux
import MQTT
import NukiDomain

extension Diagnosis {
    /// What the running loop warns of; nil for what is as it should be.
    init?(_ notice: MQTTNotice) {
        switch notice {
        case .connected: return nil
        case .disconnected(let error):
            self.init(
                nil, "MQTT: \(error.words.safeForDisplay)",
                why: "It is tried again until it works; the newest states wait, and events for 30 s.",
                fixes: [error.fix], exit: .unreachable)
        case .refused(let topic, let reason):
            self.init(
                nil, "MQTT: a command at \(topic.safeForDisplay) was refused", why: reason.words,
                fixes: ["man keyturn-mqtt lists the words and who may command what"], exit: .done)
        case .refusedMore(let count):
            self.init(
                nil, "MQTT: \(count) more \(count == 1 ? "command was" : "commands were") refused in the last minute",
                exit: .done)
        case .history(let count):
            self.init(
                nil, "MQTT: \(count) \(count == 1 ? "event" : "events") found no broker for 30 s and went nowhere",
                exit: .done)
        case .commandsOff:
            self.init(
                nil, "MQTT: no commands are taken from this broker",
                why: "It asks for no login, so everybody on the network could publish them.",
                fixes: ["Give the broker logins, and keyturn one: mqtt.user and mqtt.password_file"], exit: .done)
        }
    }
}

extension MQTTNotice.Reason {
    fileprivate var words: String {
        switch self {
        case .retained: "It is a retained message: nobody wants it now."
        case .notUnderstood: "It is none of the words that are understood."
        case .unknownDevice: "No bridge lists that device."
        case .notAllowed: "mqtt.actions and mqtt.devices do not allow it."
        case .tooMany: "Too many commands are under way."
        }
    }
}

extension BrokerError {
    fileprivate var words: String {
        switch self {
        case .unreachable(let reason): "the broker cannot be reached (\(reason))"
        case .refused(let reason): "the broker refuses the connection (\(reason))"
        case .encryption(let reason): "TLS with the broker fails (\(reason))"
        case .ended(let reason): "the connection to the broker ended (\(reason))"
        case .unusable(let what): "the broker's protocol cannot carry the \(what)"
        case .noLibrary(let error): "\(error.library) cannot be opened (\(error.reason))"
        }
    }

    fileprivate var fix: String {
        switch self {
        case .unreachable, .ended: "See whether the broker runs, and mqtt.host and mqtt.port"
        case .refused: "Check mqtt.user, mqtt.password_file and mqtt.client_id"
        case .encryption: "Check mqtt.ca, mqtt.certificate and mqtt.key; the broker's certificate has to name mqtt.host"
        case .unusable: "Change mqtt.base, mqtt.client_id or mqtt.user"
        case .noLibrary(let error): "Install it: sudo apt install \(error.package)"
        }
    }
}
