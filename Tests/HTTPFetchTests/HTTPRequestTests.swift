import NukiDomain
import Testing

@testable import HTTPFetch

@Suite("Requests") struct HTTPRequestTests {
    private let request = HTTPRequest(
        endpoint: Endpoint(host: .address(.v4(.loopback)), port: .bridgeDefault), path: "/info",
        query: [QueryItem("token", "s3cr3t"), QueryItem("ctoken", verbatim: "c0ffee")])

    @Test("no way of printing a request shows a value of its query")
    func redaction() {
        var shown = "\(request) \(String(reflecting: request)) \(request.query) \(String(reflecting: request.query))"
        dump(request, to: &shown)
        dump(request.query, to: &shown)
        debugPrint(request, request.query[0], to: &shown)
        #expect(!shown.contains("s3cr3t") && !shown.contains("c0ffee"))
        #expect(request.description == "GET /info at 127.0.0.1:8080")
    }

    @Test("the URL is put together from its parts")
    func url() {
        #expect(request.url == "http://127.0.0.1:8080/info?token=s3cr3t&ctoken=c0ffee")
        #expect(HTTPRequest(endpoint: request.endpoint, path: "/list").url == "http://127.0.0.1:8080/list")
    }

    @Test("a bridge is asked in clear, the cloud over TLS at its usual port")
    func channels() {
        let cloud = HTTPRequest.cloud(.name("api.nuki.io"), path: "/discover/bridges")
        #expect(request.channel == .clear)
        #expect(cloud.channel == .tls(authorities: nil))
        #expect(cloud.url == "https://api.nuki.io:443/discover/bridges")
    }

    @Test("an event that a stream goes on behind is named in one header of its own, or in none")
    func lastEvent() {
        #expect(HTTPRequest.Method.get().headers == [])
        #expect(
            HTTPRequest.Method.get(after: "a1-2").headers == ["Accept: text/event-stream", "Last-Event-ID: a1-2"])
        for id in ["a\r\nHost: elsewhere", "a\nb", "a\u{0}"] {
            #expect(HTTPRequest.Method.get(after: id).headers == ["Accept: text/event-stream"])
        }
    }

    @Test("a value is percent-encoded but for the unreserved characters")
    func encoding() {
        #expect(QueryItem("a", "aZ09-._~").encodedValue == "aZ09-._~")
        #expect(
            QueryItem("a", "+ /?#[]@!$&'()*,;=:%\"<>").encodedValue
                == "%2B%20%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2C%3B%3D%3A%25%22%3C%3E")
        #expect(QueryItem("a", "é\u{0}").encodedValue == "%C3%A9%00")
    }
}
