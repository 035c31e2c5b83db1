import ConventionDomain
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    @Test(arguments: [
        "", "short", "abcdefghijkmnpqrstu1", "abcdefghijkmnpqrstuvw", "ABCDEFGHJKMNPQRSTUVW", "abcdefghijkmnpqrst v",
    ])
    func `a reference that is mistyped is refused`(text: String) {
        #expect(ConventionID(text) == nil)
    }

    @Test func `a reference made from any bytes can be read back`() throws {
        for seed in UInt8.min...UInt8.max {
            let bytes = (0..<20).map { seed &+ UInt8($0) &* 37 }
            let id = try #require(ConventionID(randomBytes: bytes))
            #expect(ConventionID(id.text) == id)
        }
    }

    @Test func `a reference is not made from too few bytes`() {
        #expect(ConventionID(randomBytes: [UInt8](repeating: 1, count: 19)) == nil)
    }

    @Test(arguments: ["", "00", String(repeating: "g", count: 64), String(repeating: "0", count: 65)])
    func `a digest that is not 64 hexadecimal digits is refused`(text: String) {
        #expect(DocumentDigest(hexadecimal: text) == nil)
    }

    @Test func `a digest is the same in upper and lower case`() throws {
        let digest = try #require(DocumentDigest(bytes: Array(0xE0...0xFF)))
        #expect(digest.hexadecimal == "e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff")
        #expect(DocumentDigest(hexadecimal: digest.hexadecimal.uppercased()) == digest)
    }
}
