internal import OpenSSLBridge
package import Parties

/// What a verifier trusts and what it knows about revocation; never taken from the document.
public struct TrustMaterial: Sendable {
    let anchors: [Certificate]
    /// Roots of outside time-stamping authorities: they vouch for time-stamps and for no signature.
    var timeStampAnchors: [Certificate] = []
    /// Roots of authorities whose certificates employers sign with: they vouch for no role, and for nothing else.
    var employerAnchors: [Certificate] = []
    /// Roots of authorities whose certificates sign for schools: they vouch for nothing else.
    var schoolAnchors: [Certificate] = []
    let intermediates: [Certificate]
    let revocation: [RevocationData]

    public static let none = TrustMaterial(anchors: [], intermediates: [], revocation: [])

    init(anchors: [Certificate], intermediates: [Certificate], revocation: [RevocationData]) {
        self.anchors = anchors
        self.intermediates = intermediates
        self.revocation = revocation
    }

    public var hasAnchors: Bool { !anchors.isEmpty }
    /// Whether an own certificate of somebody in this role can be judged.
    package func hasAnchors(of role: Signatory.Role) -> Bool { !anchors(of: role).isEmpty }

    /// Of authorities that are trusted for own certificates of this role.
    func anchors(of role: Signatory.Role) -> [Certificate] {
        switch role {
        case .employer: employerAnchors
        case .school: schoolAnchors
        case .student, .representative, .teacher, .tutor: []
        }
    }

    /// What is left when only authorities for own certificates of these roles are trusted.
    func ofOwnCertificates(_ roles: Set<Signatory.Role>) -> TrustMaterial {
        TrustMaterial(anchors: roles.flatMap(anchors), intermediates: intermediates, revocation: revocation)
    }

    /// Sorts the files of a trust folder: self-signed certificates are anchors, other certificates help to build
    /// chains, lists and OCSP answers say what was revoked; each is checked before it counts. Anchors in files named `tsa-…`
    /// are anchors of time-stamps only, those in files named `employer-…` of employers' own certificates only,
    /// those in files named `school-…` of schools' only.
    ///
    /// - Parameter files: Name and content of each file; DER or PEM.
    /// - Throws: ``TrustMaterialError`` when a file with one of the endings that are read holds nothing of the kind.
    public init(files: [(name: String, content: [UInt8])]) throws(TrustMaterialError) {
        let found = try Found(in: files)
        anchors = found.certificates.filter { $0.isRoot && $0.isSigned(by: $0) }
        timeStampAnchors = found.timeStamping.filter { $0.isRoot && $0.isSigned(by: $0) }
        employerAnchors = found.employers.filter { $0.isRoot && $0.isSigned(by: $0) }
        schoolAnchors = found.schools.filter { $0.isRoot && $0.isSigned(by: $0) }
        intermediates = (found.certificates + found.timeStamping + found.employers + found.schools)
            .filter { !$0.isRoot }
        revocation = found.revocation
    }

    /// What the files of a trust folder hold, none of it checked.
    private struct Found {
        var certificates: [Certificate] = []
        /// Of files named `tsa-…`.
        var timeStamping: [Certificate] = []
        /// Of files named `employer-…`.
        var employers: [Certificate] = []
        /// Of files named `school-…`.
        var schools: [Certificate] = []
        var revocation: [RevocationData] = []

        init(in files: [(name: String, content: [UInt8])]) throws(TrustMaterialError) {
            for file in files where TrustMaterial.isRead(file.name) {
                if let data = TrustMaterial.revocationData(file.content) {
                    revocation.append(data)
                } else {
                    let found = try TrustMaterial.certificates(in: file)
                    switch file.name {
                    case _ where file.name.hasPrefix("tsa-"): timeStamping += found
                    case _ where file.name.hasPrefix("employer-"): employers += found
                    case _ where file.name.hasPrefix("school-"): schools += found
                    default: certificates += found
                    }
                }
            }
        }
    }

    /// Checks beforehand what every document of these authorities asks about them; takes as long as three signatures of a root.
    ///
    /// Nothing is decided. Whoever verifies does it on another thread beside everything else, and waits for it before the process ends.
    ///
    /// - Parameters:
    ///   - files: Name and content of each file of the trust folder.
    ///   - now: The moment of validation, Unix time.
    public static func checkAuthorities(in files: [(name: String, content: [UInt8])], at now: Int64) {
        guard let found = try? Found(in: files) else { return }
        let lists = found.revocation.compactMap { if case .crl(let list) = $0 { list } else { nil } }
        ChainValidator(anchors: found.certificates.filter(\.isRoot), revocationLists: lists, revocationRule: .none)
            .checkAuthorities(among: found.certificates.filter { !$0.isRoot }, at: now)
    }

    private static func revocationData(_ content: [UInt8]) -> RevocationData? {
        // Most files; OpenSSL takes its time to say that one is no list.
        if content.starts(with: certificateLabel) { return nil }
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

    private static let certificateLabel = Array("-----BEGIN CERTIFICATE-----".utf8)

    private static func isRead(_ name: String) -> Bool {
        [".pem", ".crt", ".cer", ".der", ".crl", ".ocsp"].contains { name.lowercased().hasSuffix($0) }
    }
}

extension Certificate {
    /// Whether it says that it is a root; that its own key signed it is another question.
    fileprivate var isRoot: Bool { isSelfIssued && isCA }
}

/// A file of the trust folder that is neither certificate nor revocation list nor OCSP answer.
public struct TrustMaterialError: Error, Hashable, Sendable, CustomStringConvertible {
    public let fileName: String

    public var description: String {
        "could not read the trust folder: found '\(fileName)', expected a certificate or a revocation list in PEM or DER, or an OCSP answer in DER"
    }
}
