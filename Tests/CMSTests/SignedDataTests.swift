import OpenSSLBridge
import TestSupport
import Testing

@testable import CMS

@Suite("SignedData")
struct SignedDataTests {
    private let made: MadeByOpenSSL

    init() throws { made = try MadeByOpenSSL.shared.get() }

    @Test func `refuses nothing, one byte, and zeros`() {
        for bytes in [[], [0x30], [0x30, 0x00], [UInt8](repeating: 0, count: 100)] as [[UInt8]] {
            #expect(throws: CMSError.self) { try SignedData(der: bytes) }
        }
    }

    @Test func `refuses every truncation`() {
        for count in stride(from: 0, to: made.detached.count, by: 7) {
            #expect(throws: CMSError.self) { try SignedData(der: Array(made.detached.prefix(count))) }
        }
    }

    @Test func `refuses bytes behind the end`() {
        #expect(throws: CMSError.self) { try SignedData(der: made.detached + [0]) }
        #expect(throws: CMSError.self) { try SignedData(der: made.detached + made.detached) }
    }

    @Test func `refuses indefinite lengths, which BER allows and DER does not`() throws {
        #expect(made.indefinite[1] == 0x80, "openssl was asked for BER")
        #expect(throws: CMSError.self) { try SignedData(der: made.indefinite) }
    }

    @Test func `refuses a length that promises more than there is`() throws {
        var bytes = made.detached
        bytes[2] = 0x7F
        #expect(throws: CMSError.self) { try SignedData(der: bytes) }
        #expect(throws: CMSError.self) { try SignedData(der: [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x00]) }
        #expect(throws: CMSError.self) { try SignedData(der: [0x30, 0x89] + [UInt8](repeating: 0xFF, count: 20)) }
    }

    @Test(arguments: [0x31, 0x04, 0xA0, 0x02] as [UInt8])
    func `refuses another tag in place of the outermost`(tag: UInt8) {
        #expect(throws: CMSError.self) { try SignedData(der: [tag] + made.detached.dropFirst()) }
    }

    @Test func `refuses another content than SignedData`() {
        let data = ASN1.sequence(ASN1.oid(ObjectIdentifiers.data), ASN1.context(0, ASN1.octets([1])))
        #expect {
            try SignedData(der: data)
        } throws: { error in
            (error as? CMSError)
                == CMSError("ContentInfo", found: ObjectIdentifiers.data, expected: "SignedData (1.2.840.113549.1.7.2)")
        }
    }

    @Test(arguments: [[], [0x80], [0xFF], [0, 1], [0, 200], [1, 0, 0, 0, 0]] as [[UInt8]])
    func `refuses a version that is none`(version: [UInt8]) {
        #expect(throws: CMSError.self) { try SignedData(der: minimal(version: version)) }
    }

    @Test func `refuses more certificates than a chain has`() throws {
        let one = ASN1.sequence(ASN1.null)
        _ = try SignedData(der: minimal(certificates: Array(repeating: one, count: 10)))
        #expect(throws: CMSError.self) { try SignedData(der: minimal(certificates: Array(repeating: one, count: 11))) }
    }

    @Test func `refuses elements nested beyond the parser's depth`() {
        let nested = (0..<1_000).reduce(ASN1.null) { inner, _ in ASN1.sequence(inner) }
        #expect(throws: CMSError.self) { try SignedData(der: nested) }
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `survives any bytes altered in a good one, and never reads them as the same`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var bytes = made.detached
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: bytes.indices, using: &generator)
            bytes[place] ^= UInt8.random(in: 1...255, using: &generator)
        }
        guard bytes != made.detached, let read = try? SignedData(der: bytes) else { return }
        // What is read again from what is written says the same: nothing was understood that was not there.
        guard let written = read.der else { return }
        #expect((try? SignedData(der: written))?.signerInfos.map(\.signature) == read.signerInfos.map(\.signature))
        #expect(written != made.detached, "seed \(seed)")
    }

    private func minimal(version: [UInt8] = [1], certificates: [[UInt8]] = []) -> [UInt8] {
        let content = ASN1.sequence(ASN1.oid(ObjectIdentifiers.data))
        let data = ASN1.sequence(
            ASN1.integer(version), ASN1.set([]), content,
            certificates.isEmpty ? [] : ASN1.set(certificates, tag: 0xA0), ASN1.set([]))
        return ASN1.sequence(ASN1.oid(ObjectIdentifiers.signedData), ASN1.context(0, data))
    }
}

