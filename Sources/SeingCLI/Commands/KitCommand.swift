import ArgumentParser
import Bootstrap
import Foundation
import Guides
import Parties

/// The papers by which an employer says that pupils may come.
struct KitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kit", abstract: "Make an employer's poster, flyer, guide and two weeks' schedule, as PDF.",
        discussion: """
            Writes affiche.pdf (A4), tract.pdf (A5), guide.pdf and programme.pdf, with the employer's name and a QR code to an \
            address, such as that of its offers. The texts lie in Templates/Guides/fr/kit.
            """)

    @Option(help: "The employer's name, as it is printed.")
    var employer: String

    @Option(help: "Where the QR code leads, https://…, at most 150 characters.")
    var url: String

    @Option(help: "Folder for the files; made when it is not there.", completion: .directory)
    var out = "."

    func run() async throws {
        let kit: KitMaker
        do { kit = try GuideLibrary(Resources.findForThisProgram()).kit } catch {
            throw Console.fail(error, as: .unavailable)
        }
        var papers: [(name: String, bytes: [UInt8])] = []
        do throws(KitError) {
            let employer = try KitEmployer(name: employer, address: url, typesetter: kit.typesetter)
            let now = Int64(Date().timeIntervalSince1970)
            for piece in KitPiece.allCases {
                papers.append((piece.fileName, try kit.make(piece, for: employer, at: now)))
            }
        } catch {
            throw Console.fail(error.text(in: Language.ofLocale.ofMessages), as: .usage)
        }
        do {
            let folder = try OutputFolder(out)
            for paper in papers { try folder.write(paper.bytes, to: paper.name) }
        } catch {
            throw Console.fail(error, as: .unavailable)
        }
        for paper in papers { Console.print("\(out)/\(paper.name)") }
    }
}
