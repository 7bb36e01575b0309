import NukiDomain

@testable import BridgeAPI

/// Any text in a box that is sealed as it should be.
enum SealedText {
    static func query(_ text: String, token: BridgeToken) -> [(name: String, value: String)] {
        let nonce = SecretBox.random(SecretBox.nonceBytes)
        let box = SecretBox.seal(Array(text.utf8), nonce: nonce, token: token)
        return [("ctoken", Hex.lower(box)), ("nonce", Hex.lower(nonce))]
    }
}
