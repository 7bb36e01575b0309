import Discovery
import Guidance
import NukiDomain
public import TerminalUI

/// Runs the wizard: asks what the core wants to know, does what it wants done, and says what it has to say.
public struct SetupDriver: Sendable {
    let effects: any SetupEffects
    let prompter: any Prompter

    /// Takes the two that it stands between.
    public init(effects: any SetupEffects, prompter: any Prompter) {
        self.effects = effects
        self.prompter = prompter
    }

    /// Goes on until the core says that it is over.
    public func run(_ core: SetupCore) async -> SetupOutcome {
        var core = core
        var found = SearchList()
        var kept = core.facts.journal
        while true {
            // A signal where no terminal brings it as a key.
            if Task.isCancelled { core.take(.left) }
            let news = core.takeNews()
            let commands = core.facts.advice.commands
            if !news.unsaid.isEmpty, await !prompter.unsay(news.unsaid.map(commands.pointing)) {
                await prompter.say([WizardWords.wentBack])
            }
            if !news.lines.isEmpty { await prompter.say(news.lines.map(commands.pointing)) }
            await keep(core.journal, &kept)
            do throws(Departure) {
                switch core.step {
                case .finish(let outcome):
                    await prompter.say(WizardWords.ending(outcome, core).map(commands.pointing))
                    return outcome
                case .ask(.bridge(let scope)):
                    if let event = try await chooseBridge(scope, core, &found) { core.take(event) }
                case .ask(let question):
                    if let event = try await answer(to: question, core) { core.take(event) }
                case .perform(let effect):
                    core.take(try await result(of: effect))
                }
            } catch {
                core.take(error == .back ? .back : .left)
            }
        }
    }

    /// Has the journal written where it says something new.
    private func keep(_ journal: SetupJournal?, _ kept: inout SetupJournal?) async {
        switch (journal, kept) {
        case (let journal?, let before?) where journal.saysTheSame(as: before): return
        case (nil, nil): return
        default:
            await effects.keep(journal)
            kept = journal
        }
    }
}

extension SetupDriver {
    private func result(of effect: Effect) async throws(Departure) -> SetupEvent {
        let work: @concurrent @Sendable (@escaping @Sendable (Activity) -> Void) async -> SetupEvent = {
            [effects] show in
            do throws(Diagnosis) {
                return try await Self.carryOut(effect, effects, show)
            } catch {
                return Task.isCancelled ? .stopped : .failed(error)
            }
        }
        guard let activity = WizardWords.activity(effect, effects) else { return await work { _ in } }
        return try await prompter.wait(activity, while: work)
    }

    private static func carryOut(
        _ effect: Effect, _ effects: any SetupEffects, _ show: @escaping @Sendable (Activity) -> Void
    ) async throws(Diagnosis) -> SetupEvent {
        switch effect {
        case .check(let entries): return .checked(await effects.check(entries))
        case .search(let scope): return .searched(try await found(effects.search(scope)))
        case .readToken(let path): return .gotToken(try await effects.readToken(path), .file)
        case .storedToken(let entry): return .gotToken(try await effects.storedToken(entry), .stored)
        case .pressButton(let endpoint, _): return .gotToken(try await effects.pressButton(endpoint), .button)
        case .pressAny(let endpoints): return .pressed(try await effects.pressAny(endpoints))
        case .signIn(let endpoint, let token, let plan, let expected):
            do throws(ProbeError) {
                return .signedIn(
                    try await effects.signIn(endpoint, token, plan, expected: expected) { progress in
                        show(WizardWords.lookingForClock(progress))
                    })
            } catch {
                return .signInFailed(error)
            }
        case .callbacks(let entry, let token): return .counted(await effects.callbacks(of: entry, token))
        case .plan(let drafts): return .planned(try await effects.plan(drafts))
        case .save(let drafts): return .saved(try await effects.save(drafts))
        case .remove(let entry):
            return .removed(entry, try await effects.remove(entry))
        }
    }

    private static func found(
        _ search: AsyncThrowingStream<SearchNews, any Error>
    ) async throws(Diagnosis) -> [BridgeCandidate] {
        var list = SearchList()
        do {
            for try await news in search { list.take(news) }
        } catch {
            throw error as? Diagnosis ?? .unexpected(error)
        }
        // An address without a name or an answer may be anything: it is no choice that can be made unasked.
        return list.found.rows.filter { $0.candidate.id != nil || $0.answers == true }.map(\.candidate)
    }
}
