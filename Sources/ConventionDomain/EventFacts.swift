public import Parties

public import struct Foundation.Date

/// What the school entered: who signs, and what lists and mails say about the placement.
public struct Drafting: Hashable, Sendable, Codable {
    public let outline: ConventionOutline
    /// In the order in which the convention lists them.
    public let signatories: [Signatory]
    /// Names of the organisations for which signatories sign, by field name.
    public let organisations: [String: String]
    public let templateIdentifier: String
    /// Digest of the convention's data in canonical XML.
    public let dataDigest: DocumentDigest
    public let order: SigningOrder
    /// What the school decided about days that another convention of the pupil has too; `nil` when there are none.
    public var sharedDays: SharedDays?
    /// The convention that the document changes; `nil` for a convention.
    public let follows: FollowedConvention?
    /// The convention whose place this one took; `nil` for one that took nobody's.
    public var replaces: ReplacedConvention?
    /// Whether the family names the host, and has not or the school has not looked yet; `nil` where the school named it.
    public var isHostOpen: Bool?

    public init(
        outline: ConventionOutline, signatories: [Signatory], organisations: [String: String],
        templateIdentifier: String, dataDigest: DocumentDigest, order: SigningOrder,
        follows: FollowedConvention? = nil
    ) {
        self.follows = follows
        self.outline = outline
        self.signatories = signatories
        self.organisations = organisations
        self.templateIdentifier = templateIdentifier
        self.dataDigest = dataDigest
        self.order = order
    }
}

/// The few facts that lists, pages and mails need without reading the convention's data.
public struct ConventionOutline: Hashable, Sendable, Codable {
    /// « Convention de stage d'observation »
    public let title: String
    public let pupil: PersonName
    public let school: String
    public let host: String
    /// First day of the placement, ISO 8601 (`2026-06-15`).
    public let firstDay: String
    /// Last day of the placement, ISO 8601.
    public let lastDay: String
    /// The pupil's, ISO 8601; `nil` in journals that were begun before it was kept here.
    public let birthDate: String?
    /// What the document is to a convention; `nil` for a convention.
    public let follows: FollowedConvention.Kind?
    /// The school's number (UAI), by which its figures find it; `nil` in journals that were begun before it was kept here.
    public var uai: String?
    /// The host's number (SIRET), for figures; `nil` for a host abroad, for one whom nobody has named, and as above.
    public var siret: String?
    /// What the host says of its trade, for figures; `nil` as above.
    public var sector: String?

    public init(
        title: String, pupil: PersonName, school: String, host: String, firstDay: String, lastDay: String,
        birthDate: String? = nil, follows: FollowedConvention.Kind? = nil
    ) {
        self.birthDate = birthDate
        self.follows = follows
        self.title = title
        self.pupil = pupil
        self.school = school
        self.host = host
        self.firstDay = firstDay
        self.lastDay = lastDay
    }
}

/// The freezing of bytes and order.
public struct Issue: Hashable, Sendable, Codable {
    /// Digest of revision 0, the convention before any signature.
    public let baseDigest: DocumentDigest
    public let order: SigningOrder
    /// Digest of the template from which revision 0 was made.
    public let templateDigest: DocumentDigest
    /// Whether the document says that it has no legal value.
    public let isDemo: Bool

    public init(
        baseDigest: DocumentDigest, order: SigningOrder, templateDigest: DocumentDigest, isDemo: Bool = false
    ) {
        self.baseDigest = baseDigest
        self.order = order
        self.templateDigest = templateDigest
        self.isDemo = isDemo
    }
}

/// A link or an access token on its way to a signatory.
public struct Invitation: Hashable, Sendable, Codable {
    public let fieldName: String

    public init(fieldName: String) {
        self.fieldName = fieldName
    }
}

/// The page that a signatory opened, and which revision it showed.
public struct Opening: Hashable, Sendable, Codable {
    public let fieldName: String
    public let shownDigest: DocumentDigest

    public init(fieldName: String, shownDigest: DocumentDigest) {
        self.fieldName = fieldName
        self.shownDigest = shownDigest
    }
}

