import ArgumentParser
import FoundationEssentials
import Guidance
import HTTPFetch
import Linux
import NukiDomain

/// `keyturn watch`: what a running loop notices, as it happens.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Print events as they happen, until Ctrl-C.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            guard let loop = try LoopClient.running(try shared.locations()) else { throw Diagnosis.noLoop }
            let asJSON = shared.json
            try await Signals.untilAskedToEnd {
                try await loop.watch { event in
                    if asJSON {
                        Output.line(event.data)
                    } else {
                        Output.line(event.line)
                    }
                }
                throw Diagnosis.loopEnded
            }
        }
    }
}

extension ServerEvent {
    /// For people: local time, name, and what became of it; the words are the loop's own.
    fileprivate var line: String {
        guard let value = try? JSONText.fromOutside(Array(data.utf8)) else { return data.safeForDisplay }
        func text(_ name: String) -> String? {
            switch value[name] {
            case .text(let text): text
            case .whole(let number): "\(number)"
            case .flag(let flag): flag ? "yes" : "no"
            default: nil
            }
        }
        let time = value["at"]?.time.flatMap { LocalTime(unixSeconds: Int64($0.timeIntervalSince1970))?.time }
        let change = [text("from"), text("to")].compactMap(\.self).joined(separator: " -> ")
        let more = [text("action"), text("result"), text("reason"), text("count").map { "\($0) events" }]
        let doubt = value["confirmed"]?.flag == false ? "(unconfirmed)" : nil
        let words = [name, change.isEmpty ? nil : change] + more + [doubt]
        let place = [time, text("name")].compactMap(\.self).joined(separator: " ")
        return "\(place)   \(words.compactMap(\.self).joined(separator: " "))".safeForDisplay
    }
}
