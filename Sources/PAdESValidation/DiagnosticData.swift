public import CMS
internal import OpenSSLBridge
public import PAdES
public import PDFModel

/// What a file says about its signatures: facts, not yet judged.
public struct DiagnosticData: Sendable {
    public let fileByteCount: Int
    /// SHA-256 of the whole file.
    public let fileDigest: [UInt8]
    /// SHA-256 of revision 0: the content that everybody signs.
    public let baseDigest: [UInt8]
    public let revisions: [RevisionFacts]
    /// In the order of the revisions they were made in.
    public let signatures: [SignatureFacts]
    /// Time-stamps over the document, in the order of the revisions they were made in; they are nobody's signature.
    public let documentTimeStamps: [DocumentTimeStampFacts]
    /// What the document carries for later verification; `nil` when it carries none that can be read.
    public let securityStore: SecurityStoreFacts?
    /// Names of the fields that claim to be signed, by a value that is no signature.
    public let unreadableSignatures: [String]
    /// Bytes behind the last revision, which ends with its end of file marker and one line end.
    public let hasBytesAfterEnd: Bool
    /// Names of the fields for signatures, in the order of the form; fields of document time-stamps left out.
    public let fieldNames: [String]
    /// What revision 0 contains that a document to be signed must not.
    public let baseDocument: BaseDocumentFacts
}

/// What a revision was made for.
public enum RevisionKind: Hashable, Sendable {
    /// Revision 0.
    case base
    /// It fills one field.
    case signature(field: String)
    /// It adds data for later validation, a document time-stamp, or both.
    case archival
    case other
}

/// One revision and what it changed.
public struct RevisionFacts: Hashable, Sendable {
    public let index: Int
    public let range: Range<Int>
    public let kind: RevisionKind
    /// Everything that its kind does not explain.
    public let modifications: [Modification]

    /// The field that was signed in it; `nil` for another kind of revision.
    public var signedField: String? { if case .signature(let field) = kind { field } else { nil } }
}

/// A change that neither signing a declared field nor archiving the document explains.
public struct Modification: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Bytes that belong to no object of the revision.
        case strayBytes
        /// An object was freed.
        case freedObject
        /// An object was defined under another generation.
        case changedGeneration
        /// An object that existed before was changed, and it is not the field being signed.
        case changedObject
        /// A new object that the signature does not need.
        case unexplainedObject
        /// More or fewer than one field was signed.
        case notOneSignature
        /// The field changed in more than its value and its appearance.
        case changedField
        /// A field that was signed already changed again.
        case changedSignedField
        /// The appearance could show or do more than a signature's appearance.
        case unsafeAppearance
        /// The trailer changed in more than size, previous table and second identifier.
        case changedTrailer
        /// An object that cannot be read.
        case unreadableObject
        /// The revision says where its objects are in another way than the one before, or than Seing does: by a table behind
        /// a stream, by both, by a stream that names objects in object streams, or by entries of another form.
        case otherCrossReference
        /// The validation data that were there are gone.
        case removedSecurityStore
        /// Validation data that were there were taken away, moved or replaced.
        case changedValidationData
        /// New validation data that are not what their list is for, or a store built in another way.
        case malformedValidationData
        /// What was noted about the validation of an earlier signature changed.
        case changedValidationInformation
        /// A document time-stamp in a field that was there, can be seen, or stands on no page.
        case unusualTimeStampField
        /// Somebody signed after the document had been archived.
        case signedAfterArchiving

        // Under the general policy: what the signatures made before do not allow.

        /// Something that was seen when it was signed was taken away.
        case shadowHide
        /// What a field or a text looks like was exchanged, while what it says stayed.
        case shadowReplace
        /// Objects that nobody saw when it was signed were put in the place of what was seen.
        case shadowHideAndReplace
        /// An annotation or a field that was filled in covers or adds to what was signed.
        case evilAnnotation
        /// The place or the appearance of a further signature changes what was signed.
        case sneakySignature
        /// The certification allows no change of this kind.
        case changeNotPermitted
        /// A field that a signature had locked.
        case lockedFieldChanged
        /// The page tree or a page.
        case changedPage
        /// The contents of a page, or resources that they use.
        case changedContent
        /// A font.
        case changedFont
        /// Another entry of the catalog, or what is said about the document.
        case changedCatalog
        /// Outlines, names, destinations, labels, attached files.
        case changedNavigation
        case changedStructure
        case changedLayers
        case changedAction
        case changedPermissions
        /// The form in more than fields for signatures.
        case changedForm
        case changedAnnotation
    }

    public let kind: Kind
    /// Number of the object concerned, if it is about one.
    public let objectNumber: Int?

    public init(_ kind: Kind, object: Int? = nil) {
        self.kind = kind
        objectNumber = object
    }
}

/// How much of the file a signature's byte range covers.
public enum SignatureCoverage: String, Hashable, Sendable {
    /// Everything up to the end of the file.
    case wholeDocument
    /// Everything up to the end of the revision it was made in.
    case wholeRevision
    /// Not even that.
    case partial
}

