import Discovery
import Entries
import Guidance
import NukiDomain
import TerminalUI

/// What a person can choose while the search goes on, or after it.
enum SearchChoice: Hashable, Sendable {
    case bridge(BridgeCandidate)
    case several
    case byHand
    case cloud
    /// Anew, on this interface where one is named.
    case again(interface: String?)
    case leave
}

/// What is done with bridges that were ticked.
enum SeveralChoice: Hashable, Sendable {
    case bridge(BridgeCandidate)
    case press
}

extension SetupCore {
    /// The bridge that was chosen from the list before.
    fileprivate var chosenBefore: BridgeCandidate? {
        guard case .choseBridges(let candidates)? = keptAnswer(to: .bridge(now.scope)) else { return nil }
        return candidates.first
    }
}

extension SetupDriver {
    /// Shows the list while it grows, beginning with what an earlier search brought.
    func chooseBridge(
        _ scope: SearchScope, _ core: SetupCore, _ list: inout SearchList
    ) async throws(Departure) -> SetupEvent? {
        let (menus, updates) = AsyncStream<Menu<SearchChoice>>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let words = SearchWords(
            title: effects.searchTitle(scope), limit: effects.searchLimit, scope: scope, facts: core.facts,
            entries: core.now.entries, canGoBack: core.canGoBack,
            wanted: core.now.request.bridge, before: core.chosenBefore,
            isResumed: !list.found.rows.isEmpty, now: { effects.now })
        let search = Task { [effects, known = list.withoutSources] in
            let end = await Self.follow(effects.search(scope), from: known, words, updates)
            updates.finish()
            return end
        }
        defer { search.cancel() }
        let choice = try await prompter.choose(words.searching(list.withoutSources), updates: menus)
        search.cancel()
        let end = await search.value
        list = end.list
        switch choice {
        case .bridge(let candidate): return .choseBridges([candidate])
        case .several: return try await chooseSeveral(end.list, words)
        case .byHand: return .choseByHand
        case .cloud: return .choseCloud
        case .again(let interface):
            list = SearchList()
            return .choseSearch(interface: interface)
        case .leave: return .gaveUp(end.failure ?? words.nothingFound(end.list))
        }
    }

    /// Bridges to be set up one after the other, or the one whose button is pressed; nil shows the search again.
    private func chooseSeveral(_ list: SearchList, _ words: SearchWords) async throws(Departure) -> SetupEvent? {
        let menu = words.several(list)
        let ticked = Set(menu.choices.prefix(1).map(\.id))
        let chosen: [SeveralChoice]
        do throws(Departure) {
            chosen = try await prompter.chooseSeveral(menu, ticked: ticked)
        } catch .back {
            return nil
        } catch {
            throw error
        }
        let candidates = (chosen == [.press] ? menu.choices.map(\.id) : chosen).compactMap { choice in
            if case .bridge(let candidate) = choice { candidate } else { nil }
        }
        return chosen == [.press] ? .chosePress(candidates) : .choseBridges(candidates)
    }

    /// Draws every change of the search into the menu; returns what it brought, and why it failed if it did.
    private static func follow(
        _ search: AsyncThrowingStream<SearchNews, any Error>, from known: SearchList, _ words: SearchWords,
        _ menus: AsyncStream<Menu<SearchChoice>>.Continuation
    ) async -> (list: SearchList, failure: Diagnosis?) {
        var list = known
        do {
            for try await news in search {
                list.take(news)
                menus.yield(words.searching(list))
            }
            menus.yield(words.over(list, failure: nil))
            return (list, nil)
        } catch {
            let diagnosis = error as? Diagnosis ?? .unexpected(error)
            menus.yield(words.over(list, failure: diagnosis))
            return (list, diagnosis)
        }
    }
}
