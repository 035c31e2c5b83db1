/// What the whole validation of a signature or of a time-stamp comes to.
///
/// The raw values are the words of the standard; the three verdicts of ``ValidationReport`` are what people read.
///
/// Source: ETSI EN 319 102-1 §5.1.3, table 5 (unchecked).
public enum Indication: String, Hashable, Sendable, CaseIterable {
    case totalPassed = "TOTAL_PASSED"
    case totalFailed = "TOTAL_FAILED"
    case indeterminate = "INDETERMINATE"
}

/// Why an ``Indication`` is not `TOTAL_PASSED`.
///
/// Source: ETSI EN 319 102-1 §5.1.3, table 6 (unchecked); the list is the one that EU DSS and pyHanko share.
public enum SubIndication: String, Hashable, Sendable, CaseIterable {
    case formatFailure = "FORMAT_FAILURE"
    case hashFailure = "HASH_FAILURE"
    case signatureCryptographicFailure = "SIG_CRYPTO_FAILURE"
    case revoked = "REVOKED"
    case expired = "EXPIRED"
    case notYetValid = "NOT_YET_VALID"
    case signatureConstraintsFailure = "SIG_CONSTRAINTS_FAILURE"
    case chainConstraintsFailure = "CHAIN_CONSTRAINTS_FAILURE"
    case certificateChainGeneralFailure = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    case cryptographicConstraintsFailure = "CRYPTO_CONSTRAINTS_FAILURE"
    case cryptographicConstraintsFailureNoProof = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
    case timeStampOrderFailure = "TIMESTAMP_ORDER_FAILURE"
    case noSigningCertificateFound = "NO_SIGNING_CERTIFICATE_FOUND"
    case noCertificateChainFound = "NO_CERTIFICATE_CHAIN_FOUND"
    case revokedNoProof = "REVOKED_NO_POE"
    case revokedAuthorityNoProof = "REVOKED_CA_NO_POE"
    case outOfBoundsNotRevoked = "OUT_OF_BOUNDS_NOT_REVOKED"
    case outOfBoundsNoProof = "OUT_OF_BOUNDS_NO_POE"
    case noProof = "NO_POE"
    case tryLater = "TRY_LATER"
    case signedDataNotFound = "SIGNED_DATA_NOT_FOUND"

    /// Whether more or later information could change the answer.
    public var indication: Indication {
        switch self {
        case .formatFailure, .hashFailure, .signatureCryptographicFailure, .revoked, .expired, .notYetValid:
            .totalFailed
        default: .indeterminate
        }
    }
}
