public import BridgeAPI
public import NukiDomain

extension Diagnosis {
    /// 400 to a signed request.
    static func badRequest(by host: String) -> Diagnosis {
        Diagnosis(
            nil, "The bridge at \(host) does not take this request",
            why: "It answered 400: its firmware does not know the call, or not with these values.",
            fixes: ["Update the bridge: Nuki app, or keyturn bridge fwupdate"], exit: .bridgeSaidNo)
    }

    /// 404 to a request that names a device.
    static func unknownDevice(by host: String) -> Diagnosis {
        Diagnosis(
            nil, "The bridge at \(host) does not know this device",
            why: "It answered 404: no device of this id and type is paired with it.",
            fixes: ["See which there are: keyturn status"], exit: .bridgeSaidNo)
    }

    /// 410 to a request that names a device.
    static func deviceOffline(by host: String) -> Diagnosis {
        Diagnosis(
            nil, "The device is out of reach of the bridge at \(host)",
            why: "It answered 410: it has not heard the device for a long time.",
            fixes: ["Check the device's batteries.", "Bring the bridge nearer to it."], exit: .bridgeSaidNo)
    }

    /// 200 with `success` false.
    static func unsuccessful(_ message: String?, by host: String) -> Diagnosis {
        Diagnosis(
            nil, "The bridge at \(host) could not do it",
            why: message.map { "It says: \($0.safeForDisplay)." }
                ?? "It gives no reason; mostly the device is out of reach for a moment.",
            fixes: ["Try again in a minute."], exit: .bridgeSaidNo)
    }

    /// An answer that begins as a bridge's does and cannot be read to its end.
    static func brokenAnswer(from host: String, how: String) -> Diagnosis {
        Diagnosis(
            .noAnswer, "The answer of the bridge at \(host) cannot be read",
            why: "\(how.safeForDisplay.capitalizedFirst).  Bridges do that when their firmware has lost its way.",
            fixes: ["Try again in a minute.", "Unplug the bridge, wait 5 s, plug it in."], exit: .unreachable)
    }

    /// Nothing tells whether something that changes the bridge was carried out.
    ///
    /// - Parameter look: the command that shows what came of it.
    public static func outcomeUnknown(at endpoint: Endpoint, _ error: BridgeError, look: String) -> Diagnosis {
        Diagnosis(
            .outcomeUnknown, "The bridge at \(endpoint.host.description.safeForDisplay) did not say what came of it",
            why: "The request went out, and then \(error.description.safeForDisplay).  "
                + "It may have been carried out.",
            fixes: ["See what became of it: \(look)"], exit: .outcomeUnknown)
    }

    /// There is no callback of this id.
    public static func noSuchCallback(_ id: Int, at endpoint: Endpoint) -> Diagnosis {
        Diagnosis(
            .inputMissing, "The bridge at \(endpoint.host.description.safeForDisplay) has no callback \(id)",
            fixes: ["See which it has: keyturn bridge callbacks BRIDGE"], exit: .answerMissing)
    }
}

extension String {
    /// A sentence begins with a capital letter.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
