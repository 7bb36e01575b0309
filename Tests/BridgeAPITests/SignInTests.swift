import BridgeAPI
import NukiDomain
import Testing

@Suite("Sign-ins") struct SignInTests {
    @Test("a hashed sign-in is made as published", arguments: SignInVector.all)
    func makesHash(_ vector: SignInVector) throws {
        #expect(
            try vector.signature(.hashed) == ["ts=\(vector.time)", "rnr=\(vector.number)", "hash=\(vector.hash)"])
    }

    @Test("an encrypted sign-in is made as published", arguments: SignInVector.all)
    func makesBox(_ vector: SignInVector) throws {
        #expect(try vector.signature(.encrypted) == ["ctoken=\(vector.box)", "nonce=\(vector.nonce)"])
    }

    @Test("a published hashed sign-in is accepted", arguments: SignInVector.all)
    func checksHash(_ vector: SignInVector) throws {
        let claim = try #require(SignInClaim(query: vector.hashed, token: vector.token))
        #expect(claim.mode == .hashed)
        #expect(claim.time.map(WireTime.text) == vector.time)
        #expect(claim.replayKey == "\(vector.time),\(vector.number)")
    }

    @Test("a published encrypted sign-in is accepted, in either case of its digits", arguments: SignInVector.all)
    func checksBox(_ vector: SignInVector) throws {
        let claim = try #require(SignInClaim(query: vector.encrypted, token: vector.token))
        #expect(claim.mode == .encrypted)
        #expect(claim.time.map(WireTime.text) == vector.time)
        let shouted = vector.encrypted.map { ($0.name, $0.value.uppercased()) }
        #expect(try SignInClaim(query: shouted, token: vector.token)?.replayKey == claim.replayKey)
    }

    @Test("one flipped bit anywhere in a box or its nonce is refused", arguments: SignInVector.all)
    func flippedBits(_ vector: SignInVector) throws {
        let token = try vector.token
        for (index, part) in vector.encrypted.enumerated() {
            let bytes = try #require(Hex.bytes(part.value))
            for bit in 0..<bytes.count * 8 {
                var changed = bytes
                changed[bit / 8] ^= 1 << (bit % 8)
                var query = vector.encrypted
                query[index].value = Hex.lower(changed)
                #expect(SignInClaim(query: query, token: token) == nil, "bit \(bit) of \(part.name)")
            }
        }
    }

    @Test("one flipped bit anywhere in a hash, or another time or number, is refused", arguments: SignInVector.all)
    func changedHash(_ vector: SignInVector) throws {
        let token = try vector.token
        let bytes = try #require(Hex.bytes(vector.hash))
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            let query = [("ts", vector.time), ("rnr", String(vector.number)), ("hash", Hex.lower(changed))]
            #expect(SignInClaim(query: query, token: token) == nil, "bit \(bit)")
        }
        let number = String(vector.number)
        for (time, number) in [
            ("2019-03-05T01:06:54Z", number), (vector.time + " ", number), (vector.time, "7"), (vector.time, "-1"),
            (vector.time, "65536"), (vector.time, ""), ("", number), ("now", number),
        ] {
            #expect(SignInClaim(query: [("ts", time), ("rnr", number), ("hash", vector.hash)], token: token) == nil)
        }
    }

    @Test("a sign-in with a part missing, cut or unreadable is refused", arguments: SignInVector.all)
    func missingParts(_ vector: SignInVector) throws {
        let token = try vector.token
        for whole in [vector.hashed, vector.encrypted] {
            for index in whole.indices {
                var query = whole
                query.remove(at: index)
                #expect(SignInClaim(query: query, token: token) == nil)
                for value in ["", String(whole[index].value.dropLast(2)), String(whole[index].value.dropLast()) + "g"] {
                    query = whole
                    query[index].value = value
                    #expect(SignInClaim(query: query, token: token) == nil, "\(whole[index].name)=\(value)")
                }
            }
        }
        #expect(SignInClaim(query: [], token: token) == nil)
        #expect(SignInClaim(query: [("nounce", vector.nonce), ("ctoken", vector.box)], token: token) == nil)
    }

    @Test("a sign-in under another token is refused in every mode")
    func wrongToken() throws {
        for vector in SignInVector.all {
            let other = try BridgeToken(parsing: vector.secret.dropLast() + "~")
            #expect(SignInClaim(query: vector.hashed, token: other) == nil)
            #expect(SignInClaim(query: vector.encrypted, token: other) == nil)
            #expect(SignInClaim(query: [("token", vector.secret)], token: other) == nil)
        }
    }

    @Test("a plain token is accepted and has neither time nor ticket")
    func plain() throws {
        let token = try BridgeToken(parsing: "s3cr3t")
        let claim = try #require(SignInClaim(query: [("token", "s3cr3t")], token: token))
        #expect(claim.mode == .plain && claim.time == nil && claim.replayKey == nil)
        for wrong in ["S3CR3T", "s3cr3", "s3cr3t7", "", "s3cr et"] {
            #expect(SignInClaim(query: [("token", wrong)], token: token) == nil)
        }
    }

    @Test(
        "a box that holds something other than a time and a number is refused",
        arguments: [
            "", "2024-02-29T08:15:30Z", "2024-02-29T08:15:30Z,", "2024-02-29T08:15:30Z,65536",
            "2024-02-29T08:15:30Z,1,2", "now,1", ",",
        ])
    func wrongContent(_ content: String) throws {
        let token = try BridgeToken(parsing: "s3cr3t")
        let query = SealedText.query(content, token: token)
        #expect(SignInClaim(query: query, token: token) == nil)
    }
}
