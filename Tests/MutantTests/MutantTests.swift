import ConventionVerification
import PAdESValidation
import PDFModel
import Testing

@Suite("Mutants of a finished document")
struct MutantTests {
    static let catalogue: [Mutant] =
        Mutant.files + Mutant.crossReferences + Mutant.bothForms + Mutant.updates + Mutant.coveredChanges
        + Mutant.fields
        + Mutant.byteRanges + Mutant.contents
        + Mutant.signedData + Mutant.identities + Mutant.times + Mutant.bases + Mutant.conventions + Mutant.general
        + Mutant.archives

    private let workshop: Workshop

    init() throws { workshop = try Workshop.shared.get() }

    @Test(arguments: catalogue)
    func `are refused for the right reason`(mutant: Mutant) throws {
        let specimen = try mutant.make(workshop)
        let outcome = Result { try workshop.verify(specimen) }
        switch (mutant.expected, outcome) {
        case (.unreadable(let code), .failure(let error)):
            #expect((error as? PDFReadError)?.code == code, "\(error)")
        case (.unreadable(let code), .success(let report)):
            Issue.record("readable, expected \(code): \(report.validation.findings)")
        case (_, .failure(let error)):
            Issue.record("unreadable: \(error)")
        case (.sound(let missing), .success(let report)):
            #expect(report.validation.findings.filter { $0.code != .noSignature } == [])
            #expect(report.findings == [])
            #expect(report.missing.count == missing)
        case (.judged(let verdicts, let findings, let codes), .success(let report)):
            check(report, verdicts, findings, codes)
        }
    }

    private func check(
        _ report: ConventionReport, _ verdicts: Verdicts, _ findings: [FindingCode], _ codes: [ConventionFinding.Code]
    ) {
        let validation = report.validation
        #expect(report.verdict != .passed)
        #expect(
            Verdicts(validation.integrity, validation.identity, validation.profile) == verdicts,
            "\(validation.findings)")
        #expect(Set(validation.findings.map(\.code)) == Set(findings), "\(validation.findings)")
        #expect(Set(report.findings.map(\.code)) == Set(codes), "\(report.findings)")
    }

    @Test func `have each a name of their own and one of the strict rules`() {
        #expect(Set(Self.catalogue.map(\.name)).count == Self.catalogue.count)
        #expect(Self.catalogue.allSatisfy { (1...22).contains($0.rule) })
    }
}
