import ArgumentParser
import Foundation
import PDFModel

/// Gives back the bytes that a signatory saw or signed.
struct ExtractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Give the document as it was after one of its revisions, byte for byte.",
        discussion: """
            Revision 0 is what everybody read before the first signature; revision N ends with the N-th step, and is what \
            the next signatory saw. 'seing inspect' lists them. Nothing is judged.
            Exit status: 0 done; 64 there is no such revision, or the output is a terminal; 65 the file could not be read; \
            69 the output could not be written.
            """)

    @Argument(help: "A PDF file.", completion: .file(extensions: ["pdf"]))
    var file: String

    @Option(help: "Number of the revision, 0 the original.")
    var revision: Int

    @Option(help: "Where to write; by default standard output.", completion: .file(extensions: ["pdf"]))
    var out: String?

    @Option(help: "Language of the messages: fr or en; by default that of the locale.")
    var lang: Language?

    func validate() throws {
        if revision < 0 { throw ValidationError("revisions are counted from 0") }
        if out == nil, Terminal.output.isTerminal {
            throw ValidationError("a PDF is nothing for a terminal: name a file with --out")
        }
    }

    func run() async throws {
        let language = lang ?? .ofLocale
        let bytes = try ReadFile.bytes(file, in: language)
        let end = try endOfRevision(in: bytes, language)
        if let out { try refuseOverwriting(out) }
        do {
            if let out {
                try Data(bytes[..<end]).write(to: URL(filePath: out), options: .atomic)
            } else {
                try Console.write(Array(bytes[..<end]))
            }
        } catch {
            throw Console.fail(error, as: .unavailable)
        }
    }

    private func endOfRevision(in bytes: [UInt8], _ language: Language) throws -> Int {
        let document: PDFDocument
        let start = ContinuousClock.now
        do throws(PDFReadError) {
            document = try PDFDocument(bytes: bytes) { start.duration(to: .now) < FileReport.timeLimit }
        } catch {
            let text = ReadErrorText(error: error, language: language)
            throw Console.fail("\(Printable.text(file)): \(text.answer) \(text.reason)", as: .unreadable)
        }
        guard revision < document.revisions.count else {
            let last = document.revisions.count - 1
            throw Console.fail(
                "\(Printable.text(file)): "
                    + language(
                        "il n’y a pas de révision \(revision) ; la dernière est la \(last)",
                        "there is no revision \(revision); the last one is \(last)"), as: .usage)
        }
        return document.revisions[revision].range.upperBound
    }

    /// The finished document is never replaced by a part of itself.
    private func refuseOverwriting(_ out: String) throws {
        var (source, target) = (stat(), stat())
        guard stat(file, &source) == 0, stat(out, &target) == 0, source.st_dev == target.st_dev,
            source.st_ino == target.st_ino
        else { return }
        throw Console.fail("--out names the document itself: choose another name", as: .usage)
    }
}

/// Reads a file for a command that cannot do without it.
enum ReadFile {
    /// - Throws: The exit status, after one line that says why.
    static func bytes(_ file: String, in language: Language) throws -> [UInt8] {
        do {
            return try NamedFile(path: file).read()
        } catch {
            throw Console.fail("\(Printable.text(file)): \(reason(error, in: language))", as: .unreadable)
        }
    }

    private static func reason(_ error: any Error, in language: Language) -> String {
        if let error = error as? PDFReadError { return ReadErrorText(error: error, language: language).answer }
        return (error as? FileFault ?? .failed).text(in: language)
    }
}
