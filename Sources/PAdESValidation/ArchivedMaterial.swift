internal import OpenSSLBridge

/// What a document carries for later verification, decoded once.
struct ArchivedMaterial {
    private let revocation: [(data: RevocationData, revision: Int)]
    private let certificates: [(der: [UInt8], revision: Int)]

    init(_ store: SecurityStoreFacts?) {
        let lists = (store?.revocationLists ?? []).compactMap { entry in
            (try? CertificateRevocationList(der: entry.der)).map { (RevocationData.crl($0), entry.revisionIndex) }
        }
        let responses = (store?.ocspResponses ?? []).compactMap { entry in
            (try? OCSPResponse(der: entry.der)).map { (RevocationData.ocsp($0), entry.revisionIndex) }
        }
        revocation = lists + responses
        certificates = (store?.certificates ?? []).map { ($0.der, $0.revisionIndex) }
    }

    /// Adds it to what is known, with the times by which document time-stamps prove that it existed.
    func add(to evidence: inout Evidence, proofs: ArchivalProofs, now: Int64) {
        for (data, revision) in revocation {
            let existence = proofs.proof(ofContentOf: revision).map { min($0.time, now) } ?? now
            evidence.add(data, existence: existence, revision: revision)
        }
        for (der, revision) in certificates {
            let existence = proofs.proof(ofContentOf: revision).map { min($0.time, now) } ?? now
            evidence.add(certificate: der, existence: existence)
        }
    }
}

/// What the trusted document time-stamps prove.
struct ArchivalProofs {
    private var times: [(revision: Int, time: Int64)] = []

    mutating func add(_ time: Int64, revision: Int) { times.append((revision, time)) }

    /// Of what a revision brought, but for the value of a signature or time-stamp made in it.
    func proof(ofContentOf revision: Int) -> ProofOfExistence? { earliest { $0 >= revision } }

    /// Of a signature or time-stamp made in a revision: its value lies in the hole of that revision, which only later ones cover.
    func proof(ofValueIn revision: Int) -> ProofOfExistence? { earliest { $0 > revision } }

    private func earliest(where covers: (Int) -> Bool) -> ProofOfExistence? {
        times.filter { covers($0.revision) }.min { $0.time < $1.time }
            .map { ProofOfExistence(time: $0.time, origin: .documentTimeStamp(revision: $0.revision)) }
    }
}
