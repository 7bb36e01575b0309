import NukiDomain
import Testing

@testable import BridgeAPI

@Suite("Boxes") struct SecretBoxTests {
    private let message = Array("2024-02-29T08:15:30Z,4711".utf8)
    private let nonce = Array(UInt8(0)..<24)

    @Test("a box gives back what was sealed in it", arguments: [0, 1, 25, 1000])
    func roundTrip(_ count: Int) throws {
        let token = try BridgeToken(parsing: "s3cr3t")
        let message = SecretBox.random(count)
        let box = SecretBox.seal(message, nonce: nonce, token: token)
        #expect(box.count == count + 16)
        #expect(SecretBox.open(box, nonce: nonce, token: token) == message)
    }

    @Test("a box that was changed, cut or sealed otherwise gives nothing")
    func refusal() throws {
        let token = try BridgeToken(parsing: "s3cr3t")
        let box = SecretBox.seal(message, nonce: nonce, token: token)
        for index in box.indices {
            var changed = box
            changed[index] ^= 1
            #expect(SecretBox.open(changed, nonce: nonce, token: token) == nil)
        }
        for count in 0..<box.count { #expect(SecretBox.open(Array(box[..<count]), nonce: nonce, token: token) == nil) }
        #expect(SecretBox.open(box + [0], nonce: nonce, token: token) == nil)
        #expect(SecretBox.open(box, nonce: nonce.reversed(), token: token) == nil)
        #expect(SecretBox.open(box, nonce: Array(nonce.dropLast()), token: token) == nil)
        #expect(SecretBox.open(box, nonce: nonce + [0], token: token) == nil)
        #expect(try SecretBox.open(box, nonce: nonce, token: BridgeToken(parsing: "s3cr3T")) == nil)
    }
}
