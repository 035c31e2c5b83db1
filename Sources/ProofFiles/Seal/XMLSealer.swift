package import OpenSSLBridge
package import XMLBridge

package import struct Foundation.Date

/// Why nothing was sealed.
package enum XMLSealError: Error, CustomStringConvertible {
    /// The key is of a kind that no name of XML Signature is known for.
    case unsuitableKey(String)
    /// The key is not the certificate's.
    case otherKey
    case document(XMLProblem)

    package var description: String {
        switch self {
        case .unsuitableKey(let key): "could not seal: found a key \(key), for which XML Signature has no method"
        case .otherKey: "could not seal: the key is not the one of the certificate"
        case .document(let problem): "could not seal: \(problem)"
        }
    }
}

/// Seals a document in XML with an enveloped signature of level XAdES B-T.
///
/// Source: ETSI EN 319 132-1 §6.3.
package struct XMLSealer: Sendable {
    private let certificate: Certificate
    private let key: SigningKey
    private let timeStamp: @Sendable (_ sha256: [UInt8]) throws -> [UInt8]

    /// - Parameter timeStamp: Returns a token in DER over a SHA-256 digest.
    package init(
        certificate: Certificate, key: SigningKey, timeStamp: @escaping @Sendable (_ sha256: [UInt8]) throws -> [UInt8]
    ) {
        (self.certificate, self.key, self.timeStamp) = (certificate, key, timeStamp)
    }

    /// - Parameter root: Holds no signature; the seal becomes its last child.
    /// - Returns: The sealed document, in canonical form.
    /// - Throws: ``XMLSealError``, and what the key or the time-stamping authority says.
    package func seal(_ root: XMLElement, at time: Date) throws -> [UInt8] {
        let publicKey = try key.publicKey
        let scheme = try publicKey.signatureScheme()
        guard publicKey.der == (try certificate.publicKey.der) else { throw XMLSealError.otherKey }
        guard let method = XMLSignatureMethod(scheme) else {
            throw XMLSealError.unsuitableKey(publicKey.description)
        }
        var parts = XMLSignature.Parts(
            method: method, certificate: certificate.der, signingTime: time.unixSeconds)
        let places = SealPlaces(in: root.elements.count)
        // Neither digest is over what is still empty: the document's is without the seal, the other one's without the digests.
        let draft = try document(root, parts)
        parts.documentDigest = try sha256(draft, of: nil, without: places.signature)
        parts.propertiesDigest = try sha256(draft, of: places.signedProperties)
        let toSign = try canonical(document(root, parts), of: places.signedInfo)
        guard let value = method.value(of: try key.sign(message: toSign, by: scheme), by: publicKey) else {
            throw XMLSealError.unsuitableKey(publicKey.description)
        }
        parts.value = value
        parts.timeStamp = try timeStamp(sha256(document(root, parts), of: places.signatureValue))
        return bytes(root, parts)
    }

    private func bytes(_ root: XMLElement, _ parts: XMLSignature.Parts) -> [UInt8] {
        var sealed = root
        sealed.children.append(.element(XMLSignature.element(parts)))
        return XMLWriter.bytes(of: sealed)
    }

    private func document(_ root: XMLElement, _ parts: XMLSignature.Parts) throws(XMLSealError) -> XMLDocument {
        do { return try XMLDocument(parsing: bytes(root, parts), limits: ProofLimits.xml) } catch {
            throw .document(error)
        }
    }

    private func canonical(
        _ document: XMLDocument, of apex: XMLElementPath?, without hole: XMLElementPath? = nil
    ) throws(XMLSealError) -> [UInt8] {
        do { return try document.canonicalBytes(of: apex, without: hole) } catch { throw .document(error) }
    }

    private func sha256(
        _ document: XMLDocument, of apex: XMLElementPath?, without hole: XMLElementPath? = nil
    ) throws(XMLSealError) -> [UInt8] {
        DigestAlgorithm.sha256.digest(try canonical(document, of: apex, without: hole))
    }
}

/// Where the parts of a seal stand in a document.
struct SealPlaces {
    let signature: XMLElementPath

    /// - Parameter index: How many elements stand before the seal.
    init(in index: Int) { signature = [index] }

    var signedInfo: XMLElementPath { signature + [0] }
    var signatureValue: XMLElementPath { signature + [1] }
    /// `Object/QualifyingProperties/SignedProperties`
    var signedProperties: XMLElementPath { signature + [3, 0, 0] }
}

/// How large a proof file may be.
enum ProofLimits {
    /// Ten thousand headers that lead to a time-stamp are some ten megabytes.
    static let xml = XMLLimits(byteCount: 32 << 20, depth: 40, nodeCount: 1_000_000)
}
