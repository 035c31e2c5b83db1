import ConventionDomain
import Testing

@Suite("The code on a printed page")
struct VerificationCodeTests {
    private let convention: ConventionID
    private let digest: DocumentDigest

    init() throws {
        convention = try #require(ConventionID("abcdefghijkmnpqrstuv"))
        digest = try #require(DocumentDigest(hexadecimal: "00443214c7" + String(repeating: "f", count: 54)))
    }

    @Test func `has seven groups of four: the reference and forty bits of the digest`() {
        // 0x00443214c7 in groups of five bits: 0 1 2 3 4 5 6 7, which are the alphabet's first letters.
        #expect(VerificationCode.text(convention, digest) == "abcd-efgh-ijkm-npqr-stuv-abcd-efgh")
    }

    @Test(arguments: [
        "abcd-efgh-ijkm-npqr-stuv-abcd-efgh", "ABCDEFGHIJKMNPQRSTUVABCDEFGH", " abcd efgh ijkm npqr stuv abcd efgh ",
    ])
    func `is read as people type it`(text: String) throws {
        let code = try #require(VerificationCode(typed: text))
        #expect(code.convention == convention)
        #expect(code.matches(digest))
    }

    @Test(arguments: [
        "", "abcd", "abcd-efgh-ijkm-npqr-stuv-abcd-efg", "abcd-efgh-ijkm-npqr-stuv-abcd-efgh-a",
        "abcd-efgh-ijkm-npqr-stuv-abcd-efg0", "abcd-efgh-ijkl-npqr-stuv-abcd-efgh", "é",
    ])
    func `is refused when it is none`(text: String) { #expect(VerificationCode(typed: text) == nil) }

    @Test func `matches no other data`() throws {
        let other = try #require(DocumentDigest(hexadecimal: "00443214c6" + String(repeating: "f", count: 54)))
        #expect(try !#require(VerificationCode(typed: VerificationCode.text(convention, digest))).matches(other))
        let scanned = try #require(VerificationCode(convention: convention.text, proof: digest.hexadecimal))
        #expect(scanned.matches(digest))
        let near = try #require(DocumentDigest(hexadecimal: digest.hexadecimal.dropLast() + "e"))
        #expect(!scanned.matches(near), "the QR code carries the whole digest")
        #expect(VerificationCode(convention: convention.text, proof: "00443214c7") == nil)
    }
}
