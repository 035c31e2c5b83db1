internal import DEREncoding

/// Judges a signatory's certificate by one that OpenSSL accepted before.
///
/// An authority makes thousands of certificates that differ in nothing but serial number, subject, validity and key. For path
/// validation (RFC 5280 §6.1) these matter in five ways: the issuer's signature, which is checked here; the validity, which the
/// caller checks; name constraints, for which a chain that has any sets no precedent; whether a certificate issued itself, which
/// none here did; and whether the subject is empty or another name stands in for it, which is so for none here. All else is the same
/// octets under the same issuers, so that OpenSSL would say the same again; it takes five times as long to say it, most of it to make
/// objects.
struct LeafPrecedents {
    private struct Precedent: Hashable, Sendable {
        let pattern: LeafPattern
        let anchors: [Certificate]
        let policies: [String]
        let strictness: ChainValidator.Strictness
    }

    /// The authorities above the leaf, its issuer first and the anchor last.
    private static let known = BoundedCache<Precedent, [Certificate]>(limit: 64)
    private static let nameConstraints = "2.5.29.30"

    let anchors: [Certificate]
    let policies: [String]
    let strictness: ChainValidator.Strictness

    /// The path of a leaf that is like one that was accepted, validity left aside.
    ///
    /// - Returns: `nil` when there is no precedent, an authority of it is not at hand, or the signature is not its issuer's.
    func chain(of leaf: Certificate, given intermediates: [Certificate]) -> [Certificate]? {
        guard let precedent = precedent(leaf), let authorities = Self.known[precedent],
            authorities.dropLast().allSatisfy(intermediates.contains), leaf.isSigned(by: authorities[0])
        else { return nil }
        return [leaf] + authorities
    }

    /// - Parameter chain: What OpenSSL accepted, the leaf first.
    func remember(_ chain: [Certificate]) {
        guard chain.count > 1, let precedent = precedent(chain[0]),
            !chain.contains(where: { $0.hasExtension(Self.nameConstraints) })
        else { return }
        Self.known.insert(Array(chain.dropFirst()), for: precedent)
    }

    private func precedent(_ leaf: Certificate) -> Precedent? {
        LeafPattern(of: leaf).map {
            Precedent(pattern: $0, anchors: anchors, policies: policies, strictness: strictness)
        }
    }
}

/// Everything of a certificate but serial number, subject, validity, key and the key's identifier.
struct LeafPattern: Hashable, Sendable {
    private static let subjectKeyIdentifier = DERWriter.objectIdentifier(ExtensionOID.subjectKeyIdentifier)
    private static let keyIdentifierByteCount = 20
    private static let subjectAlternativeName = "2.5.29.17"

    private let octets: [UInt8]

    /// - Returns: `nil` when the certificate is built otherwise than an authority's many: another version, another kind of key, its
    ///   own issuer.
    init?(of certificate: Certificate) {
        let fields = certificate.fields
        guard !certificate.subject.attributes.isEmpty, !certificate.subject.isLike(certificate.issuer),
            !certificate.hasExtension(Self.subjectAlternativeName), fields.version == 3, !fields.hasUniqueIdentifiers,
            let curve = CurvePoint(publicKey: fields.publicKey)
        else { return nil }
        var octets = fields.signatureAlgorithm + fields.issuerName + curve.prefix
        for one in fields.extensions {
            if one.identifier.elementsEqual(Self.subjectKeyIdentifier), !one.isCritical,
                one.value.count == Self.keyIdentifierByteCount + 2,
                one.value.starts(with: [DERTag.octetString.octet, UInt8(Self.keyIdentifierByteCount)])
            {
                octets += one.identifier
            } else {
                octets += one.bytes
            }
        }
        self.octets = octets
    }

    func hash(into hasher: inout Hasher) { hasher.combine(OctetKey(octets)) }
}

extension DistinguishedName {
    /// Whether two names may be the same to somebody who compares them without case, spaces and kind of string; rather yes than no.
    ///
    /// Source: RFC 5280 §7.1.
    fileprivate func isLike(_ other: DistinguishedName) -> Bool {
        attributes.count == other.attributes.count
            && zip(attributes, other.attributes).allSatisfy { own, other in
                own.oid == other.oid && Self.folded(own.value) == Self.folded(other.value)
            }
    }

    private static func folded(_ value: String) -> String { value.filter { !$0.isWhitespace }.lowercased() }
}
