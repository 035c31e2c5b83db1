import OpenSSLBridge

/// Makes the revocation lists of an authority of one profile.
struct RevocationListMaker {
    let profile: CertificateProfile

    /// The first list of a new authority: number 1, nobody revoked.
    func first(
        by authority: Certificate, _ key: SigningKey, at now: Int64
    ) throws(CertificateAuthorityError) -> CertificateRevocationList {
        try list(number: [1], entries: [], by: authority, key, at: now)
    }

    /// The list after `list`: the next number, its entries, and those that are new.
    func next(
        after list: CertificateRevocationList, adding entries: [CertificateRevocationList.Entry],
        by authority: Certificate, _ key: SigningKey, at now: Int64
    ) throws(CertificateAuthorityError) -> CertificateRevocationList {
        // What was revoked once stays revoked from its first date on.
        var known = Set(list.entries.map(\.serialNumber))
        let new = entries.filter { known.insert($0.serialNumber).inserted }
        let number = Self.incremented(list.number ?? [])
        return try self.list(number: number, entries: list.entries + new, by: authority, key, at: now)
    }

    private func list(
        number: [UInt8], entries: [CertificateRevocationList.Entry], by authority: Certificate, _ key: SigningKey,
        at now: Int64
    ) throws(CertificateAuthorityError) -> CertificateRevocationList {
        guard let seconds = profile.revocationListSeconds else {
            throw CertificateAuthorityError(.profile, "the profile \(profile.kind.rawValue) has no revocation lists")
        }
        let contents = CertificateRevocationList.Contents(
            number: number, thisUpdate: now, nextUpdate: now + seconds, entries: entries)
        return try explaining("make a revocation list of \(profile.kind.rawValue)") { () throws(OpenSSLError) in
            try CertificateRevocationList.issue(
                contents,
                by: IssuingKey(certificate: authority, key: key, digest: profile.keyAlgorithm.matchingDigest))
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
