import CMS
internal import OpenSSLBridge
import PAdES
import PDFModel

/// One question put to the facts of a signature; the answer is what keeps it from being in order.
struct SignatureStep: Sendable {
    let rule: CheckRule
    let findings: @Sendable (SignatureFacts) -> [Finding]

    init(_ rule: CheckRule, _ findings: @escaping @Sendable (SignatureFacts) -> [Finding]) {
        self.rule = rule
        self.findings = findings
    }

    /// A step that gives one finding unless its condition holds.
    init(
        _ rule: CheckRule, otherwise code: FindingCode,
        _ holds: @escaping @Sendable (SignatureFacts) -> Bool
    ) {
        self.init(rule) { facts in
            holds(facts) ? [] : [Finding(code, revision: facts.revisionIndex, field: facts.fieldName)]
        }
    }

    /// A step about the SignedData, which has nothing to say when there is none.
    init(
        _ rule: CheckRule, otherwise code: FindingCode,
        signedData holds: @escaping @Sendable (SignedDataFacts) -> Bool
    ) {
        self.init(rule, otherwise: code) { facts in
            guard case .signedData(let signedData) = facts.contents else { return true }
            return holds(signedData)
        }
    }
}

extension SignatureStep {
    static let integrity: [SignatureStep] = [
        SignatureStep(
            .byteRangeIsSound, otherwise: .byteRangeMalformed
        ) {
            $0.byteRange != nil
        },
        SignatureStep(
            .holeIsContents, otherwise: .holeIsNotContents
        ) {
            $0.byteRange == nil || $0.holeIsContents
        },
        SignatureStep(
            .coversItsRevision, otherwise: .coveragePartial
        ) {
            $0.byteRange == nil || $0.coverage != .partial
        },
        SignatureStep(.contentsAreSignedData) { facts in
            guard case .malformed(let fault) = facts.contents else { return [] }
            return [
                Finding(
                    .contentsMalformed, revision: facts.revisionIndex, field: facts.fieldName, detail: .contents(fault))
            ]
        },
    ]

    /// Questions to the SignedData, of which a policy says which algorithms it takes for an answer.
    static func cryptography(_ constraints: CryptographicConstraints) -> [SignatureStep] {
        [
            SignatureStep(
                .digestMatches, otherwise: .messageDigestDiffers,
                signedData: { $0.messageDigestMatches || $0.hasUnknownDigest }),
            SignatureStep(.signatureVerifies) { facts in
                guard case .signedData(let signedData) = facts.contents else { return [] }
                guard signedData.verification == .invalid || signedData.verification == .plainECDSA else { return [] }
                return [
                    Finding(
                        .signatureInvalid, revision: facts.revisionIndex, field: facts.fieldName,
                        detail: signedData.verification == .plainECDSA ? .plainECDSA : nil)
                ]
            },
            SignatureStep(
                .certificateIsThere, otherwise: .signatureKeyMissing, signedData: { $0.verification != .noCertificate }),
            SignatureStep(.algorithmIsKnown) { facts in
                guard case .signedData(let signedData) = facts.contents,
                    case .unsupportedAlgorithm(let name) = signedData.verification(under: constraints)
                else { return [] }
                return [
                    Finding(
                        .signatureAlgorithmUnsupported, revision: facts.revisionIndex, field: facts.fieldName,
                        detail: .algorithm(name))
                ]
            },
        ]
    }

    private static let dictionaryKeys: [PDFName] = [
        "Type", "Filter", "SubFilter", "M", "Name", "ByteRange", "Contents",
    ]
    private static let expectedAttributes = [
        ObjectIdentifiers.contentType, ObjectIdentifiers.messageDigest, ObjectIdentifiers.signingCertificateV2,
    ]

    static let profile: [SignatureStep] = [
        SignatureStep(.formatIsPAdES, otherwise: .notPAdES) {
            $0.dictionary.subFilter == "ETSI.CAdES.detached"
        },
        SignatureStep(
            .dictionaryIsPlain,
            otherwise: .signatureDictionaryEntries
        ) {
            $0.dictionary.keys.allSatisfy(dictionaryKeys.contains) && $0.dictionary.type == "Sig"
                && $0.dictionary.filter == "Adobe.PPKLite" && $0.dictionary.hasPlainName
        },
        SignatureStep(.claimedTimeIsThere, otherwise: .claimedTimeMissing) {
            $0.dictionary.claimedTime != nil
        },
        SignatureStep(
            .noSigningTime, otherwise: .signingTimeAttribute,
            signedData: {
                !$0.signerInfo.signedAttributes.contains(type: ObjectIdentifiers.signingTime)
            }),
        SignatureStep(
            .onlyThreeAttributes,
            otherwise: .attributesOutsideProfile,
            signedData: {
                let types = $0.signerInfo.signedAttributes.map(\.type).filter { $0 != ObjectIdentifiers.signingTime }
                // As many as are expected, and each of those among them: so none is there twice.
                return types.count == expectedAttributes.count && expectedAttributes.allSatisfy(types.contains)
                    && $0.signerInfo.signedAttributes.contentType == ObjectIdentifiers.data
                    && $0.signerInfo.unsignedAttributes.map(\.type) == [ObjectIdentifiers.timeStampToken]
                    && $0.timeStamps.count == 1
            }),
        SignatureStep(
            .encodingIsDER, otherwise: .encodingNotCanonical,
            signedData: {
                $0.isCanonical || $0.signedData.hasRevocationLists
            }),
        SignatureStep(.digitsAreLowerCase, otherwise: .encodingNotCanonical) {
            $0.digitsAreLowerCase
        },
        SignatureStep(
            .certificatesAreChain,
            otherwise: .certificatesOutsideProfile,
            signedData: {
                $0.certificatesAreChain
            }),
        SignatureStep(
            .timeStampIsPlain, otherwise: .timeStampOutsideProfile,
            signedData: {
                $0.timeStamps.allSatisfy { $0.info == nil || $0.isPlain }
            }),
        SignatureStep(
            .revocationDataStandOutside, otherwise: .embeddedRevocationLists,
            signedData: {
                !$0.signedData.hasRevocationLists
            }),
        SignatureStep(
            .digestIsStrong, otherwise: .digestTooWeak,
            signedData: {
                $0.hasStrongDigest
            }),
    ]
}

extension SignedDataFacts {
    var signerInfo: SignerInfo { signedData.signerInfos[0] }

    /// Whether nobody here can compute the digest.
    var hasUnknownDigest: Bool { VerificationDigest(oid: signerInfo.digestAlgorithm.oid) == nil }

    /// Whether the digest is one of SHA-2 with 256 bits or more.
    var hasStrongDigest: Bool {
        [ObjectIdentifiers.sha256, ObjectIdentifiers.sha384, ObjectIdentifiers.sha512]
            .contains(signerInfo.digestAlgorithm.oid)
    }

    /// What the signature value says to somebody who takes no word from an algorithm that was never good enough.
    func verification(under constraints: CryptographicConstraints) -> SignatureVerification {
        guard verification == .valid, let digest = suite?.digest,
            constraints.reliability(ofDigest: digest) == .never
        else { return verification }
        return .unsupportedAlgorithm(digest)
    }
}
