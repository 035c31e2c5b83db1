import ConventionTemplates
import ConventionVerification
import Foundation
import OpenSSLBridge
import PAdESValidation
import Parties
import TestSupport
import Testing
import Typesetting

/// What the verifier makes of fields that need not be signed, in documents set and signed by the real thing.
@Suite("Fields that need not be signed", .timeLimit(.minutes(5)))
struct OptionalFieldTests {
    /// The usual convention, asking referent teacher and tutor.
    private struct Asking {
        let workshop: Workshop
        let base: [UInt8]
        let signatories: [Signatory]

        init() throws {
            workshop = try Workshop.shared.get()
            let store = try TemplateStore(
                directory: Workshop.path("Templates"), sha256: DigestAlgorithm.sha256.digest)
            let example = try Data(
                contentsOf: URL(filePath: Workshop.path("Examples/conventions/public-lycee-seconde.xml")))
            var data = try store.conventionXML.parse(Array(example))
            data.signing.optional = [.referentTeacher, .tutor]
            signatories = data.signatories
            base = try Workshop.typeset(data, store, .current)
        }

        /// The named fields signed one after the other, a minute each.
        func signed(_ fields: [String], role: Signatory.Role? = nil, name: PersonName? = nil) throws -> [UInt8] {
            let signer = TestSigner(workshop.authority)
            return try fields.enumerated().reduce(base) { bytes, next in
                let person = try signatories.first { $0.fieldName == next.element }.orThrow()
                let isOptional = person.isOptional
                return try signer.sign(
                    bytes, field: next.element, role: isOptional ? role ?? person.role : person.role,
                    name: isOptional ? name ?? person.name : person.name, at: Workshop.moment(next.offset))
            }
        }

        func judge(_ bytes: [UInt8]) throws -> ConventionReport { try workshop.verify(Specimen(bytes)) }
    }

    private static let shared = Result { try Asking() }
    private let asking: Asking
    private let required = ["student", "representative-1", "school", "employer"]

    init() throws { asking = try Self.shared.get() }

    private func findings(_ report: ConventionReport) -> [String] {
        report.findings.map { "\($0.code) \($0.fieldName ?? "")" }
    }

    @Test func `empty, they leave the document complete, archived or not`() throws {
        let finished = try asking.signed(required)
        for bytes in [finished, try asking.workshop.archive(finished)] {
            let report = try asking.judge(bytes)
            #expect(report.verdict == .passed && report.isComplete, "\(report.findings) \(report.validation.findings)")
            #expect(report.declaration?.required.map(\.fieldName) == required)
            #expect(report.declaration?.optional.map(\.fieldName) == ["referent-teacher", "tutor"])
        }
    }

    @Test(arguments: [
        ["tutor", "student", "representative-1", "referent-teacher", "school", "employer"],
        ["student", "representative-1", "school", "tutor", "employer"],
    ])
    func `signed before the last required one, wherever, they are as good as the others`(fields: [String]) throws {
        let finished = try asking.signed(fields)
        for bytes in [finished, try asking.workshop.archive(finished)] {
            let report = try asking.judge(bytes)
            #expect(report.verdict == .passed, "\(report.findings) \(report.validation.findings)")
            #expect(report.validation.signatures.count == fields.count)
        }
    }

    @Test func `stand in for nobody: all of them signed, the document lacks who must`() throws {
        let report = try asking.judge(
            try asking.signed(["tutor", "referent-teacher", "student", "representative-1", "school"]))
        #expect(report.verdict == .failed && report.missing.map(\.fieldName) == ["employer"])
    }

    @Test func `signed after all required ones, they are a finding: the service takes no such signature`() throws {
        let report = try asking.judge(try asking.signed(required + ["tutor"]))
        #expect(report.verdict == .failed && findings(report) == ["orderDiffers tutor"])
    }

    @Test func `signed in another role, or by another person, they make the document bad`() throws {
        let fields = ["tutor"] + required
        let role = try asking.judge(try asking.signed(fields, role: .employer))
        #expect(role.verdict == .failed && findings(role) == ["roleDiffers tutor"])
        let stranger = PersonName(given: "Paul", family: "Inconnu")
        let name = try asking.judge(try asking.signed(fields, name: stranger))
        #expect(name.verdict == .failed && findings(name) == ["nameDiffers tutor"])
    }

    @Test func `signed with a certificate of nobody who is trusted, they make the document bad`() throws {
        let foreign = try TestAuthority(madeAt: Workshop.issuedAt)
        let tutor = try asking.signatories.first { $0.fieldName == "tutor" }.orThrow()
        var bytes = try TestSigner(foreign).sign(
            asking.base, field: "tutor", role: .tutor, name: tutor.name, at: Workshop.moment(0))
        let signer = TestSigner(asking.workshop.authority)
        for (index, field) in required.enumerated() {
            let person = try asking.signatories.first { $0.fieldName == field }.orThrow()
            bytes = try signer.sign(
                bytes, field: field, role: person.role, name: person.name, at: Workshop.moment(index + 1))
        }
        let report = try asking.judge(bytes)
        #expect(report.verdict == .failed && report.missing.isEmpty)
    }

    @Test func `are in no document that does not ask for them`() throws {
        let text = String(decoding: try Workshop.shared.get().base, as: UTF8.self)
        #expect(!text.contains("(tutor)") && !text.contains("(referent-teacher)"))
        let asked = String(decoding: asking.base, as: UTF8.self)
        #expect(asked.contains("(tutor)") && asked.contains("(referent-teacher)"))
    }
}
