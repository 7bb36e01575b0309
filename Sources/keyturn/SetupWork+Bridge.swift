import BridgeAPI
import ControlLoop
import Discovery
import Entries
import FoundationEssentials
import Guidance
import NukiDomain
import SetupWizard
import Sightings

/// What goes to bridges.
extension SetupWork {
    func pressButton(_ endpoint: Endpoint) async throws(Diagnosis) -> BridgeToken {
        switch await BridgeProbe.look(dialer.client(endpoint)) {
        case .bridge: break
        case .somethingElse(let how): throw Diagnosis(.notABridge(how), at: endpoint)
        case .nothing(let error): throw Diagnosis(error, at: endpoint)
        }
        let press = Task { [finger] in await finger?() }
        defer { press.cancel() }
        let answer: ButtonAnswer
        do throws(BridgeError) {
            answer = try await dialer.client(endpoint).authorizeByButton()
        } catch .switchedOff {
            throw .buttonOff(at: endpoint)
        } catch {
            throw Diagnosis(error, at: endpoint)
        }
        switch answer {
        case .token(let token), .oddToken(_, let token?): return token
        case .notPressed: throw .notPressed
        case .oddToken(let error, nil): throw .oddToken(error)
        }
    }

    func pressAny(_ endpoints: [Endpoint]) async throws(Diagnosis) -> ButtonPress {
        let outcome = await withTaskGroup(of: Result<ButtonPress, Diagnosis>.self) { group in
            for endpoint in endpoints {
                group.addTask {
                    do throws(Diagnosis) {
                        return .success(ButtonPress(endpoint: endpoint, token: try await pressButton(endpoint)))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            // The first press ends the waiting for the others.
            defer { group.cancelAll() }
            var failure = Diagnosis.notPressed
            for await answer in group {
                switch answer {
                case .success: return answer
                case .failure(let diagnosis): failure = diagnosis
                }
            }
            return .failure(failure)
        }
        return try outcome.get()
    }

    func signIn(
        _ endpoint: Endpoint, _ token: BridgeToken, _ plan: SignInPlan, expected: BridgeID?,
        progress: @escaping @Sendable (ClockSearch.Progress) -> Void
    ) async throws(ProbeError) -> ProbeReport {
        if let expected { await turns.expect(expected, at: endpoint) }
        let ladder = AuthLadder(endpoint: endpoint, token: token, plan: plan, dialer: dialer, gap: gap)
        var report = try await ladder.climb(expecting: expected, progress: progress)
        report.hardware = NeighbourTable.hardwareAddress(of: endpoint.host)
        return report
    }

    func callbacks(of entry: BridgeEntry, _ token: BridgeToken) async -> CallbackSlots? {
        // A bridge that does not tell is told of nothing, and polled: that is said in the review.
        let listing = try? await client(entry, token).callbacks()
        return listing.map { CallbackSlots(taken: $0.callbacks.count + $0.unreadable.count) }
    }

    func check(_ entries: [BridgeEntry]) async -> [BridgeCondition] {
        await withTaskGroup(of: (Int, BridgeCondition).self) { group in
            for (index, entry) in entries.enumerated() { group.addTask { (index, await condition(of: entry)) } }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func condition(of entry: BridgeEntry) async -> BridgeCondition {
        let answer = await answer(of: entry)
        return BridgeCondition(
            entry: entry, answer: answer, move: recentMove(of: entry), doubts: doubts(about: entry),
            hardwareMatches: hardwareMatches(entry))
    }

    /// Whether the kernel knows the entry's own hardware behind its address.
    func hardwareMatches(_ entry: BridgeEntry) -> Bool {
        let hardware = NeighbourTable.hardwareAddress(of: entry.endpoint.host)
        return hardware != nil && hardware == entry.mac
    }

    /// A move of the last day: later nobody wonders any more.
    private func recentMove(of entry: BridgeEntry) -> BridgeCondition.Move? {
        guard let move = store.lastMove(of: entry) else { return nil }
        let ago = dialer.now.timeIntervalSince(move.at)
        // A row that makes no sense is a remark less.
        guard (0..<24 * 3600).contains(ago), let from = try? Host(parsing: move.from) else { return nil }
        return BridgeCondition.Move(from: from, ago: .seconds(ago))
    }

    /// What earlier searches saw under the bridge's name with other hardware, since the entry was written.
    private func doubts(about entry: BridgeEntry) -> [Diagnosis] {
        sightings.compactMap { seen in
            guard seen.id == entry.id, let known = entry.mac, let mac = seen.mac.flatMap({ MACAddress($0) }),
                mac != known, let address = IPv4Address(seen.host),
                let time = WireTime.date(seen.seen), time > entry.modified
            else { return nil }
            return .moveDoubtful(.otherHardware(mac), entry, at: address)
        }
    }

    private func answer(of entry: BridgeEntry) async -> BridgeCondition.Answer {
        do throws(Diagnosis) {
            let client = client(entry, try await storedToken(entry))
            do throws(BridgeError) {
                let (info, elapsed) = try await client.info()
                guard BridgeIdentity.id(of: info, expected: entry.id) == entry.id else {
                    return .failed(.otherBridge(at: entry.endpoint, expected: entry.id, found: info.id))
                }
                return .online(latency: elapsed, devices: try await client.list().devices.count)
            } catch .signInRefused {
                return .refused
            } catch {
                throw Diagnosis(error, at: entry.endpoint)
            }
        } catch {
            return .failed(error)
        }
    }

    func client(_ entry: BridgeEntry, _ token: BridgeToken) -> BridgeClient {
        dialer.client(of: KnownBridge(entry: entry, token: token), in: neighbourhood)
    }
}
