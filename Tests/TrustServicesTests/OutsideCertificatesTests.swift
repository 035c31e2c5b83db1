import OpenSSLBridge
import Testing
import ToolSupport

@testable import Bootstrap

/// A document's certificates name the servers that are asked about them, so that whoever can issue one chooses whom the service asks.
@Suite("Whom the service asks about a document's certificates")
struct OutsideCertificatesTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test func `is whom one names that an authority issued`() throws {
        let (root, issuer, leaf) = try chain(through: "CA:TRUE")
        let outside = OutsideCertificates([leaf, issuer], known: [root], told: [], now: 0)
        #expect(outside.questions == [.init(certificate: leaf, issuer: issuer)])
    }

    @Test func `is nobody whom one names that was signed with a person's key`() throws {
        let (root, issuer, leaf) = try chain(through: "CA:FALSE")
        #expect(leaf.isSigned(by: issuer) && issuer.isSigned(by: root))
        #expect(OutsideCertificates([leaf, issuer], known: [root], told: [], now: 0).questions.isEmpty)
    }

    private func chain(
        through constraints: String
    ) throws -> (root: Certificate, issuer: Certificate, leaf: Certificate) {
        try openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=Root",
            "-keyout", "root.key", "-out", "root.pem")
        try issue("issuer", by: "root", "basicConstraints=critical,\(constraints)")
        try issue("leaf", by: "issuer", "authorityInfoAccess=OCSP;URI:http://127.0.0.1/ocsp")
        return (try certificate("root"), try certificate("issuer"), try certificate("leaf"))
    }

    private func issue(_ name: String, by issuer: String, _ extensions: String) throws {
        try directory.write("\(name).ext", Array(extensions.utf8))
        try openssl(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=\(name)",
            "-keyout", "\(name).key", "-out", "\(name).req")
        try openssl(
            "x509", "-req", "-in", "\(name).req", "-CA", "\(issuer).pem", "-CAkey", "\(issuer).key", "-set_serial", "7",
            "-days", "2", "-extfile", "\(name).ext", "-out", "\(name).pem")
    }

    private func certificate(_ name: String) throws -> Certificate {
        try Certificate(pem: directory.read("\(name).pem"))
    }

    /// Names of files, which all have a dot in the middle, are those of this test's folder.
    private func openssl(_ arguments: String...) throws {
        let placed = arguments.map { $0.contains(/^\w+\.\w+$/) ? directory.file($0) : $0 }
        let run = try Command.run("openssl", placed)
        try #require(run.succeeded, "\(run.output)")
    }
}
