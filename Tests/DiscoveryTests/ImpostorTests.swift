import BridgeAPI
import BridgeSimulator
import Discovery
import FoundationEssentials
import HTTPFetch
import NukiDomain
import Synchronization
import TestKit
import Testing

@Suite("Somebody who pretends to be a bridge that moved") struct ImpostorTests {
    /// How it answers; a number is the signed request that it believes to be the true one.
    enum Kind: Hashable, Sendable, CustomTestStringConvertible {
        case yesToAll, yesToUnsigned, noToAll
        case yesAfterTwo
        case otherBridge(Int), otherServerID(Int), otherDevices(Int), noBody(Int)

        static let all: [Kind] =
            [.yesToAll, .yesToUnsigned, .noToAll, .yesAfterTwo]
            + (1...4).flatMap { [.otherBridge($0), .otherServerID($0), .otherDevices($0), .noBody($0)] }

        var testDescription: String { "\(self)" }

        func answer(to number: Int) -> ScriptedFetcher.Outcome {
            let info = Self.info()
            switch self {
            case .yesToAll: return number == 0 ? .status(401) : .json(info)
            case .yesToUnsigned: return .json(info)
            case .noToAll: return .status(401)
            case .yesAfterTwo: return number < 3 ? .status(401) : .json(info)
            case .otherBridge(let guess): return number == guess ? .json(Self.info(id: 7)) : .status(401)
            case .otherServerID(let guess): return number == guess ? .json(Self.info(server: 7)) : .status(401)
            case .otherDevices(let guess): return number == guess ? .json(Self.info(device: 7)) : .status(401)
            case .noBody(let guess): return number == guess ? .json("") : .status(401)
            }
        }

        private static func info(id: Int = 0x0A2B_3C4D, server: Int = 0x1C5E_90A7, device: Int = 568_300_604) -> String
        {
            """
            {"ids":{"hardwareId":\(id),"serverId":\(server)},
             "scanResults":[{"nukiId":\(device),"deviceType":0,"paired":true}]}
            """
        }
    }

    /// Examines the impostor's address; then it goes on using what it caught for two hours.
    private func visit(
        _ stage: MoveStage, _ kind: Kind, _ hardware: MACAddress?, mode: AuthMode = .encrypted, isHasty: Bool = true,
        seed: UInt64 = 1
    ) async throws -> (verdict: ProofOfMove.Verdict, impostor: Impostor, openedAtOnce: Int) {
        let impostor = Impostor(isHasty: isHasty, answer: kind.answer)
        stage.put(impostor, at: MoveStage.new)
        let proof = ProofOfMove(
            of: stage.record(mode: mode), within: [MoveStage.network],
            witness: ScriptedWitness(stage, [MoveStage.new: [hardware]]), clock: stage.clock)
        var numbers = SeededNumbers(seed)
        let before = await stage.openings
        let verdict = try await proof.examine(MoveStage.new, using: &numbers)
        let openedAtOnce = await stage.openings - before
        for wait in [21, 10, 30, 539, 3000, 3600] {
            try await stage.clock.sleep(for: .seconds(wait))
            await stage.replay(impostor.caught)
        }
        #expect(await stage.openings == before + openedAtOnce, "\(kind): opened later")
        return (verdict, impostor, openedAtOnce)
    }

    @Test("With hardware of its own it is sent nothing signed, and the door stays shut", arguments: Kind.all)
    func otherHardware(_ kind: Kind) async throws {
        try await MoveStage.play { stage in
            for (mode, hardware) in zip(AuthMode.allCases, [MoveStage.strangeMAC, nil, MoveStage.strangeMAC]) {
                let (verdict, impostor, opened) = try await visit(stage, kind, hardware, mode: mode)
                guard case .doubtful = verdict else {
                    Issue.record("\(verdict)")
                    return
                }
                #expect(impostor.caught.isEmpty)
                #expect(opened == 0)
            }
            #expect(stage.signed.isEmpty)
            #expect(await stage.bridge.truth.lockActions == 0)
        }
    }

    @Test("With the bridge's hardware address as well it gets no token in clear", arguments: Kind.all)
    func plain(_ kind: Kind) async throws {
        try await MoveStage.play { stage in
            let (verdict, impostor, opened) = try await visit(stage, kind, MoveStage.mac, mode: .plain)
            #expect(verdict == (kind == .yesToUnsigned ? .doubtful(Self.unsigned) : .doubtful(.plainSignIn)))
            #expect(impostor.caught.isEmpty)
            #expect(opened == 0)
        }
    }

    @Test(
        "Who forges the hardware address too is found out, gets at most one true stamp, and can keep none for later",
        arguments: Kind.all)
    func forgedHardware(_ kind: Kind) async throws {
        try await MoveStage.play { stage in
            for seed in 1...6 as ClosedRange<UInt64> {
                let mode: AuthMode = seed > 4 ? .hashed : .encrypted
                let start = stage.signed.count
                let (verdict, impostor, opened) = try await visit(
                    stage, kind, MoveStage.mac, mode: mode, isHasty: seed % 2 == 0, seed: seed)
                let sent = stage.signed.dropFirst(start)
                let isTrueSent = sent.contains(where: \.isTrue)
                if case .moved = verdict { Issue.record("\(kind) is followed") }
                #expect(sent.count == impostor.caught.count)
                #expect(sent.count(where: \.isTrue) <= 1)
                #expect(sent.allSatisfy { $0.mode == mode })
                // Whoever intercepts a segment can spend a stamp at once: that is not promised. Decoys open nothing.
                #expect(opened == (isTrueSent && seed % 2 == 0 ? 1 : 0))
                // The answer that should not have been one was the last.
                let answers = (1...4).prefix(sent.count).map { kind.answer(to: $0) }
                #expect(
                    answers.dropLast().enumerated().allSatisfy { index, answer in
                        answer.isRefusal || sent[sent.startIndex + index].isTrue
                    })
            }
        }
    }

    @Test("Forged or not, one that says yes to everything learns a true stamp only when that comes first")
    func yesToAll() async throws {
        try await MoveStage.play { stage in
            var (lucky, others) = (0, 0)
            for seed in 1...16 as ClosedRange<UInt64> {
                let start = stage.signed.count
                let (verdict, _, _) = try await visit(stage, .yesToAll, MoveStage.mac, isHasty: false, seed: seed)
                #expect(verdict == .doubtful(.acceptsAnything))
                let sent = stage.signed.dropFirst(start)
                if sent.first?.isTrue == true {
                    lucky += 1
                    #expect(sent.count == 2)
                } else {
                    others += 1
                    #expect(sent.count == 1)
                }
            }
            #expect(lucky > 0 && others > 0)
        }
    }

    private static let unsigned = ProofOfMove.Doubt.notABridge("it answered 200 to a request that a bridge refuses")
}

extension Result where Success == HTTPResponse, Failure == HTTPError {
    fileprivate var isRefusal: Bool { (try? get().status) == 401 }
}
