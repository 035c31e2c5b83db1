import Bootstrap
import ConventionDomain
import ConventionVerification
import Foundation
import PDFModel
import Parties
import Testing
import ToolSupport
import Workflow

@Suite("The school's statement about a signature on paper", .timeLimit(.minutes(5)))
struct StatementTests {
    /// Three have signed electronically and the representative on paper; made once.
    private struct Finished {
        let office: PaperOffice
        let id: ConventionID
        let document: [UInt8]
        let statement: [UInt8]
    }

    private static let shared = Task { () throws -> Finished in
        let office = try PaperOffice()
        let id = try await office.issued()
        try await office.sign("student")
        let statement = try await office.attest("representative-1", of: id)
        try await office.sign("school")
        try await office.countersign(id)
        _ = try await office.workflow.archive(id)
        return Finished(
            office: office, id: id, document: try await office.workflow.document(of: id).bytes, statement: statement)
    }

    private func codes(_ report: ConventionReport) -> [ConventionFinding.Code] { report.findings.map(\.code) }

    @Test func `completes the document, which alone stays incomplete`() async throws {
        let all = try await Self.shared.value
        let alone = try all.office.verify(all.document)
        #expect(alone.verdict == .failed && alone.missing.map(\.fieldName) == ["representative-1"])
        let both = try all.office.verify(all.document, with: [all.statement])
        #expect(both.verdict == .passed && both.isComplete, "\(both.findings)")
        let part = try #require(both.onPaper.first)
        #expect(part.attestedBy == "Hélène Roussel" && part.function == "proviseure adjointe" && part.isProven)
        #expect(part.signatory.fieldName == "representative-1")
    }

