import ConventionVerification
import PAdESValidation
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
}
