import Foundation
import Testing
import ToolSupport

/// What others say of a document with fields that need not be signed: the referent teacher has signed, the tutor has not, and it is archived.
@Suite("A document with an empty optional field, judged by others", .timeLimit(.minutes(10)))
struct OptionalDocumentTests {
    private struct Made {
        let folder: TemporaryDirectory
        let madeAt: Int
        let revisions: [String]

        var path: String { folder.file("demo/convention.pdf") }
        func trust(_ name: String) -> String { folder.file("demo/trust/\(name)") }
    }

    private static let shared = Task { () throws -> Made in
        let folder = try TemporaryDirectory()
        let made = try await Seing.run("demo", "--with-optional", "--out", folder.file("demo"))
        guard made.succeeded else { throw FinishedDocument.Unexpected(description: "seing demo failed: \(made.text)") }
        let madeAt = Int(Date().timeIntervalSince1970)
        let bytes = try folder.read("demo/convention.pdf")
        let ends = FinishedDocument.ends(of: bytes)
        let revisions = try ends.enumerated().map { index, end in
            try folder.write("revision-\(index).pdf", Array(bytes[..<end]))
        }
        return Made(folder: folder, madeAt: madeAt, revisions: revisions)
    }

    @Test func `pyHanko finds all five intact and trusted, and B-LTA from what the file carries`() async throws {
        let made = try await Self.shared.value
        let lists = ["root.crl", "issuing-ca.crl"].map(made.trust)
        let result = try await Judges.pyHanko(
            made.path, trusting: made.trust("root.pem"), lists: lists, at: made.madeAt)
        #expect(result.succeeded, "\(result.text)")
        let fields = result.output.matches(of: /"field": "([^"]+)"/).map { String($0.output.1) }
        #expect(fields == ["referent-teacher"] + FinishedDocument.fields)
        let archived = try await Judges.pyHankoLTA(made.path, trusting: made.trust("root.pem"))
        #expect(archived.succeeded && archived.count(#""passed": true"#) == 5, "\(archived.text)")
    }

    @Test func `pdfsig finds all five valid, and the field of the tutor empty`() async throws {
        let made = try await Self.shared.value
        let result = try await Judges.pdfsig(made.path, trusting: made.trust("root.pem"))
        #expect(result.count("Signature is Valid.") == 5, "\(result.text)")
        #expect(result.count("Certificate is Trusted.") == 5, "\(result.text)")
        #expect(result.text.contains("tutor"), "\(result.text)")
    }

    @Test func `every revision passes PDF/A-3a and PDF/UA-1`() async throws {
        let made = try await Self.shared.value
        #expect(made.revisions.count == 7, "the original, five signatures, the archival revision")
        let result = try await Judges.pdfaCheck(made.revisions)
        #expect(result.succeeded, "\(result.text)")
        #expect(result.count("PASS 3a ") == 7 && result.count("PASS ua1 ") == 7, "\(result.text)")
    }

    @Test func `qpdf finds no fault`() async throws {
        let result = try await Command.outcome("qpdf", "--check", try await Self.shared.value.path)
        #expect(result.succeeded && result.count("WARNING") == 0, "\(result.text)")
    }
}
