import NukiDomain

/// Changes of devices, and whom they are told to.
///
/// Nobody waits for anything while no callback is registered. The bridge is not busy while it posts: whether a real one
/// is, is not known.
extension BridgeFirmware {
    /// Tells of a device at a time, and again when it has come to rest, if it moves then: what lies between is told to
    /// nobody, and of changes close together only the last.
    func watch(_ key: DeviceKey, from start: Moment) {
        watches.removeValue(forKey: key)?.cancel()
        guard isOn, !callbackBook.urls.isEmpty, !faultCourse.faults.isStale else { return }
        watches[key] = Task {
            await time.wait(until: start)
            guard !Task.isCancelled else { return }
            tell(key)
            if let rest = devices.first(where: { $0.plan.key == key })?.rest, rest.elapsed > moment.elapsed {
                await time.wait(until: rest)
                guard !Task.isCancelled else { return }
                tell(key)
            }
            watches[key] = nil
        }
    }

    /// Tells how the movements that are under way will have ended.
    func watchWhatMoves() {
        let now = moment.elapsed
        for device in devices where device.rest.elapsed > now && watches[device.plan.key] == nil {
            watch(device.plan.key, from: device.rest)
        }
    }

    /// The bridge hears of a change by hand after the time that a connection takes.
    func hear(of key: DeviceKey) {
        watch(key, from: moment.advanced(by: time.scaled(Motion.connecting)))
    }

    private func tell(_ key: DeviceKey) {
        guard let index = index(of: key) else { return }
        let now = moment
        callbackQueue.add(
            devices[index].known(at: now).callback(at: now.bridgeTime).line, to: callbackBook.urls, at: now,
            faultCourse.faults.callbacks, scaled: time.scaled)
        if delivery == nil { delivery = Task { await deliver() } }
    }

    private func deliver() async {
        while !Task.isCancelled, let event = callbackQueue.next() {
            await time.wait(until: event.due)
            for (index, url) in event.urls.enumerated() where !Task.isCancelled {
                let isAnswered = await CallbackPost(url: url, body: event.body).send(time)
                count(isAnswered: isAnswered)
                if !isAnswered, index == 0, event.firstBlocks { break }
            }
        }
        // A delivery that was ended may by now have a successor.
        if !Task.isCancelled { delivery = nil }
    }

    private func count(isAnswered: Bool) {
        if isAnswered {
            callbackCounts.sent += 1
        } else {
            callbackCounts.failed += 1
            log.write(.postTimeout, at: moment.bridgeTime)
        }
    }
}
