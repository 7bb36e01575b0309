import ArgumentParser
import BridgeAPI
import FoundationEssentials
import NukiDomain

/// `keyturn bridge log`: what a bridge remembers of its work.
struct BridgeLogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Show what a bridge remembers of its work, newest first.")

    @OptionGroup var bridge: BridgeArgument

    @Option(help: "Leave out so many of the newest entries.")
    var offset = 0

    @Option(help: "Show so many at most.")
    var count = 100

    @OptionGroup var shared: SharedOptions

    func validate() throws {
        guard offset >= 0 else { throw ValidationError("--offset is 0 or more.") }
        guard count >= 1 else { throw ValidationError("--count is 1 or more.") }
    }

    func run() async throws {
        try await shared.run {
            let line = try bridge.line(shared)
            let log = try await line.ask { client async throws(BridgeError) in
                try await client.log(offset: offset, count: count)
            }
            if shared.json {
                Output.line(BridgeLogReport(log))
            } else {
                TextTable.lines(log.entries.map(\.row)).forEach(Output.line)
                if log.entries.isEmpty, log.unreadable.isEmpty {
                    Output.say("\(line.name) remembers nothing\(offset == 0 ? "" : " older").")
                }
            }
            for reason in log.unreadable { Output.say("warning: \(reason)") }
        }
    }
}

extension BridgeLog.Entry {
    /// For people: time, type, device, and the rest as `name=value`.
    fileprivate var row: [String] {
        let more = extras.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        let device = device?.description
        let rest = more.isEmpty ? [device].compactMap(\.self) : [device ?? "-", more]
        return [time.map(WireTime.text) ?? "-", type] + rest
    }
}

/// What `bridge log --json` prints.
struct BridgeLogReport: Encodable {
    private let entries: [Row]

    init(_ log: BridgeLog) {
        entries = log.entries.map(Row.init)
    }

    private struct Row: Encodable {
        let at: Date?
        let type: String
        let device: String?
        let more: [String: LogValue]

        init(_ entry: BridgeLog.Entry) {
            at = entry.time
            type = entry.type
            device = entry.device?.description
            more = entry.extras
        }
    }
}
