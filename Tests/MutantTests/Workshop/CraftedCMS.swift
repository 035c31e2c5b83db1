import CMS
import OpenSSLBridge
import TestSupport

/// A SignedData of which every part can be made wrong, signed all the same.
struct CraftedCMS {
    /// Whose key signs, and which certificate says so.
    var certificate: Certificate
    var key: SigningKey
    /// In the CMS beside the certificate.
    var chain: [[UInt8]]
    var contentType = ObjectIdentifiers.data
    /// Embedded; `nil` in a detached signature.
    var content: [UInt8]?
    /// Attribute types and values in DER.
    var attributes: [(type: String, value: [UInt8])]
    var areAttributesSorted = true
    var digestAlgorithm = ObjectIdentifiers.sha256
    var signatureAlgorithm = ASN1.algorithm(ObjectIdentifiers.ecdsaWithSHA256)
    var version: [UInt8] = [1]
    /// Of the SignerInfo; 1 when it names issuer and serial number.
    var signerVersion: [UInt8] = [1]
    /// DER of the SignedData's digest algorithms; the signer's unless set.
    var digestAlgorithms: [[UInt8]]?
    /// Instead of issuer and serial number.
    var signerIdentifier: [UInt8]?
    /// DER of revocation lists.
    var revocationLists: [[UInt8]] = []
    /// Makes the signature value over the SET of attributes.
    var sign: @Sendable (SigningKey, [UInt8]) throws -> [UInt8] = { try $0.sign(message: $1, digest: .sha256) }
    /// Unsigned attributes, given the signature value.
    var unsignedAttributes: (_ signature: [UInt8]) throws -> [(type: String, values: [[UInt8]])] = { _ in [] }
    /// How often the same SignerInfo stands there.
    var signerInfoCount = 1
    /// Certificates in the CMS, in the order given; ``certificate`` and ``chain`` unless set.
    var embeddedCertificates: [[UInt8]]?

    init(certificate: Certificate, key: SigningKey, chain: [[UInt8]], messageDigest: [UInt8], contentType: String) {
        self.certificate = certificate
        self.key = key
        self.chain = chain
        self.contentType = contentType
        attributes = [
            (ObjectIdentifiers.contentType, ASN1.oid(contentType)),
            (ObjectIdentifiers.messageDigest, ASN1.octets(messageDigest)),
            (ObjectIdentifiers.signingCertificateV2, Self.signingCertificateV2(certificate)),
        ]
    }

    static func signingCertificateV2(_ certificate: Certificate) -> [UInt8] {
        ASN1.sequence(ASN1.sequence(ASN1.sequence(ASN1.octets(DigestAlgorithm.sha256.digest(certificate.der)))))
    }

    func der() throws -> [UInt8] {
        let certificates = embeddedCertificates ?? [certificate.der] + chain
        let info = try signerInfo()
        let content = content.map { ASN1.context(0, ASN1.octets($0)) } ?? []
        let signedData = ASN1.sequence(
            ASN1.integer(version), ASN1.set(digestAlgorithms ?? [ASN1.algorithm(digestAlgorithm)]),
            ASN1.sequence(ASN1.oid(contentType), content),
            certificates.isEmpty ? [] : ASN1.sortedSet(certificates, tag: 0xA0),
            revocationLists.isEmpty ? [] : ASN1.sortedSet(revocationLists, tag: 0xA1),
            ASN1.set(Array(repeating: info, count: signerInfoCount)))
        return ASN1.sequence(ASN1.oid(ObjectIdentifiers.signedData), ASN1.context(0, signedData))
    }

    private func signerInfo() throws -> [UInt8] {
        let encoded = attributes.map { ASN1.sequence(ASN1.oid($0.type), ASN1.set([$0.value])) }
        let set =
            areAttributesSorted
            ? ASN1.sortedSet(encoded) : ASN1.set(encoded.sorted { !$0.lexicographicallyPrecedes($1) })
        let signature = try sign(key, set)
        let unsigned = try unsignedAttributes(signature).map {
            ASN1.sequence(ASN1.oid($0.type), ASN1.sortedSet($0.values))
        }
        return ASN1.sequence(
            ASN1.integer(signerVersion), try signerIdentifier ?? issuerAndSerialNumber(),
            ASN1.algorithm(digestAlgorithm), attributes.isEmpty ? [] : [0xA0] + set.dropFirst(), signatureAlgorithm,
            ASN1.octets(signature), unsigned.isEmpty ? [] : ASN1.sortedSet(unsigned, tag: 0xA1))
    }

    /// Read from the certificate by its fixed beginning: tbs, [0] version, serial number, algorithm, issuer.
    private func issuerAndSerialNumber() throws -> [UInt8] {
        var fields = Elements(of: try Elements(of: certificate.der).only().content).elements[0].content
        var elements = Elements(of: fields).elements
        if elements.first?.tag == 0xA0 { elements.removeFirst() }
        fields = elements[2].bytes + elements[0].bytes
        return ASN1.sequence(fields)
    }
}

/// The elements that follow each other in bytes that are good DER.
struct Elements {
    struct Element {
        let tag: UInt8
        let bytes: [UInt8]
        let content: [UInt8]
    }

    private(set) var elements: [Element] = []

    init(of bytes: [UInt8]) {
        var position = 0
        while position + 1 < bytes.count {
            var header = 2
            var count = Int(bytes[position + 1])
            if count >= 0x80 {
                header += count & 0x7F
                count = bytes[position + 2..<position + header].reduce(0) { $0 << 8 | Int($1) }
            }
            let end = position + header + count
            elements.append(
                Element(
                    tag: bytes[position], bytes: Array(bytes[position..<end]),
                    content: Array(bytes[position + header..<end])))
            position = end
        }
    }

    func only() throws -> Element {
        guard elements.count == 1 else { throw CannotMutate("\(elements.count) elements, expected one") }
        return elements[0]
    }
}
