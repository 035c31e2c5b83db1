import ArgumentParser
import Bootstrap
import Foundation
import Persistence

/// Plays the whole life of a convention without a server.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Play the whole life of a convention without a server, and write the signed document.",
        discussion: """
            Writes DIR/convention.pdf and DIR/trust. Keys and data are made for it and thrown away, unless --data-dir says \
            where to keep them.
            """)

    @OptionGroup var option: LanguageOption

    @Option(help: "Where to write; made if it does not exist.", completion: .directory)
    var out: String

    @Option(help: "Keep keys and data here, in a directory that does not exist yet.", completion: .directory)
    var dataDir: String?

    @Flag(help: "Ask the referent teacher and the tutor too, who need not sign: one does, one does not.")
    var withOptional = false

    func validate() throws {
        if let dataDir, FileManager.default.fileExists(atPath: dataDir) {
            throw ValidationError("\(dataDir) exists already: --data-dir names a directory to be made")
        }
    }

    func run() async throws {
        let work =
            dataDir ?? FileManager.default.temporaryDirectory.appending(path: "seing-demo-\(UUID().uuidString)").path
        defer { if dataDir == nil { try? FileManager.default.removeItem(atPath: work) } }
        try requireWritableFolder()
        do {
            let demonstration = try Demonstration(
                directory: work, resources: .findForThisProgram(), language: option.language,
                asksOptional: withOptional, narrate: { Console.print($0) })
            let document = try await demonstration.play()
            try write(document, trust: work + "/pki/trust")
            try demonstration.installation.store.close()
        } catch {
            throw Console.fail(error, as: .unavailable)
        }
        Console.print(
            option.language(
                "\(out)/convention.pdf et \(out)/trust sont écrits ; pour vérifier :",
                "wrote \(out)/convention.pdf and \(out)/trust; check it with:"))
        Console.print("  \(CommandLine.arguments[0]) verify \(out)/convention.pdf --trust \(out)/trust")
    }

    /// Found out before the whole life is played.
    private func requireWritableFolder() throws {
        do {
            try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        } catch {
            throw Console.fail(
                option.language(
                    "impossible de créer le dossier \(out) : un fichier porte ce nom, ou vous ne pouvez pas écrire là",
                    "could not make the folder \(out): a file of that name, or no right to write"), as: .unavailable)
        }
        guard FileManager.default.isWritableFile(atPath: out) else {
            throw Console.fail(
                option.language(
                    "impossible d’écrire dans le dossier \(out) ; indiquez-en un autre avec --out",
                    "could not write into the folder \(out); name another with --out"), as: .unavailable)
        }
    }

    private func write(_ document: [UInt8], trust: String) throws {
        try Data(document).write(to: URL(filePath: out + "/convention.pdf"), options: .atomic)
        let target = out + "/trust"
        if FileManager.default.fileExists(atPath: target) { try FileManager.default.removeItem(atPath: target) }
        try FileManager.default.copyItem(atPath: trust, toPath: target)
    }
}
