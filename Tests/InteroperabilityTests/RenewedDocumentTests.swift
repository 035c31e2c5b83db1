import Foundation
import Testing
import ToolSupport

/// Documents whose proof was renewed, judged by others from what they carry, and by the program with its trust folder.
@Suite("Documents with several archival layers, judged by others", .timeLimit(.minutes(15)))
struct RenewedDocumentTests {
    /// What a service is made with.
    struct Service: Sendable, CustomTestStringConvertible {
        let key: String
        var testDescription: String { key }

        static let all = [Service(key: "as shipped"), Service(key: "RSA 3072")]

        func copy() throws -> SeingCopy {
            try SeingCopy { _, text in
                key == "as shipped" ? text : text.replacing(/key = .*/, with: "key = \(key)").withoutDigest
            }
        }
    }

    private let folder: TemporaryDirectory
    private var data: String { folder.file("data") }

    init() throws { folder = try TemporaryDirectory() }

    private func finished(_ service: Service) async throws -> (program: SeingCopy, document: String) {
        let program = try service.copy()
        let made = try await program.run("demo", "--out", folder.file("out"), "--data-dir", data)
        try #require(made.succeeded, "\(made.text)")
        return (program, folder.file("out/convention.pdf"))
    }

    private func renew(_ document: String, with program: SeingCopy, to name: String) async throws -> String {
        let outcome = try await program.run(
            "archive", "renew", document, "--data-dir", data, "--out", folder.file(name))
        try #require(outcome.succeeded, "\(outcome.text)")
        return folder.file(name)
    }

    @Test(arguments: Service.all)
    func `renewed twice are B-LTA to pyHanko, valid to pdfsig, faultless to qpdf and veraPDF, and in order to us`(
        _ service: Service
    ) async throws {
        let (program, document) = try await finished(service)
        let once = try await renew(document, with: program, to: "once.pdf")
        let twice = try await renew(once, with: program, to: "twice.pdf")
        try await expectAccepted(twice, layers: 3)
    }

    @Test(arguments: Service.all)
    func `renewed after issuing CA and unit were replaced are accepted, with the old authority's last list in them`(
        _ service: Service
    ) async throws {
        let (program, document) = try await finished(service)
        for role in ["ca", "tsu"] {
            let rotated = try await program.run("pki", "rotate", role, "--data-dir", data)
            try #require(rotated.succeeded, "\(rotated.text)")
        }
        let renewed = try await renew(document, with: program, to: "renewed.pdf")
        try await expectAccepted(renewed, layers: 2)
        let bytes = try Data(contentsOf: URL(filePath: renewed))
        // Lists stand in the file as they are. The root issued both units, and told of both replacements.
        for list in ["issuing-ca-1.crl", "root.crl"] {
            #expect(bytes.range(of: try Data(contentsOf: URL(filePath: "\(data)/pki/trust/\(list)"))) != nil, "\(list)")
        }
        let own = try Data(contentsOf: URL(filePath: "\(data)/pki/trust/issuing-ca.crl"))
        #expect(bytes.range(of: own) == nil, "the new authority has nothing to do with it")
    }

    private func expectAccepted(_ file: String, layers: Int) async throws {
        let root = "\(data)/pki/trust/root.pem"
        let status = try await Seing.run("archive", "status", file, "--lang", "en")
        #expect(status.output.contains("layers: \(layers)"), "\(status.text)")
        let own = try await Seing.run("verify", file, "--trust", "\(data)/pki/trust")
        #expect(own.status == 0, "\(own.text)")
        let pyHanko = try await Judges.pyHankoLTA(file, trusting: root)
        #expect(pyHanko.succeeded && pyHanko.count(#""passed": true"#) == 4, "\(pyHanko.text)")
        let pdfsig = try await Judges.pdfsig(file, trusting: root)
        #expect(pdfsig.count("Signature is Valid.") == 4, "\(pdfsig.text)")
        #expect(pdfsig.count("Certificate is Trusted.") == 4, "\(pdfsig.text)")
        let qpdf = try await Command.outcome("qpdf", "--check", file)
        #expect(qpdf.succeeded && qpdf.count("WARNING") == 0, "\(qpdf.text)")
        let veraPDF = try await Judges.pdfaCheck([file])
        #expect(
            veraPDF.succeeded && veraPDF.count("PASS 3a ") == 1 && veraPDF.count("PASS ua1 ") == 1, "\(veraPDF.text)")
    }

    @Test func `altered in the last layer's data are refused by all`() async throws {
        let (program, document) = try await finished(Service.all[0])
        let renewed = try await renew(document, with: program, to: "renewed.pdf")
        var bytes = try folder.read("renewed.pdf")
        let length = try folder.read("out/convention.pdf").count
        let list = try #require(Data(bytes).range(of: Data("stream\n".utf8), in: length..<bytes.count))
        bytes[list.upperBound + 40] ^= 1
        let altered = try folder.write("altered.pdf", bytes)
        #expect(try await Seing.run("verify", altered, "--trust", "\(data)/pki/trust").status == 1)
        let pyHanko = try await Judges.pyHankoLTA(altered, trusting: "\(data)/pki/trust/root.pem")
        #expect(!pyHanko.succeeded, "\(pyHanko.text)")
        #expect(try await Judges.pyHankoLTA(renewed, trusting: "\(data)/pki/trust/root.pem").succeeded)
    }
}

extension String {
    /// The digest then follows the key.
    fileprivate var withoutDigest: String { replacing(/digest = .*/, with: "digest = SHA-256") }
}
