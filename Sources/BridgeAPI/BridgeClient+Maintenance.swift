import HTTPFetch

extension BridgeClient {
    /// `/info` with all that a person wants to see once.
    public func details() async throws(BridgeError) -> BridgeDetails {
        try decode(try await answer(to: .info), BridgeDetails.init)
    }

    /// What the bridge remembers of its work, newest first (`/log`).
    ///
    /// - Parameters:
    ///   - offset: how many of the newest entries are left out.
    ///   - count: how many entries there are at most.
    public func log(offset: Int = 0, count: Int = 100) async throws(BridgeError) -> BridgeLog {
        try decode(try await answer(to: .log(offset: offset, count: count)), BridgeLog.init)
    }

    /// Empties the log (`/clearlog`).
    public func clearLog() async throws(BridgeError) {
        try acknowledge(try await answer(to: .clearLog))
    }

    /// Has the bridge look for newer firmware of its own and install it (`/fwupdate`, scope 1).
    ///
    /// Firmware from before API 1.13.2 knows no scope and may update the devices too.
    public func updateFirmware() async throws(BridgeError) {
        try acknowledge(try await answer(to: .updateFirmware))
    }

    /// Has the bridge start again; it is away for some tens of seconds (`/reboot`).
    ///
    /// A bridge that obeys at once takes its answer with it. So a connection that breaks after the request is out counts
    /// as ``RebootAnswer/unconfirmed`` and not as a failure. A bridge that stays silent until the time is over may as
    /// well be frozen: that is thrown.
    public func reboot() async throws(BridgeError) -> RebootAnswer {
        do throws(BridgeError) {
            try acknowledge(try await answer(to: .reboot))
            return .confirmed
        } catch .noAnswer(.connectionLost), .noAnswer(.brokenBody), .brokenAnswer {
            return .unconfirmed
        } catch {
            throw error
        }
    }

    /// These calls are documented to have no body, and some servers send a `success` all the same.
    private func acknowledge(_ response: HTTPResponse) throws(BridgeError) {
        do throws(BridgeError) {
            try success(response)
        } catch .unsuccessful(let message) {
            throw .unsuccessful(message: message)
        } catch {
            // No body, or none that says no: the status counts.
        }
    }
}

/// What became of an order to start again.
public enum RebootAnswer: Hashable, Sendable {
    /// The bridge said that it will.
    case confirmed
    /// The connection broke before an answer, as it does when a bridge goes down at once.
    case unconfirmed
}
