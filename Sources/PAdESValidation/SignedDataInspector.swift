import CMS
internal import OpenSSLBridge

/// Puts to a SignedData the questions that only cryptography answers.
struct SignedDataInspector {
    let signedData: SignedData
    let der: [UInt8]

    /// - Parameter content: What is signed.
    func inspect(content: ContentDigest) -> SignedDataFacts {
        let info = signedData.signerInfos[0]
        let certificates = signedData.certificates.compactMap { try? Certificate(der: $0) }
        let signer = signedData.certificate(of: info)
        let certificate = certificates.first { $0.der == signer }
        return SignedDataFacts(
            signedData: signedData, certificates: certificates,
            isCanonical: signedData.der == der && signedData.isConsistent,
            verification: verify(info, with: certificate),
            signingCertificate: certificate.map(CertificateFacts.init),
            certificateBinding: certificate.map { binding(of: info, to: $0) } ?? .missing,
            suite: suite(info, certificate), messageDigestMatches: messageDigestMatches(info, content: content),
            certificatesAreChain: certificate.map { isChain(from: $0, certificates) } ?? false,
            timeStamps: info.unsignedAttributes.filter { $0.type == ObjectIdentifiers.timeStampToken }
                .flatMap(\.values).map { TimeStampInspector(token: $0).inspect { $0.digest(info.signature) } })
    }

    /// The attribute's digest, with the digest algorithm the SignerInfo states.
    private func messageDigestMatches(_ info: SignerInfo, content: ContentDigest) -> Bool {
        guard let algorithm = VerificationDigest(oid: info.digestAlgorithm.oid),
            let stated = info.signedAttributes.messageDigest
        else { return false }
        return content(algorithm) == stated
    }

    /// Whether one certificate leads to the next by the names of their issuers, until all are used up.
    ///
    /// A root that certifies itself is no part of it: it is trusted for being known, not for being sent along.
    private func isChain(from leaf: Certificate, _ certificates: [Certificate]) -> Bool {
        var rest = certificates.filter { $0 != leaf }
        guard rest.count == signedData.certificates.count - 1, !rest.isEmpty else { return false }
        var last = leaf
        while let next = rest.firstIndex(where: {
            last.issuer == $0.subject && last.isSigned(by: $0) && !$0.isSelfIssued
        }) {
            last = rest.remove(at: next)
        }
        return rest.isEmpty
    }

    private func binding(of info: SignerInfo, to certificate: Certificate) -> CertificateBinding {
        let attributes = info.signedAttributes
        if let value = attributes.single(ObjectIdentifiers.signingCertificateV2)?.singleValue,
            let attribute = try? SigningCertificateV2(der: value)
        {
            let digest = VerificationDigest(oid: attribute.digestAlgorithm)
            return names(attribute, certificate, by: digest) ? .matches : .differs
        }
        // Version 1 has the same form, and no choice of the digest. Source: RFC 2634 §5.4.
        guard let value = attributes.single(ObjectIdentifiers.signingCertificate)?.singleValue,
            let attribute = try? SigningCertificateV2(der: value)
        else { return .missing }
        return names(attribute, certificate, by: .sha1) ? .matchesBySHA1 : .differs
    }

    private func names(
        _ attribute: SigningCertificateV2, _ certificate: Certificate, by digest: VerificationDigest?
    ) -> Bool {
        digest?.digest(certificate.der) == attribute.certificateDigest && attribute.names(certificate.der)
    }

    private func verify(_ info: SignerInfo, with certificate: Certificate?) -> SignatureVerification {
        guard let certificate else { return .noCertificate }
        guard let message = info.signedAttributesEncoding else { return .unsupportedAlgorithm("no signed attributes") }
        let scheme: VerificationScheme
        do throws(UnknownAlgorithm) {
            scheme = try VerificationScheme(info)
        } catch {
            return .unsupportedAlgorithm(error.name)
        }
        guard let key = try? certificate.publicKey else { return .unsupportedAlgorithm("a key that is not known") }
        switch key.verdict(on: info.signature, over: message, scheme: scheme) {
        case .valid: return .valid
        case .invalid: return .invalid
        case .plainECDSA: return .plainECDSA
        case .unsupported:
            return .unsupportedAlgorithm("\(info.signatureAlgorithm.oid) with a key \(key.description)")
        }
    }

    private func suite(_ info: SignerInfo, _ certificate: Certificate?) -> CryptographicConstraints.Suite? {
        guard let key = try? certificate?.publicKey else { return nil }
        let digest = VerificationDigest(oid: info.digestAlgorithm.oid)?.rawValue ?? info.digestAlgorithm.oid
        return CryptographicConstraints.Suite(
            digest: digest, keyKind: key.algorithmName, keyBitCount: key.bitCount)
    }
}
