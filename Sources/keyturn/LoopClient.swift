import ControlLoop
import Entries
import FoundationEssentials
import Glibc
import Guidance
import HTTPFetch
import Linux
import NukiDomain

/// The way to a running control loop, through its socket.
struct LoopClient: Sendable {
    private static let machineSocket = "/run/keyturn/control.sock"
    /// A command expires after 10 s, and the longest takes a bridge 60 s.
    private static let commandLimits = HTTPLimits(total: .seconds(120))

    private let socket: String
    private let fetcher: CurlFetcher

    /// The loop of this configuration, else the machine's, else nil: then bridges are asked directly.
    ///
    /// A loop that does not let this user in is an error, never a reason to go past it.
    static func running(_ locations: Locations) throws -> LoopClient? {
        for socket in [locations.controlSocket, machineSocket] where try answers(socket) {
            return LoopClient(socket: socket, fetcher: try CurlFetcher())
        }
        return nil
    }

    private static func answers(_ socket: String) throws(Diagnosis) -> Bool {
        do throws(SystemError) {
            try UnixSocket.knock(at: socket)
            return true
        } catch {
            switch error.number {
            // A path that is too long has no loop either: that one could not have begun.
            case ENOENT, ENOTDIR, ECONNREFUSED, ENAMETOOLONG: return false
            case EACCES, EPERM: throw .controlDenied(at: socket)
            default: throw .loopSilent(at: socket, reason: error.reason)
            }
        }
    }

    /// All bridges with their devices.
    func bridges() async throws -> [BridgeReport] {
        try await get(Bridges.self, "/v1/bridges").bridges
    }

    /// Has the loop carry out an action; a failure that it reports is a result as well.
    func carryOut(_ action: DeviceAction, on device: DeviceReport) async throws -> CommandResult {
        let request = HTTPRequest.local(
            socket, .post(json: action.json), path: "/v1/devices/\(device.key.typeAndHex)/actions/\(action.name)",
            query: [QueryItem("bridge", "\(device.bridge)")], limits: Self.commandLimits)
        let response: HTTPResponse
        do {
            response = try await fetcher.fetch(request)
        } catch .answerTimedOut, .connectionLost {
            throw Diagnosis.loopLost
        } catch {
            throw Diagnosis.loopSilent(at: socket, reason: "\(error)")
        }
        if let result = try? JSONDecoder().decode(CommandResult.self, from: Data(response.body)) { return result }
        throw refusal(response)
    }

    /// Hands out events as they come, until the loop ends.
    func watch(_ each: @escaping @Sendable (ServerEvent) -> Void) async throws {
        let (pieces, input) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingOldest(4096))
        async let response = stream(to: input)
        var parser = ServerEventParser()
        for await piece in pieces { parser.take(piece).forEach(each) }
        let answer = try await response
        if answer.status != 200 { throw refusal(answer) }
    }

    private func stream(to input: AsyncStream<[UInt8]>.Continuation) async throws -> HTTPResponse {
        defer { input.finish() }
        let request = HTTPRequest.local(socket, path: "/v1/events", limits: HTTPLimits(total: .zero))
        do {
            return try await fetcher.stream(request) { piece in
                if case .enqueued = input.yield(piece) { true } else { false }
            }
        } catch .cancelled {
            throw CancellationError()
        } catch .connectionLost {
            throw Diagnosis.loopEnded  // killed: an orderly end is one of the stream as well
        } catch {
            throw Diagnosis.loopSilent(at: socket, reason: "\(error)")
        }
    }

    private func get<Value: Decodable>(_ type: Value.Type, _ path: String) async throws -> Value {
        let response: HTTPResponse
        do {
            response = try await fetcher.fetch(.local(socket, path: path))
        } catch {
            throw Diagnosis.loopSilent(at: socket, reason: "\(error)")
        }
        guard response.status == 200 else { throw refusal(response) }
        return try JSONDecoder().decode(type, from: Data(response.body))
    }

    /// What the loop said of a request that it did not carry out.
    private func refusal(_ response: HTTPResponse) -> Diagnosis {
        // Whatever answers without such a body is told of by its status.
        let fault = try? JSONDecoder().decode(Refusal.self, from: Data(response.body)).error
        return .loopRefused(fault?.what ?? "It answered \(response.status).")
    }

    private struct Bridges: Decodable {
        let bridges: [BridgeReport]
    }

    private struct Refusal: Decodable {
        let error: ControlFault
    }
}

extension DeviceAction {
    /// The body that the API takes for it.
    fileprivate var json: String {
        switch self {
        case .lock, .unlock, .open: "{}"
        case .lockNGo(let unlatch): "{\"unlatch\":\(unlatch)}"
        case .continuousMode(let isOn): "{\"enable\":\(isOn)}"
        }
    }
}
