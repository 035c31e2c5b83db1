internal import DEREncoding

/// Revocation lists and OCSP answers that a CMS carries.
public struct EmbeddedRevocation: Hashable, Sendable {
    /// DER of each CertificateList.
    public var lists: [[UInt8]] = []
    /// DER of each OCSPResponse or BasicOCSPResponse.
    public var ocspResponses: [[UInt8]] = []

    public init() {}

    public var isEmpty: Bool { lists.isEmpty && ocspResponses.isEmpty }
}

extension SignedData {
    /// What stands in `crls`, which no signature covers; what cannot be read there is left out.
    ///
    /// Source: RFC 5652 §10.2.1; RFC 5940 §2.
    public var unsignedRevocation: EmbeddedRevocation {
        var found = EmbeddedRevocation()
        for info in revocationInfos {
            guard let element = try? DERElement(der: info, of: "RevocationInfoChoice") else { continue }
            if element.hasTag(.sequence) {
                found.lists.append(info)
            } else if let response = try? Self.ocspResponse(element) {
                found.ocspResponses.append(response)
            }
        }
        return found
    }

    /// Source: RFC 5940 §2.1.
    private static func ocspResponse(_ element: DERElement) throws(CMSError) -> [UInt8] {
        let structure = "OtherRevocationInfoFormat"
        var children = try element.children(.context(1), of: structure)
        let format = try children.next().objectIdentifier(of: structure)
        guard format == "1.3.6.1.5.5.7.16.2" else {
            throw CMSError(structure, found: format, expected: "id-ri-ocsp-response")
        }
        let response = try children.next().bytes
        try children.expectEnd()
        return response
    }
}

extension SignerInfo {
    /// What Adobe's attribute archives under the signature itself; what cannot be read there is left out.
    ///
    /// Source: ISO 32000-1 §12.8.3.3.2 (adbe-revocationInfoArchival).
    public var signedRevocation: EmbeddedRevocation {
        guard let value = signedAttributes.single("1.2.840.113583.1.1.8")?.singleValue,
            let found = try? EmbeddedRevocation(archival: value)
        else { return EmbeddedRevocation() }
        return found
    }
}

extension EmbeddedRevocation {
    private static let countLimit = 32

    fileprivate init(archival der: [UInt8]) throws(CMSError) {
        let structure = "RevocationInfoArchival"
        var children = try DERElement(der: der, of: structure).children(.sequence, of: structure)
        if let crls = children.next(ifTagged: .context(0)) { lists = try Self.items(crls, tag: .context(0)) }
        if let ocsp = children.next(ifTagged: .context(1)) { ocspResponses = try Self.items(ocsp, tag: .context(1)) }
        _ = children.next(ifTagged: .context(2))  // otherRevInfo
        try children.expectEnd()
    }

    private static func items(_ element: DERElement, tag: DERTag) throws(CMSError) -> [[UInt8]] {
        let structure = "RevocationInfoArchival"
        var explicit = try element.children(tag, of: structure)
        let items = try explicit.next().children(.sequence, of: structure).remaining(atMost: countLimit).map(\.bytes)
        try explicit.expectEnd()
        return items
    }
}
