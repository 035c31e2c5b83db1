import Foundation
import TestSupport
import Testing
import ToolSupport

/// A signed PDF that is no convention, through the built command.
@Suite("seing verify --policy general", .timeLimit(.minutes(5)))
struct GeneralPolicyCommandTests {
    private let folder: TemporaryDirectory
    private let authority: TestAuthority
    private let signed: [UInt8]

    init() throws {
        folder = try TemporaryDirectory()
        authority = try TestAuthority()
        let signer = TestSigner(authority)
        let once = try signer.sign(
            SampleDocument.bytes(), field: "student", at: authority.madeAt.addingTimeInterval(60))
        signed = try signer.sign(once, field: "school", at: authority.madeAt.addingTimeInterval(120))
    }

    private func verify(_ bytes: [UInt8], _ policy: String, trust: String? = nil) async throws -> Outcome {
        try await Seing.run(
            "verify", folder.write("document.pdf", bytes), "--policy", policy, "--lang", "fr", "--trust",
            trust ?? authority.trustPath, "--at", authority.madeAt.addingTimeInterval(600).formatted(.iso8601))
    }

    @Test func `accepts signatures that are sound, and says that it is no convention only when strict`() async throws {
        let general = try await verify(signed, "general")
        #expect(general.status == 0, "\(general)")
        #expect(general.output.hasPrefix("Ce document porte 2 signatures et n’a pas été modifié depuis.\n"))
        #expect(!general.output.contains("  ! "), "\(general.output)")
        let strict = try await verify(signed, "strict")
        #expect(strict.status == 1 && strict.output.hasPrefix("Ce document n’est pas une convention de Seing"))
    }

    @Test func `says of a document with a time-stamp alone that nobody has signed it`() async throws {
        let stamped = try TestSigner(authority).archive(
            SampleDocument.bytes(), at: authority.madeAt.addingTimeInterval(60))
        let outcome = try await verify(stamped, "general")
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("Personne n’a signé ce document, qui ne porte qu’une preuve de date"))
    }

    @Test func `refuses what was changed, and those whom nobody knows`() async throws {
        var altered = signed
        altered[signed.count / 4] ^= 1
        #expect(try await verify(altered, "general").status == 1)
        let stranger = try TestAuthority()
        let outcome = try await verify(signed, "general", trust: stranger.trustPath)
        #expect(outcome.status == 1 && outcome.output.contains("un signataire n’est pas reconnu"), "\(outcome)")
        #expect(try await verify(SampleDocument.bytes(), "general").status == 1, "nobody has signed")
    }
}
