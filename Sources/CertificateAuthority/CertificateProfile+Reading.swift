import OpenSSLBridge

extension CertificateProfile {
    /// - Parameters:
    ///   - text: The content of the file.
    ///   - file: Its name, for errors.
    /// - Throws: ``CertificateAuthorityError`` that names file, line and cause.
    package init(_ text: String, kind: Kind, file: String) throws(CertificateAuthorityError) {
        let reader = ProfileReader(text: try ProfileText(text, file: file))
        try reader.refuseUnknownKeys()
        let constraints = try reader.basicConstraints()
        try self.init(
            kind: kind,
            keyAlgorithm: reader.required("key", ProfileReader.keyAlgorithm),
            digest: reader.required("digest") { DigestAlgorithm(rawValue: $0) },
            validitySeconds: reader.required("validity", ProfileReader.seconds),
            backdatingSeconds: reader.optional("backdating", ProfileReader.seconds) ?? 0,
            subject: reader.subject(), isAuthority: constraints.isAuthority, pathLength: constraints.pathLength,
            keyUsages: reader.requiredList("key-usage") { KeyUsage(rawValue: $0) },
            extendedKeyUsages: reader.list("extended-key-usage", ProfileReader.purpose),
            isExtendedKeyUsageCritical: reader.optional("extended-key-usage-critical", ProfileReader.yesOrNo) ?? false,
            policies: reader.list("policies", ProfileReader.policy),
            isShortTerm: reader.optional("short-term", ProfileReader.yesOrNo) ?? false,
            revocationListSeconds: reader.optional("revocation-list-validity", ProfileReader.seconds))
        if let (key, cause) = contradiction { throw reader.error(key, cause) }
    }

    /// The longest life that needs no revocation, in seconds. Source: ETSI EN 319 412-1, which leaves the number
    /// to the policy: shorter than the 24 hours in which a revocation is processed (EN 319 411-1).
    private static let shortTermLimitSeconds: Int64 = 24 * 3600

    /// What in the profile cannot be, and at which key.
    private var contradiction: (key: String, cause: String)? {
        if isAuthority != kind.isAuthority {
            return ("basic-constraints", "expected '\(kind.isAuthority ? "authority" : "end entity")' in this profile")
        }
        if isAuthority != keyUsages.contains(.keyCertSign) {
            return ("key-usage", "keyCertSign goes with an authority, and only with one")
        }
        if isAuthority != (revocationListSeconds != nil) {
            return ("revocation-list-validity", "an authority has one, and only an authority")
        }
        if isShortTerm, isAuthority || validitySeconds + backdatingSeconds > Self.shortTermLimitSeconds {
            return ("short-term", "only an end entity with a validity of at most 24 hours can be short-term")
        }
        let isAlone = extendedKeyUsages == [ExtensionOID.timeStamping] && isExtendedKeyUsageCritical
        if kind == .timeStampingUnit, !isAlone {
            return ("extended-key-usage", "expected timeStamping alone, and critical (RFC 3161 section 2.3)")
        }
        return nil
    }
}

/// Turns the entries of a profile into values, and says where it cannot.
private struct ProfileReader {
    let text: ProfileText

    private static let keys: Set<String> = [
        "key", "digest", "validity", "backdating", "basic-constraints", "key-usage", "extended-key-usage",
        "extended-key-usage-critical", "policies", "short-term", "revocation-list-validity",
    ]

    func refuseUnknownKeys() throws(CertificateAuthorityError) {
        for entry in text.entries where !Self.keys.contains(entry.key) && !entry.key.hasPrefix("subject.") {
            throw text.error("unknown key '\(entry.key)'", line: entry.line)
        }
    }

    func error(_ key: String, _ cause: String) -> CertificateAuthorityError {
        text.entry(key).map { text.error("\(key): \(cause)", line: $0.line) } ?? text.error("\(key): \(cause)")
    }

    func optional<Value>(
        _ key: String, _ read: (String) -> Value?
    ) throws(CertificateAuthorityError) -> Value? {
        guard let entry = text.entry(key) else { return nil }
        guard let value = read(entry.value) else {
            throw error(key, "'\(entry.value)' is not a value of this key")
        }
        return value
    }

