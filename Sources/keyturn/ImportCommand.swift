public import ArgumentParser
public import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain
import TerminalUI

/// `keyturn import`: takes over bridges that are set up elsewhere.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take over bridges that are set up elsewhere.",
        discussion: "Shows what would change, asks, signs in to each bridge, and writes all of them at once.")

    @Argument(help: "What wrote it.")
    var format: ImportFormat

    @Argument(help: ArgumentHelp("The file; - for standard input.", valueName: "path"), completion: .file())
    var path: String

    @Flag(help: "Import without asking.")
    var yes = false

    @Flag(help: "Connect nowhere; import what the file says.")
    var noProbe = false

    @Flag(help: "Write nothing; show what would change.")
    var dryRun = false

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let file = try read()
            file.notes.map(ImportWords.sentence).forEach(Output.paragraph)
            guard !file.bridges.isEmpty else { throw Diagnosis.nothingToImport(path) }
            let locations = try shared.locations()
            let store = EntryStore(locations)
            let plans = try store.plan(importing: file.bridges)
            plans.map(ImportWords.difference).forEach(Output.paragraph)
            var rows = try named(plans.map { ImportRow($0, from: format) }, store)
            if !dryRun, rows.contains(where: \.isWanted) {
                try await agree(rows.count { $0.isWanted })
                if !noProbe { rows = try await checked(rows, locations) }
                rows = try named(rows, store)
                _ = try await store.save(rows.filter(\.isWanted).map(\.plan.draft), at: Date())
            }
            try tell(rows)
        }
    }

    private func read() throws -> ImportedFile {
        let bytes = try InputFile.named(path)
        do throws(ImportError) {
            return try format.read(bytes)
        } catch {
            throw Diagnosis(error, path)
        }
    }

    private func agree(_ count: Int) async throws {
        try await Confirmation(
            question: count == 1 ? "Import the bridge?" : "Import \(count) bridges?", yes: "Import",
            no: "Leave it",
            what: noProbe
                ? "Nobody asks the bridge whether that is right." : "Each bridge is signed in to before it is written."
        ).require(given: yes, shared)
    }

    /// The rows with what the bridges themselves say.
    private func checked(_ rows: [ImportRow], _ locations: Locations) async throws -> [ImportRow] {
        let check = try Composition.importCheck(locations, rows.map(\.plan.entry))
        Output.say("Signing in…")
        var rows = await check.checked(rows)
        for index in rows.indices {
            guard rows[index].isUnreached, shared.presentation.canPrompt, !yes, let failure = rows[index].failure
            else { continue }
            Output.warn(failure)
            rows[index].isTold = true
            let entry = rows[index].plan.entry
            let question = Confirmation(
                question: "Import it unchecked?", yes: "Import it", no: "Leave it out",
                what: "\(entry.name.safeForDisplay) at \(entry.endpoint.description.safeForDisplay) did not answer.")
            if try await question.isAgreed(shared) { rows[index].failure = nil }
        }
        return rows
    }

    /// The rows without those that would get a name of a bridge that keeps it, since its own row is not written.
    private func named(_ rows: [ImportRow], _ store: EntryStore) throws -> [ImportRow] {
        var rows = rows
        while true {
            let wanted = rows.indices.filter { rows[$0].isWanted }
            let faults = try store.nameFaults(of: wanted.map { rows[$0].plan.entry })
            // A row that is not written keeps its own name from others in turn.
            guard faults.contains(where: { $0 != nil }) else { return rows }
            for (index, fault) in zip(wanted, faults) {
                guard let fault else { continue }
                rows[index].failure = .importedName(of: rows[index].plan.entry, fault)
                rows[index].isTold = false
            }
        }
    }

    private func tell(_ rows: [ImportRow]) throws {
        if shared.json {
            Output.line(ImportReport(rows, isDry: dryRun))
        } else {
            TextTable.lines(rows.map { $0.cells(isDry: dryRun) }).forEach(Output.line)
            if dryRun { Output.line("nothing was written") }
        }
        let refused = rows.filter { $0.failure != nil }
        refused.filter { !$0.isTold }.compactMap(\.failure).forEach(Output.complain)
        if let failure = refused.first?.failure { throw ExitCode(failure.exit.rawValue) }
    }
}

extension ImportFormat: ExpressibleByArgument {}
