import CMS
import PAdES
import PDFModel

/// One question put to the facts of a signature; the answer is what keeps it from being in order.
struct SignatureStep: Sendable {
    /// « the signature covers its whole revision »
    let rule: String
    let source: String
    let findings: @Sendable (SignatureFacts) -> [Finding]

    init(_ rule: String, source: String, _ findings: @escaping @Sendable (SignatureFacts) -> [Finding]) {
        self.rule = rule
        self.source = source
        self.findings = findings
    }

    /// A step that gives one finding unless its condition holds.
    init(
        _ rule: String, source: String, otherwise code: FindingCode,
        _ holds: @escaping @Sendable (SignatureFacts) -> Bool
    ) {
        self.init(rule, source: source) { facts in
            holds(facts) ? [] : [Finding(code, revision: facts.revisionIndex, field: facts.fieldName)]
        }
    }

    /// A step about the SignedData, which has nothing to say when there is none.
    init(
        _ rule: String, source: String, otherwise code: FindingCode,
        signedData holds: @escaping @Sendable (SignedDataFacts) -> Bool
    ) {
        self.init(rule, source: source, otherwise: code) { facts in
            guard case .signedData(let signedData) = facts.contents else { return true }
            return holds(signedData)
        }
    }
}

extension SignatureStep {
    static let integrity: [SignatureStep] = [
        SignatureStep(
            "the byte range is two sound spans", source: "ISO 32000-1 §12.8.1", otherwise: .byteRangeMalformed
        ) {
            $0.byteRange != nil
        },
        SignatureStep(
            "the hole is the value of /Contents", source: "ISO 32000-1 §12.8.1", otherwise: .holeIsNotContents
        ) {
            $0.byteRange == nil || $0.holeIsContents
        },
        SignatureStep(
            "the spans end where the revision ends", source: "ISO 32000-1 §12.8.1", otherwise: .coveragePartial
        ) {
            $0.byteRange == nil || $0.coverage != .partial
        },
        SignatureStep("the contents are one SignedData", source: "EN 319 142-1 §6.3") { facts in
            guard case .malformed(let fault) = facts.contents else { return [] }
            return [
                Finding(
                    .contentsMalformed, revision: facts.revisionIndex, field: facts.fieldName, detail: .contents(fault))
            ]
        },
        SignatureStep(
            "the digest is that of the covered bytes", source: "RFC 5652 §11.2", otherwise: .messageDigestDiffers,
            signedData: {
                $0.messageDigestMatches || $0.hasUnknownDigest
            }),
        SignatureStep(
            "the key of the certificate made the signature", source: "RFC 5652 §5.6", otherwise: .signatureInvalid,
            signedData: {
                $0.verification != .invalid
            }),
        SignatureStep(
            "the certificate with the key is there", source: "RFC 5652 §5.6", otherwise: .signatureKeyMissing,
            signedData: {
                $0.verification != .noCertificate
            }),
        SignatureStep(
            "the algorithm is known", source: "RFC 5754 §3", otherwise: .signatureAlgorithmUnsupported,
            signedData: {
                if case .unsupportedAlgorithm = $0.verification { false } else { true }
            }),
    ]

    static let profile: [SignatureStep] = [
        SignatureStep("the format is PAdES", source: "EN 319 142-1 §6.3", otherwise: .notPAdES) {
            $0.dictionary.subFilter == "ETSI.CAdES.detached"
        },
        SignatureStep(
            "the dictionary has the entries of the profile", source: "EN 319 142-1 §6.3",
            otherwise: .signatureDictionaryEntries
        ) {
            let allowed: Set<PDFName> = ["Type", "Filter", "SubFilter", "M", "Name", "ByteRange", "Contents"]
            return allowed.isSuperset(of: $0.dictionary.keys) && $0.dictionary.type == "Sig"
                && $0.dictionary.filter == "Adobe.PPKLite" && $0.dictionary.hasPlainName
        },
        SignatureStep("the claimed time is there", source: "EN 319 142-1 §6.3", otherwise: .claimedTimeMissing) {
            $0.dictionary.claimedTime != nil
        },
        SignatureStep(
            "no signing-time is signed", source: "EN 319 142-1 §6.3", otherwise: .signingTimeAttribute,
            signedData: {
                !$0.signerInfo.signedAttributes.contains(type: ObjectIdentifiers.signingTime)
            }),
        SignatureStep(
            "exactly the three attributes are signed", source: "EN 319 142-1 §6.3",
            otherwise: .attributesOutsideProfile,
            signedData: {
                let types = $0.signerInfo.signedAttributes.map(\.type).filter { $0 != ObjectIdentifiers.signingTime }
                let expected = [
                    ObjectIdentifiers.contentType, ObjectIdentifiers.messageDigest,
                    ObjectIdentifiers.signingCertificateV2,
                ]
                return types.count == expected.count && Set(types) == Set(expected)
                    && $0.signerInfo.signedAttributes.contentType == ObjectIdentifiers.data
                    && $0.signerInfo.unsignedAttributes.map(\.type) == [ObjectIdentifiers.timeStampToken]
                    && $0.timeStamps.count == 1
            }),
        SignatureStep(
            "the encoding is DER", source: "EN 319 142-1 §6.3; ITU-T X.690 §10", otherwise: .encodingNotCanonical,
            signedData: {
                $0.isCanonical || $0.signedData.hasRevocationLists
            }),
        SignatureStep("the digits are written in one way", source: "Seing", otherwise: .encodingNotCanonical) {
            $0.digitsAreLowerCase
        },
        SignatureStep(
            "the certificates are the signer's and its issuers'", source: "EN 319 142-1 §6.3",
            otherwise: .certificatesOutsideProfile,
            signedData: {
                $0.certificatesAreChain
            }),
        SignatureStep(
            "the time-stamp carries nothing but itself", source: "Seing", otherwise: .timeStampOutsideProfile,
            signedData: {
                $0.timeStamps.allSatisfy { $0.info == nil || $0.isPlain }
            }),
        SignatureStep(
            "revocation data stand outside", source: "EN 319 142-1 §5.4.1", otherwise: .embeddedRevocationLists,
            signedData: {
                !$0.signedData.hasRevocationLists
            }),
        SignatureStep(
            "the digest is SHA-256 or longer", source: "ETSI TS 119 312", otherwise: .digestTooWeak,
            signedData: {
                !$0.hasUnknownDigest
            }),
    ]
}

extension SignedDataFacts {
    var signerInfo: SignerInfo { signedData.signerInfos[0] }

    var hasUnknownDigest: Bool {
        ![ObjectIdentifiers.sha256, ObjectIdentifiers.sha384, ObjectIdentifiers.sha512]
            .contains(signerInfo.digestAlgorithm.oid)
    }
}
