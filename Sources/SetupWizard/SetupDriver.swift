import Discovery
import Guidance
import NukiDomain
public import TerminalUI

/// Runs the wizard: asks what the core wants to know, does what it wants done, and says what it has to say.
public struct SetupDriver: Sendable {
    let effects: any SetupEffects
    let prompter: any Prompter
    private let anyTokenLength: Bool

    /// - Parameter anyTokenLength: takes typed tokens that no real bridge accepts.
    public init(effects: any SetupEffects, prompter: any Prompter, anyTokenLength: Bool = false) {
        self.effects = effects
        self.prompter = prompter
        self.anyTokenLength = anyTokenLength
    }

    /// Goes on until the core says that it is over.
    public func run(_ core: SetupCore) async -> SetupOutcome {
        var core = core
        while true {
            // A signal where no terminal brings it as a key.
            if Task.isCancelled { core.take(.left) }
            let lines = core.takeLines()
            if !lines.isEmpty { await prompter.say(lines) }
            switch core.step {
            case .finish(let outcome):
                await prompter.say(WizardWords.ending(outcome, next: effects.nextCommands))
                return outcome
            case .ask(let question):
                do throws(Departure) {
                    if let event = try await answer(to: question) { core.take(event) }
                } catch {
                    core.take(.left)
                }
            case .perform(let effect):
                do throws(Departure) {
                    core.take(try await result(of: effect))
                } catch {
                    core.take(.left)
                }
            }
        }
    }
}

extension SetupDriver {
    private func answer(to question: Question) async throws(Departure) -> SetupEvent? {
        switch question {
        case .bridge: return try await chooseBridge()
        case .host:
            let text = try await prompter.text(WizardWords.hostField)
            // The field's check let it pass.
            return (try? Host(parsing: text)).map { .typedHost($0) }
        case .tokenWay(let host):
            return .choseTokenWay(try await prompter.choose(WizardWords.tokenWay(at: host)))
        case .token:
            let text = try await prompter.text(WizardWords.tokenField(anyLength: anyTokenLength))
            // As above.
            return (try? BridgeToken(parsing: text, anyLength: anyTokenLength)).map { .gotToken($0, .typed) }
        case .review(let plan):
            return try await prompter.choose(WizardWords.reviewMenu(plan)) ? .accepted : .left
        case .handOff:
            return .choseHandOff(try await prompter.choose(WizardWords.handOff))
        case .wayOut(let diagnosis, let ways, let host):
            return .choseWayOut(try await prompter.choose(WizardWords.waysOut(ways, of: diagnosis, at: host)))
        }
    }

    private func result(of effect: Effect) async throws(Departure) -> SetupEvent {
        let effects = effects
        return try await prompter.wait(WizardWords.activity(effect, effects)) { show in
            do throws(Diagnosis) {
                switch effect {
                case .search: return .searched(try await Self.found(effects))
                case .readToken(let path): return .gotToken(try await effects.readToken(path), .file)
                case .pressButton(let endpoint): return .gotToken(try await effects.pressButton(endpoint), .button)
                case .signIn(let endpoint, let token, let plan, let expected):
                    do throws(ProbeError) {
                        return .signedIn(
                            try await effects.signIn(endpoint, token, plan, expected: expected) { progress in
                                show(WizardWords.lookingForClock(progress))
                            })
                    } catch {
                        return .signInFailed(error)
                    }
                case .plan(let entry, let token): return .planned(try await effects.plan(entry, token))
                case .save(let entry, let token): return .saved(try await effects.save(entry, token))
                }
            } catch {
                return .failed(error)
            }
        }
    }

    private static func found(_ effects: any SetupEffects) async throws(Diagnosis) -> [BridgeCandidate] {
        var found = FoundBridges()
        do {
            for try await change in effects.search(settles: true) { found.take(change) }
        } catch {
            throw error as? Diagnosis ?? .unexpected(error)
        }
        // An address without a name or an answer may be anything: it is no choice that can be made unasked.
        return found.rows.filter { $0.candidate.id != nil || $0.answers == true }.map(\.candidate)
    }
}
