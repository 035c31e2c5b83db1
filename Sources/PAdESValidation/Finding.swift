/// Something that keeps a document from being in order, by a name that stays the same in every language.
public struct Finding: Hashable, Sendable {
    public let code: FindingCode
    /// The revision it was found in, if it is about one.
    public let revisionIndex: Int?
    /// The field it was found in, if it is about one signature.
    public let fieldName: String?
    /// What was found, for experts; no personal data.
    public let detail: FindingDetail?

    public init(_ code: FindingCode, revision: Int? = nil, field: String? = nil, detail: FindingDetail? = nil) {
        self.code = code
        revisionIndex = revision
        fieldName = field
        self.detail = detail
    }
}

/// What exactly was found, in no language.
public enum FindingDetail: Hashable, Sendable {
    /// Number of the object concerned.
    case object(Int)
    case contents(ContentsFault)
    /// - Parameter depth: Whose certificate: 0 the signatory's or the time-stamping unit's, 1 its issuer's…
    case chain(ChainFault, depth: Int)
    case time(TimeFault)
    /// By the name of the standard, or as an object identifier.
    case algorithm(String)
    /// Two bare numbers instead of the structure that CMS asks for.
    case plainECDSA
}

/// What keeps a certificate's chain from holding.
public enum ChainFault: String, Hashable, Sendable, CaseIterable {
    case noAnchor, badSignature, notYetValid, expired, revoked, revocationUnknown, revocationOutdated
    case policyNotAccepted, wrongUsage, weakCryptography, other
}

/// What is wrong with the time that a time-stamp states.
public enum TimeFault: String, Hashable, Sendable, CaseIterable {
    /// It lies after the moment of validation.
    case inFuture
}

/// Every reason for which a verdict is less than good.
public enum FindingCode: String, Hashable, Sendable, CaseIterable {
    // Integrity: the bytes.
    case noSignature
    case byteRangeMalformed
    case holeIsNotContents
    case coveragePartial
    case contentsMalformed
    case messageDigestDiffers
    case signatureInvalid
    case signatureKeyMissing
    case signatureAlgorithmUnsupported
    case signatureTwiceOverSameBytes
    case bytesAfterEnd
    case revisionNotSigned
    case strayBytes
    case freedObject
    case changedGeneration
    case changedObject
    case unexplainedObject
    case changedField
    case changedSignedField
    case unsafeAppearance
    case changedTrailer
    case unreadableObject
    case severalFieldsSigned
    case otherCrossReference
    case removedSecurityStore
    case changedValidationData
    case malformedValidationData
    case changedValidationInformation
    case unusualTimeStampField
    case signedAfterArchiving
    case documentTimeStampDiffers

    // Integrity: what the signatures of any document do not allow, by what it is or by the attack it is known as.
    case signatureFormatUnsupported
    case universalForgery
    case signatureWrapping
    case incrementalSaving
    case shadowHide
    case shadowReplace
    case shadowHideAndReplace
    case evilAnnotation
    case sneakySignature
    case changeNotPermitted
    case lockedFieldChanged
    case changedPage
    case changedContent
    case changedCatalog
    case changedNavigation
    case changedStructure
    case changedLayers
    case changedAction
    case changedPermissions
    case changedForm
    case changedAnnotation

    // Identity: who, and when.
    case noTrustAnchor
    case rolesUnknown
    case issuerUnknown
    case certificateRevoked
    case certificateExpired
    case certificateNotYetValid
    case revocationUnknown
    case certificateUnsuitable
    case certificateMissing
    case certificateNotBound
    case signatoryNotProven
    case timeNotProven
    case timeStampInvalid
    case timeStampIssuerUnknown
    case timeStampRevocationUnknown
    case timeStampExpired
    case algorithmOutdated
    case timeStampOrder
    case sameKeyTwice

    // Profile: the strict rules of a Seing document.
    case notPAdES
    case signatureDictionaryEntries
    case signingTimeAttribute
    case attributesOutsideProfile
    case encodingNotCanonical
    case digestTooWeak
    case embeddedRevocationLists
    case certificatesOutsideProfile
    case timeStampOutsideProfile
    case claimedTimeMissing
    case baseHasAction
    case baseHasOptionalContent
    case baseHasActiveContent
    case baseHasOtherFormField
    case baseHasOtherAnnotation
    case baseHasFilledField
    case baseHasUnusualWidget
    case baseHasUnreachableObject
    case baseHasStrayBytes
    case baseHasUnusualTrailer
    case baseHasOtherEmbeddedFile
    case baseIsCertified
    case baseHasNoSignatureFlags
    case baseHasMisplacedField
    case baseHasUnusualStructure
    case baseIsUnreadable
    case baseHasOtherCrossReference

    public enum Dimension: String, Hashable, Sendable { case integrity, identity, profile }

    /// Which of the three verdicts the finding belongs to.
    public var dimension: Dimension {
        guard let index = Self.allCases.firstIndex(of: self),
            let identity = Self.allCases.firstIndex(of: .noTrustAnchor),
            let profile = Self.allCases.firstIndex(of: .notPAdES)
        else { return .integrity }
        return index < identity ? .integrity : index < profile ? .identity : .profile
    }
}