    @Test func `is said in words and as JSON by the command`() async throws {
        let all = try await Self.shared.value
        let document = try all.office.folder.write("c.pdf", all.document)
        let statement = try all.office.folder.write("s.pdf", all.statement)
        let words = try await Seing.run(
            "verify", document, "--with", statement, "--trust", all.office.trust, "--lang", "fr")
        #expect(words.succeeded, "\(words.text)")
        #expect(
            words.output.contains(
                "3 signatures électroniques, 1 sur papier attestée par Hélène Roussel, proviseure adjointe, le "))
        let json = try await Seing.run(
            "verify", document, "--with", statement, "--trust", all.office.trust, "--json")
        #expect(
            json.output.contains("\"completeness\" : \"complete\"")
                || json.output.contains("\"completeness\":\"complete\""))
        #expect(json.output.contains("representative-1") && json.output.contains("onPaper"))
        let alone = try await Seing.run("verify", document, "--trust", all.office.trust, "--lang", "fr")
        #expect(!alone.succeeded && alone.output.contains("incomplètes"), "\(alone.text)")
        #expect(alone.output.contains("--with"))
    }

    @Test func `holds the scan, byte for byte, for readers of others`() async throws {
        let all = try await Self.shared.value
        let statement = try all.office.folder.write("scan-s.pdf", all.statement)
        let out = all.office.folder.file("scan.png")
        let got = try await Command.outcome("pdfdetach", "-savefile", "scan.png", "-o", out, statement)
        #expect(got.succeeded, "\(got.text)")
        #expect(try all.office.folder.read("scan.png") == PaperOffice.scan)
        let signed = try await Command.outcome("pdfsig", "-nocert", statement)
        #expect(signed.output.contains("Signature is Valid."), "\(signed.text)")
        #expect(signed.output.contains("Total document signed"), "\(signed.text)")
    }

    /// Parents open what is embedded in a statement.
    @Test func `is not made of a PDF that does something, or has no page`() async throws {
        let office = try PaperOffice()
        let id = try await office.issued()
        let script: PDFObject = .dictionary(["S": .name("JavaScript"), "JS": .string(Array("app.alert(1)".utf8))])
        let link: PDFObject = .array([
            .dictionary(["Subtype": .name("Link"), "A": .dictionary(["S": .name("URI"), "URI": .string([0x78])])])
        ])
        for (catalog, page, hasPage) in [
            (["OpenAction": script], [:], true), ([:], ["AA": .dictionary(["O": script])], true),
            ([:], ["Annots": link], true),
            (["AcroForm": .dictionary([:])], [:], true), ([:], [:], false),
        ] as [(PDFDictionary, PDFDictionary, Bool)] {
            let scan = Self.scan(catalog, page, hasPage: hasPage)
            let fault: PaperScanFault = hasPage ? .active : .damaged(.pdf)
            await #expect(throws: WorkflowError.invalidData([fault.text])) {
                try await office.attest("student", of: id, scan: scan)
            }
        }
        #expect(!(try await office.attest("student", of: id, scan: Self.scan([:], [:], hasPage: true))).isEmpty)
    }

    private static func scan(_ more: PDFDictionary, _ morePage: PDFDictionary, hasPage: Bool) -> [UInt8] {
        var file = PDFFileBuilder()
        let pages = file.reserve()
        var page: PDFDictionary = ["Type": .name("Page"), "Parent": .reference(pages)]
        for (key, value) in morePage { page[key] = value }
        let kids = hasPage ? [PDFObject.reference(file.add(.dictionary(page)))] : []
        file.set(.dictionary(["Type": .name("Pages"), "Count": .integer(kids.count), "Kids": .array(kids)]), at: pages)
        var catalog: PDFDictionary = ["Type": .name("Catalog"), "Pages": .reference(pages)]
        for (key, value) in more { catalog[key] = value }
        let root = file.add(.dictionary(catalog))
        return file.serialize(root: root, info: nil, identifier: [UInt8](repeating: 1, count: 16))
    }

    @Test func `of another convention is refused`() async throws {
        let all = try await Self.shared.value
        let other = try await all.office.issued()
        let statement = try await all.office.attest("representative-1", of: other)
        let report = try all.office.verify(all.document, with: [statement])
        #expect(codes(report).contains(.statementOfAnother) && report.verdict == .failed)
        #expect(report.missing.map(\.fieldName) == ["representative-1"])
    }

    @Test func `with one byte changed, in the text or in the scan, is refused`() async throws {
        let all = try await Self.shared.value
        let end = try #require(try PDFDocument(bytes: all.statement).revisions.first?.range.upperBound)
        for place in stride(from: 200, to: end, by: max(1, end / 40)) {
            var altered = all.statement
            altered[place] ^= 0x01
            let report = try all.office.verify(all.document, with: [altered])
            #expect(report.verdict == .failed && !report.isComplete, "byte \(place)")
        }
        let longer = all.statement + Array("\n".utf8)
        #expect(try all.office.verify(all.document, with: [longer]).verdict == .failed)
    }

    @Test func `for somebody who did sign, and twice, is refused`() async throws {
        // An office of its own: in the shared one the latest link to the pupil may be another test's.
        let office = try PaperOffice()
        let id = try await office.issued()
        let statement = try await office.attest("student", of: id)
        let before = try await office.workflow.document(of: id).bytes
        #expect(codes(try office.verify(before, with: [statement, statement])).contains(.statementTwice))
        try await office.workflow.withdrawPaper("student", of: id, reason: "Erreur")
        try await office.sign("student")
        let second = try await office.attest("representative-1", of: id)
        let document = try await office.workflow.document(of: id).bytes
        let report = try office.verify(document, with: [statement])
        #expect(codes(report).contains(.statementOfSigned) && report.verdict == .failed)
        #expect(codes(try office.verify(document, with: [second, statement])).contains(.statementOfSigned))
    }

    @Test func `without a seal, or sealed by somebody else's platform, is refused`() async throws {
        let all = try await Self.shared.value
        let end = try #require(try PDFDocument(bytes: all.statement).revisions.first?.range.upperBound)
        let bare = try all.office.verify(all.document, with: [Array(all.statement[..<end])])
        #expect(codes(bare).contains(.statementNotSealed))
        let stranger = try PaperOffice()
        let strange = try stranger.verify(all.document, with: [all.statement])
        #expect(codes(strange).contains(.statementNotTrusted) && strange.verdict == .failed)
        #expect(codes(try all.office.verify(all.document, with: [all.document])).contains(.statementUnreadable))
        #expect(codes(try all.office.verify(all.document, with: [Array("no PDF".utf8)])).contains(.statementUnreadable))
    }

    @Test func `without trust anchors is undetermined, not good`() async throws {
        let all = try await Self.shared.value
        let empty = all.office.folder.file("no-trust")
        try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
        let report = try all.office.verify(all.document, with: [all.statement], trust: empty)
        #expect(report.verdict == .undetermined && report.onPaper.allSatisfy { !$0.isProven })
    }

    @Test func `is erased with the convention`() async throws {
        let office = try PaperOffice()
        let id = try await office.issued()
        _ = try await office.attest("student", of: id)
        try await office.workflow.cancel(id, reason: "Erreur")
        try await office.workflow.erase(id, reason: .mistake)
        await #expect(throws: WorkflowError.conventionErased) { try await office.workflow.paperStatement(of: id) }
    }

    @Test func `says as the schema says it, and is PDF/A`() async throws {
        let all = try await Self.shared.value
        let statement = try all.office.folder.write("schema-s.pdf", all.statement)
        let out = all.office.folder.file("attestation.xml")
        let got = try await Command.outcome("pdfdetach", "-savefile", "attestation.xml", "-o", out, statement)
        #expect(got.succeeded, "\(got.text)")
        let schema = PythonTool.root.appending(path: "Templates/Schemas/paper-signature.rng").path
        let judged = try await Command.outcome("xmllint", "--noout", "--relaxng", schema, out)
        #expect(judged.succeeded, "\(judged.text)")
        let archival = try await Command.outcome(
            PythonTool.script("pdfa/pdfa-check"), "3a,ua1", statement)
        #expect(archival.succeeded, "\(archival.text)")
    }
}
