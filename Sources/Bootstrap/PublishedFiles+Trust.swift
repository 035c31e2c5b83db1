package import HTTPService
import OpenSSLBridge

extension PublishedFiles {
    /// The trust folder, read anew for each request: its lists are renewed while the service runs.
    ///
    /// `NAME.cer` is the certificate of `NAME.pem`, `NAME.crl` the list.
    package static func trustFolder(_ directory: String) -> PublishedFiles {
        PublishedFiles { name in
            let files = try TrustDirectory.files(directory)
            if name.hasSuffix(".crl"), let file = files.first(where: { $0.name == name }) {
                return File(kind: .revocationList, bytes: try list(file.content).der)
            }
            guard name.hasSuffix(".cer"),
                let file = files.first(where: { $0.name == String(name.dropLast(4)) + ".pem" })
            else {
                return nil
            }
            return File(kind: .certificate, bytes: try Certificate(pem: file.content).der)
        }
    }

    private static func list(_ bytes: [UInt8]) throws(OpenSSLError) -> CertificateRevocationList {
        let isPEM = bytes.starts(with: Array("-----".utf8))
        return isPEM ? try CertificateRevocationList(pem: bytes) : try CertificateRevocationList(der: bytes)
    }
}
