extension CheckRule {
    /// What has to hold, in English; reports translate it.
    public var sentence: String {
        switch self {
        case .byteRangeIsSound: "the byte range is two sound spans"
        case .holeIsContents: "the hole is the value of /Contents"
        case .coversItsRevision: "the spans end where the revision ends"
        case .contentsAreSignedData: "the contents are one SignedData"
        case .unchangedSince: "nothing was changed since, but what signing needs"
        case .certificateIsThere: "the certificate with the key is there"
        case .certificateIsNamed: "the signature names its certificate"
        case .algorithmIsKnown: "the algorithm is known"
        case .digestMatches: "the digest is that of the covered bytes"
        case .signatureVerifies: "the key of the certificate made the signature"
        case .chainLeadsToAnchor: "the certificate leads to a trust anchor"
        case .certificateWasValid: "the certificates were valid at the proven time"
        case .certificateWasNotRevoked: "no certificate had been revoked"
        case .algorithmsWereReliable: "keys and digests were strong enough at the proven time"
        case .keyIsUsedOnce: "each signatory has a key of his or her own"
        case .timeIsProven: "a trusted time-stamp proves the time"
        case .timeStampsAreValid: "every time-stamp is valid"
        case .timesAreInOrder: "the proven times follow the revisions"
        case .timeIsNotInFuture: "the time is not in the future"
        default: profileSentence
        }
    }

    private var profileSentence: String {
        switch self {
        case .formatIsPAdES: "the format is PAdES"
        case .dictionaryIsPlain: "the dictionary has the entries of the profile"
        case .claimedTimeIsThere: "the claimed time is there"
        case .noSigningTime: "no signing-time is signed"
        case .onlyThreeAttributes: "exactly the three attributes are signed"
        case .encodingIsDER: "the encoding is DER"
        case .digitsAreLowerCase: "the digits are written in one way"
        case .certificatesAreChain: "the certificates are the signer's and its issuers'"
        case .timeStampIsPlain: "the time-stamp carries nothing but itself"
        case .revocationDataStandOutside: "revocation data stand outside"
        default: "the digest is SHA-256 or longer"
        }
    }

    /// The clause that asks for it; see `docs/standards.md` for the editions and for what was checked.
    public var source: String {
        switch self {
        case .byteRangeIsSound, .holeIsContents, .coversItsRevision: "ISO 32000-1 §12.8.1"
        case .contentsAreSignedData, .formatIsPAdES, .dictionaryIsPlain, .claimedTimeIsThere, .noSigningTime,
            .onlyThreeAttributes, .certificatesAreChain:
            "EN 319 142-1 §6.3"
        case .unchangedSince: "EN 319 102-1 §5.2.2"
        case .certificateIsThere: "EN 319 102-1 §5.2.3"
        case .certificateIsNamed: "RFC 5035 §3; EN 319 102-1 §5.2.3"
        case .algorithmIsKnown: "RFC 5754 §3"
        case .digestMatches: "RFC 5652 §11.2"
        case .signatureVerifies: "RFC 5652 §5.6"
        case .chainLeadsToAnchor, .certificateWasValid: "RFC 5280 §6; EN 319 102-1 §5.2.6"
        case .certificateWasNotRevoked: "RFC 5280 §6.3; RFC 6960; EN 319 102-1 §5.2.6, §5.6.2.2"
        case .algorithmsWereReliable: "TS 119 312; EN 319 102-1 §5.2.8"
        case .timeIsProven: "EN 319 102-1 §5.5"
        case .timeStampsAreValid: "RFC 3161 §2.3, §2.4.2; EN 319 102-1 §5.4"
        case .timesAreInOrder: "EN 319 102-1 §5.5"
        case .timeIsNotInFuture: "EN 319 102-1 §5.4"
        case .encodingIsDER: "EN 319 142-1 §6.3; ITU-T X.690 §10"
        case .revocationDataStandOutside: "EN 319 142-1 §5.4.1"
        case .digestIsStrong: "TS 119 312"
        case .keyIsUsedOnce, .digitsAreLowerCase, .timeStampIsPlain: "Seing"
        }
    }
}
