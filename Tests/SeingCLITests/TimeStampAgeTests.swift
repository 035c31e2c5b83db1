import PAdES
import PAdESSigning
import PAdESValidation
import PDFModel
import TestSupport
import Testing
import ToolSupport

@testable import SeingCLI

@Suite("The age of a document time-stamp")
struct TimeStampAgeTests {
    private static let day: Int64 = 86_400
    /// 2026-01-01, from when on the edition of TS 119 312 no longer recommends RSA 2048 and SHA-224.
    private static let adviceEnds: Int64 = 1_767_225_600
    private static let strong = CryptographicConstraints.Suite(digest: "SHA-256", keyKind: "EC", keyBitCount: 256)

    private func age(imprint: String? = "SHA-256", _ suite: CryptographicConstraints.Suite? = strong) -> TimeStampAge {
        TimeStampAge(certificateEnd: 2_000_000_000, madeAt: 1_000_000_000, imprint: imprint, suite: suite)
    }

    @Test func `is that of its unit's certificate while its algorithms are relied on`() {
        #expect(age().end == .init(time: 2_000_000_000, cause: .certificate))
        #expect(age().first == age().end)
    }

    @Test func `is that of an algorithm no longer recommended, while it goes on proving until the certificate ends`() {
        for age in [age(imprint: "SHA-224"), age(.init(digest: "SHA-256", keyKind: "RSA", keyBitCount: 2_048))] {
            #expect(age.end == .init(time: 2_000_000_000, cause: .certificate))
            #expect(age.first.time == Self.adviceEnds && age.first.cause != .certificate)
        }
    }

    @Test func `is that of an algorithm that was given up, after which it proves nothing`() {
        let age = age(.init(digest: "SHA-1", keyKind: "EC", keyBitCount: 256))
        #expect(age.end.cause == .algorithm("SHA-1") && age.first == age.end)
        // 2009-01-01
        #expect(age.end.time == 1_230_768_000)
    }

    @Test func `has ended when it began for what is not known`() {
        #expect(age(imprint: nil).end.time == 1_000_000_000)
        #expect(age(nil).end.time == 1_000_000_000)
    }

    @Test func `makes a renewal due half a year before what ages first, and says what`() {
        let standing = ArchiveStanding(
            name: "a.pdf", layerCount: 1, age: age(.init(digest: "SHA-256", keyKind: "RSA", keyBitCount: 2_048)))
        #expect(standing.state(at: Self.adviceEnds - 181 * Self.day) == .valid)
        #expect(standing.state(at: Self.adviceEnds - 180 * Self.day) == .due)
        #expect(standing.state(at: 1_999_999_999) == .due)
        #expect(standing.state(at: 2_000_000_000) == .ended)
        #expect(standing.text(at: Self.adviceEnds, in: .english).contains("RSA 2048, an algorithm of the time-stamp"))
        let other = ArchiveStanding(name: "b.pdf", layerCount: 1, age: age())
        #expect(other.text(at: Self.adviceEnds, in: .english).contains("certificate ends"))
        #expect(ArchiveStanding(name: "c.pdf", layerCount: 0, age: nil).state(at: 0) == .unarchived)
    }

    /// By openssl, because no unit of ours has such a key.
    @Test func `is read from a time-stamp that somebody made with RSA 2048`() async throws {
        let folder = try TemporaryDirectory()
        let unit = try WeakUnit(folder)
        let stamper = TimeStampAuthority(maximumTokenByteCount: 8_192) { try unit.token(for: $0) }
        let bytes = try DocumentTimeStamper(timeStampAuthority: stamper).archive(
            PDFDocument(bytes: SampleDocument.bytes()), with: .init())
        let file = try folder.write("weak.pdf", bytes)
        let outcome = try await Seing.run("archive", "status", file, "--json")
        #expect(outcome.status == 1)
        try await expectValid(outcome.outputBytes, "archive")
        #expect(outcome.output.contains(#""algorithm" : "RSA 2048""#), "\(outcome.text)")
        #expect(outcome.output.contains(#""cause" : "algorithm""#) && outcome.output.contains(#""state" : "due""#))
    }
}

/// A time-stamping unit made of openssl, with a key that is not recommended any more.
private struct WeakUnit {
    private let folder: TemporaryDirectory

    init(_ folder: TemporaryDirectory) throws {
        self.folder = folder
        let configuration = """
            [req]
            distinguished_name = name
            [name]
            [tsa]
            basicConstraints = critical, CA:FALSE
            keyUsage = critical, digitalSignature
            extendedKeyUsage = critical, timeStamping
            [stamp]
            serial = \(folder.file("serial"))
            default_policy = 1.3.6.1.4.1.32473.3161.1
            digests = sha256
            signer_digest = sha256
            ess_cert_id_alg = sha256
            """
        try folder.write("unit.cnf", Array(configuration.utf8))
        try folder.write("serial", Array("01\n".utf8))
        try openssl(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder.file("unit.key"), "-out",
            folder.file("unit.pem"), "-subj", "/CN=unit", "-days", "3000", "-config", folder.file("unit.cnf"),
            "-extensions", "tsa")
    }

    func token(for digest: [UInt8]) throws -> [UInt8] {
        let hexadecimal = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try openssl(
            "ts", "-query", "-digest", hexadecimal, "-sha256", "-cert", "-no_nonce", "-out", folder.file("query"))
        try openssl(
            "ts", "-reply", "-queryfile", folder.file("query"), "-config", folder.file("unit.cnf"), "-section", "stamp",
            "-signer", folder.file("unit.pem"), "-inkey", folder.file("unit.key"), "-token_out", "-out",
            folder.file("token"))
        return try folder.read("token")
    }

    private func openssl(_ arguments: String...) throws {
        let result = try Command.run("openssl", arguments)
        try #require(result.succeeded, "\(result.output)")
    }
}
