import BridgeAPI
import Entries
import Guidance
import HTTPTypes
import Hummingbird
import Linux
import NIOCore
import NukiDomain

/// Answers the requests of one listener: lets in, reads, asks the loop, and writes down what it said.
struct ControlResponder: HTTPResponder {
    /// Bytes of a body; the longest that makes sense has some twenty.
    static let longestBody = 1024

    let gate: RequestGate
    let loop: any StateReading & CommandSink
    let bus: EventBus
    let counters: RequestCounters

    func respond(to request: Request, context connection: ControlConnection) async throws -> Response {
        var response: Response
        do {
            response = try await answer(request, connection)
        } catch let refusal as ControlRefusal {
            response = try Response.json(refusal)
        } catch let error as ConfigurationError {
            response = try Response.json(ControlRefusal(error))
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        await counters.count(response.status.code)
        return response
    }

    private func answer(_ request: Request, _ connection: ControlConnection) async throws -> Response {
        let own = connection.own
        guard let authority = request.onlyAuthority, gate.knows(authority: authority, own: own) else {
            throw ControlRefusal.foreignHost
        }
        if let origin = request.headers[.origin], !gate.knows(origin: origin, own: own) {
            throw ControlRefusal.foreignOrigin
        }
        let route: ControlRoute
        do {
            route = try ControlRoute(method: request.method.rawValue, path: request.uri.path)
        } catch {
            throw ControlRefusal(error)
        }
        if route == .health { return try Response.json(["status": "ok"]) }
        let caller = try await caller(request, connection)
        return try await answer(route, request, caller)
    }

    private func answer(_ route: ControlRoute, _ request: Request, _ caller: ControlCaller) async throws -> Response {
        guard case .action(let key, let name) = route else {
            try caller.require(.read)
            return try await answer(route, request)
        }
        guard request.isJSON else { throw ControlRefusal.notJSON }
        let body = try await Self.body(of: request)
        let order: ActionOrder
        do {
            order = try ActionOrder(name, body)
        } catch {
            throw ControlRefusal(.badRequest, ControlFault(.inputMissing, error.what))
        }
        try caller.require(order.action.opens(key.type.kind) ? .open : .lock)
        let device = try await device(key, request)
        do {
            // Which numbers are sent is the loop's affair: here it matters whether there are any.
            _ = try order.action.orders(for: key.type, isContinuous: false)
        } catch {
            throw ControlRefusal(.conflict, ControlFault(.inputMissing, "Nothing was done: \(error)."))
        }
        let report = await loop.carryOut(
            DeviceCommand(
                bridge: device.bridge, device: key, action: order.action, asker: caller.asker, nowait: order.nowait))
        return try Response.json(CommandResult(report), status: report.outcome.status)
    }

    /// What only looks.
    private func answer(_ route: ControlRoute, _ request: Request) async throws -> Response {
        switch route {
        case .bridges: return try Response.json(StatusReport(bridges: await loop.bridges().map { BridgeReport($0) }))
        case .devices: return try Response.json(["devices": await devices().map(DeviceReport.init)])
        case .device(let key): return try Response.json(DeviceReport(try await device(key, request)))
        case .events: return try await events(request)
        case .metrics:
            let page = MetricsPage(
                await loop.bridges(), events: await bus.counts, commands: await bus.results,
                requests: await counters.byStatus)
            return Response.text(page.text, type: "text/plain; version=0.0.4; charset=utf-8")
        case .description:
            return Response.text(OpenAPIDocument.text(isOverTCP: gate.asksForToken), type: "application/json")
        case .health, .action: throw ControlRefusal(ControlRoute.Fault.unknownPath)
        }
    }

    private func caller(_ request: Request, _ connection: ControlConnection) async throws -> ControlCaller {
        switch gate.login {
        case .socket: return ControlCaller(user: try await connection.credentials().user)
        case .tokens(let file):
            guard let word = request.bearer else { throw ControlRefusal.noToken }
            let digest = SecretDigest(of: word.utf8)
            // Every token is compared, so that the time tells nothing; names are unlike each other.
            let matches = try file.load().filter { SecretDigest(hex: $0.sha256)?.equals(digest) ?? false }
            guard let token = matches.first else { throw ControlRefusal.noToken }
            return ControlCaller(token)
        }
    }

    private func devices() async -> [DeviceSnapshot] { await loop.bridges().flatMap(\.devices) }

    /// The device that a path and `?bridge=` name.
    private func device(_ key: DeviceKey, _ request: Request) async throws -> DeviceSnapshot {
        var matches = await devices().filter { $0.key == key }
        if let word = request.uri.queryParameters["bridge"] {
            guard word.utf8.count == 8, let bridge = BridgeID(hex: word) else {
                throw ControlRefusal(.badRequest, ControlFault(.inputMissing, "bridge is an id of 8 hex digits."))
            }
            matches.removeAll { $0.bridge != bridge }
        }
        guard let device = matches.first else { throw ControlRefusal.unknownDevice }
        guard matches.count == 1 else { throw ControlRefusal.ambiguousDevice }
        return device
    }

    private func events(_ request: Request) async throws -> Response {
        let stream = EventStream(bus: bus, start: await bus.start(after: request.lastEventID))
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in try await stream.write(to: &writer) })
    }

    private static func body(of request: Request) async throws -> [UInt8] {
        do {
            return Array(buffer: try await request.body.collect(upTo: longestBody))
        } catch is NIOTooManyBytesError {
            throw ControlRefusal.tooLong
        }
    }
}

extension CommandReport.Outcome {
    /// The status that says the same to a program that looks no further.
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .done: .ok
        case .taken: .accepted
        case .failed: .badGateway
        case .unknown: .gatewayTimeout
        }
    }
}

extension Request {
    /// The host that the request is meant for; nil where it names none, or two (RFC 9112 section 3.2).
    fileprivate var onlyAuthority: String? {
        // The first one was taken out of the fields.
        let isNamedTwice = headers.contains { $0.name.canonicalName == "host" }
        return isNamedTwice ? nil : head.authority
    }

    /// A form, or a text without a type, can be sent by any web page unasked; JSON cannot.
    fileprivate var isJSON: Bool {
        let type = headers[.contentType]?.split(separator: ";").first?.lowercased() ?? ""
        return type.filter { !$0.isWhitespace } == "application/json"
    }

    /// Where a reader of events broke off (WHATWG HTML section 9.2, "Last-Event-ID").
    fileprivate var lastEventID: String? { headers.first { $0.name.canonicalName == "last-event-id" }?.value }

    /// What follows `Bearer` (RFC 6750 section 2.1).
    fileprivate var bearer: Substring? {
        let parts = headers[.authorization]?.split(separator: " ") ?? []
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return parts[1]
    }
}

extension Response {
    fileprivate static func json(_ refusal: ControlRefusal) throws -> Response {
        try json(ControlFault.Envelope(error: refusal.fault), status: refusal.status, headers: refusal.headers)
    }

    fileprivate static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) throws -> Response {
        text(try JSONText.line(value), type: "application/json", status: status, headers: headers)
    }

    fileprivate static func text(
        _ text: String, type: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = type
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
