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
            Exit status: 0 everything is good, 1 something is not, 2 something could not be checked (for instance without \
            a trust anchor), 64 wrong usage, 65 a file is no PDF that can be read.
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
                    trust: try TrustMaterial(files: files), policyArc: try TrustDirectory.policyArc(in: files) ?? .demo),
                reader: templates.conventionXML)
        } catch {
            throw Console.fail(error, as: .unavailable)
        }
    }
}
