internal import OpenSSLBridge

/// What is known about revocation and which certificates were seen, each with the time by which it is proven to have existed.
///
/// Nothing in it is believed for being there: a list counts when it is signed by whom the chain names, and a certificate when
/// the chain leads to an anchor.
struct Evidence {
    struct Item {
        let data: RevocationData
        /// Unix time; the moment of validation when nothing proves an earlier one.
        let existence: Int64
        /// The revision of the document that brought it; `nil` for what the verifier knows by itself.
        let revision: Int?
    }

    private(set) var items: [Item] = []
    /// Earliest proven time of a certificate by its DER, Unix time.
    private var certificateTimes: [[UInt8]: Int64] = [:]
    private(set) var certificates: [Certificate] = []
    fileprivate let memo = StatementMemo()

    /// With what a verifier knows by itself.
    init(_ trust: TrustMaterial, now: Int64) {
        items = trust.revocation.map { Item(data: $0, existence: now, revision: nil) }
    }

    mutating func add(_ data: RevocationData, existence: Int64, revision: Int) {
        items.append(Item(data: data, existence: existence, revision: revision))
    }

    mutating func add(certificate der: [UInt8], existence: Int64) {
        if certificateTimes[der] == nil, let certificate = try? Certificate(der: der) {
            certificates.append(certificate)
        }
        certificateTimes[der] = min(certificateTimes[der] ?? existence, existence)
    }

    /// When a certificate is proven to have existed, Unix time; `nil` when nothing proves it.
    func existence(of certificate: Certificate) -> Int64? { certificateTimes[certificate.der] }

    /// Everything that is said about a certificate by those who may say it.
    func statements(
        about certificate: Certificate, issuer: Certificate
    ) -> [(statement: RevocationStatement, existence: Int64)] {
        items.compactMap { item in
            memo.statement(of: item.data, about: certificate, issuer: issuer).map { ($0, item.existence) }
        }
    }
}

extension Evidence {
    /// Whether the document itself, as of a revision, says of each certificate that needs it whether it was revoked.
    ///
    /// - Parameter chain: The leaf first, the anchor last.
    func isComplete(for chain: [Certificate], asOf revision: Int) -> Bool {
        let own = items.filter { $0.revision.map { $0 <= revision } ?? false }
        return !chain.isEmpty
            && chain.indices.dropLast().allSatisfy { depth in
                (depth == 0 && chain[0].isShortTermWithoutRevocation)
                    || own.contains {
                        memo.statement(of: $0.data, about: chain[depth], issuer: chain[depth + 1]) != nil
                    }
            }
    }
}

/// Remembers what lists and answers say, because each question costs a verification.
///
/// Not Sendable: it belongs to one validation.
private final class StatementMemo {
    private struct Question: Hashable {
        let source: ObjectIdentifier
        let certificate: Certificate
        let issuer: Certificate
    }

    private var answers: [Question: RevocationStatement?] = [:]
    /// Keeps every source alive: the address of one that is gone could be another's.
    private var sources: [RevocationData] = []

    func statement(
        of data: RevocationData, about certificate: Certificate, issuer: Certificate
    ) -> RevocationStatement? {
        let question = Question(source: data.identity, certificate: certificate, issuer: issuer)
        if let known = answers[question] { return known }
        let answer = data.statement(about: certificate, issuer: issuer)
        answers[question] = .some(answer)
        sources.append(data)
        return answer
    }
}

extension RevocationData {
    fileprivate var identity: ObjectIdentifier {
        switch self {
        case .crl(let list): ObjectIdentifier(list)
        case .ocsp(let response): ObjectIdentifier(response)
        }
    }
}
