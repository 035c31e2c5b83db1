public import ConventionDomain
public import PAdESValidation
public import Parties

/// The verdict on a document as a convention: are all who must sign among those who signed?
public struct ConventionReport: Sendable {
    public let validation: ValidationReport
    /// What revision 0 says about itself; `nil` when the document is no convention of Seing.
    public let declaration: ConventionDeclaration?
    /// Signatories who have to sign and whose signature is still missing, in the order they are listed.
    public let missing: [Signatory]
    public let findings: [ConventionFinding]
    /// What a reader should know of it, and what makes it neither better nor worse.
    public let notices: [ConventionNotice]
    /// How the convention that it amends stands to it; `nil` for what amends nothing.
    public let binding: AmendmentBinding?
    /// Who signed on paper, by a statement given with the document.
    public var onPaper: [PaperPart] = []

    /// All required signatures are there, in the document or by a statement, each by the person and in the role that was listed, in order.
    public var isComplete: Bool { declaration != nil && missing.isEmpty && findings.isEmpty }

    /// The answer for a person or a script that wants one word.
    ///
    /// The general policy asks of a document only that it is as it was signed, by people whom a trusted authority names; a
    /// convention has to be complete under any policy.
    public var verdict: Verdict {
        let bad: [ValidationReport.Integrity] = [.changed, .broken, .none]
        if bad.contains(validation.integrity) { return .failed }
        if validation.policy == .strict, validation.profile == .deviating { return .failed }
        if [.untrusted, .revoked, .expired].contains(validation.identity) { return .failed }
        if isJudgedAsConvention, !isComplete { return .failed }
        guard onPaper.allSatisfy(\.isProven) else { return .undetermined }
        return validation.identity == .trusted && validation.integrity == .intact ? .passed : .undetermined
    }

    /// Under the general policy a document that declares nothing is none.
    public var isJudgedAsConvention: Bool { validation.policy == .strict || declaration != nil }

    public enum Verdict: String, Hashable, Sendable {
        case passed, failed
        /// Nothing is wrong as far as can be seen, but something could not be checked.
        case undetermined
    }
}

/// What the first revision declares: who must sign, in which order, and from which template it was made.
public struct ConventionDeclaration: Hashable, Sendable {
    public let conventionID: String
    public let kind: ConventionData.DocumentKind
    public let pupil: PersonName
    /// Number of the host in the register of businesses; `nil` for a host abroad.
    public let host: SIRET?
    public let template: String
    public let isDemonstration: Bool
    /// Who has to sign, and behind them who may.
    public let signatories: [Signatory]
    public let order: SigningOrder
    /// The convention that this one amends; `nil` when it amends none.
    public let amends: AmendedConvention?
    /// When and where, as the document has it; of an amendment after the change.
    public let placement: ConventionData.Placement

    /// Those without whose signature the document is incomplete.
    public var required: [Signatory] { signatories.filter { !$0.isOptional } }

    /// Those who were asked and need not sign.
    public var optional: [Signatory] { signatories.filter(\.isOptional) }
}

/// Why signatures that are sound do not make a complete convention.
public struct ConventionFinding: Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The document carries no `convention.xml`.
        case declarationMissing
        /// `convention.xml` is not as its schema says, or contradicts itself.
        case declarationInvalid
        /// The form declares other fields than the listed signatories.
        case fieldsDiffer
        /// The certificate was issued for another role than the field is for, or is the signatory's own where only the
        /// service's count.
        case roleDiffers
        /// The certificate does not say how the person was identified.
        case identificationMissing
        /// The certificate names another person than the one listed.
        case nameDiffers
        /// Somebody signed before it was his or her turn, or without having to after all who must.
        case orderDiffers
        /// A person who signs for himself or herself has signed for another listed person as well.
        case samePersonTwice
        /// A signatory has signed in two fields, or one field holds two signatures.
        case signedTwice
        /// Another document than the one that this amends bears the identifier that it names.
        case amendsAnother
        /// A file given as a statement is no PDF, or none that holds a statement and its scan.
        case statementUnreadable
        /// A statement bears no seal.
        case statementNotSealed
        /// A statement was changed after it was sealed, or its scan is not the one that it names.
        case statementChanged
        /// A statement was sealed by nobody who is trusted for that.
        case statementNotTrusted
        /// A statement is about another convention, or another text of it.
        case statementOfAnother
        /// A statement is about somebody who is no signatory of this convention.
        case statementOfNobody
        /// The school states for itself.
        case statementOfSchool
        /// A statement is about somebody who has signed in the document.
        case statementOfSigned
        /// More than one statement, where one party may sign on paper.
        case statementTwice
    }

    public let code: Code
    public let fieldName: String?

    public init(_ code: Code, field: String? = nil) {
        self.code = code
        fieldName = field
    }
}
