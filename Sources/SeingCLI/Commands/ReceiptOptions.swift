import ArgumentParser
import Bootstrap
import CertificateAuthority

/// The receipt of `seing verify`, and the keys that seal it.
struct ReceiptOptions: ParsableArguments {
    @Option(
        help: """
            Write a receipt (JSON) to keep with the files: their digests, verdicts, rules, trust folder and time; with \
            --data-dir it is sealed, and FILE.p7s is the seal.
            """,
        completion: .file(extensions: ["json"]))
    var receipt: String?

    @Option(
        help: """
            Check a receipt instead: its seal (FILE.p7s beside it), and that the files named are those that were verified. \
            --trust names the platform that seals.
            """,
        completion: .file(extensions: ["json"]))
    var checkReceipt: String?

    @Option(help: "Data directory whose platform seal seals the receipt.", completion: .directory)
    var dataDir: String?

    @Option(help: "File with the passphrase of its keys, readable by its owner only.", completion: .file())
    var passphraseFile: String?

    func validate() throws {
        if receipt != nil, checkReceipt != nil {
            throw ValidationError("--receipt writes a receipt and --check-receipt checks one: name one of them")
        }
        if receipt == nil, dataDir != nil || passphraseFile != nil {
            throw ValidationError("--data-dir and --passphrase-file are for --receipt")
        }
        if dataDir == nil, passphraseFile != nil {
            throw ValidationError("--passphrase-file is for the keys in --data-dir")
        }
    }

    func writer(_ facts: RunFacts) throws -> ReceiptWriter? {
        guard let receipt else { return nil }
        let sealer = try dataDir.map(sealer(in:))
        if sealer == nil { Console.note("seing: the receipt is not sealed; --data-dir names the keys that seal it") }
        return ReceiptWriter(path: receipt, facts, sealer: sealer)
    }

    private func sealer(in directory: String) throws -> DocumentSealer {
        do {
            let keys = directory + "/pki"
            guard let isDemo = try PublicKeyInfrastructure.isDemo(directory: keys) else {
                throw SetupFault.noKeys(directory: directory)
            }
            let passphrase = try passphrase(directory, isDemo: isDemo)
            return DocumentSealer(
                try PublicKeyInfrastructure.load(
                    directory: keys, profiles: CertificateProfiles(directory: Resources.findForThisProgram().profiles),
                    passphrase: passphrase),
                clockQuality: try TrustServiceSettings.read(dataDirectory: directory).clockQuality(isDemo: isDemo))
        } catch {
            throw Console.fail(error, as: .unavailable)
        }
    }

    /// The passphrase as every other command finds it.
    private func passphrase(_ directory: String, isDemo: Bool) throws -> [UInt8] {
        let file = passphraseFile.map { ["--passphrase-file", $0] } ?? []
        return try DataDirectoryOptions.parse(["--data-dir", directory] + file).passphrase(isDemo: isDemo)
    }
}
