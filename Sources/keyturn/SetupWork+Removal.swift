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
        do throws(ConfigurationError) {
            try await store.remove(entry.id)
        } catch {
            throw Diagnosis(error)
        }
        guard let own else { return .none }
        guard let token else { return .unknown }
        return await unregister(own, client(entry, token))
    }

    /// Has the bridge forget our callbacks; the first request that fails is the last.
    ///
    /// A loop that runs does it by itself, and is waited for: of two at once, one could hit another program's callback,
    /// since a bridge gives ids anew by every change.
    private func unregister(_ own: OwnCallbacks, _ client: BridgeClient) async -> CallbackRemoval {
        let isServed = LoopCheck(locations).isRunning
        do throws(BridgeError) {
            var wasThere = false
            for _ in 0..<Self.mostLists {
                guard let id = own.next(in: try await client.callbacks()) else { return wasThere ? .removed : .none }
                wasThere = true
                if !isServed { try await client.removeCallback(id: id) }
            }
        } catch {
            Output.detail("callbacks: \(Diagnosis(error, at: client.endpoint).what)")
        }
        return .unknown
    }
}
