import ConventionDomain
import ConventionTemplates
package import PAdESValidation
package import PDFModel
import Parties

/// Verifies a document as PDF and as convention.
package struct ConventionVerifier: Sendable {
    private let validator: DocumentValidator

    package init(validator: DocumentValidator) { self.validator = validator }

    /// - Parameters:
    ///   - now: The moment of verification, Unix time.
    ///   - binding: Asked for an amendment how the other files stand to what it names.
    ///   - statements: What the school states about signatures on paper, given for this document.
    ///   - mayGoOn: Whether there is time left; asked again and again.
    /// - Throws: `PDFReadError` when the bytes are not a PDF that can be read, or the time is up.
    package func verify(
        _ bytes: [UInt8], at now: Int64, binding: (AmendedConvention) -> AmendmentBinding = { _ in .missing },
        statements: [JudgedPaperStatement] = [], mayGoOn: @escaping @Sendable () -> Bool = { true }
    ) throws(PDFReadError) -> ConventionReport {
        let validation = try validator.validate(try PDFDocument(bytes: bytes, mayGoOn: mayGoOn), at: now)
        guard let data = validation.facts.baseDocument.conventionXML else {
            return Self.noConvention(validation, .declarationMissing)
        }
        guard let declaration = declaration(data) else { return Self.noConvention(validation, .declarationInvalid) }
        let signed = Set(validation.signatures.map(\.fieldName))
        let bound = declaration.amends.map(binding)
        let paper = PaperStatementSteps(statements, validation, declaration)
        let settled = signed.union(paper.parts.map(\.signatory.fieldName))
        return ConventionReport(
            validation: validation, declaration: declaration,
            missing: declaration.required.filter { !settled.contains($0.fieldName) },
            findings: ConventionSteps(validation, declaration, onPaper: paper.parts).findings() + paper.findings
                + [bound?.finding].compactMap(\.self),
            notices: PersonSteps(validation, declaration).notices() + sealNotices(validation)
                + [bound?.notice].compactMap(\.self),
            binding: bound, onPaper: paper.parts)
    }

    /// A seal tells which organisation agreed, and not who in it: the reader should know.
    private func sealNotices(_ validation: ValidationReport) -> [ConventionNotice] {
        validation.signatures.filter { $0.ownCertificate == .seal }
            .map { ConventionNotice(.sealInsteadOfSignature, field: $0.fieldName) }
    }

    /// What revision 0 declares; no signature is looked at.
    ///
    /// - Returns: `nil` for a document that declares no convention.
    /// - Throws: `PDFReadError` when the bytes are not a PDF that can be read.
    package func declaration(in bytes: [UInt8]) throws(PDFReadError) -> ConventionDeclaration? {
        try BaseOutline(of: PDFDocument(bytes: bytes)).conventionXML.flatMap { declaration($0) }
    }

    /// What an amendment has to name for the document to be the one that it amends; no signature is looked at.
    ///
    /// - Returns: `nil` for a document that declares no convention.
    /// - Throws: `PDFReadError` when the bytes are not a PDF that can be read, or the time is up.
    package func outline(
        _ bytes: [UInt8], mayGoOn: @escaping @Sendable () -> Bool = { true }
    ) throws(PDFReadError) -> AmendedConvention? {
        let base = try BaseOutline(of: PDFDocument(bytes: bytes, mayGoOn: mayGoOn))
        guard let data = base.conventionXML, let declaration = declaration(data) else { return nil }
        return AmendedConvention(conventionID: declaration.conventionID, baseDigest: base.digest)
    }

    private static func noConvention(
        _ validation: ValidationReport, _ code: ConventionFinding.Code
    ) -> ConventionReport {
        ConventionReport(
            validation: validation, declaration: nil, missing: [], findings: [ConventionFinding(code)], notices: [],
            binding: nil)
    }

    private func declaration(_ data: [UInt8]) -> ConventionDeclaration? {
        guard let issued = try? ConventionXML.parseIssued(data) else { return nil }
        // An amendment of nothing could stand for the convention itself.
        guard issued.data.document != .amendment || issued.issue.amends != nil else { return nil }
        let signatories = issued.data.signatories
        guard
            let order = try? SigningOrder(
                groups: issued.issue.order.map { $0.map(\.rawValue) },
                optional: issued.data.signing.optional.map(\.rawValue)),
            order.fieldNames.sorted() == signatories.map(\.fieldName).sorted()
        else { return nil }
        return ConventionDeclaration(
            conventionID: issued.issue.conventionID, kind: issued.data.document, pupil: issued.data.pupil.name,
            host: issued.data.host.siret,
            template: "\(issued.issue.template.identifier) \(issued.issue.template.version)",
            isDemonstration: issued.issue.isDemonstration, signatories: signatories, order: order,
            amends: issued.issue.amends.map {
                AmendedConvention(conventionID: $0.conventionID, baseDigest: $0.digestBytes)
            }, placement: issued.data.placement)
    }
}
