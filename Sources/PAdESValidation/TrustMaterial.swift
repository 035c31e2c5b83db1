internal import OpenSSLBridge

/// What a verifier trusts and what it knows about revocation; never taken from the document.
public struct TrustMaterial: Sendable {
    let anchors: [Certificate]
    /// Roots of outside time-stamping authorities: they vouch for time-stamps and for no signature.
    var timeStampAnchors: [Certificate] = []
    let intermediates: [Certificate]
    let revocation: [RevocationData]

    public static let none = TrustMaterial(anchors: [], intermediates: [], revocation: [])

    init(anchors: [Certificate], intermediates: [Certificate], revocation: [RevocationData]) {
        self.anchors = anchors
        self.intermediates = intermediates
        self.revocation = revocation
    }

    public var hasAnchors: Bool { !anchors.isEmpty }

    /// Sorts the files of a trust folder: self-signed certificates are anchors, other certificates help to build
    /// chains, lists and OCSP answers say what was revoked; each is checked before it counts. Anchors in files named `tsa-…`
    /// are anchors of time-stamps only.
    ///
    /// - Parameter files: Name and content of each file; DER or PEM.
    /// - Throws: ``TrustMaterialError`` when a file with one of the endings that are read holds nothing of the kind.
    public init(files: [(name: String, content: [UInt8])]) throws(TrustMaterialError) {
        var certificates: [Certificate] = []
        var timeStamping: [Certificate] = []
        var revocation: [RevocationData] = []
        for file in files where Self.isRead(file.name) {
            if let data = Self.revocationData(file.content) {
                revocation.append(data)
            } else {
                let found = try Self.certificates(in: file)
                if file.name.hasPrefix("tsa-") { timeStamping += found } else { certificates += found }
            }
        }
        anchors = certificates.filter { $0.isSelfIssued && $0.isCA && $0.isSigned(by: $0) }
        timeStampAnchors = timeStamping.filter { $0.isSelfIssued && $0.isCA && $0.isSigned(by: $0) }
        intermediates = (certificates + timeStamping).filter { !($0.isSelfIssued && $0.isCA) }
        self.revocation = revocation
    }

    private static func revocationData(_ content: [UInt8]) -> RevocationData? {
        if let list = try? CertificateRevocationList(pem: content) { return .crl(list) }
        if let list = try? CertificateRevocationList(der: content) { return .crl(list) }
        return (try? OCSPResponse(der: content)).map { .ocsp($0) }
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
        [".pem", ".crt", ".cer", ".der", ".crl", ".ocsp"].contains { name.lowercased().hasSuffix($0) }
    }
}

/// A file of the trust folder that is neither certificate nor revocation list nor OCSP answer.
public struct TrustMaterialError: Error, Hashable, Sendable, CustomStringConvertible {
    public let fileName: String

    public var description: String {
        "could not read the trust folder: found '\(fileName)', expected a certificate or a revocation list in PEM or DER, or an OCSP answer in DER"
    }
}
