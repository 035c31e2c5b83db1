package import OpenSSLBridge
import PAdESValidation
import Synchronization

package import struct Foundation.Date

/// Finds out whether certificates of others are revoked: from a responder or a list, whichever their addresses give.
package final class RevocationSource: Sendable {
    package enum Kind: Hashable, Sendable { case responder, list }

    /// An answer is asked for again after so many seconds, however long it says that it lasts.
    private static let longestSeconds: Int64 = 86_400
    /// Answers kept in memory.
    private static let maximumCount = 512

    private struct Question: Hashable {
        let certificate: Certificate
        let issuer: Certificate
    }

    private struct Kept {
        let response: OCSPResponse
        let until: Int64
    }

    private let responders: OCSPClient
    private let lists: RevocationListSource
    private let order: [Kind]
    private let folder: FetchedFolder?
    private let now: @Sendable () -> Date
    private let kept = Mutex<[Question: Kept]>([:])

    /// - Parameters:
    ///   - first: What is asked first; the other is asked when that gives nothing.
    ///   - directory: Exists; what is fetched is also put there, as `tsa-….crl` and `tsa-….ocsp`. `nil` keeps no files.
    package init(
        http: OutboundHTTP, first: Kind, directory: String? = nil, now: @escaping @Sendable () -> Date
    ) {
        responders = OCSPClient(http: http, now: now)
        lists = RevocationListSource(http: http, directory: directory, now: now)
        order = first == .responder ? [.responder, .list] : [.list, .responder]
        folder = directory.map(FetchedFolder.init)
        self.now = now
    }

    /// What the issuer says of the certificate today, good or revoked; blocks while it is fetched.
    ///
    /// - Parameter issuer: In a chain that the caller has found to lead to an anchor: a certificate's addresses are those
    ///   that its issuer chose.
    /// - Throws: ``TrustServiceError`` with what went wrong with each.
    package func data(
        about certificate: Certificate, issuer: Certificate
    ) throws(TrustServiceError) -> RevocationData {
        var errors: [TrustServiceError] = []
        for kind in order {
            do throws(TrustServiceError) {
                switch kind {
                case .responder: return .ocsp(try answer(about: certificate, issuer: issuer))
                case .list: return .crl(try list(about: certificate, issuer: issuer))
                }
            } catch { errors.append(error) }
        }
        // That there is no address says less than what went wrong at one.
        let telling = errors.first { $0.code != .notAllowed } ?? errors[0]
        throw TrustServiceError(telling.code, errors.map(\.description).joined(separator: "; "))
    }

    private func answer(about certificate: Certificate, issuer: Certificate) throws(TrustServiceError) -> OCSPResponse {
        let question = Question(certificate: certificate, issuer: issuer)
        let time = Int64(now().timeIntervalSince1970)
        if let kept = kept.withLock({ $0[question] }), kept.until > time { return kept.response }
        let response = try responders.answer(about: certificate, issuer: issuer)
        let validUntil = response.statement(about: certificate, issuer: issuer)?.validUntil ?? time
        kept.withLock { kept in
            if kept.count >= Self.maximumCount { kept = [:] }
            kept[question] = Kept(response: response, until: min(validUntil, time + Self.longestSeconds))
        }
        try folder?.write(response.der, of: hexadecimal(certificate.der), ending: "ocsp")
        return response
    }

    private func list(
        about certificate: Certificate, issuer: Certificate
    ) throws(TrustServiceError) -> CertificateRevocationList {
        let list = try lists.list(for: certificate, issuer: issuer)
        guard list.statement(about: certificate, verifiedFor: issuer) != nil else {
            throw .untrustworthy("the issuer's revocation list is not one for this certificate")
        }
        return list
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String { bytes.map { String($0, radix: 16) }.joined(separator: ",") }
}
