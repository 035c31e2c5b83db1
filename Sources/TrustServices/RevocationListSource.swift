import CurlBridge
package import OpenSSLBridge
import Synchronization

package import struct Foundation.Date

/// Fetches revocation lists from where certificates say they are, and keeps them until they run out.
///
/// Kept in memory and, where a folder is named, in DER as files of it: a verifier that is given the folder needs no network.
///
/// Source: RFC 5280 §4.2.1.13, §5.1, §6.3.
package final class RevocationListSource: Sendable {
    /// Largest list that is read, in bytes.
    private static let maximumByteCount = 8 * 1024 * 1024
    /// A list may have been made by a clock that is fast by so many seconds.
    private static let clockTolerance: Int64 = 60

    private let http: OutboundHTTP
    private let folder: FetchedFolder?
    private let now: @Sendable () -> Date
    /// Lists kept in memory; there are few authorities.
    private static let maximumCount = 64

    private let kept = Mutex<[ServiceURL: CertificateRevocationList]>([:])

    /// - Parameter directory: Exists; files of this source in it are named `tsa-….crl`. `nil` keeps no files.
    package init(http: OutboundHTTP, directory: String?, now: @escaping @Sendable () -> Date) {
        self.http = http
        folder = directory.map(FetchedFolder.init)
        self.now = now
    }

    /// A list of the certificate's issuer that holds now; blocks while it is fetched.
    ///
    /// - Throws: ``TrustServiceError`` with what went wrong at the last address tried.
    package func list(
        for certificate: Certificate, issuer: Certificate
    ) throws(TrustServiceError) -> CertificateRevocationList {
        var last = TrustServiceError(.notAllowed, "the certificate names no http address of a revocation list")
        for url in certificate.revocationListAddresses.compactMap({ ServiceURL($0) }).prefix(4) {
            do throws(TrustServiceError) { return try list(at: url, issuer: issuer) } catch { last = error }
        }
        throw last
    }

    private func list(at url: ServiceURL, issuer: Certificate) throws(TrustServiceError) -> CertificateRevocationList {
        for list in [kept.withLock { $0[url] }, folder?.list(of: url)].compactMap(\.self) where isGood(list, issuer) {
            keep(list, of: url)
            return list
        }
        guard url.hasUsualPort || http.policy.isInternal(url.server) else {
            throw TrustServiceError(.notAllowed, "\(url.server) is at another port than 80 and 443")
        }
        let list = try fetch(url)
        guard isGood(list, issuer) else {
            throw .untrustworthy("the revocation list at \(url.server) is not its issuer's, or has run out")
        }
        keep(list, of: url)
        try folder?.write(list.der, of: url.description, ending: "crl")
        return list
    }

    private func keep(_ list: CertificateRevocationList, of url: ServiceURL) {
        kept.withLock { kept in
            if kept.count >= Self.maximumCount { kept = [:] }
            kept[url] = list
        }
    }

    private func fetch(_ url: ServiceURL) throws(TrustServiceError) -> CertificateRevocationList {
        let bytes = try http.body(of: .get, at: url, mediaTypes: [], maximumByteCount: Self.maximumByteCount)
        guard let list = (try? CertificateRevocationList(der: bytes)) ?? (try? CertificateRevocationList(pem: bytes))
        else { throw TrustServiceError(.malformed, "\(url.server) answered with no revocation list") }
        return list
    }

    private func isGood(_ list: CertificateRevocationList, _ issuer: Certificate) -> Bool {
        let time = Int64(now().timeIntervalSince1970)
        return list.isSigned(by: issuer) && list.thisUpdate <= time + Self.clockTolerance && list.nextUpdate > time
    }
}
