extension OpenAPIDocument {
    /// The members of `paths`.
    static let paths = [
        look("/healthz", "health", "Says that the loop runs.", open: true, parameters: "", answer: "Health"),
        look("/v1/bridges", "bridges", "All bridges with their devices.", parameters: "", answer: "Status"),
        look("/v1/devices", "devices", "All devices.", parameters: "", answer: "Devices"),
        look("/v1/devices/{device}", "device", "One device.", parameters: both, answer: "Device"),
        text("/metrics", "metrics", "Numbers for Prometheus, text format 0.0.4.", type: "text/plain", parameters: ""),
        text(
            "/v1/events", "events", "What happens, as server-sent events, until one side hangs up.",
            type: "text/event-stream", parameters: lastEventID),
        look("/openapi.json", "description", "This description.", parameters: "", answer: "Description"),
        action("lock", "Lock. An opener: ring-to-open and continuous mode off.", body: "Plain"),
        action(
            "unlock", "Unlock; no door opens by it. An opener: ring-to-open on, which needs the scope open.",
            body: "Plain"),
        action("open", "Unlatch. An opener: the electric strike. Needs the scope open.", body: "Plain"),
        action("lock_n_go", "Unlock, wait, lock; to unlatch needs the scope open.", body: "LockNGo"),
        action(
            "set_continuous_mode", "An opener opens at every ring, or no longer. On needs the scope open.",
            body: "ContinuousMode"),
    ].joined(separator: ",")

    private static let device = ##"{"$ref":"#/components/parameters/device"}"##
    private static let both = device + ##",{"$ref":"#/components/parameters/bridge"}"##
    private static let lastEventID = ##"""
        {"name":"Last-Event-ID","in":"header","required":false,
        "description":"Go on behind this event; what is no longer kept is counted in an event named lost.",
        "schema":{"type":"string"}}
        """##

    private static func reference(_ kind: String, _ name: String) -> String {
        "{\"$ref\":\"#/components/\(kind)/\(name)\"}"
    }

    private static func refusals(_ codes: [Int]) -> String {
        codes.map { "\"\($0)\":\(reference("responses", "Refused"))" }.joined(separator: ",")
    }

    private static func look(
        _ path: String, _ id: String, _ summary: String, open: Bool = false, parameters: String, answer: String
    ) -> String {
        let codes = open ? [403, 421] : parameters.isEmpty ? [401, 403, 421] : [400, 401, 403, 404, 409, 421]
        return """
            "\(path)":{"get":{"operationId":"\(id)","summary":"\(summary)",\(open ? "\"security\":[]," : "")
            "parameters":[\(parameters)],"responses":{"200":{"description":"As asked.","content":
            {"application/json":{"schema":\(reference("schemas", answer))}}},\(refusals(codes))}}}
            """
    }

    private static func text(
        _ path: String, _ id: String, _ summary: String, type: String, parameters: String
    ) -> String {
        """
        "\(path)":{"get":{"operationId":"\(id)","summary":"\(summary)","parameters":[\(parameters)],
        "responses":{"200":{"description":"As asked.","content":{"\(type)":{"schema":{"type":"string"}}}},
        \(refusals([401, 403, 421]))}}}
        """
    }

    private static func action(_ name: String, _ summary: String, body: String) -> String {
        """
        "/v1/devices/{device}/actions/\(name)":{"post":{"operationId":"\(name)","summary":"\(summary)",
        "parameters":[\(both)],"requestBody":{"required":true,"content":{"application/json":
        {"schema":\(reference("schemas", body))}}},"responses":{"200":\(reference("responses", "Done")),
        "202":\(reference("responses", "Done")),\(refusals([400, 401, 403, 404, 409, 413, 415, 421])),
        "502":\(reference("responses", "NotDone")),"504":\(reference("responses", "NotDone"))}}}
        """
    }
}
