import OpenSSLBridge
import PAdES
import TrustServices

/// The certificates of a document that others issued, and what is to be asked about them before it is archived.
struct OutsideCertificates: Sendable {
    struct Question: Hashable, Sendable {
        let certificate: Certificate
        let issuer: Certificate
    }

    /// About whom nothing is known that holds now, although they name an address.
    let questions: [Question]
    /// What the trust folder holds of answers about the document's certificates.
    private let answers: [OCSPResponse]

    /// - Parameters:
    ///   - certificates: All that the document names.
    ///   - known: Of the trust folder. The addresses in a certificate are followed only when it leads to one of these:
    ///     nobody else decides whom the service asks.
    ///   - told: What is known about revocation.
    ///   - now: Unix time.
    init(_ certificates: [Certificate], known: [Certificate], told: [RevocationData], now: Int64) {
        let path = IssuerPath(candidates: certificates + known, trusted: Set(known))
        var (questions, answers): ([Question], [OCSPResponse]) = ([], [])
        for certificate in certificates {
            guard !certificate.isShortTermWithoutRevocation, !certificate.isSelfIssued,
                let issuer = path.issuer(of: certificate)
            else { continue }
            let telling = told.filter { data in
                data.statement(about: certificate, issuer: issuer).map { $0.nextUpdate > now } ?? false
            }
            answers += telling.compactMap { if case .ocsp(let answer) = $0 { answer } else { nil } }
            let question = Question(certificate: certificate, issuer: issuer)
            let namesAddress =
                !certificate.responderAddresses.isEmpty || !certificate.revocationListAddresses.isEmpty
            if telling.isEmpty, namesAddress, !questions.contains(question), path.leadsToTrusted(certificate) {
                questions.append(question)
            }
        }
        self.questions = questions
        self.answers = answers
    }

    /// Without asking anybody.
    var material: DocumentSecurityStore.Material { .init(ocspResponses: answers.map(\.der)) }

    /// Blocks while servers are asked.
    ///
    /// - Throws: `TrustServiceError` when nobody answers about one of them: an archive without it would prove less than it
    ///   seems to.
    func asking(_ source: RevocationSource) throws(TrustServiceError) -> DocumentSecurityStore.Material {
        var material = material
        for question in questions {
            switch try source.data(about: question.certificate, issuer: question.issuer) {
            case .ocsp(let response): material.ocspResponses.append(response.der)
            case .crl(let list): material.revocationLists.append(list.der)
            }
        }
        return material
    }
}

/// Who issued whom, among certificates at hand.
private struct IssuerPath {
    /// A chain of more authorities than any has.
    private static let longest = 8

    let candidates: [Certificate]
    let trusted: Set<Certificate>

    func issuer(of certificate: Certificate) -> Certificate? {
        candidates.first { $0.isCA && $0.subject == certificate.issuer && certificate.isSigned(by: $0) }
    }

    func leadsToTrusted(_ certificate: Certificate) -> Bool {
        var current = certificate
        for _ in 0..<Self.longest {
            if trusted.contains(current) { return true }
            guard let issuer = issuer(of: current), issuer != current else { return false }
            current = issuer
        }
        return false
    }
}
