import CMS
private import OpenSSLBridge

/// Puts to a SignedData the questions that only cryptography answers.
struct SignedDataInspector {
    let signedData: SignedData
    let der: [UInt8]

    /// - Parameter content: The signed bytes, in pieces.
    func inspect(content: [ArraySlice<UInt8>]) -> SignedDataFacts {
        let info = signedData.signerInfos[0]
        let certificate = signingCertificate(of: info)
        return SignedDataFacts(
            signedData: signedData, isCanonical: signedData.der == der && signedData.isConsistent,
            verification: verify(info, with: certificate),
            signingCertificate: certificate.map(CertificateFacts.init),
            certificateBinding: certificate.map { binding(of: info, to: $0) } ?? .missing,
            messageDigestMatches: messageDigestMatches(info, content: content),
            certificatesAreChain: certificate.map(isChain) ?? false,
            timeStamps: info.unsignedAttributes.filter { $0.type == ObjectIdentifiers.timeStampToken }
                .flatMap(\.values).map { TimeStampInspector(token: $0).inspect(stamped: [info.signature[...]]) })
    }

    /// The embedded certificate that the SignerInfo names.
    private func signingCertificate(of info: SignerInfo) -> Certificate? {
        guard let der = signedData.certificate(of: info) else { return nil }
        return try? Certificate(der: der)
    }

    /// The attribute's digest, with the digest algorithm the SignerInfo states.
    private func messageDigestMatches(_ info: SignerInfo, content: [ArraySlice<UInt8>]) -> Bool {
        guard let algorithm = DigestAlgorithm(oid: info.digestAlgorithm.oid),
            let stated = info.signedAttributes.messageDigest, let digester = try? Digester(algorithm),
            (try? content.forEach { try digester.update($0) }) != nil
        else { return false }
        return stated == (try? digester.finalize())
    }

    /// Whether one certificate leads to the next by the names of their issuers, until all are used up.
    ///
    /// A root that certifies itself is no part of it: it is trusted for being known, not for being sent along.
    private func isChain(from leaf: Certificate) -> Bool {
        var rest = signedData.certificates.filter { $0 != leaf.der }.compactMap { try? Certificate(der: $0) }
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
        let value = info.signedAttributes.single(ObjectIdentifiers.signingCertificateV2)?.singleValue
        guard let value, let attribute = try? SigningCertificateV2(der: value) else { return .missing }
        guard let algorithm = DigestAlgorithm(oid: attribute.digestAlgorithm) else { return .differs }
        let isNamed =
            algorithm.digest(certificate.der) == attribute.certificateDigest && attribute.names(certificate.der)
        return isNamed ? .matches : .differs
    }

    private func verify(_ info: SignerInfo, with certificate: Certificate?) -> SignatureVerification {
        guard let certificate else { return .noCertificate }
        guard let message = info.signedAttributesEncoding else { return .unsupportedAlgorithm("no signed attributes") }
        guard let algorithm = SignatureAlgorithm(info) else {
            return .unsupportedAlgorithm(info.signatureAlgorithm.oid)
        }
        let isValid = certificate.verifies(
            signature: info.signature, over: message, digest: algorithm.digest, padding: algorithm.padding)
        return isValid ? .valid : .invalid
    }
}

/// A signature algorithm of CMS in terms of what OpenSSL is asked.
///
/// Source: RFC 5754 §3; RFC 4056 §2.
private struct SignatureAlgorithm {
    let digest: DigestAlgorithm
    let padding: SignaturePadding

    /// - Returns: `nil` for an algorithm that is not known, or not acceptable at all, such as SHA-1.
    init?(_ info: SignerInfo) {
        guard let stated = DigestAlgorithm(oid: info.digestAlgorithm.oid) else { return nil }
        switch info.signatureAlgorithm.oid {
        case ObjectIdentifiers.ecdsaWithSHA256, ObjectIdentifiers.sha256WithRSA: (digest, padding) = (.sha256, .pkcs1)
        case ObjectIdentifiers.ecdsaWithSHA384, ObjectIdentifiers.sha384WithRSA: (digest, padding) = (.sha384, .pkcs1)
        case ObjectIdentifiers.ecdsaWithSHA512, ObjectIdentifiers.sha512WithRSA: (digest, padding) = (.sha512, .pkcs1)
        case ObjectIdentifiers.rsaEncryption: (digest, padding) = (stated, .pkcs1)
        case ObjectIdentifiers.rsaPSS: (digest, padding) = (stated, .pss(saltByteCount: nil))
        default: return nil
        }
        guard digest == stated else { return nil }
    }
}
