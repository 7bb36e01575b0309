import BridgeAPI
import Entries
import Linux
import NukiDomain

extension BridgeSupervisor {
    /// How often the bridge's list of callbacks is looked at.
    private static let checkInterval = Duration.seconds(600)
    /// How soon again after a failure.
    private static let retryInterval = Duration.seconds(60)
    /// A bridge that takes changes and does not list them is not kept busy for ever: so many in one check.
    private static let mostSteps = 8
    /// Callbacks that may wait to be worked on; a bridge sends fewer, and a flood is dropped.
    private static let mostInHand = 16
    /// From a callback to the list that shows whether it is true.
    private static let confirmationDelay = Duration.milliseconds(1200)

    /// There is an address to tell the bridge, or one that it should forget.
    var isTellable: Bool { means.callbacks != nil && (callbackURL != nil || !isCleared) }

    /// The path that the bridge reports to.
    var callbackPath: String { book.memory.callbackPath }

    /// Takes what somebody posted to the bridge's path; false if it cannot be from the bridge.
    ///
    /// It is worked on after this returns: a bridge wants its answer at once.
    func take(callback body: [UInt8], from sender: IPAddress) -> Bool {
        guard sender == peer, callbacksInHand < Self.mostInHand, let message = CallbackMessage(body) else {
            return false
        }
        callbacksInHand += 1
        Task {
            await take(message)
            callbacksInHand -= 1
        }
        return true
    }

    private func take(_ message: CallbackMessage) async {
        proof.hear()
        // Something is told at once, and believed when a list shows it.
        await tell(
            book.take(callback: message.state, of: message.key, at: moment), source: .callback, isConfirmed: false)
        guard introduced != nil, confirmation == nil else { return }
        confirmation = (uptime + Self.confirmationDelay, .callback)
        wake()
    }

    /// Finds out which address of ours faces the bridge, and has it listened at.
    func findCallbackAddress() async {
        guard means.callbacks != nil else { return }
        peer = await bridge.entry.endpoint.host.firstAddress()
        let url = await wantedURL()
        guard url != callbackURL else { return }
        callbackURL = url
        callbackDue = uptime
        isCleared = false
        proof = CallbackProof(isOn: url != nil)
    }

    private func wantedURL() async -> String? {
        guard settings.callback.mode == .auto, bridge.entry.callback != .off, let receiver = means.callbacks,
            let peer, let own = try? OwnAddress.towards("\(peer)"),  // no way there is told by the polls
            let address = IPAddress(own), let port = await receiver.port(at: address)
        else { return nil }
        if case .url(let base) = bridge.entry.callback {
            return (base.hasSuffix("/") ? String(base.dropLast()) : base) + callbackPath
        }
        return "http://\(Endpoint(host: .address(settings.callback.address ?? address), port: port))\(callbackPath)"
    }

    /// Looks at the bridge's list of callbacks and does the first thing that is to be done about it.
    func tendCallbacks(_ turn: consuming BridgeLane.Turn) async {
        callbackDue = uptime + Self.checkInterval
        let client = client
        do throws(LaneError) {
            let listing = try await turn.spend { () async throws(BridgeError) in try await client.callbacks() }
            let step = CallbackPlan.step(listing, path: callbackPath, url: callbackURL)
            await note(step)
            guard step.changesBridge, callbackSteps < Self.mostSteps else {
                // What is new may be taken away again by who had the bridge before and is just taking leave of it.
                if callbackSteps > 0 { callbackDue = uptime + Self.retryInterval }
                callbackSteps = 0
                return
            }
            // The next look follows at once: ids may be given anew by every change.
            callbackDue = uptime
            let turn = try await lane.turn()
            guard waiting.isEmpty, !isEnding else { return turn.waive() }
            callbackSteps += 1
            try await carryOut(step, turn, client)
        } catch {
            callbackDue = uptime + Self.retryInterval
            if case .bridge(.unsuccessful(let message)) = error {
                await tell(BridgeNotice.callbackRefused(reason: message ?? "it gives no reason"))
            }
        }
    }

    private func carryOut(
        _ step: CallbackPlan.Step, _ turn: consuming BridgeLane.Turn, _ client: BridgeClient
    ) async throws(LaneError) {
        switch step {
        case .remove(let id):
            try await turn.spend { () async throws(BridgeError) in try await client.removeCallback(id: id) }
        case .add(let url):
            try await turn.spend { () async throws(BridgeError) in try await client.addCallback(url) }
        case .keep, .full: turn.waive()
        }
    }

    private func note(_ step: CallbackPlan.Step) async {
        if case .full(let holders) = step {
            proof.registered(as: .full)
            await tell(BridgeNotice.callbackSlotsFull(holders: holders))
        } else {
            await tell(BridgeNotice.callbackSlotsFull(holders: []), while: false)
        }
        if step == .keep {
            if callbackURL == nil { isCleared = true } else { proof.registered(as: .registered) }
            await tell(BridgeNotice.callbackRefused(reason: ""), while: false)
        }
    }

    /// Takes our callbacks out of the bridge's list; whatever does not work within 8 s stays, and is stale next time.
    func removeCallbacks() async {
        guard introduced != nil, [.registered, .proved, .silent].contains(proof.standing) else { return }
        let removal = Task {
            // Whatever fails now, nobody is left to try again.
            try? await removeAllCallbacks()
        }
        let clock = means.clock
        let end = Task {
            // Cancelled once all is removed.
            try? await clock.sleep(for: .seconds(8))
            removal.cancel()
        }
        await removal.value
        end.cancel()
    }

    private func removeAllCallbacks() async throws(LaneError) {
        let client = client
        for _ in 0..<Self.mostSteps {
            let listing = try await lane.pass { () async throws(BridgeError) in try await client.callbacks() }
            let step = CallbackPlan.step(listing, path: callbackPath, url: nil)
            guard step.changesBridge else { return }
            try await carryOut(step, try await lane.turn(), client)
        }
    }
}

extension CallbackPlan.Step {
    fileprivate var changesBridge: Bool {
        switch self {
        case .keep, .full: false
        case .remove, .add: true
        }
    }
}

extension Host {
    /// The address itself, or the first one that the resolver has for the name.
    fileprivate func firstAddress() async -> IPAddress? {
        switch self {
        case .address(let address): return address
        case .name(let name):
            let (answers, feed) = AsyncStream<IPAddress?>.makeStream(bufferingPolicy: .bufferingNewest(1))
            do {
                // The resolver blocks: on a thread of its own it holds up nobody.
                try WorkerThread.start(named: "resolver") {
                    // No address, and no thread, mean no callbacks; the polls tell what is wrong.
                    feed.yield((try? NameLookup.addresses(of: name))?.lazy.compactMap { IPAddress($0) }.first)
                }
            } catch {
                return nil
            }
            for await answer in answers { return answer }
            return nil
        }
    }
}
