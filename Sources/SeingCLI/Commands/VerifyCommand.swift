import ArgumentParser
import Bootstrap
import ConventionTemplates
import ConventionVerification
import Foundation
import PAdESValidation
import Parties

/// Checks signed conventions, offline.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check signed documents; needs no network and no server.",
        discussion: """
            One file gives a report, several files or a folder a table. A folder stands for every PDF in it and below.
            Exit status: 0 everything is good; 1 something is not, or a file that begins as a PDF is damaged; 2 something \
            could not be checked (for instance without a trust anchor, in ten seconds, or because of an interruption); 64 \
            wrong usage, such as a trust folder that is not there; 65 a file is missing or no PDF. Of several files the \
            gravest counts: 65, then 1, then 2.
            Trust anchors and revocation lists come only from --trust, or from the folder Certificates/trust installed \
            with the program; never from beside the document.
            """)

    @Argument(help: "PDF files, and folders with PDF files.", completion: .file(extensions: ["pdf"]))
    var files: [String] = []

    @Option(help: "Folder with trust anchors, certificates and revocation lists.", completion: .directory)
    var trust: String?

    @Option(
        help: """
            Judge as of then, not as of now: a day (its end), such as 2026-05-12 or 12/05/2026, or an instant, such as \
            2026-05-12T14:05, in Paris time.
            """,
        transform: ValidationMoment.init)
    var at: ValidationMoment?

    @Option(help: "What is asked: strict, for documents of Seing, or general, for anybody's signed PDF.")
    var policy = PolicyOption.strict

    @Flag(
        help: """
            Set each document again from the data inside it and the template that it names, and say whether it is byte for \
            byte the same.
            """)
    var reproduce = false

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp(
            "The school's statement about a signature on paper, to be held against the one file named.",
            valueName: "statement"),
        completion: .file(extensions: ["pdf"]))
    var statements: [String] = []

    @OptionGroup(title: "Form of the result")
    var form: ReportOptions

    @OptionGroup(title: "Receipt")
    var receipt: ReceiptOptions

    @OptionGroup(title: "Proof file")
    var proof: ProofOption

    func validate() throws {
        try validateProof()
        if files.isEmpty, receipt.checkReceipt == nil, proof.proof == nil {
            throw ValidationError(
                (form.lang ?? .ofLocale)(
                    "nommez au moins un fichier ou un dossier", "name at least one file or folder"))
        }
        if !statements.isEmpty, files.count != 1 {
            throw ValidationError(
                (form.lang ?? .ofLocale)(
                    "--with s’emploie avec une seule convention", "--with goes with one convention"))
        }
        if receipt.checkReceipt != nil, form.isMoreThanJSON || policy != .strict || reproduce || !statements.isEmpty {
            throw ValidationError("--check-receipt goes with --trust, --at, --json and --lang only")
        }
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
        let startedAt = Int64(Date().timeIntervalSince1970)
        let trusted = try openTrust()
        let now = at?.clamped(now: startedAt) ?? startedAt
        let files = RawPath.restored(files)
        let found = FileSearch(files).found
        if let path = receipt.checkReceipt { return try checkReceipt(path, found, trusted, now: now) }
        if let path = proof.proof { return try checkProof(path, files, trusted, makeVerifier(trusted), now: now) }
        // Beside everything below. It has ended before this function does, so that it never outlives OpenSSL.
        async let authorities: Void = TrustMaterial.checkAuthorities(in: trusted, at: now)
        let verifier = try makeVerifier(trusted)
        let paper = try judgedStatements(trusted, for: found, at: now)
        var facts = RunFacts(
            validationTime: now, startedAt: startedAt, policy: policy.rawValue,
            trustSha256: RunFacts.trustDigest(of: trusted), fileCount: found.count)
        if files.count == 1, found.first != .file(files[0]) { facts.folder = files[0] }
        Interruption.watch()
        let receiptWriter = try receipt.writer(facts)
        var writers = try form.writers(for: found, facts) + [receiptWriter].compactMap(\.self)
        let end: RunEnd
        do {
            end = try await VerificationRun(
                verifier: verifier, now: now, reproducer: makeReproducer(), statements: paper
            ).run(found, writers: &writers)
        } catch {
            throw Console.fail(error, as: .unavailable)
        }
        await authorities
        if end.status != .done { throw end.status.exitCode }
    }

    /// Name and content of every file of the trust folder.
    private func openTrust() throws -> [(name: String, content: [UInt8])] {
        do {
            let folder = try trust ?? Resources.findForThisProgram().trust
            // Without --trust, an installation without anchors is no error: the verdict says what is missing.
            let isThere = FileManager.default.fileExists(atPath: folder)
            return trust != nil || isThere ? try TrustDirectory.files(folder) : []
        } catch {
            throw Console.fail(error, as: trust == nil ? .unavailable : .usage)
        }
    }

    private func makeReproducer() throws -> DocumentReproducer? {
        guard reproduce else { return nil }
        let resources = try Resources.findForThisProgram()
        return try DocumentReproducer(
            store: .forSchool(resources: resources, dataDirectory: DataDirectory.defaultPath))
    }

    private func makeVerifier(_ files: [(name: String, content: [UInt8])]) throws -> ConventionVerifier {
        do {
            return ConventionVerifier(
                validator: DocumentValidator(
                    trust: try TrustMaterial(files: files), policyArc: try TrustDirectory.policyArc(in: files),
                    policy: policy.policy))
        } catch {
            throw Console.fail(error, as: trust == nil ? .unavailable : .usage)
        }
    }
}

/// The policies by the names that `--policy` takes.
enum PolicyOption: String, ExpressibleByArgument, CaseIterable {
    case strict, general

    var policy: ValidationPolicy { self == .strict ? .strict : .general }
}