/// One signature field's value and what its bytes say.
public struct SignatureFacts: Sendable {
    public let fieldName: String
    /// The revision in which the field was signed.
    public let revisionIndex: Int
    public let dictionary: SignatureDictionary
    /// `nil` when `/ByteRange` is not four sound integers.
    public let byteRange: ByteRange?
    /// Whether the hole is exactly the value of this dictionary's `/Contents`, in hexadecimal digits.
    public let holeIsContents: Bool
    /// Whether the hole is written as Seing writes it.
    public let digitsAreLowerCase: Bool
    public let coverage: SignatureCoverage
    /// What the hole holds.
    public let contents: ContentsFacts
}

/// The CMS in `/Contents`.
public enum ContentsFacts: Sendable {
    /// Not one SignedData in DER followed by zeros, with what was found instead.
    case malformed(ContentsFault)
    case signedData(SignedDataFacts)
}

/// What `/Contents` holds instead of one detached SignedData.
public enum ContentsFault: String, Hashable, Sendable, CaseIterable {
    /// No element in DER at all.
    case notDER
    /// Other bytes than zeros behind the SignedData.
    case bytesBehind
    /// DER that is no SignedData, or one that breaks the rules of its encoding.
    case notSignedData
    case notOneSigner
    /// The content inside a signature that has to be detached.
    case contentInside
    case otherContentType
    /// More certificates or time-stamps than any signature needs: each one costs time to check.
    case tooManyParts
}

/// A SignedData and the answers that only cryptography gives.
public struct SignedDataFacts: Sendable {
    public let signedData: SignedData
    /// The embedded certificates, those left out that are none.
    let certificates: [Certificate]
    /// Whether encoding it again gives the same bytes, and nothing in it that no signature covers could be otherwise.
    public let isCanonical: Bool
    public let verification: SignatureVerification
    /// `nil` when the certificate is not among those embedded.
    public let signingCertificate: CertificateFacts?
    public let certificateBinding: CertificateBinding
    /// The digest and the key; `nil` when the key cannot be read.
    public let suite: CryptographicConstraints.Suite?
    public let messageDigestMatches: Bool
    /// Whether the embedded certificates are the signer's and its issuers', and no other.
    public let certificatesAreChain: Bool
    /// Time-stamps over the signature value, in the order of the attributes.
    public let timeStamps: [TimeStampFacts]
}

/// Whether a signature value is what its key makes.
public enum SignatureVerification: Hashable, Sendable {
    case valid
    case invalid
    /// Two bare numbers, which is no signature value of CMS.
    case plainECDSA
    /// Nobody can tell: the certificate is missing.
    case noCertificate
    /// Nobody here can tell: the algorithm is not known.
    case unsupportedAlgorithm(String)
}

/// Whether the signing-certificate attribute names the certificate that was used.
///
/// Source: RFC 5035 §3.
public enum CertificateBinding: Hashable, Sendable {
    case matches
    /// By the old attribute, which only knows SHA-1. Source: RFC 2634 §5.4.
    case matchesBySHA1
    case differs
    case missing
}

/// A time-stamp token and what it is over.
public struct TimeStampFacts: Sendable {
    /// `nil` when the token is malformed.
    public let info: TimeStampInfo?
    public let imprintMatches: Bool
    public let verification: SignatureVerification
    /// The digest and the key; `nil` when the key cannot be read.
    public let suite: CryptographicConstraints.Suite?
    public let certificateBinding: CertificateBinding
    public let signingCertificate: CertificateFacts?
    /// DER of every certificate in the token.
    public let certificates: [[UInt8]]
    /// Those of them that are certificates.
    let readCertificates: [Certificate]
    /// What the token carries about revocation.
    public let revocation: EmbeddedRevocation
    /// Whether it is in DER and carries nothing that is neither signed nor needed.
    public let isPlain: Bool
}

/// What revision 0 holds that could show a reader something other than what was signed.
public struct BaseDocumentFacts: Hashable, Sendable {
    public enum Oddity: String, Hashable, Sendable, CaseIterable {
        /// `/OpenAction`, `/AA`, `/JavaScript`, `/Launch` and other things that act.
        case action
        /// `/OCProperties`: layers that can be switched on and off.
        case optionalContent
        /// `/XFA` forms, rich media, 3D and other content that is not the page.
        case activeContent
        /// A form field that is no signature field.
        case otherFormField
        /// An annotation that is no declared signature field.
        case otherAnnotation
        /// A field that is signed, or looks signed, before anybody could sign.
        case filledField
        /// A widget that is hidden, or not declared as ours are.
        case unusualWidget
        /// An object that nothing refers to.
        case unreachableObject
        /// Bytes that belong to no object.
        case strayBytes
        /// A trailer with other entries than ours, or a size that hides objects.
        case unusualTrailer
        /// More or other embedded files than the associated `convention.xml`.
        case otherEmbeddedFile
        /// The document was certified, which restricts what others may sign.
        case certification
        /// Signatures were not announced in the form.
        case noSignatureFlags
        /// A signature field that leaves its page or lies over another one.
        case misplacedField
        /// A catalog or a page with entries that documents of Seing do not have.
        case unusualStructure
        case unreadableObject
        /// Object streams, hybrid tables, linearization, or a table or stream of another form than ours.
        case otherCrossReference
    }

    public let oddities: Set<Oddity>
    /// The associated `convention.xml`, filters undone; `nil` when there is none.
    public let conventionXML: [UInt8]?
}
