import OpenSSLBridge
import Testing

@Suite("AES-256-GCM")
struct AES256GCMTests {
    let key = [UInt8](repeating: 7, count: 32)
    let nonce = [UInt8](repeating: 9, count: 12)

    @Test(arguments: [([UInt8](repeating: 1, count: 31), 12), ([UInt8](repeating: 1, count: 32), 11)])
    func `refuses a key or a nonce of another length`(key: [UInt8], nonceByteCount: Int) {
        #expect(throws: OpenSSLError.self) {
            try AES256GCM.seal([1], key: key, nonce: [UInt8](repeating: 0, count: nonceByteCount))
        }
    }

    @Test func `refuses to open when any byte was changed`() throws {
        let sealed = try AES256GCM.seal(Array("secret".utf8), key: key, nonce: nonce, associatedData: [1])
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: OpenSSLError.self) {
                try AES256GCM.open(changed, key: key, nonce: nonce, associatedData: [1])
            }
        }
    }

    @Test func `refuses to open with other associated data, or when cut short`() throws {
        let sealed = try AES256GCM.seal([1, 2], key: key, nonce: nonce, associatedData: [1])
        #expect(throws: OpenSSLError.self) {
            try AES256GCM.open(sealed, key: key, nonce: nonce, associatedData: [2])
        }
        #expect(throws: OpenSSLError.self) { try AES256GCM.open(Array(sealed.prefix(15)), key: key, nonce: nonce) }
    }

    /// Source: the GCM specification (McGrew and Viega), test case 16.
    @Test func `agrees with the published example`() throws {
        let key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
        let plaintext = bytes(
            """
            d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72\
            1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39
            """)
        let sealed = try AES256GCM.seal(
            plaintext, key: key, nonce: bytes("cafebabefacedbaddecaf888"),
            associatedData: bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
        #expect(sealed.suffix(16).elementsEqual(bytes("76fc6ece0f4e1768cddf8853bb2d551b")))
        #expect(sealed.prefix(4).elementsEqual(bytes("522dc1f0")))
    }

    @Test(arguments: [0, 1, 16, 1000])
    func `opens what it sealed, of any length`(count: Int) throws {
        let plaintext = try SecureRandom.bytes(count)
        for associatedData in [[], [1], plaintext] {
            let sealed = try AES256GCM.seal(plaintext, key: key, nonce: nonce, associatedData: associatedData)
            #expect(sealed.count == count + AES256GCM.tagByteCount)
            #expect(
                try AES256GCM.open(sealed, key: key, nonce: nonce, associatedData: associatedData) == plaintext)
        }
    }
}

@Suite("Digests, codes and randomness")
struct DigestTests {
    @Test func `HMAC refuses an empty key`() {
        #expect(throws: OpenSSLError.self) { try HMAC.sha256(key: [], data: [1]) }
    }

    /// Source: RFC 4231 §4.3.
    @Test func `HMAC agrees with RFC 4231`() throws {
        let code = try HMAC.sha256(key: Array("Jefe".utf8), data: Array("what do ya want for nothing?".utf8))
        #expect(code == bytes("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"))
    }

    /// Source: FIPS 180-4, the examples for "abc".
    @Test(arguments: [
        (DigestAlgorithm.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (.sha384, "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"),
    ])
    func `digests agree with FIPS 180-4, whole and in pieces`(algorithm: DigestAlgorithm, expected: String) throws {
        #expect(algorithm.digest(Array("abc".utf8)) == bytes(expected))
        let digester = try Digester(algorithm)
        try digester.update(Array("a".utf8))
        try digester.update(Array("xbcx".utf8)[1...2])
        #expect(try digester.finalize() == bytes(expected))
    }

    @Test func `no digest weaker than SHA-256 can be named`() {
        #expect(DigestAlgorithm(oid: "1.3.14.3.2.26") == nil)
        #expect(DigestAlgorithm.allCases.allSatisfy { DigestAlgorithm(oid: $0.oid) == $0 })
    }

    @Test func `secrets are equal only byte for byte`() {
        #expect(constantTimeEqual([], []))
        #expect(constantTimeEqual([1, 2], [1, 2]))
        #expect(!constantTimeEqual([1, 2], [1, 3]))
        #expect(!constantTimeEqual([1, 2], [1, 2, 3]))
    }

    @Test func `random bytes have the length asked for and do not repeat`() throws {
        #expect(try SecureRandom.bytes(0).isEmpty)
        let draws = try Set((0..<100).map { _ in try SecureRandom.bytes(16) })
        #expect(draws.count == 100 && draws.allSatisfy { $0.count == 16 })
    }
}

/// The bytes of a hexadecimal text.
func bytes(_ hexadecimal: String) -> [UInt8] {
    var (result, rest) = ([UInt8](), Substring(hexadecimal))
    while let byte = UInt8(rest.prefix(2), radix: 16) {
        result.append(byte)
        rest = rest.dropFirst(2)
    }
    return result
}
