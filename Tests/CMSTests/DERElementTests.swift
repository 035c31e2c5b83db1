import DEREncoding
import TestSupport
import Testing

@Suite("DER")
struct DERElementTests {
    @Test(
        arguments: [
            [], [0x30], [0x30, 0x80, 0x00, 0x00], [0x30, 0x81, 0x00], [0x30, 0x81, 0x7F], [0x30, 0x82, 0x00, 0x80],
            [0x04, 0x02, 0x01], [0x1F, 0x20, 0x00], [0x00, 0x00], [0x30, 0x02, 0x04, 0x01], [0x30, 0x01, 0x04],
            [0x30, 0x85, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
        ] as [[UInt8]])
    func `refuses a length that is indefinite, too long, or longer than it must be`(bytes: [UInt8]) {
        #expect(throws: DERFault.malformed) { try DERElement(der: bytes) }
    }

    @Test func `refuses bytes behind, and elements nested without end`() {
        #expect(throws: DERFault.bytesBehind(2)) { try DERElement(der: [0x05, 0x00, 0x05, 0x00]) }
        let nested = (0..<60).reduce([UInt8]()) { inner, _ in ASN1.sequence(inner) }
        #expect(throws: DERFault.tooDeep) { try DERElement(der: nested) }
    }

    @Test(arguments: [0, 1, 127, 128, 255, 256, 65_535, 65_536])
    func `writes the lengths that another encoder writes, and reads them back`(count: Int) throws {
        let content = [UInt8](repeating: 7, count: count)
        let bytes = DERWriter.octetString(content)
        #expect(bytes == ASN1.octets(content))
        #expect(try DERElement(der: bytes).content(.octetString).map(Array.init) == content)
    }

    @Test(arguments: ["0.0", "1.39.1", "2.999.1", "2.5.29.15", "1.2.840.113549.1.9.16.2.47", "2.40.4294967295.0"])
    func `writes identifiers as another encoder does, and reads them back`(oid: String) throws {
        let bytes = try #require(DERWriter.objectIdentifier(validating: oid))
        #expect(bytes == ASN1.oid(oid))
        #expect(try DERElement(der: bytes).objectIdentifier == oid)
    }

    /// Numbers up to 62 bits: `DERWriter` ends the process for an identifier of a stranger's that it cannot write.
    @Test(arguments: [
        "2.4611686018427387823", "1.2.4611686018427387903", "1.2.2882303761517117440.4000000000000000000",
    ])
    func `writes every identifier that is read`(oid: String) throws {
        let bytes = try #require(DERWriter.objectIdentifier(validating: oid))
        #expect(try DERElement(der: bytes).objectIdentifier == oid)
    }

    @Test func `neither reads nor writes a number of more than 62 bits`() throws {
        let larger = ASN1.element(0x06, [0x2A, 0xC0] + [UInt8](repeating: 0x80, count: 7) + [0x00])
        #expect(try DERElement(der: larger).objectIdentifier == nil)
        #expect(DERWriter.objectIdentifier(validating: "1.2.4611686018427387904") == nil)
    }

    @Test(arguments: [
        "", "1", ".", "1.", ".1", "1..2", "3.1", "0.40", "1.02", "1.2.x", "1.2 ", "1.2.99999999999999999999",
    ])
    func `takes no other text for an identifier`(text: String) {
        #expect(DERWriter.objectIdentifier(validating: text) == nil)
    }

    @Test(arguments: [[], [0x80, 0x01], [0x2A, 0x80, 0x01], [0x2A, 0x86]] as [[UInt8]])
    func `reads no identifier that is cut off or has idle octets`(content: [UInt8]) throws {
        #expect(try DERElement(der: ASN1.element(0x06, content)).objectIdentifier == nil)
    }

    @Test(
        arguments: [
            ([0], [0]), ([0x7F], [0x7F]), ([0x80], [0, 0x80]), ([0, 0, 1], [1]), ([], [0]),
        ] as [([UInt8], [UInt8])])
    func `a number that is not negative has a sign bit of zero and no idle octets`(bytes: [UInt8], content: [UInt8]) {
        #expect(DERWriter.unsignedInteger(bytes) == ASN1.integer(content))
    }

    @Test func `a set is in the order of its encodings`() {
        #expect(
            DERWriter.set([[0x04, 0x01, 2], [0x02, 0x01, 9], [0x04, 0x01, 1]]) == [
                0x31, 9, 0x02, 0x01, 9, 0x04, 0x01, 1, 0x04, 0x01, 2,
            ])
    }
}
