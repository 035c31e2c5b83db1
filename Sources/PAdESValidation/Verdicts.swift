/// The codes that mean that a signature does not fit its bytes, rather than that something was added.
private let breaking: Set<FindingCode> = [
    .byteRangeMalformed, .holeIsNotContents, .coveragePartial, .contentsMalformed, .messageDigestDiffers,
    .signatureInvalid, .signatureTwiceOverSameBytes, .documentTimeStampDiffers, .universalForgery, .signatureWrapping,
]

func integrityVerdict(of findings: [Finding]) -> ValidationReport.Integrity {
    let codes = Set(findings.map(\.code).filter { $0.dimension == .integrity })
    if !codes.isDisjoint(with: breaking) { return .broken }
    if codes == [.noSignature] { return .none }
    let unverifiable: Set<FindingCode> = [
        .signatureAlgorithmUnsupported, .signatureKeyMissing, .signatureFormatUnsupported,
    ]
    if codes.isSubset(of: unverifiable) { return codes.isEmpty ? .intact : .undetermined }
    return .changed
}

/// The worst thing known decides; what is unknown counts only when nothing bad is known.
func identityVerdict(of findings: [Finding]) -> ValidationReport.Identity {
    let codes = Set(findings.map(\.code).filter { $0.dimension == .identity })
    if codes.contains(.certificateRevoked) { return .revoked }
    let unknown: Set<FindingCode> = [
        .noTrustAnchor, .rolesUnknown, .revocationUnknown, .signatoryNotProven, .timeNotProven,
        .timeStampRevocationUnknown, .timeStampExpired, .algorithmOutdated,
    ]
    let expired: Set<FindingCode> = [.certificateExpired]
    if codes.isEmpty { return .trusted }
    if codes.isSubset(of: unknown) { return .undetermined }
    return codes.isSubset(of: unknown.union(expired)) ? .expired : .untrusted
}
