import Foundation
import TestSupport
import Testing
import ToolSupport

/// What software that nobody here wrote says of the document that `seing demo` writes; each judge is also shown to refuse.
@Suite("The finished document, judged by others", .timeLimit(.minutes(10)))
struct FinishedDocumentTests {
    private let document: FinishedDocument

    init() async throws { document = try await FinishedDocument.shared.value }

    private var lists: [String] { ["root.crl", "issuing-ca.crl"].map(document.trust) }

    @Test func `pyHanko finds all four intact, trusted, stamped, with fresh lists for every certificate`() async throws
    {
        let result = try await Judges.pyHanko(
            document.path, trusting: document.root, lists: lists, at: document.madeAt)
        #expect(result.succeeded, "\(result.text)")
        let fields = result.output.matches(of: /"field": "([^"]+)"/).map { String($0.output.1) }
        #expect(fields == FinishedDocument.fields)
    }

    @Test func `pyHanko refuses an altered copy, another root, and a list that is missing`() async throws {
        let altered = try await Judges.pyHanko(document.altered, trusting: document.root, at: document.madeAt)
        #expect(!altered.succeeded)
        #expect(altered.count(#""intact": false"#) == 4, "\(altered.text)")
        let stranger = try TestAuthority.shared.get().trustPath + "/root.pem"
        let untrusted = try await Judges.pyHanko(document.path, trusting: stranger, at: document.madeAt)
        #expect(!untrusted.succeeded && untrusted.count(#""trusted": false"#) == 4, "\(untrusted.text)")
        for list in lists {
            let unlisted = try await Judges.pyHanko(
                document.path, trusting: document.root, lists: [list], at: document.madeAt)
            #expect(!unlisted.succeeded && unlisted.count(#""trusted": false"#) == 4, "\(unlisted.text)")
        }
    }

    @Test func `is what its template makes of its data, byte for byte`() async throws {
        let result = try await Seing.run(
            "verify", document.path, "--trust", document.folder.file("demo/trust"), "--reproduce", "--json")
        #expect(result.succeeded && result.count(#""reproduction" : "identical""#) == 1, "\(result.text)")
    }

    @Test func `pdfsig finds all four valid and their certificates trusted`() async throws {
        let result = try await Judges.pdfsig(document.path, trusting: document.root)
        #expect(result.count("Signature is Valid.") == 4, "\(result.text)")
        #expect(result.count("Certificate is Trusted.") == 4, "\(result.text)")
        #expect(result.count("Total document signed") == 1, "\(result.text)")
    }

    @Test func `pdfsig refuses an altered copy, and trusts nobody without the root`() async throws {
        let altered = try await Judges.pdfsig(document.altered, trusting: document.root)
        #expect(altered.count("Digest Mismatch.") == 4, "\(altered.text)")
        #expect(altered.count("Signature is Valid.") == 0)
        let untrusted = try await Judges.pdfsig(document.path, trusting: nil)
        #expect(untrusted.count("Certificate is Trusted.") == 0, "\(untrusted.text)")
        #expect(untrusted.count("Certificate issuer is unknown.") == 4, "\(untrusted.text)")
    }

    @Test func `qpdf finds no fault, and finds that a copy has lost its end`() async throws {
        let result = try await Command.outcome("qpdf", "--check", document.path)
        #expect(result.succeeded && result.count("WARNING") == 0, "\(result.text)")
        let cut = try document.folder.write("cut.pdf", Array(document.bytes.dropLast(20)))
        let faulty = try await Command.outcome("qpdf", "--check", cut)
        #expect(!faulty.succeeded && faulty.count("WARNING") > 0, "\(faulty.text)")
    }

    @Test func `every revision passes PDF/A-3a and PDF/UA-1`() async throws {
        let revisions = document.revisions
        #expect(revisions.count == 6, "the original, four signatures, the archival revision")
        let result = try await Judges.pdfaCheck(revisions)
        #expect(result.succeeded, "\(result.text)")
        #expect(result.count("PASS 3a ") == 6 && result.count("PASS ua1 ") == 6, "\(result.text)")
    }

    @Test func `a copy that does not say it is tagged passes neither PDF/A-3a nor PDF/UA-1`() async throws {
        let text = try #require(String(data: Data(document.bytes), encoding: .isoLatin1))
        let untagged = text.replacing("/Marked true", with: "/Marked null")
        let bytes = try #require(untagged.data(using: .isoLatin1))
        let result = try await Judges.pdfaCheck([document.folder.write("untagged.pdf", Array(bytes))])
        #expect(result.status == 1, "\(result.text)")
        #expect(result.count("FAIL 3a ") == 1 && result.count("FAIL ua1 ") == 1, "\(result.text)")
    }

    @Test func `pyHanko validates each signature as PAdES B-LTA from what the file carries`() async throws {
        let result = try await Judges.pyHankoLTA(document.path, trusting: document.root)
        #expect(result.succeeded && result.count(#""passed": true"#) == 4, "\(result.text)")
    }

    @Test func `pyHanko refuses as PAdES B-LTA an altered copy, another root, and the document before archiving`()
        async throws
    {
        let altered = try await Judges.pyHankoLTA(document.altered, trusting: document.root)
        #expect(!altered.succeeded, "\(altered.text)")
        let stranger = try TestAuthority.shared.get().trustPath + "/root.pem"
        let untrusted = try await Judges.pyHankoLTA(document.path, trusting: stranger)
        #expect(!untrusted.succeeded, "\(untrusted.text)")
        let unarchived = try await Judges.pyHankoLTA(document.revisions[4], trusting: document.root)
        #expect(!unarchived.succeeded, "\(unarchived.text)")
    }
}