/// What a signatory agreed to, word for word, and on which document.
public struct Consent: Hashable, Sendable, Codable {
    public let fieldName: String
    /// The signing attempt that this consent belongs to.
    public let attempt: String
    public let statementID: String
    public let statementVersion: String
    /// SHA-256 of the statement's text in UTF-8.
    public let textDigest: DocumentDigest
    /// The revision that was shown.
    public let shownDigest: DocumentDigest
    /// Revision 0 of the convention, of which the shown revision is a continuation.
    public let baseDigest: DocumentDigest
    /// The list that was agreed to as a whole; `nil` when the consent was given for this convention alone.
    public let batch: BatchConsent?
    /// What the browser that sent the consent said of itself, without signs that belong to no such text; `nil` when it said nothing, in
    /// consents of other ways, and in those kept before it was recorded.
    public let userAgent: String?

    public init(
        fieldName: String, attempt: String, statementID: String, statementVersion: String,
        textDigest: DocumentDigest, shownDigest: DocumentDigest, baseDigest: DocumentDigest,
        batch: BatchConsent? = nil, userAgent: String? = nil
    ) {
        self.fieldName = fieldName
        self.attempt = attempt
        self.statementID = statementID
        self.statementVersion = statementVersion
        self.textDigest = textDigest
        self.shownDigest = shownDigest
        self.baseDigest = baseDigest
        self.batch = batch
        self.userAgent = userAgent
    }
}

/// The list of conventions to which one consent was given.
public struct BatchConsent: Hashable, Sendable, Codable {
    /// The batch's reference.
    public let batch: String
    /// How many conventions the list has.
    public let count: Int
    /// SHA-256 of the list: one line for each convention, with its reference, its revision 0 and the revision that was shown.
    public let listDigest: DocumentDigest
    /// When the consent was given; the signature may have been made later.
    public let givenAt: Date

    public init(batch: String, count: Int, listDigest: DocumentDigest, givenAt: Date) {
        self.batch = batch
        self.count = count
        self.listDigest = listDigest
        self.givenAt = givenAt
    }
}

/// A one-time code sent; never the code.
public struct CodeDispatch: Hashable, Sendable, Codable {
    public let fieldName: String
    public let attempt: String
    public let channel: IdentificationMethod
    public let expiresAt: Date

    public init(fieldName: String, attempt: String, channel: IdentificationMethod, expiresAt: Date) {
        self.fieldName = fieldName
        self.attempt = attempt
        self.channel = channel
        self.expiresAt = expiresAt
    }
}

/// A decision to sign that is complete on the signatory's side: what is left is to make the signature.
public struct PendingSignature: Hashable, Sendable, Codable {
    public let fieldName: String
    public let attempt: String
    public let identification: IdentificationMethod
    /// The revision that was shown to the signatory.
    public let shownDigest: DocumentDigest
    /// Tries of the one-time code, the right one included; 0 without a code.
    public let codeTries: Int

    public init(
        fieldName: String, attempt: String, identification: IdentificationMethod, shownDigest: DocumentDigest,
        codeTries: Int
    ) {
        self.fieldName = fieldName
        self.attempt = attempt
        self.identification = identification
        self.shownDigest = shownDigest
        self.codeTries = codeTries
    }
}

/// The end of a consent whose signature was not made.
public struct ConsentLapse: Hashable, Sendable, Codable {
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// Nobody gave a time-stamp for so long that the signatory has to be asked again.
        case aged
        /// The address at which the signatory was identified was corrected.
        case contactCorrected
        /// Whoever opened the link said not to be the signatory.
        case disowned
    }

    public let fieldName: String
    public let attempt: String
    public let reason: Reason

    public init(fieldName: String, attempt: String, reason: Reason) {
        self.fieldName = fieldName
        self.attempt = attempt
        self.reason = reason
    }
}

/// One signature: which revision it was made on, which it made, and how the person was identified.
public struct SignatureRecord: Hashable, Sendable, Codable {
    public let fieldName: String
    public let attempt: String
    public let identification: IdentificationMethod
    /// The revision that was shown to the signatory.
    public let shownDigest: DocumentDigest
    /// The revision on which the signature was made.
    public let previousDigest: DocumentDigest
    /// The revision that carries the signature.
    public let revisionDigest: DocumentDigest
    public let signedAt: Date
    /// Tries of the one-time code, the right one included; 0 without a code.
    public let codeTries: Int
    public let certificate: CertificateFacts
    /// The operator's name of the outside authority that gave the time-stamp; `nil` for the service's own unit.
    public let timeStampedBy: String?
    /// The act under which it was made for a head of school; `nil` for everybody who signs for himself or herself.
    public let delegation: DelegationFacts?

