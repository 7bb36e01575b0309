import BridgeAPI
import Entries
import FoundationEssentials
import Linux
import NukiDomain

extension BridgeSupervisor {
    /// Since boot.
    var uptime: Duration { means.clock.sinceBoot }

    /// Now, by all clocks.
    var moment: DeviceBook.Moment {
        let now = means.dialer.now
        return DeviceBook.Moment(
            date: now, bridgeDate: now.addingTimeInterval(Double(measuredOffset)), uptime: uptime)
    }

    /// Signs for the bridge as it is configured now.
    var client: BridgeClient {
        means.dialer.client(of: bridge, in: means.neighbourhood, bridgeOffset: offset.seconds)
    }

    /// Tells events of one origin, in the order in which they came to be, whoever else is telling.
    func tell(_ kinds: [LoopEvent.Kind], source: ValueSource = .poll, isConfirmed: Bool = true) async {
        outbox += kinds.map { event($0, source, isConfirmed) }
        guard !isTelling else { return }
        isTelling = true
        while true {
            // Nobody is told what depends on something that is not written down.
            while isFileOurs, file != nil, book.memory != kept { await keep() }
            guard !outbox.isEmpty else { break }
            await means.sink.take(outbox.removeFirst())
        }
        outbox = []
        isTelling = false
    }

    func tell(_ kind: LoopEvent.Kind, source: ValueSource = .poll, isConfirmed: Bool = true) async {
        await tell([kind], source: source, isConfirmed: isConfirmed)
    }

    private func event(
        _ kind: LoopEvent.Kind, _ source: ValueSource = .poll, _ isConfirmed: Bool = true
    ) -> LoopEvent {
        LoopEvent(
            at: means.dialer.now, bridge: bridge.entry.id, bridgeName: bridge.entry.name, kind: kind, source: source,
            isConfirmed: isConfirmed)
    }

    /// Tells a notice once for as long as it stays true.
    func tell(_ notice: BridgeNotice, while isTrue: Bool = true) async {
        guard isTrue else {
            toldNotices.remove(notice.word)
            return
        }
        if toldNotices.insert(notice.word).inserted { await tell(.notice(notice)) }
    }

    /// Writes down what has to outlast a restart.
    private func keep() async {
        kept = book.memory
        do throws(MemoryFault) {
            try await file?.write(book.memory)
        } catch {
            isFileOurs = false
            outbox.append(event(.notice(.memoryUnwritable(reason: error.reason))))
        }
    }
}