@Suite("SignedData by openssl")
struct ForeignSignedDataTests {
    private let made: MadeByOpenSSL

    init() throws { made = try MadeByOpenSSL.shared.get() }

    @Test func `is read and written back byte for byte`() throws {
        for bytes in [made.detached, made.attached, made.token] { #expect(try SignedData(der: bytes).der == bytes) }
    }

    @Test func `has the parts that openssl was asked for`() throws {
        let data = try SignedData(der: made.detached)
        let info = try #require(data.signerInfos.first)
        #expect(data.contentType == ObjectIdentifiers.data)
        #expect(data.content == nil)
        #expect(data.isConsistent)
        #expect(info.digestAlgorithm.oid == ObjectIdentifiers.sha256)
        #expect(info.signedAttributes.messageDigest == DigestAlgorithm.sha256.digest(made.content))
        #expect(info.signedAttributes.contentType == ObjectIdentifiers.data)
        #expect(info.signedAttributes.contains(type: ObjectIdentifiers.signingTime))
        #expect(data.certificate(of: info) == made.certificate.der)
    }

    @Test func `verifies over the attributes as they were read`() throws {
        let info = try #require(try SignedData(der: made.detached).signerInfos.first)
        let message = try #require(info.signedAttributesEncoding)
        #expect(made.certificate.verifies(signature: info.signature, over: message, digest: .sha256))
        #expect(!made.certificate.verifies(signature: info.signature, over: message + [0], digest: .sha256))
    }

    @Test func `names its certificate by digest, and by issuer and serial number`() throws {
        let info = try #require(try SignedData(der: made.detached).signerInfos.first)
        let value = try #require(info.signedAttributes.single(ObjectIdentifiers.signingCertificateV2)?.singleValue)
        let attribute = try SigningCertificateV2(der: value)
        #expect(attribute.digestAlgorithm == ObjectIdentifiers.sha256)
        #expect(attribute.certificateDigest == made.certificate.sha256Fingerprint)
        #expect(attribute.names(made.certificate.der))
    }

    @Test func `holds its content when it is not detached`() throws {
        #expect(try SignedData(der: made.attached).content == made.content)
    }

    @Test func `may be signed by two`() throws { #expect(try SignedData(der: made.twoSigners).signerInfos.count == 2) }

    @Test func `is not canonical when its attributes are in another order`() throws {
        // The attributes' own bytes stay, so only their order can be what differs.
        let read = try SignedData(der: made.detached)
        let attributes = try #require(read.signerInfos.first?.signedAttributes).map(\.der)
        let sorted = ASN1.sortedSet(attributes, tag: 0xA0)
        let reversed = ASN1.set(attributes.sorted { !$0.lexicographicallyPrecedes($1) }, tag: 0xA0)
        let range = try #require(made.detached.range(of: sorted))
        let unsorted = Array(made.detached[..<range.lowerBound]) + reversed + made.detached[range.upperBound...]
        #expect(unsorted != made.detached)
        #expect(try SignedData(der: unsorted).der == made.detached)
    }
}

extension [UInt8] {
    fileprivate func range(of pattern: [UInt8]) -> Range<Int>? {
        guard count >= pattern.count else { return nil }
        let start = (0...count - pattern.count).first { self[$0..<$0 + pattern.count].elementsEqual(pattern) }
        return start.map { $0..<$0 + pattern.count }
    }
}
