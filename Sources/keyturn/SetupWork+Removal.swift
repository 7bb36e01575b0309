import BridgeAPI
import ControlLoop
import Entries
import Guidance
import NukiDomain
import SetupWizard

/// The way of a bridge out of the configuration.
extension SetupWork {
    /// More than a bridge has callbacks: one that removes nothing is not asked for ever.
    private static let mostLists = 8

    func remove(_ entry: BridgeEntry) async throws(Diagnosis) -> CallbackRemoval {
        // Both go with the entry.
        let own = OwnCallbacks(on: entry.id, state: locations.state)
        // Without one the bridge cannot be asked, and that is said.
        let token = try? store.tokens.token(for: entry)
        let client = token.map { self.client(entry, $0) }
        // A loop that runs removes ours once the entry is gone: whether there is one shows before.
        let listed = own == nil ? nil : await listing(client)
        do throws(ConfigurationError) {
            try await store.remove(entry.id)
        } catch {
            throw Diagnosis(error)
        }
        guard let own else { return .none }
        guard let client, let listed else { return .unknown }
        return await unregister(own, listed, client)
    }

    private func listing(_ client: BridgeClient?) async -> CallbackListing? {
        guard let client else { return nil }
        do throws(BridgeError) {
            return try await client.callbacks()
        } catch {
            tell(error, client)
            return nil
        }
    }

    private func tell(_ error: BridgeError, _ client: BridgeClient) {
        Output.detail("callbacks: \(Diagnosis(error, at: client.endpoint).what)")
    }

    /// Has the bridge forget our callbacks; the first request that fails is the last.
    ///
    /// A loop that runs does it by itself, and is waited for: of two at once, one could hit another program's callback,
    /// since a bridge gives ids anew by every change.
    private func unregister(
        _ own: OwnCallbacks, _ listed: CallbackListing, _ client: BridgeClient
    ) async -> CallbackRemoval {
        guard var id = own.next(in: listed) else { return .none }
        let isServed = LoopCheck(locations).isRunning
        do throws(BridgeError) {
            for _ in 0..<Self.mostLists {
                if !isServed { try await client.removeCallback(id: id) }
                guard let next = own.next(in: try await client.callbacks()) else { return .removed }
                id = next
            }
        } catch {
            tell(error, client)
        }
        return .unknown
    }
}
