import ArgumentParser
import Bootstrap
import ConventionTemplates
import ConventionVerification
import Foundation
import OpenSSLBridge
import PAdESValidation
import PDFModel
import Parties

/// Checks signed conventions, offline.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check signed documents; needs no network and no server.",
        discussion: """
            Exit status: 0 everything is good; 1 something is not, or a file that begins as a PDF is damaged; 2 something \
            could not be checked (for instance without a trust anchor, or in ten seconds); 64 wrong usage, such as a \
            trust folder that is not there; 65 a file is missing or no PDF. Of several files the gravest counts: 65, then \
            1, then 2.
            Trust anchors and revocation lists come only from --trust, or from the folder Certificates/trust installed \
            with the program; never from beside the document.
            """)

    @Argument(help: "PDF files.", completion: .file(extensions: ["pdf"]))
    var files: [String]

    @Option(help: "Folder with trust anchors, certificates and revocation lists.", completion: .directory)
    var trust: String?

    @Flag(help: "Write the report as JSON.")
    var json = false

    @Option(help: "Language of the report: fr or en; by default that of the locale.")
    var lang: Language?

    func validate() throws {
        if files.isEmpty { throw ValidationError("name at least one file") }
        if let trust { try checkTrustFolder(trust) }
    }

    /// A folder without anchors is allowed: the verdict says what is missing. One that is not there is a mistake.
    private func checkTrustFolder(_ path: String) throws {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw ValidationError("the trust folder '\(path)' does not exist")
        }
        guard isDirectory.boolValue else { throw ValidationError("'\(path)' is no folder: --trust names a folder") }
        guard (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil else {
            throw ValidationError("the trust folder '\(path)' cannot be read: permission denied")
        }
    }

    func run() async throws {
        let verifier = try makeVerifier()
        let now = Int64(Date().timeIntervalSince1970)
        let reports = files.map { FileReport(path: $0, verifier: verifier, now: now) }
        if json {
            Console.print(try reports.map(VerificationDTO.init).json())
        } else {
            let language = lang ?? .ofLocale
            Console.print(reports.map { TextReport($0, in: language).text }.joined(separator: "\n\n"))
        }
        let status = FileReport.status(of: reports)
        if status != .done { throw status.exitCode }
    }

    private func makeVerifier() throws -> ConventionVerifier {
        do {
            let resources = try Resources.findForThisProgram()
            let folder = trust ?? resources.trust
            // Without --trust, an installation without anchors is no error: the verdict says what is missing.
            let isThere = FileManager.default.fileExists(atPath: folder)
            let files = trust != nil || isThere ? try TrustDirectory.files(folder) : []
            let templates = try TemplateStore(directory: resources.templates, sha256: DigestAlgorithm.sha256.digest)
            return ConventionVerifier(
                validator: DocumentValidator(
                    trust: try TrustMaterial(files: files), policyArc: try TrustDirectory.policyArc(in: files)),
                reader: templates.conventionXML)
        } catch {
            throw Console.fail(error, as: trust == nil ? .unavailable : .usage)
        }
    }
}
