import Foundation
import TestSupport
import Testing
import ToolSupport

/// What the command openssl says of each signature of the document that `seing demo` writes.
@Suite("Each signature, judged by openssl", .timeLimit(.minutes(10)))
struct OpenSSLTests {
    private let document: FinishedDocument
    /// Where this test writes.
    private let folder: TemporaryDirectory

    init() async throws {
        document = try await FinishedDocument.shared.value
        folder = try TemporaryDirectory()
    }

    /// Root, revocation lists of every level, a purpose, and the time.
    private func trust(_ file: String? = nil, purpose: String) -> [String] {
        [
            "-CAfile", file ?? document.rootAndLists, "-crl_check_all", "-purpose", purpose, "-attime",
            "\(document.madeAt)",
        ]
    }

    private func verifyCMS(_ part: SignedPart, content: String, trusting file: String? = nil) async throws -> Outcome {
        try await Command.outcome(
            "openssl",
            [
                "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", part.cms, "-content", content,
                "-signer",
                folder.file("signer.pem"), "-out", "/dev/null",
            ] + trust(file, purpose: "smimesign"))
    }

    @Test(arguments: FinishedDocument.fields.indices)
    func `the CMS verifies over the byte range with root, lists and purpose, and not otherwise`(_ index: Int)
        async throws
    {
        let part = document.parts[index]
        let verified = try await verifyCMS(part, content: part.content)
        #expect(verified.succeeded && verified.text.contains("CAdES Verification successful"), "\(verified.text)")
        let altered = try await verifyCMS(part, content: part.alteredContent)
        #expect(!altered.succeeded && altered.text.contains("verification failure"), "\(altered.text)")
        let unlisted = try await verifyCMS(part, content: part.content, trusting: document.root)
        #expect(!unlisted.succeeded && unlisted.text.contains("unable to get certificate CRL"), "\(unlisted.text)")
        let stranger = try TestAuthority.shared.get().trustPath + "/root.pem"
        let untrusted = try await verifyCMS(part, content: part.content, trusting: stranger)
        #expect(!untrusted.succeeded, "\(untrusted.text)")
    }

    /// The last arc of the policy of each field's role: student, representative, school, employer.
    @Test(arguments: FinishedDocument.fields.indices)
    func `the certificate is accepted for its own role's policy, and for no other`(_ index: Int) async throws {
        let part = document.parts[index]
        try #require(try await verifyCMS(part, content: part.content).succeeded)
        for arc in 1...4 {
            let result = try await Command.outcome(
                "openssl",
                ["verify", "-untrusted", document.trust("issuing-ca.pem"), "-explicit_policy", "-policy"]
                    + ["1.3.6.1.4.1.32473.2.\(arc)"] + trust(purpose: "smimesign") + [folder.file("signer.pem")])
            #expect(result.succeeded == (arc == index + 1), "role \(arc): \(result.text)")
            if !result.succeeded { #expect(result.text.contains("no explicit policy"), "\(result.text)") }
        }
    }

    @Test(arguments: FinishedDocument.fields.indices)
    func `the time-stamp token is one over the signature value, and over nothing else`(_ index: Int) async throws {
        let part = document.parts[index]
        func verify(_ data: String, _ trust: [String]) async throws -> Outcome {
            try await Command.outcome(
                "openssl", ["ts", "-verify", "-token_in", "-in", part.token, "-data", data] + trust)
        }
        let trust = ["-CAfile", document.rootAndLists, "-crl_check_all", "-attime", "\(document.madeAt)"]
        let verified = try await verify(part.signatureValue, trust)
        #expect(verified.succeeded && verified.text.contains("Verification: OK"), "\(verified.text)")
        let other = try await verify(part.content, trust)
        #expect(!other.succeeded && other.text.contains("message imprint mismatch"), "\(other.text)")
        let stranger = try TestAuthority.shared.get().trustPath + "/root.pem"
        #expect(try await !verify(part.signatureValue, ["-CAfile", stranger]).succeeded)
    }
}
