internal import DEREncoding

extension DistinguishedName {
    /// Whether an element is built as a Name is.
    static func isName(_ element: DERElement) -> Bool {
        guard var sets = element.children(.sequence) else { return false }
        while let set = sets.next() {
            guard var pairs = set.children(.set) else { return false }
            while let pair = pairs.next() {
                guard var parts = pair.children(.sequence), parts.next()?.isObjectIdentifier == true,
                    parts.next() != nil, parts.isAtEnd
                else { return false }
            }
        }
        return true
    }

    /// Reads a Name that ``isName(_:)``; one without attributes when it is none.
    init(der: [UInt8]) {
        self = (try? DERElement(der: der)).flatMap { DistinguishedName($0) } ?? DistinguishedName([])
    }

    /// Reads a Name; attributes of one RelativeDistinguishedName follow each other.
    ///
    /// - Returns: `nil` when the element is no Name.
    init?(_ element: DERElement) {
        guard var sets = element.children(.sequence) else { return nil }
        var attributes: [Attribute] = []
        while let set = sets.next() {
            guard var pairs = set.children(.set) else { return nil }
            while let pair = pairs.next() {
                guard var parts = pair.children(.sequence), let oid = parts.next()?.objectIdentifier,
                    let value = parts.next(), parts.isAtEnd
                else { return nil }
                attributes.append(Attribute(oid: oid, value: value.text))
            }
        }
        self.init(attributes)
    }

    /// Bounds of RFC 5280 appendix A.1, in characters, and the types that take ASCII only.
    private static func bounds(_ oid: String) -> (characters: ClosedRange<Int>, tag: DERTag) {
        switch oid {
        case OID.countryName: (2...2, .printableString)
        case OID.serialNumber: (1...64, .printableString)
        case OID.localityName: (1...128, .utf8String)
        case OID.surname, OID.givenName: (1...32_768, .utf8String)
        default: (1...64, .utf8String)
        }
    }

    /// Writes the name, one attribute in each RelativeDistinguishedName.
    ///
    /// - Throws: ``OpenSSLError`` naming the attribute, never its value, when it is empty, too long, or has characters
    ///   that its type does not take.
    func write(to builder: inout DERBuilder) throws(OpenSSLError) {
        try builder.sequence { builder throws(OpenSSLError) in
            for attribute in attributes { try Self.write(attribute, to: &builder) }
        }
    }

    private static func write(_ attribute: Attribute, to builder: inout DERBuilder) throws(OpenSSLError) {
        let (characters, tag) = bounds(attribute.oid)
        let value = Array(attribute.value.utf8)
        let isGood =
            characters.contains(attribute.value.unicodeScalars.count)
            && (tag == .utf8String || value.allSatisfy(isPrintable))
        var isIdentified = false
        builder.constructed(.set) { builder in
            builder.sequence { builder in
                isIdentified = builder.objectIdentifier(validating: attribute.oid)
                builder.primitive(tag, value)
            }
        }
        guard isGood, isIdentified else {
            throw OpenSSLError(
                "put attribute \(attribute.oid) of \(value.count) bytes into a name",
                finding: "expected \(characters.lowerBound) to \(characters.upperBound) characters of its type")
        }
    }
}

/// Source: ITU-T X.680 §41.4.
private func isPrintable(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39: true
    default: " '()+,-./:=?".utf8.contains(byte)
    }
}

extension DERElement {
    /// Any ASN.1 string type as text; empty when its bytes are not text.
    fileprivate var text: String {
        let bytes = content
        switch identifier {
        case 0x0C: return String(validating: bytes, as: UTF8.self) ?? ""
        case 0x1E: return Self.text(bytes, octetCount: 2)
        case 0x1C: return Self.text(bytes, octetCount: 4)
        // Numeric, printable, teletex, IA5 and visible strings: an octet is a character.
        case 0x12, 0x13, 0x14, 0x16, 0x1A: return Self.text(bytes, octetCount: 1)
        default: return ""
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>, octetCount: Int) -> String {
        guard bytes.count % octetCount == 0 else { return "" }
        var text = ""
        for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: octetCount) {
            let value = bytes[start..<start + octetCount].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            guard let scalar = Unicode.Scalar(value) else { return "" }
            text.unicodeScalars.append(scalar)
        }
        return text
    }

    /// The moment of a UTCTime or GeneralizedTime, in seconds since 1970; `nil` when it is none as RFC 5280 §4.1.2.5 has it.
    var unixSeconds: Int64? {
        guard content.last == UInt8(ascii: "Z") else { return nil }
        let digits = content.dropLast()
        if content(.generalizedTime) != nil { return CivilDate.secondsSince1970(digits: digits) }
        guard content(.utcTime) != nil, digits.count == 12, let first = digits.first else { return nil }
        // Two digits of a year mean 1950 to 2049.
        let century = first >= UInt8(ascii: "5") ? "19" : "20"
        return CivilDate.secondsSince1970(digits: (Array(century.utf8) + digits)[...])
    }
}
