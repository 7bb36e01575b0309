import NukiDomain
import Testing

@testable import BridgeAPI
@testable import HTTPFetch

/// A sign-in that was computed elsewhere: S is the example of the Bridge API 1.13.2, A to D were made with PyNaCl.
struct SignInVector: Sendable, CustomTestStringConvertible {
    let name: String
    let secret: String
    let time: String
    let number: UInt16
    let nonce: String
    let hash: String
    let box: String

    var testDescription: String { name }

    var token: BridgeToken {
        get throws { try BridgeToken(parsing: secret) }
    }

    var hashed: [(name: String, value: String)] { [("ts", time), ("rnr", String(number)), ("hash", hash)] }
    var encrypted: [(name: String, value: String)] { [("ctoken", box), ("nonce", nonce)] }

    /// What a credential of ours sends for the vector's stamp and nonce.
    func signature(_ mode: AuthMode) throws -> [String] {
        let stamp = try #require(RequestStamp(time: time, number: String(number)))
        let items = Credential(token: try token, mode: mode)
            .signature(stamp: stamp, nonce: try #require(Hex.bytes(nonce)))
        return items.map { "\($0.name)=\($0.encodedValue)" }
    }

    static let all = [
        SignInVector(
            name: "S", secret: "123456", time: "2019-03-05T01:06:53Z", number: 4711,
            nonce: "119c38fb6d7d707b8a45f14e688b74b8c4c1acf33643c71a",
            hash: "f52eb5ce382e356c4239f8fb4d0a87402bb95b7b3124f0762b806ad7d0d01cb6",
            box: "a7f6b4df6758b92445bd5470b755b43ba41cf50af8b3f6e19368348ddfb1686291555dfd90b31f9333"),
        SignInVector(
            name: "A", secret: "123456", time: "2022-06-17T12:00:00Z", number: 0,
            nonce: "000102030405060708090a0b0c0d0e0f1011121314151617",
            hash: "77a859b4df70772e48aa374e4d1d58164edfddd6da844d7f4f082faa3d3671e2",
            box: "fb7dbd0d114a769bc767fc6ca2d4305d0d18691277fb7464fe6128f02d5d7d7fde94d337e8a1"),
        SignInVector(
            name: "B", secret: "ABCdef123", time: "2023-01-31T23:59:59Z", number: 65535,
            nonce: "ffeeddccbbaa99887766554433221100f0e0d0c0b0a09080",
            hash: "27f2f2c36779e23e0ac3c97994f34b9e2e12723e85bfdb6ecd461aa5e572f047",
            box: "ddf48bb8dbf2cbbabeda837b7b6cda13db18f96f0c106530822cabd1e8740508ce7376b173f84ef01f29"),
        SignInVector(
            name: "C", secret: "q7Zk2Lw9Xe4Rt6Yu8Io0", time: "2024-02-29T08:15:30Z", number: 4711,
            nonce: "119c38fb6d7d707b8a45f14e688b74b8c4c1acf33643c71a",
            hash: "a48f3cd713ce15b4e37eff678cc1eb131523bbb4f9448473bf2ffadc775b212e",
            box: "966fff80593c7c1286346d42957bb6edf26f8da57ff7d5c0c873d99eca35fd99dc6497623c6d51abcd"),
        SignInVector(
            name: "D", secret: "s3cr3t", time: "2025-12-01T06:07:08Z", number: 42,
            nonce: "000000000000000000000000000000000000000000000001",
            hash: "138e8db8b3ca0ad5dd39bb1928a5741d56d6392f517562b1c0972cb5436572ad",
            box: "c991678d457d1a6a4d54b8131d42f7ff22ce102cf072f6bcb9cf1a37d72a991b6ab7a2cd8f0d06"),
    ]
}