    public init(
        fieldName: String, attempt: String, identification: IdentificationMethod, shownDigest: DocumentDigest,
        previousDigest: DocumentDigest, revisionDigest: DocumentDigest, signedAt: Date, codeTries: Int,
        certificate: CertificateFacts, timeStampedBy: String? = nil, delegation: DelegationFacts? = nil
    ) {
        self.delegation = delegation
        self.fieldName = fieldName
        self.attempt = attempt
        self.identification = identification
        self.shownDigest = shownDigest
        self.previousDigest = previousDigest
        self.revisionDigest = revisionDigest
        self.signedAt = signedAt
        self.codeTries = codeTries
        self.certificate = certificate
        self.timeStampedBy = timeStampedBy
    }
}

/// What the journal keeps of the certificate that one signature was made with.
public struct CertificateFacts: Hashable, Sendable, Codable {
    /// Serial number in hexadecimal.
    public let serialNumber: String
    public let sha256Fingerprint: DocumentDigest
    /// Level that the signature reached, such as `B-T`.
    public let level: String
    /// What it was, when the certificate was the signatory's own; `nil` for one that the service made.
    public let ownCertificate: OwnCertificateKind?

    public init(
        serialNumber: String, sha256Fingerprint: DocumentDigest, level: String,
        ownCertificate: OwnCertificateKind? = nil
    ) {
        self.ownCertificate = ownCertificate
        self.serialNumber = serialNumber
        self.sha256Fingerprint = sha256Fingerprint
        self.level = level
    }
}

/// The end of signing.
public struct Completion: Hashable, Sendable, Codable {
    /// Digest of the last revision.
    public let finalDigest: DocumentDigest

    public init(finalDigest: DocumentDigest) {
        self.finalDigest = finalDigest
    }
}

/// One archival layer on the finished document.
public struct Archival: Hashable, Sendable, Codable {
    /// Level that the signatures reach by it, such as `B-LTA`.
    public let level: String
    /// The revision to which it was added.
    public let previousDigest: DocumentDigest
    /// The revision that it made.
    public let revisionDigest: DocumentDigest
    /// Until when its time-stamp proves the document without another layer.
    public let provableUntil: Date

    public init(
        level: String, previousDigest: DocumentDigest, revisionDigest: DocumentDigest, provableUntil: Date
    ) {
        self.level = level
        self.previousDigest = previousDigest
        self.revisionDigest = revisionDigest
        self.provableUntil = provableUntil
    }
}

/// A signatory's refusal to sign, which ends the convention.
public struct Refusal: Hashable, Sendable, Codable {
    public let fieldName: String
    /// In the signatory's words.
    public let reason: String
    /// How the service knew that it was this signatory.
    public let identification: IdentificationMethod

    public init(fieldName: String, reason: String, identification: IdentificationMethod) {
        self.fieldName = fieldName
        self.reason = reason
        self.identification = identification
    }
}

/// The school's correction of where a signatory is reached.
public struct ContactCorrection: Hashable, Sendable, Codable {
    public let fieldName: String
    /// The address to which everything was sent before.
    public let formerEmail: String
    /// The address to which everything is sent from now on.
    public let email: String

    public init(fieldName: String, formerEmail: String, email: String) {
        self.fieldName = fieldName
        self.formerEmail = formerEmail
        self.email = email
    }
}

/// The school's withdrawal of a convention that is not completed.
public struct Cancellation: Hashable, Sendable, Codable {
    /// In the school's words.
    public let reason: String
    /// The corrected convention that is to be signed in its place; `nil` when there is none.
    public let replacedBy: ConventionID?

    public init(reason: String, replacedBy: ConventionID? = nil) {
        self.reason = reason
        self.replacedBy = replacedBy
    }
}

/// The destruction of the key under which a convention's personal data are encrypted.
public struct Erasure: Hashable, Sendable, Codable {
    /// Why; a closed list, because what is kept of an erasure stays in clear and must say nothing about a person.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// The time for which it had to be kept is over.
        case retention
        /// Somebody concerned asked for it.
        case request
        /// It should not have been entered.
        case mistake
    }

    public let reason: Reason

    public init(reason: Reason) {
        self.reason = reason
    }
}