    func required<Value>(_ key: String, _ read: (String) -> Value?) throws(CertificateAuthorityError) -> Value {
        guard let value = try optional(key, read) else { throw text.error("'\(key)' is missing") }
        return value
    }

    func list<Value>(_ key: String, _ read: (String) -> Value?) throws(CertificateAuthorityError) -> [Value] {
        guard let entry = text.entry(key) else { return [] }
        var values: [Value] = []
        for item in entry.value.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed) {
            guard let value = read(item) else { throw error(key, "'\(item)' is not known here") }
            values.append(value)
        }
        return values
    }

    func requiredList<Value>(_ key: String, _ read: (String) -> Value?) throws(CertificateAuthorityError) -> [Value] {
        guard text.entry(key) != nil else { throw text.error("'\(key)' is missing") }
        return try list(key, read)
    }

    /// `end entity`, `authority`, `authority, path length 0`
    func basicConstraints() throws(CertificateAuthorityError) -> (isAuthority: Bool, pathLength: Int?) {
        try required("basic-constraints") { value in
            switch value {
            case "end entity": return (false, nil)
            case "authority": return (true, nil)
            default:
                let prefix = "authority, path length "
                guard value.hasPrefix(prefix), let length = UInt8(value.dropFirst(prefix.count)) else { return nil }
                return (true, Int(length))
            }
        }
    }

    func subject() throws(CertificateAuthorityError) -> SubjectTemplate {
        var attributes: [SubjectTemplate.Attribute] = []
        for entry in text.entries where entry.key.hasPrefix("subject.") {
            guard let type = SubjectTemplate.attributeType(String(entry.key.dropFirst("subject.".count))) else {
                throw text.error("unknown attribute '\(entry.key)'", line: entry.line)
            }
            if let name = Placeholder.unknownName(in: entry.value) {
                throw text.error("unknown placeholder '\(name)'", line: entry.line)
            }
            attributes.append(SubjectTemplate.Attribute(type: type, template: PlaceholderText(entry.value)))
        }
        guard attributes.contains(where: { $0.type.oid == DistinguishedName.OID.commonName }) else {
            throw text.error("'subject.CN' is missing")
        }
        return SubjectTemplate(attributes: attributes)
    }
}

extension ProfileReader {
    static func keyAlgorithm(_ value: String) -> KeyAlgorithm? {
        switch value {
        case "P-256": .p256
        case "P-384": .p384
        case "P-521": .p521
        case "RSA 3072": .rsa(bits: 3072)
        case "RSA 4096": .rsa(bits: 4096)
        default: nil
        }
    }

    /// `10 minutes`, `1 day`, `5 years`; a year has 365 days.
    static func seconds(_ value: String) -> Int64? {
        let words = value.split(separator: " ").map(String.init)
        let units: [String: Int64] = ["minute": 60, "hour": 3600, "day": 86_400, "year": 31_536_000]
        guard words.count == 2, let count = UInt16(words[0]), count > 0,
            let unit = units[words[1].hasSuffix("s") ? String(words[1].dropLast()) : words[1]]
        else { return nil }
        return Int64(count) * unit
    }

    static func yesOrNo(_ value: String) -> Bool? { ["yes": true, "no": false][value] }

    static func purpose(_ value: String) -> String? {
        let known = [
            "documentSigning": ExtensionOID.documentSigning, "emailProtection": ExtensionOID.emailProtection,
            "timeStamping": ExtensionOID.timeStamping,
        ]
        return known[value] ?? (isObjectIdentifier(value) ? value : nil)
    }

    /// `anyPolicy`, an identifier, or `{arc}.1.1`, `{role}`, `{identification}`.
    static func policy(_ value: String) -> PlaceholderText? {
        if value == "anyPolicy" { return PlaceholderText(ExtensionOID.anyPolicy) }
        guard Placeholder.unknownName(in: value) == nil else { return nil }
        let text = PlaceholderText(value)
        return isObjectIdentifier(text.filled { _ in "1.3" }) ? text : nil
    }

    private static func isObjectIdentifier(_ value: String) -> Bool {
        let arcs = value.split(separator: ".", omittingEmptySubsequences: false)
        return arcs.count >= 2 && arcs.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
    }
}
