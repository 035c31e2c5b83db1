import ConventionVerification
import PAdESValidation
import PDFModel
import Testing

/// The document that mutants are made from passes; otherwise a refused mutant would prove nothing.
@Suite("The finished document")
struct FinishedDocumentTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop.shared.get() }

    @Test func `passes all three verdicts and is complete`() throws {
        let report = try workshop.verify(Specimen(workshop.finished))
        #expect(report.validation.findings == [])
        #expect(report.findings == [])
        #expect(report.verdict == .passed)
        #expect(report.declaration?.conventionID == "7K3F-92QM")
    }

    /// Documents that were issued before revision 0 had a stream are signed and archived as they were begun.
    @Test func `passes with tables as well, which every further revision then has too`() throws {
        for bytes in [workshop.finishedWithTables, try workshop.archive(workshop.finishedWithTables)] {
            let report = try workshop.verify(Specimen(bytes))
            #expect(report.validation.findings == [])
            #expect(report.verdict == .passed)
            let forms = try PDFDocument(bytes: bytes).revisions.map(\.crossReference.form)
            #expect(Set(forms) == [.table] && forms.count >= 5)
        }
    }

    @Test func `has streams in every revision, and no object in another one`() throws {
        let document = try PDFDocument(bytes: workshop.archived)
        #expect(document.revisions.count == 6)
        for revision in document.revisions {
            #expect(revision.crossReference.form == .stream && revision.crossReference.isOrdinary)
            #expect(revision.structuralObjects == revision.crossReference.streamNumbers)
        }
    }
}
