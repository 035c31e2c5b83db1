import OpenSSLBridge

/// Makes the revocation lists of an authority of one profile.
struct RevocationListMaker {
    let profile: CertificateProfile

    /// The first list of a new authority: number 1, nobody revoked.
    func first(
        by authority: KeyHolder, at now: Int64
    ) throws(CertificateAuthorityError) -> CertificateRevocationList {
        try self.list(number: [1], entries: [], by: authority, at: now)
    }

    /// The list after `list`: the next number, its entries, and those that are new.
    func next(
        after list: CertificateRevocationList, adding entries: [CertificateRevocationList.Entry],
        by authority: KeyHolder, at now: Int64
    ) throws(CertificateAuthorityError) -> CertificateRevocationList {
        // What was revoked once stays revoked from its first date on.
        var known = Set(list.entries.map(\.serialNumber))
        let new = entries.filter { known.insert($0.serialNumber).inserted }
        let number = Self.incremented(list.number ?? [])
        return try self.list(number: number, entries: list.entries + new, by: authority, at: now)
    }

    /// The last list of an authority whose key ends: it does not end itself, and says that it names what has expired too.
    ///
    /// Source: ETSI EN 319 411-2 on the last list of an authority; ITU-T X.509 §9.5.2.8.
    func last(
        after list: CertificateRevocationList, by authority: KeyHolder, at now: Int64
    ) throws(CertificateAuthorityError) -> CertificateRevocationList {
        let contents = CertificateRevocationList.Contents(
            number: Self.incremented(list.number ?? []), thisUpdate: now, nextUpdate: InfrastructureStatus.endless,
            entries: list.entries, namesExpiredSince: authority.certificate.notBefore)
        return try issue(contents, by: authority)
    }

    private func list(
        number: [UInt8], entries: [CertificateRevocationList.Entry], by authority: KeyHolder, at now: Int64
    ) throws(CertificateAuthorityError) -> CertificateRevocationList {
        guard let seconds = profile.revocationListSeconds else {
            throw CertificateAuthorityError(.profile, "the profile \(profile.kind.rawValue) has no revocation lists")
        }
        let contents = CertificateRevocationList.Contents(
            number: number, thisUpdate: now, nextUpdate: now + seconds, entries: entries)
        return try issue(contents, by: authority)
    }

    private func issue(
        _ contents: CertificateRevocationList.Contents, by authority: KeyHolder
    ) throws(CertificateAuthorityError) -> CertificateRevocationList {
        try explaining("make a revocation list of \(profile.kind.rawValue)") { () throws(OpenSSLError) in
            let digest = try authority.certificate.publicKey.signatureScheme().digest
            return try CertificateRevocationList.issue(
                contents, by: IssuingKey(certificate: authority.certificate, key: authority.key, digest: digest))
        }
    }

    /// Adds one to a big-endian number.
    private static func incremented(_ number: [UInt8]) -> [UInt8] {
        var bytes = number
        for index in bytes.indices.reversed() {
            bytes[index] &+= 1
            if bytes[index] != 0 { return bytes }
        }
        return [1] + bytes
    }
}
