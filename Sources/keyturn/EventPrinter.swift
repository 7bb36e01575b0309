import FoundationEssentials
import Linux
import NukiDomain
import TerminalUI

/// Prints what the control loop notices, one line for each event, and more where the terminal is narrow: local time,
/// name, words.
///
///     09:31:22 Hallway   online, 2 devices
///     09:31:22 Front door   locked, door closed, battery 85 %
///     09:31:22 Intercom     ready
actor EventPrinter: EventSink {
    /// Wider names push their own words to the right and no others.
    private static let widestColumn = 24

    private let width: @Sendable () -> Int?
    private let write: @Sendable (String) -> Void
    private var column = 0

    /// - Parameters:
    ///   - width: the columns that there are at the moment; nil where lines may be long.
    ///   - write: takes a line without its end.
    init(width: @escaping @Sendable () -> Int? = { nil }, write: @escaping @Sendable (String) -> Void) {
        self.width = width
        self.write = write
    }

    /// Prints one line, or none for what was said before.
    func take(_ event: LoopEvent) {
        guard let words = event.words else { return }
        say(event.subject, words, at: event.at)
    }

    /// Prints words that are no event.
    func say(_ name: String, _ words: String, at date: Date) {
        let name = name.safeForDisplay
        let taken = DisplayWidth.columns(of: name)
        column = max(column, min(taken, Self.widestColumn))
        let space = String(repeating: " ", count: max(column - taken, 0) + 3)
        WrappedText(width: width()).lines(words.safeForDisplay, behind: "\(date.onTheWall) \(name)\(space)")
            .forEach(write)
    }
}

extension LoopEvent {
    /// The name that the line begins with.
    fileprivate var subject: String {
        switch kind {
        case .deviceAdded(let device), .deviceRemoved(let device), .deviceChanged(from: _, to: let device),
            .deviceConfirmed(from: _, to: let device), .ring(let device, at: _), .ringMissed(let device, at: _):
            device.device.name
        case .commandResult(let report): report.device?.device.name ?? "\(report.command.device.id)"
        case .bridgeOnline, .bridgeUnreachable, .bridgeRefused, .bridgeReplaced, .bridgeMoved, .bridgeDoubtful, .notice:
            bridgeName
        }
    }

    /// Nil for what a line has said before.
    fileprivate var words: String? {
        switch kind {
        case .bridgeOnline(let devices): "online, \(devices) \(devices == 1 ? "device" : "devices")"
        case .bridgeUnreachable(let place, let reason): "\(reason) at \(place) (3 tries)"
        case .bridgeRefused: "refuses the stored token"
        case .bridgeReplaced(let other): "another bridge answers at its address: \(other)"
        case .bridgeMoved(_, let new, _): "same bridge (\(bridge)), moved to \(new.host)"
        case .bridgeDoubtful(let place, let reason): "something at \(place) calls itself this bridge: \(reason)"
        case .notice(let notice): "\(notice)"
        case .deviceAdded(let device): device.device.words
        case .deviceRemoved: "no longer listed"
        case .deviceChanged(let old, let new): words(old.device, new.device)
        case .deviceConfirmed: nil
        case .ring: isConfirmed ? "rings" : "rings, unconfirmed"
        case .ringMissed(_, let time): "rang at \(time.onTheWall)"
        case .commandResult(let report): report.words
        }
    }

    /// Nil for a change that shows nowhere: a bell that is silent again, a value that went stale.
    private func words(_ old: Device, _ new: Device) -> String? {
        let changes = new.changes(since: old)
        guard new.words != old.words || !changes.isEmpty else { return nil }
        return ([new.words] + changes + (isConfirmed ? [] : ["unconfirmed"])).joined(separator: ", ")
    }
}

extension Date {
    /// The local time of day.
    fileprivate var onTheWall: String {
        LocalTime(unixSeconds: Int64(timeIntervalSince1970))?.time ?? WireTime.text(self)
    }
}

extension CommandReport {
    fileprivate var words: String {
        let end =
            switch outcome {
            case .done, .taken: outcome.word
            case .failed(let reason): "failed: \(reason)"
            case .unknown: "no answer; now \(device?.device.stateWord ?? "unknown")"
            }
        return "\(command.action.name) by \(command.asker): \(end)"
    }
}

extension Device {
    /// What it is doing, its door, its batteries: as much as is known.
    fileprivate var words: String {
        let parts = [
            stateWord,
            state?.door?.word.map { "door \($0)" },
            state?.batteryWords,
            state?.keypadBatteryCritical == true ? "keypad battery critical" : nil,
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    /// What changed and is not part of ``words``.
    fileprivate func changes(since old: Device) -> [String] {
        var changes: [String] = []
        if let firmware, firmware != old.firmware { changes.append("firmware \(firmware)") }
        if name != old.name { changes.append("was called \(old.name)") }
        return changes
    }
}

extension DeviceState {
    fileprivate var batteryWords: String? {
        let parts = [
            batteryPercent.map { "\($0) %" },
            batteryCritical == true ? "critical" : nil,
            batteryCharging == true ? "charging" : nil,
        ]
        let words = parts.compactMap(\.self)
        return words.isEmpty ? nil : "battery " + words.joined(separator: " ")
    }
}
