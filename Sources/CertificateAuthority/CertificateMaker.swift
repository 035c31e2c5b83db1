import OpenSSLBridge

/// Makes certificates of one profile.
struct CertificateMaker: Sendable {
    /// Length of a certificate's serial number, in bytes; more than the 64 random bits of EN 319 412-2.
    private static let serialNumberByteCount = 16

    let profile: CertificateProfile
    let isDemo: Bool
    /// Which of its kind, counted from 1; one that follows another has a name of its own.
    var generation = 1
    let random: @Sendable (Int) throws -> [UInt8]

    /// Certifies a key.
    ///
    /// - Parameters:
    ///   - issuer: `nil` when the key certifies itself, as a root does.
    ///   - now: Unix time.
    ///   - value: What the profile's placeholders stand for.
    func issue(
        for publicKey: PublicKey, by issuer: Certificate?, _ issuerKey: SigningKey, at now: Int64,
        _ value: (Placeholder) -> String
    ) throws(CertificateAuthorityError) -> Certificate {
        let contents = CertificateContents(
            serialNumber: try serialNumber(),
            subject: profile.subject.filled(isDemo: isDemo, generation: generation, value),
            notBefore: now - profile.backdatingSeconds,
            notAfter: min(now + profile.validitySeconds, issuer?.notAfter ?? .max),
            extensions: extensions(isSelfSigned: issuer == nil, value))
        if let issuer, !issuer.isValid(at: now) {
            throw CertificateAuthorityError(
                .outOfValidity, "could not issue a \(profile.kind.rawValue) certificate: the issuer's is not valid now")
        }
        return try explaining("issue a \(profile.kind.rawValue) certificate") { () throws(OpenSSLError) in
            try Certificate.issue(
                contents, for: publicKey, by: IssuingKey(certificate: issuer, key: issuerKey, digest: profile.digest))
        }
    }

    private func extensions(
        isSelfSigned: Bool, _ value: (Placeholder) -> String
    ) -> [CertificateExtension] {
        var extensions: [CertificateExtension] = [
            profile.isAuthority ? .authority(pathLength: profile.pathLength) : .endEntity,
            .keyUsage(profile.keyUsages), .subjectKeyIdentifier,
        ]
        if !isSelfSigned { extensions.append(.authorityKeyIdentifier) }
        if !profile.extendedKeyUsages.isEmpty {
            extensions.append(
                .extendedKeyUsage(profile.extendedKeyUsages, isCritical: profile.isExtendedKeyUsageCritical))
        }
        if !profile.policies.isEmpty {
            extensions.append(.certificatePolicies(profile.policies.map { $0.filled(value) }))
        }
        return extensions + (profile.isShortTerm ? [.noRevocationAvailable, .validityAssuredShortTerm] : [])
    }

    /// Positive and always of the same length: the first two bits are 01.
    private func serialNumber() throws(CertificateAuthorityError) -> [UInt8] {
        guard var bytes = try? random(Self.serialNumberByteCount), bytes.count == Self.serialNumberByteCount else {
            throw CertificateAuthorityError(.cryptography, "could not draw a serial number: no random bytes")
        }
        bytes[0] = bytes[0] & 0x3f | 0x40
        return bytes
    }
}
