import ArgumentParser
import OpenSSLBridge
import PDFModel

/// Shows what a file is made of; judges nothing.
struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show the revisions, fields and signatures of a document, without judging them.",
        discussion: """
            Names, roles and times are what the document claims; only 'seing verify' says whether they are true.
            Exit status: 0 when the document could be read, 65 when it could not; what could be read of it is shown.
            """)

    @Argument(help: "A PDF file.", completion: .file(extensions: ["pdf"]))
    var file: String

    @Flag(help: "Tell in words what each revision changed, object by object.")
    var diff = false

    @Flag(help: "Write JSON, with keys and values that are the same in every language.")
    var json = false

    @Option(help: "Language of the text: fr or en; by default that of the locale.")
    var lang: Language?

    func run() async throws {
        let language = lang ?? .ofLocale
        let inspection = Inspection(file: file, bytes: try ReadFile.bytes(file, in: language), comparesRevisions: diff)
        Console.print(try text(inspection, in: language))
        if let error = inspection.readError {
            let text = ReadErrorText(error: error, language: language)
            throw Console.fail("\(Printable.text(file)): \(text.reason)", as: .unreadable)
        }
    }

    private func text(_ inspection: Inspection, in language: Language) throws -> String {
        if json { return try inspection.json() }
        return diff
            ? DifferenceText(inspection, in: language).text : InspectionText(inspection, in: language).text
    }
}
