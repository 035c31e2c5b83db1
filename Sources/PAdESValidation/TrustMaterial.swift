internal import OpenSSLBridge

/// What a verifier trusts and what it knows about revocation; never taken from the document.
public struct TrustMaterial: Sendable {
    let anchors: [Certificate]
    let intermediates: [Certificate]
    let revocationLists: [CertificateRevocationList]

    public static let none = TrustMaterial(anchors: [], intermediates: [], revocationLists: [])

    init(anchors: [Certificate], intermediates: [Certificate], revocationLists: [CertificateRevocationList]) {
        self.anchors = anchors
        self.intermediates = intermediates
        self.revocationLists = revocationLists
    }

    public var hasAnchors: Bool { !anchors.isEmpty }

    /// Sorts the files of a trust folder: self-signed certificates are anchors, other certificates help to build
    /// chains, lists say what was revoked.
    ///
    /// - Parameter files: Name and content of each file; DER or PEM.
    /// - Throws: ``TrustMaterialError`` when a `.pem`, `.crt`, `.cer`, `.der` or `.crl` file holds neither.
    public init(files: [(name: String, content: [UInt8])]) throws(TrustMaterialError) {
        var certificates: [Certificate] = []
        var lists: [CertificateRevocationList] = []
        for file in files where Self.isRead(file.name) {
            if let list = try? CertificateRevocationList(pem: file.content) {
                lists.append(list)
            } else if let list = try? CertificateRevocationList(der: file.content) {
                lists.append(list)
            } else if let certificate = try? Certificate(der: file.content) {
                certificates.append(certificate)
            } else if let found = try? Certificate.all(inPEM: file.content), !found.isEmpty {
                certificates += found
            } else {
                throw TrustMaterialError(fileName: file.name)
            }
        }
        anchors = certificates.filter { $0.isSelfIssued && $0.isCA && $0.isSigned(by: $0) }
        intermediates = certificates.filter { !($0.isSelfIssued && $0.isCA) }
        revocationLists = lists
    }

    private static func isRead(_ name: String) -> Bool {
        [".pem", ".crt", ".cer", ".der", ".crl"].contains { name.lowercased().hasSuffix($0) }
    }
}

/// A file of the trust folder that is neither certificate nor revocation list.
public struct TrustMaterialError: Error, Hashable, Sendable, CustomStringConvertible {
    public let fileName: String

    public var description: String {
        "could not read the trust folder: found '\(fileName)', expected a certificate or a revocation list in PEM or DER"
    }
}
