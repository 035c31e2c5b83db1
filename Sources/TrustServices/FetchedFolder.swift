import Foundation
import OpenSSLBridge

/// What was fetched about revocation, in files that verifiers read: lists by their address, answers by their certificate.
struct FetchedFolder: Sendable {
    let directory: String

    /// `nil` when there is none, or none that can be read; it is fetched again then.
    func list(of url: ServiceURL) -> CertificateRevocationList? {
        guard let data = FileManager.default.contents(atPath: path(url.description, "crl")) else { return nil }
        return try? CertificateRevocationList(der: [UInt8](data))
    }

    /// Whole or not at all.
    ///
    /// - Parameter key: What the file is of: the same again takes its place.
    func write(_ der: [UInt8], of key: String, ending: String) throws(TrustServiceError) {
        do { try Data(der).write(to: URL(filePath: path(key, ending)), options: .atomic) } catch {
            throw TrustServiceError(
                .notAllowed, "what was fetched about revocation could not be kept in \(directory); look at its disk")
        }
    }

    private func path(_ key: String, _ ending: String) -> String {
        let digest = DigestAlgorithm.sha256.digest(Array(key.utf8)).prefix(16)
        return directory + "/tsa-" + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + ".\(ending)"
    }
}
