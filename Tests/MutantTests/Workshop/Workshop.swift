import CertificateAuthority
import ConventionTemplates
import ConventionVerification
import Foundation
import OpenSSLBridge
import PAdESValidation
import PDFModel
import Parties
import TestSupport
import Typesetting

/// Everything that mutants are made from: a convention as the service makes it, signed by four, and the keys behind it.
struct Workshop: Sendable {
    /// 2026-11-23T09:00:00Z, the moment of issue; the signatories follow minute by minute.
    static let issuedAt = Date(timeIntervalSince1970: 1_795_424_400)

    static let shared = Result { try Workshop() }

    let authority: TestAuthority
    let conventionXML: ConventionXML
    /// In the order in which they sign.
    let signatories: [Signatory]
    /// Revision 0, typeset from the shipped template and an example.
    let base: [UInt8]
    /// All four revisions of signatures on top of ``base``.
    let finished: [UInt8]
    /// ``finished`` with one archival revision.
    let archived: [UInt8]
    /// The same convention as it was set before documents had cross-reference streams, signed by all four.
    let finishedWithTables: [UInt8]
    private let trust: TrustMaterial

    init() throws {
        authority = try TestAuthority(madeAt: Self.issuedAt)
        let store = try TemplateStore(directory: Self.path("Templates"), sha256: DigestAlgorithm.sha256.digest)
        conventionXML = store.conventionXML
        let example = try Data(contentsOf: URL(filePath: Self.path("Examples/conventions/public-lycee-seconde.xml")))
        let data = try conventionXML.parse(Array(example))
        signatories = data.signatories
        base = try Self.typeset(data, store)
        trust = try TrustMaterial(files: Self.files(in: authority.trustPath))
        finished = try Self.signAll(base, signatories, authority)
        archived = try TestSigner(authority).archive(finished, at: Self.moment(5))
        finishedWithTables = try Self.signAll(try Self.typeset(data, store, .withTable), signatories, authority)
    }

    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized.path + "/" + name
    }

    static func files(in directory: String) throws -> [(name: String, content: [UInt8])] {
        try FileManager.default.contentsOfDirectory(atPath: directory).sorted().map { name in
            (name, Array(try Data(contentsOf: URL(filePath: "\(directory)/\(name)"))))
        }
    }

    static func typeset(
        _ data: ConventionData, _ store: TemplateStore, _ form: FileForm = .current
    ) throws -> [UInt8] {
        let context = IssueContext(
            conventionID: "7K3F-92QM", issuedOn: try CalendarDate(iso8601: "2026-11-23").orThrow(),
            createdAt: Int64(issuedAt.timeIntervalSince1970), isDemonstration: true,
            order: [[.student, .representative1], [.school], [.employer]])
        let content = try store.template("observation-2025-11").fill(data, issue: context)
        return try Typesetter(fonts: FontSet()).typeset(content, as: form).bytes
    }
}

extension Workshop {
    /// When the signatory of a field signs: one minute after the one before.
    static func moment(_ index: Int) -> Date { issuedAt.addingTimeInterval(Double(index + 1) * 60) }

    private static func signAll(
        _ base: [UInt8], _ signatories: [Signatory], _ authority: TestAuthority
    ) throws -> [UInt8] {
        let signer = TestSigner(authority)
        return try signatories.enumerated().reduce(base) { bytes, next in
            try signer.sign(
                bytes, field: next.element.fieldName, role: next.element.role, name: next.element.name,
                at: moment(next.offset))
        }
    }

    /// A document whose remaining fields are signed by those who are to sign them.
    func signRest(_ bytes: [UInt8], from first: Int = 0) throws -> [UInt8] {
        let signer = TestSigner(authority)
        return try signatories.enumerated().dropFirst(first).reduce(bytes) { bytes, next in
            try signer.sign(
                bytes, field: next.element.fieldName, role: next.element.role, name: next.element.name,
                at: Self.moment(next.offset))
        }
    }

    /// A document with one more archival revision.
    func archive(_ bytes: [UInt8], at moment: Int = 6) throws -> [UInt8] {
        try TestSigner(authority).archive(bytes, at: Self.moment(moment))
    }

    /// The finished document as it was after so many signatures.
    func after(_ count: Int) throws -> [UInt8] {
        Array(finished[..<(try PDFDocument(bytes: finished).revisions[count].range.upperBound)])
    }

    /// Judges a specimen as `seing verify` does.
    func verify(_ specimen: Specimen) throws -> ConventionReport {
        let validator = DocumentValidator(
            trust: specimen.trust ?? trust, policyArc: specimen.areRolesKnown ? authority.trust.policies.arc : nil,
            policy: specimen.policy)
        let verifier = ConventionVerifier(validator: validator)
        return try verifier.verify(
            specimen.bytes, at: specimen.now ?? Int64(Self.moment(8).timeIntervalSince1970),
            binding: { AmendmentBinding($0, among: specimen.others.compactMap { (try? verifier.outline($0)) ?? nil }) })
    }
}

/// A mutated document, and what the verifier is given besides.
struct Specimen: Sendable {
    var bytes: [UInt8]
    /// Another trust than the authority's own.
    var trust: TrustMaterial?
    /// Another moment of verification than shortly after the last signature, Unix time.
    var now: Int64?
    /// Whether the trust folder says under which identifiers roles are named.
    var areRolesKnown = true
    /// What is asked of it.
    var policy = ValidationPolicy.strict
    /// Files given with it.
    var others: [[UInt8]] = []

    init(_ bytes: [UInt8], trust: TrustMaterial? = nil, now: Int64? = nil) {
        self.bytes = bytes
        self.trust = trust
        self.now = now
    }
}

/// A mutant could not be made: the test is wrong, not the verifier.
struct CannotMutate: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension Optional {
    func orThrow(_ what: String = "something expected is missing") throws -> Wrapped {
        guard let self else { throw CannotMutate(what) }
        return self
    }
}
