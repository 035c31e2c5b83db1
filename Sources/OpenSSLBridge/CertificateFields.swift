internal import DEREncoding

/// What the bytes of a certificate say, read without OpenSSL, whose own reader spends most of its time on the key.
///
/// Source: RFC 5280 §4.1.
struct CertificateFields: Sendable {
    /// 1, 2 or 3.
    let version: UInt8
    let serialNumber: [UInt8]
    /// DER of the names: what chains are built by.
    let issuerName: [UInt8]
    let subjectName: [UInt8]
    let notBefore: Int64
    let notAfter: Int64
    /// SubjectPublicKeyInfo in DER.
    let publicKey: [UInt8]
    /// DER of the TBSCertificate, which is what the issuer signed.
    let signed: [UInt8]
    /// DER of the AlgorithmIdentifier beside the signature.
    let signatureAlgorithm: [UInt8]
    let signature: [UInt8]
    /// In the order of the certificate.
    let extensions: [Extension]
    /// Whether it has the unique identifiers of version 2, which nobody uses.
    let hasUniqueIdentifiers: Bool

    /// One extension as it stands in the certificate.
    struct Extension: Sendable {
        /// The OBJECT IDENTIFIER in DER.
        let identifier: ArraySlice<UInt8>
        let isCritical: Bool
        /// Content of the OCTET STRING.
        let value: ArraySlice<UInt8>
        /// The whole in DER.
        let bytes: ArraySlice<UInt8>
    }

    /// - Throws: ``OpenSSLError`` when the bytes are not one whole certificate in DER, its inner and outer signature
    ///   algorithms differ, or its times are no times.
    init(der: [UInt8]) throws(OpenSSLError) {
        let operation = "read a certificate of \(der.count) bytes"
        do throws(DERFault) {
            var outer = try Self.require(DERElement(der: der).children(.sequence))
            let tbs = try Self.require(outer.next())
            signed = tbs.bytes
            signatureAlgorithm = try Self.algorithm(outer.next()).bytes
            signature = try Self.octets(outer.next())
            guard outer.isAtEnd else { throw .malformed }
            var fields = try Self.require(tbs.children(.sequence))
            version = try Self.version(&fields)
            serialNumber = try Self.magnitude(Self.require(fields.next()?.content(.integer)))
            let inner = try Self.algorithm(fields.next())
            guard inner.bytes == signatureAlgorithm else { throw .malformed }
            issuerName = try Self.name(fields.next())
            var validity = try Self.require(fields.next()?.children(.sequence))
            notBefore = try Self.require(validity.next()?.unixSeconds)
            notAfter = try Self.require(validity.next()?.unixSeconds)
            subjectName = try Self.name(fields.next())
            publicKey = try Self.publicKey(fields.next())
            (hasUniqueIdentifiers, extensions) = try Self.rest(&fields)
        } catch {
            throw OpenSSLError(operation, finding: error.finding)
        }
        guard notBefore <= notAfter else {
            throw OpenSSLError("read a certificate", finding: "its validity ends before it begins")
        }
    }

    private static func require<Value>(_ value: Value?) throws(DERFault) -> Value {
        guard let value else { throw .malformed }
        return value
    }

    /// 1, 2 or 3, of which the first is left out.
    private static func version(_ fields: inout DERElement.DERElements) throws(DERFault) -> UInt8 {
        guard let explicit = fields.next(ifTagged: .context(0)) else { return 1 }
        var inner = try require(explicit.children(.context(0)))
        let version = try require(inner.next()?.content(.integer))
        guard inner.isAtEnd, version.count == 1, let number = version.first, (1...2).contains(number) else {
            throw .malformed
        }
        return number + 1
    }

    private static func algorithm(_ element: DERElement?) throws(DERFault) -> DERElement {
        let element = try require(element)
        var children = try require(element.children(.sequence))
        _ = try require(children.next()?.objectIdentifier)
        _ = children.next()
        guard children.isAtEnd else { throw .malformed }
        return element
    }

    /// The octets of a BIT STRING that has no unused bits.
    private static func octets(_ element: DERElement?) throws(DERFault) -> [UInt8] {
        let content = try require(element?.content(.bitString))
        guard content.first == 0 else { throw .malformed }
        return Array(content.dropFirst())
    }

    /// The absolute value, without leading zeros: some authorities have numbers below zero.
    private static func magnitude(_ content: ArraySlice<UInt8>) throws(DERFault) -> [UInt8] {
        guard let first = content.first else { throw .malformed }
        if content.count > 1 {
            // Source: ITU-T X.690 §8.3.2: no octet that adds nothing.
            let isPositive = content[content.startIndex + 1] < 0x80
            guard !(first == 0 && isPositive), !(first == 0xFF && !isPositive) else { throw .malformed }
        }
        guard first >= 0x80 else { return Array(content.count > 1 && first == 0 ? content.dropFirst() : content) }
        var digits = content.map { ~$0 }
        for index in digits.indices.reversed() {
            digits[index] &+= 1
            if digits[index] != 0 { break }
        }
        return Array(digits.drop { $0 == 0 })
    }

    private static func name(_ element: DERElement?) throws(DERFault) -> [UInt8] {
        let element = try require(element)
        guard DistinguishedName.isName(element) else { throw .malformed }
        return element.bytes
    }

    private static func publicKey(_ element: DERElement?) throws(DERFault) -> [UInt8] {
        let element = try require(element)
        var children = try require(element.children(.sequence))
        _ = try algorithm(children.next())
        _ = try octets(children.next())
        guard children.isAtEnd else { throw .malformed }
        return element.bytes
    }

    /// Unique identifiers, which nobody uses, and extensions.
    private static func rest(_ fields: inout DERElement.DERElements) throws(DERFault) -> (Bool, [Extension]) {
        let identifiers = [fields.next(ifTagged: .context(1)), fields.next(ifTagged: .context(2))]
        var found: [Extension] = []
        if let explicit = fields.next(ifTagged: .context(3)) {
            var inner = try require(explicit.children(.context(3)))
            var extensions = try require(inner.next()?.children(.sequence))
            while let element = extensions.next() { found.append(try one(element)) }
            guard inner.isAtEnd else { throw .malformed }
        }
        guard fields.isAtEnd else { throw .malformed }
        return (identifiers.contains { $0 != nil }, found)
    }

    private static func one(_ element: DERElement) throws(DERFault) -> Extension {
        var parts = try require(element.children(.sequence))
        let identifier = try require(parts.next())
        guard identifier.isObjectIdentifier else { throw .malformed }
        let criticality = parts.next(ifTagged: .boolean)?.content
        let value = try require(parts.next()?.content(.octetString))
        guard parts.isAtEnd else { throw .malformed }
        return Extension(
            identifier: identifier.slice, isCritical: criticality.map { $0.first != 0 } ?? false, value: value,
            bytes: element.slice)
    }
}

extension DERFault {
    var finding: String {
        switch self {
        case .malformed: "the bytes are not the structure in DER, expected one whole element"
        case .bytesBehind(let count): "\(count) bytes follow it, expected none"
        case .tooDeep: "elements nest too deeply"
        }
    }
}
