import Foundation
import OpenSSLBridge
import PAdESValidation
import XMLBridge

/// Checks the seal of a document that the schema has found to have one, in its one form and place.
///
/// No reference is followed and no transform is run because the file says so: the schema admits one form only, and what is
/// digested here is what that form means.
struct XMLSealCheck {
    let document: XMLDocument
    let validator: SealValidator

    /// - Parameter now: The moment of validation, Unix time.
    func report(at now: Int64) -> SealReport {
        let root = document.root
        guard let seal = root.elements.last, seal.name == "Signature", seal.namespace == XMLSignature.namespace,
            let parts = SealParts(seal), let certificate = try? Certificate(der: parts.certificate)
        else { return SealValidator.brokenSeal }
        let places = SealPlaces(in: root.elements.count - 1)
        guard isIntact(parts, certificate, places),
            let stamped = try? document.canonicalBytes(of: places.signatureValue)
        else { return SealValidator.brokenSeal }
        return validator.judge(
            VerifiedSeal(certificate: certificate, timeStamps: [parts.timeStamp], stamped: stamped), at: now)
    }

    private func isIntact(_ parts: SealParts, _ certificate: Certificate, _ places: SealPlaces) -> Bool {
        guard let content = try? document.canonicalBytes(of: nil, without: places.signature),
            let properties = try? document.canonicalBytes(of: places.signedProperties),
            let signedInfo = try? document.canonicalBytes(of: places.signedInfo),
            let key = try? certificate.publicKey
        else { return false }
        return DigestAlgorithm.sha256.digest(content) == parts.documentDigest
            && DigestAlgorithm.sha256.digest(properties) == parts.propertiesDigest
            && DigestAlgorithm.sha256.digest(parts.certificate) == parts.certificateDigest
            && parts.method.verifies(parts.value, over: signedInfo, by: key)
    }
}

/// The values of a seal, read from its fixed places.
private struct SealParts {
    let method: XMLSignatureMethod
    let documentDigest, propertiesDigest, value, certificate, certificateDigest, timeStamp: [UInt8]

    /// - Returns: `nil` when one is missing or is not in base64.
    init?(_ seal: XMLElement) {
        let signedInfo = seal.element(named: "SignedInfo")
        let references = signedInfo?.elements.filter { $0.name == "Reference" } ?? []
        let qualifying = seal.element(named: "Object")?.element(named: "QualifyingProperties")
        let certificate = qualifying?.descendant(
            "SignedProperties", "SignedSignatureProperties", "SigningCertificateV2", "Cert", "CertDigest", "DigestValue"
        )
        let token = qualifying?.descendant(
            "UnsignedProperties", "UnsignedSignatureProperties", "SignatureTimeStamp", "EncapsulatedTimeStamp")
        guard references.count == 2,
            let method = signedInfo?.element(named: "SignatureMethod")?.attributes["Algorithm"].flatMap(
                XMLSignatureMethod.init(rawValue:)),
            let document = references[0].element(named: "DigestValue")?.octets,
            let properties = references[1].element(named: "DigestValue")?.octets,
            let value = seal.element(named: "SignatureValue")?.octets,
            let sealed = seal.descendant("KeyInfo", "X509Data", "X509Certificate")?.octets,
            let digest = certificate?.octets, let stamp = token?.octets
        else { return nil }
        (self.method, documentDigest, propertiesDigest) = (method, document, properties)
        (self.value, self.certificate, certificateDigest, timeStamp) = (value, sealed, digest, stamp)
    }
}

extension XMLElement {
    /// The element at the end of a path of names, each the first of its name.
    func descendant(_ names: String...) -> XMLElement? {
        names.reduce(self) { element, name in element?.element(named: name) }
    }

    /// Its text in base64; white space is no part of it.
    var octets: [UInt8]? {
        Data(base64Encoded: text.filter { !$0.isWhitespace }).map(Array.init)
    }
}
