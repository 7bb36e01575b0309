import BridgeAPI
import NukiDomain
import Testing

@testable import ControlLoop

@Suite("The addresses that a bridge reports to")
struct CallbackPlanTests {
    private static let path = "/callback/0123456789abcdef0123456789abcdef"
    private static let ours = "http://192.168.1.5:18581\(path)"
    private static let hub = "http://192.168.1.9:8123/api/webhook/abc"
    private static let other = "http://192.168.1.8:18581/callback/ffffffffffffffffffffffffffffffff"

    @Test("Ours is added where it is missing and a slot is free, and kept where it is")
    func add() {
        #expect(step([]) == .add(url: Self.ours))
        #expect(step([Self.hub, Self.other]) == .add(url: Self.ours))
        #expect(step([Self.hub, Self.ours]) == .keep)
    }

    @Test("Our own stale ones, known by their path, are removed one by one, also to make room")
    func stale() {
        let old = "http://192.168.1.4:18581\(Self.path)"
        #expect(step([Self.hub, old, Self.other]) == .remove(id: 1))
        #expect(step([old, Self.ours]) == .remove(id: 0))
        #expect(step([Self.ours, Self.ours]) == .remove(id: 1))
    }

    @Test("Another Keyturn's, another path's and a longer path's are not ours")
    func others() {
        #expect(step([Self.other, Self.ours + "/more", "http://192.168.1.5:18581/callback/"]) != .keep)
        for url in [Self.other, Self.ours + "/more", Self.ours + "?a=1", "nonsense"] {
            #expect(step([url], url: nil) == .keep)
        }
    }

    @Test("Full slots name their holders, without what may be a secret")
    func full() {
        #expect(
            step([Self.hub, "http://192.168.1.7:99/x?key=secret", Self.other])
                == .full(holders: ["home-assistant", "192.168.1.7:99", "keyturn"]))
    }

    @Test("In the end all of ours go and the others stay")
    func end() {
        #expect(step([Self.hub, Self.ours, Self.other], url: nil) == .remove(id: 1))
        #expect(step([Self.hub, Self.other], url: nil) == .keep)
    }

    @Test("Three changes that only polls showed prove that callbacks do not arrive, once")
    func proof() {
        var proof = CallbackProof(isOn: true)
        #expect(proof.standing == .none && proof.miss(5) == nil)
        proof.registered(as: .registered)
        #expect(proof.miss(2) == nil && proof.miss(0) == nil && proof.standing == .registered)
        #expect(proof.miss(1) == 3 && proof.standing == .silent)
        #expect(proof.miss(4) == nil)
        proof.registered(as: .registered)
        #expect(proof.standing == .silent)
        proof.hear()
        #expect(proof.standing == .proved && proof.heard == 1)
    }

    @Test("A callback that is heard proves the way, and what polls show then is no matter")
    func heard() {
        var proof = CallbackProof(isOn: true)
        proof.registered(as: .registered)
        #expect(proof.miss(2) == nil)
        proof.hear()
        #expect(proof.standing == .proved && proof.miss(9) == nil)
        proof.registered(as: .registered)
        #expect(proof.standing == .proved)
    }

    private func step(_ urls: [String], url: String? = ours) -> CallbackPlan.Step {
        let callbacks = urls.enumerated().map { CallbackRegistration(id: $0, url: $1) }
        return CallbackPlan.step(CallbackListing(callbacks), path: Self.path, url: url)
    }
}
