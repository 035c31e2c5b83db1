import Foundation
import OpenSSLBridge

/// The lists that were fetched, one file for each address.
struct RevocationListFolder: Sendable {
    let directory: String

    /// `nil` when there is none, or none that can be read; it is fetched again then.
    func read(_ url: ServiceURL) -> CertificateRevocationList? {
        guard let data = FileManager.default.contents(atPath: path(url)) else { return nil }
        return try? CertificateRevocationList(der: [UInt8](data))
    }

    /// Whole or not at all.
    func write(_ list: CertificateRevocationList, of url: ServiceURL) throws(TrustServiceError) {
        do { try Data(list.der).write(to: URL(filePath: path(url)), options: .atomic) } catch {
            throw TrustServiceError(
                .notAllowed, "a revocation list could not be kept in \(directory); look at its disk")
        }
    }

    private func path(_ url: ServiceURL) -> String {
        let digest = DigestAlgorithm.sha256.digest(Array(url.description.utf8)).prefix(16)
        return directory + "/tsa-" + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + ".crl"
    }
}
