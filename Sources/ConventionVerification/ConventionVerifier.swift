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
    ///   - mayGoOn: Whether there is time left; asked again and again.
    /// - Throws: `PDFReadError` when the bytes are not a PDF that can be read, or the time is up.
    package func verify(
        _ bytes: [UInt8], at now: Int64, mayGoOn: @escaping @Sendable () -> Bool = { true }
    ) throws(PDFReadError) -> ConventionReport {
        let validation = try validator.validate(try PDFDocument(bytes: bytes, mayGoOn: mayGoOn), at: now)
        guard let data = validation.facts.baseDocument.conventionXML else {
            return report(validation, nil, [ConventionFinding(.declarationMissing)])
        }
        guard let declaration = declaration(data) else {
            return report(validation, nil, [ConventionFinding(.declarationInvalid)])
        }
        return report(validation, declaration, ConventionSteps(validation, declaration).findings())
    }

    private func report(
        _ validation: ValidationReport, _ declaration: ConventionDeclaration?, _ findings: [ConventionFinding]
    ) -> ConventionReport {
        let signed = Set(validation.signatures.map(\.fieldName))
        let missing = declaration?.signatories.filter { !signed.contains($0.fieldName) } ?? []
        return ConventionReport(validation: validation, declaration: declaration, missing: missing, findings: findings)
    }

    private func declaration(_ data: [UInt8]) -> ConventionDeclaration? {
        guard let issued = try? ConventionXML.parseIssued(data) else { return nil }
        let signatories = issued.data.signatories
        guard let order = try? SigningOrder(groups: issued.issue.order.map { $0.map(\.rawValue) }),
            order.fieldNames.sorted() == signatories.map(\.fieldName).sorted()
        else { return nil }
        return ConventionDeclaration(
            conventionID: issued.issue.conventionID, pupil: issued.data.pupil.name,
            template: "\(issued.issue.template.identifier) \(issued.issue.template.version)",
            isDemonstration: issued.issue.isDemonstration, signatories: signatories, order: order)
    }
}
