import Discovery
import Guidance
import NukiDomain
import TerminalUI

/// What a person can choose while the search goes on, or after it.
enum SearchChoice: Hashable, Sendable {
    case bridge(BridgeCandidate)
    case byHand
    case again
    case leave
}

extension SetupDriver {
    /// Shows the list while it grows; nil starts the search anew.
    func chooseBridge() async throws(Departure) -> SetupEvent? {
        let (menus, updates) = AsyncStream<Menu<SearchChoice>>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let begin = WizardWords.searching(FoundBridges(), effects)
        let search = Task { [effects] in
            let failure = await Self.follow(effects, updates)
            updates.finish()
            return failure
        }
        defer { search.cancel() }
        switch try await prompter.choose(begin, updates: menus) {
        case .bridge(let candidate): return .choseBridge(candidate)
        case .byHand: return .choseByHand
        case .again: return nil
        case .leave: return await .gaveUp(search.value ?? .nothingFound(where: WizardWords.searched))
        }
    }

    /// Draws every change of the search into the menu; returns why it failed, or nil when it simply ended.
    private static func follow(
        _ effects: any SetupEffects, _ menus: AsyncStream<Menu<SearchChoice>>.Continuation
    ) async -> Diagnosis? {
        var found = FoundBridges()
        do {
            for try await change in effects.search(settles: false) {
                found.take(change)
                menus.yield(WizardWords.searching(found, effects))
            }
            menus.yield(WizardWords.searchOver(found, failure: nil))
            return nil
        } catch {
            let diagnosis = error as? Diagnosis ?? .unexpected(error)
            menus.yield(WizardWords.searchOver(found, failure: diagnosis))
            return diagnosis
        }
    }
}
