import ArgumentParser
import BridgeAPI
import Guidance
import NukiDomain

/// `keyturn bridge callbacks`: the addresses that a bridge tells of every change.
struct BridgeCallbacksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "callbacks", abstract: "Show whom a bridge tells of changes, or have it forget one.",
        usage: """
            keyturn bridge callbacks <bridge> [list]
            keyturn bridge callbacks <bridge> remove <id> [--yes]
            """)

    enum Action: String, ExpressibleByArgument, CaseIterable {
        case list, remove
    }

    @OptionGroup var bridge: BridgeArgument

    @Argument(help: "list (the default) or remove.")
    var action: Action = .list

    @Argument(help: "The callback to remove.")
    var id: Int?

    @Flag(help: "Remove without asking.")
    var yes = false

    @OptionGroup var shared: SharedOptions

    func validate() throws {
        guard (action == .remove) == (id != nil) else {
            throw ValidationError(action == .remove ? "remove takes the callback's id." : "list takes no id.")
        }
    }

    func run() async throws {
        try await shared.run {
            let line = try bridge.line(shared)
            var listing = try await list(line)
            if let id {
                try await remove(id, of: listing, line)
                listing = try await list(line)
            }
            if shared.json {
                Output.line(CallbacksReport(listing))
            } else {
                TextTable.lines(listing.callbacks.map(\.row)).forEach(Output.line)
                if listing.callbacks.isEmpty, listing.unreadable.isEmpty {
                    Output.say("\(line.name) tells nobody.")
                }
            }
            for reason in listing.unreadable { Output.say("warning: \(reason)") }
        }
    }

    private func list(_ line: BridgeLine) async throws(Diagnosis) -> CallbackListing {
        try await line.ask { client async throws(BridgeError) in try await client.callbacks() }
    }

    private func remove(_ id: Int, of listing: CallbackListing, _ line: BridgeLine) async throws {
        guard let callback = listing.callbacks.first(where: { $0.id == id }) else {
            throw Diagnosis.noSuchCallback(id, at: line.endpoint)
        }
        let owner = callback.owner.map { "  Its shape is that of \($0.rawValue)." } ?? ""
        try await Confirmation(
            question: "Remove this callback?", yes: "Remove it", no: "Keep it",
            what: "\(callback.url.safeForDisplay) was not registered by this configuration.\(owner)  "
                + "Whoever did is told nothing any more."
        ).require(given: yes, shared)
        try await line.change(look: "keyturn bridge callbacks \(line.id)") { client async throws(BridgeError) in
            try await client.removeCallback(id: id)
        }
        Output.say("Removed callback \(id).")
    }
}

extension CallbackRegistration {
    /// For people.
    fileprivate var row: [String] { [String(id), owner?.rawValue ?? "unknown", url] }
}

/// What `bridge callbacks --json` prints.
struct CallbacksReport: Encodable {
    private let callbacks: [Row]

    init(_ listing: CallbackListing) {
        callbacks = listing.callbacks.map(Row.init)
    }

    private struct Row: Encodable {
        let id: Int
        let url: String
        let owner: CallbackOwner?
        /// Registered by this configuration, which registers none: one of keyturn's shape is another keyturn's.
        let ours = false

        init(_ callback: CallbackRegistration) {
            id = callback.id
            url = callback.url
            owner = callback.owner
        }
    }
}
