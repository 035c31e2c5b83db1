internal import OpenSSLBridge

/// What a verifier trusts and what it knows about revocation; never taken from the document.
public struct TrustMaterial: Sendable {
    let anchors: [Certificate]
    /// Roots of outside time-stamping authorities: they vouch for time-stamps and for no signature.
    var timeStampAnchors: [Certificate] = []
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
    /// chains, lists say what was revoked. Anchors in files named `tsa-…` are anchors of time-stamps only.
    ///
    /// - Parameter files: Name and content of each file; DER or PEM.
    /// - Throws: ``TrustMaterialError`` when a `.pem`, `.crt`, `.cer`, `.der` or `.crl` file holds neither.
    public init(files: [(name: String, content: [UInt8])]) throws(TrustMaterialError) {
        var certificates: [Certificate] = []
        var timeStamping: [Certificate] = []
        var lists: [CertificateRevocationList] = []
        for file in files where Self.isRead(file.name) {
            if let list = try? CertificateRevocationList(pem: file.content) {
                lists.append(list)
            } else if let list = try? CertificateRevocationList(der: file.content) {
                lists.append(list)
            } else {
                let found = try Self.certificates(in: file)
                if file.name.hasPrefix("tsa-") { timeStamping += found } else { certificates += found }
            }
        }
        anchors = certificates.filter { $0.isSelfIssued && $0.isCA && $0.isSigned(by: $0) }
        timeStampAnchors = timeStamping.filter { $0.isSelfIssued && $0.isCA && $0.isSigned(by: $0) }
        intermediates = (certificates + timeStamping).filter { !($0.isSelfIssued && $0.isCA) }
        revocationLists = lists
    }

    private static func certificates(
        in file: (name: String, content: [UInt8])
    ) throws(TrustMaterialError) -> [Certificate] {
        if let certificate = try? Certificate(der: file.content) { return [certificate] }
        guard let found = try? Certificate.all(inPEM: file.content), !found.isEmpty else {
            throw TrustMaterialError(fileName: file.name)
        }
        return found
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
