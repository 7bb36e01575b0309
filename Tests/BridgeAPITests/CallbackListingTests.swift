@testable import BridgeAPI
import NukiDomain
import Testing

@Suite("Callbacks of a bridge") struct CallbackListingTests {
    private func listing(_ json: String) throws -> CallbackListing {
        try read(json, CallbackListing.init)
    }

    @Test("callbacks are read in order, and an odd one hides no other")
    func reading() throws {
        #expect(try listing(#"{"callbacks": []}"#).callbacks.isEmpty)
        let odd = try listing(
            #"{"callbacks": [{"id": 0, "url": "http://a/"}, {"id": 1}, 7, {"id": "2", "url": "http://b/"}]}"#)
        #expect(
            odd.callbacks == [
                CallbackRegistration(id: 0, url: "http://a/"), CallbackRegistration(id: 2, url: "http://b/"),
            ])
        #expect(odd.unreadable.count == 2)
        #expect(odd.unreadable.first?.contains("callback 2") == true)
        for json in ["{}", "[]", #"{"callbacks": null}"#] {
            #expect(throws: (any Error).self, "\(json)") { try listing(json) }
        }
    }

    @Test(
        "the program that a callback belongs to is known by its shape",
        arguments: [
            ("http://192.168.1.5:8123/api/webhook/0123abcd", CallbackOwner.homeAssistant as CallbackOwner?),
            ("http://192.168.1.5:42591/notify/0C2A77A2", .homebridge),
            ("http://192.168.1.5:8080/nuki/bcb?callbackId=x", .openHAB),
            ("http://192.168.1.5:51989/nuki-api-bridge", .ioBrokerExtended),
            ("http://192.168.1.5:9092/api/nuki", .ioBroker), ("http://192.168.1.5:3777/hook/nuki/bridge/7", .symcon),
            ("http://192.168.1.5:8083/fhem/NUKIBridge-x", .fhem),
            ("http://192.168.1.5:8099/callback/0123456789abcdef0123456789ABCDEF", .keyturn),
            ("http://192.168.1.5:8099/callback/0123456789abcdef0123456789abcde", nil),
            ("http://192.168.1.5:8099/callback/0123456789abcdef0123456789abcdefg", nil),
            ("http://192.168.1.5:8099/callback/0123456789abcdef0123456789abcdéé", nil),
            ("http://192.168.1.5:9093/api/nuki", nil), ("http://192.168.1.5/notify/", nil),
            ("https://192.168.1.5/api/webhook/x", nil), ("http://192.168.1.5/x/api/webhook/x", nil), ("", nil),
        ])
    func owners(_ url: String, _ owner: CallbackOwner?) {
        #expect(CallbackRegistration(id: 0, url: url).owner == owner)
    }
}
