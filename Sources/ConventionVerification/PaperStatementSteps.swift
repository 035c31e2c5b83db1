import ConventionDomain
import ConventionTemplates
import PAdESValidation
public import Parties

/// A signature on paper, as a statement that is good says it.
public struct PaperPart: Hashable, Sendable {
    /// Who signed on paper.
    public let signatory: Signatory
    public let signedOn: CalendarDate
    /// Who vouches for it, and in which function.
    public let attestedBy: String
    public let function: String
    /// Whose seal the statement bears, and when it is proven to have been there, Unix time.
    public let sealedBy: String?
    public let provenTime: Int64?
    /// SHA-256 of the statement's file.
    public let statementDigest: [UInt8]
    /// Whether the seal was made by the platform; `false` when that could not be checked.
    public let isProven: Bool

    /// Whether the day had begun somewhere on the earth at a moment, Unix time.
    func isSigned(by time: Int64) -> Bool { (Int64(signedOn.dayNumber) * 24 - 14) * 3600 <= time }
}

/// Holds statements about signatures on paper against the convention that they are given for.
struct PaperStatementSteps {
    private(set) var findings: [ConventionFinding] = []
    /// One at most.
    private(set) var parts: [PaperPart] = []

    init(_ statements: [JudgedPaperStatement], _ validation: ValidationReport, _ declaration: ConventionDeclaration) {
        let signed = Set(validation.signatures.map(\.fieldName))
        for statement in statements {
            let field = statement.content?.fieldName
            if let fault = Self.fault(of: statement, validation.facts.baseDigest, declaration, signed: signed) {
                findings.append(ConventionFinding(fault, field: field))
            } else if !parts.isEmpty {
                findings.append(ConventionFinding(.statementTwice, field: field))
            } else {
                parts += Self.part(of: statement, declaration).map { [$0] } ?? []
            }
        }
    }

    private static func fault(
        of statement: JudgedPaperStatement, _ baseDigest: [UInt8], _ declaration: ConventionDeclaration,
        signed: Set<String>
    ) -> ConventionFinding.Code? {
        switch statement.standing {
        case .unreadable: return .statementUnreadable
        case .notSealed: return .statementNotSealed
        case .changed: return .statementChanged
        case .notTrusted: return .statementNotTrusted
        case .sealed, .undetermined: break
        }
        guard let content = statement.content else { return .statementUnreadable }
        guard content.conventionID == declaration.conventionID,
            content.conventionDigest == "sha256:" + hexadecimal(baseDigest)
        else { return .statementOfAnother }
        guard let signatory = declaration.signatories.first(where: { $0.fieldName == content.fieldName }),
            signatory.name == content.signatory
        else { return .statementOfNobody }
        if signatory.role == .school { return .statementOfSchool }
        return signed.contains(content.fieldName) ? .statementOfSigned : nil
    }

    private static func part(of statement: JudgedPaperStatement, _ declaration: ConventionDeclaration) -> PaperPart? {
        guard let content = statement.content,
            let signatory = declaration.signatories.first(where: { $0.fieldName == content.fieldName })
        else { return nil }
        return PaperPart(
            signatory: signatory, signedOn: content.signedOn, attestedBy: content.attestedBy,
            function: content.function, sealedBy: statement.sealedBy, provenTime: statement.provenTime,
            statementDigest: statement.fileDigest, isProven: statement.standing == .sealed)
    }
}
