import ConventionVerification
import PAdES
import PAdESValidation
import PDFModel
import Parties
import TestSupport
import Testing

/// Nobody signs twice, but for a person whom the data list twice.
@Suite("A person and the roles of a convention")
struct PersonTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop.shared.get() }

    @Test func `listed in two roles is told as a notice, and refused for nothing`() throws {
        let report = try workshop.verify(Specimen(try workshop.signedByOneInTwoRoles()))
        #expect(report.verdict == .passed)
        #expect(report.notices == [ConventionNotice(.sameNameTwice, field: "school")])
    }

    @Test func `listed once is no notice`() throws {
        #expect(try workshop.verify(Specimen(workshop.finished)).notices == [])
    }

    @Test func `who signs in a field of nobody besides the own one has signed twice`() throws {
        var base = try EditedBase(workshop.base)
        let own = base.fields[0]
        var other = base[own]
        other["T"] = .text("student-again")
        let reference = base.add(.dictionary(other))
        let form = try base.first("SigFlags", .integer(3))
        base[form]["Fields"] = .array((base[form]["Fields"]?.arrayValue ?? []) + [reference])
        let page = try (other["P"]?.referenceValue).orThrow("no page")
        base[page]["Annots"] = .array((base[page]["Annots"]?.arrayValue ?? []) + [reference])
        let signatory = workshop.signatories[0]
        let twice = try TestSigner(workshop.authority).sign(
            workshop.signRest(base.bytes()), field: "student-again", role: signatory.role, name: signatory.name,
            at: Workshop.moment(5))
        let report = try workshop.verify(Specimen(twice))
        #expect(report.findings.contains(ConventionFinding(.signedTwice, field: "student-again")), "\(report.findings)")
        #expect(report.verdict == .failed)
    }
}

extension Workshop {
    /// The mother of the pupil is head of the school as well: the data list her in both roles.
    func signedByOneInTwoRoles() throws -> [UInt8] {
        let (mother, head) = (signatories[1].name, signatories[2].name)
        var base = try EditedBase(base)
        try base.changeData { data in
            data.replacing("<givenName>\(head.given)</givenName>", with: "<givenName>\(mother.given)</givenName>")
                .replacing("<familyName>\(head.family)</familyName>", with: "<familyName>\(mother.family)</familyName>")
        }
        return try signatories.enumerated().reduce(base.bytes()) { bytes, next in
            try TestSigner(authority).sign(
                bytes, field: next.element.fieldName, role: next.element.role,
                name: next.element.role == .school ? mother : next.element.name, at: Self.moment(next.offset))
        }
    }
}
