import OpenSSLBridge

/// What a profile may leave open, written in braces: `{organisation}`.
enum Placeholder: String, Hashable, Sendable, CaseIterable {
    /// Who runs this service.
    case organisation
    /// The arc of object identifiers.
    case arc
    /// The policy of the signatory's role.
    case role
    /// The policy of the way the signatory was identified.
    case identification
    case commonName = "common-name"
    case givenName = "given-name"
    case surname
    case title
    case serialNumber = "serial-number"
    /// For whom the signatory signs; empty for families.
    case signatoryOrganisation = "signatory-organisation"

    /// The first thing in braces that is no placeholder, or a brace that stands alone.
    static func unknownName(in template: String) -> String? {
        var rest = template[...]
        while let opening = rest.firstIndex(where: { "{}".contains($0) }) {
            guard rest[opening] == "{", let closing = rest[opening...].firstIndex(of: "}") else {
                return String(rest[opening])
            }
            let name = String(rest[rest.index(after: opening)..<closing])
            guard Placeholder(rawValue: name) != nil else { return name }
            rest = rest[rest.index(after: closing)...]
        }
        return nil
    }
}

/// A text with placeholders, taken apart when its profile is read: it is filled for every certificate.
struct PlaceholderText: Hashable, Sendable {
    private enum Part: Hashable, Sendable {
        case text(String)
        case placeholder(Placeholder)
    }

    private var parts: [Part] = []

    /// - Parameter text: Has no ``Placeholder/unknownName(in:)``.
    init(_ text: String) {
        var rest = text[...]
        while let opening = rest.firstIndex(of: "{"), let closing = rest[opening...].firstIndex(of: "}") {
            if opening > rest.startIndex { parts.append(.text(String(rest[..<opening]))) }
            let name = String(rest[rest.index(after: opening)..<closing])
            if let placeholder = Placeholder(rawValue: name) { parts.append(.placeholder(placeholder)) }
            rest = rest[rest.index(after: closing)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
    }

    /// Replaces each placeholder once; what a value holds is not looked at again.
    func filled(_ value: (Placeholder) -> String) -> String {
        if case .placeholder(let only)? = parts.first, parts.count == 1 { return value(only) }
        return parts.reduce(into: "") { filled, part in
            switch part {
            case .text(let text): filled += text
            case .placeholder(let placeholder): filled += value(placeholder)
            }
        }
    }
}

/// A subject whose values may hold placeholders.
struct SubjectTemplate: Hashable, Sendable {
    /// A type of attribute, and how many characters its value may have.
    struct AttributeType: Hashable, Sendable {
        let name: String
        let oid: String
        let characterLimit: Int
    }

    struct Attribute: Hashable, Sendable {
        let type: AttributeType
        let template: PlaceholderText
    }

    let attributes: [Attribute]

    /// What every subject of a demonstration says.
    static let demoMark = "DEMO, sans valeur juridique - DEMO, no legal value"

    static func isMarkedDemo(_ name: DistinguishedName) -> Bool {
        name.attributes.contains { $0.oid == DistinguishedName.OID.organizationalUnitName && $0.value == demoMark }
    }

    /// Limits: RFC 5280 appendix A.1. There is no e-mail address on purpose: many signatories are minors.
    private static let types = [
        AttributeType(name: "C", oid: DistinguishedName.OID.countryName, characterLimit: 2),
        AttributeType(name: "L", oid: DistinguishedName.OID.localityName, characterLimit: 128),
        AttributeType(name: "O", oid: DistinguishedName.OID.organizationName, characterLimit: 64),
        AttributeType(name: "OU", oid: DistinguishedName.OID.organizationalUnitName, characterLimit: 64),
        AttributeType(name: "CN", oid: DistinguishedName.OID.commonName, characterLimit: 64),
        AttributeType(name: "GN", oid: DistinguishedName.OID.givenName, characterLimit: 64),
        AttributeType(name: "SN", oid: DistinguishedName.OID.surname, characterLimit: 64),
        AttributeType(name: "title", oid: DistinguishedName.OID.title, characterLimit: 64),
        AttributeType(name: "serialNumber", oid: DistinguishedName.OID.serialNumber, characterLimit: 64),
        AttributeType(
            name: "organizationIdentifier", oid: DistinguishedName.OID.organizationIdentifier, characterLimit: 64),
    ]

    static func attributeType(_ name: String) -> AttributeType? { types.first { $0.name == name } }

    /// The name; an attribute whose value comes out empty is left out, a longer one is shortened and ends in « … ».
    ///
    /// - Parameter generation: From the second on, the common name ends in `G2`, `G3`…: two authorities of one name would
    ///   make each one's revocation lists look like the other's (RFC 5280 §6.3.3).
    func filled(isDemo: Bool, generation: Int = 1, _ value: (Placeholder) -> String) -> DistinguishedName {
        var filled = attributes.compactMap { attribute -> DistinguishedName.Attribute? in
            let text = attribute.template.filled(value).trimmed
            guard !text.isEmpty else { return nil }
            let isCommonName = attribute.type.oid == DistinguishedName.OID.commonName
            let mark = isCommonName && generation > 1 ? " G\(generation)" : ""
            let limit = attribute.type.characterLimit - mark.count
            return .init(oid: attribute.type.oid, value: Self.shortened(text, to: limit) + mark)
        }
        if isDemo {
            let mark = DistinguishedName.Attribute(
                oid: DistinguishedName.OID.organizationalUnitName, value: Self.demoMark)
            let place = filled.lastIndex { Self.isGeneral($0.oid) }.map { $0 + 1 } ?? 0
            filled.insert(mark, at: place)
        }
        return DistinguishedName(filled)
    }

    /// Country and organisation stand before the unit.
    private static func isGeneral(_ oid: String) -> Bool {
        [DistinguishedName.OID.countryName, DistinguishedName.OID.organizationName].contains(oid)
    }

    /// Certificates count code points; characters are kept whole.
    private static func shortened(_ text: String, to limit: Int) -> String {
        guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
        var kept = ""
        for character in text {
            guard kept.unicodeScalars.count + character.unicodeScalars.count < limit else { break }
            kept.append(character)
        }
        return kept.trimmed + "…"
    }
}
