import Foundation
import OpenSSLBridge
import Parties
import TestSupport
import Testing
import Typesetting

@testable import ConventionTemplates

@Suite("Headers and logos of templates")
struct LogoTests {
    private let folder: TemporaryDirectory
    private let logo: [UInt8]

    init() throws {
        folder = try TemporaryDirectory()
        logo = try Repository.bytes("Examples/letterhead/logo.svg")
        _ = try folder.write("logo.svg", logo)
    }

    private func read(header: String = "", body: String = "") throws -> ConventionTemplate {
        let metadata = header.isEmpty ? "" : "<header>\(header)</header>"
        let pictures = TemplatePictures.beside(folder.file("template.xml"))
        return try template(templateSource(body, metadata: metadata), pictures: pictures)
    }

    private func problems(header: String = "", body: String = "") -> [TemplateProblem] {
        do {
            _ = try read(header: header, body: body)
            return []
        } catch { return (error as? TemplateError)?.problems ?? [] }
    }

    @Test func `stand above the title, with the values of the data`() throws {
        let header = """
            <logo file="logo.svg" alternative="Lycée" height="20mm"/><line><value of="school.name"/></line>
            <if value="school.status" is="private-under-contract"><line>sous contrat</line></if>
            <line>Ville : <value of="school.city"/></line>
            """
        let data = try Repository.example("public-lycee-seconde.xml")
        let content = try read(header: header).fill(data, issue: Repository.issue(of: data))
        let letterhead = try #require(content.letterhead)
        #expect(letterhead.logos.map(\.alternativeText) == ["Lycée"])
        // The drawing is as wide as high.
        #expect(abs(letterhead.logos[0].width - 20 / 25.4 * 72) < 0.01)
        #expect(letterhead.lines.map(text) == [data.school.name, "Ville\u{202F}: \(data.school.address.city)"])
        guard case .heading(1, _)? = content.blocks.first else {
            Issue.record("the title is not the first block")
            return
        }
        #expect(try read().fill(data, issue: Repository.issue(of: data)).letterhead == nil)
    }

    @Test func `stand in the body too, on the left, in the middle or on the right, or as decoration`() throws {
        let body = "<logo file=\"logo.svg\" decorative=\"yes\" width=\"30mm\" align=\"center\"/>"
        let data = try Repository.example("public-lycee-seconde.xml")
        let blocks = try read(body: body).fill(data, issue: Repository.issue(of: data)).blocks
        guard case .image(let figure)? = blocks.dropFirst().first else {
            Issue.record("the logo is not below the title")
            return
        }
        #expect(figure.alternativeText == nil && figure.alignment == .centre && abs(figure.width - 85.04) < 0.01)
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let logo: String
        let cause: String
        let remedy: String

        init(_ logo: String, _ cause: String, _ remedy: String) {
            (self.logo, self.cause, self.remedy) = (logo.replacing("'", with: "\""), cause, remedy)
        }

        var testDescription: String { logo }
    }

    @Test(arguments: [
        Refused("file='logo.svg'", "pas de texte de remplacement", "decorative"),
        Refused("file='logo.svg' alternative=' '", "pas de texte de remplacement", "decorative"),
        Refused("file='logo.svg' alternative='a' decorative='yes'", "se dit décoratif", "alternative"),
        Refused("alternative='a'", "l’attribut file manque", "file"),
        Refused("file='other.svg' alternative='a'", "other.svg : cette image manque", "dossier"),
        Refused("file='../logo.svg' alternative='a'", "nom simple", "sans chemin"),
        Refused("file='/etc/passwd' alternative='a'", "nom simple", "sans chemin"),
        Refused("file='https://x.example/logo.svg' alternative='a'", "nom simple", "sans chemin"),
        Refused("file='logo.jpg' alternative='a'", "nom simple", "logo.png"),
        Refused("file='logo.svg' alternative='a' width='9mm' height='9mm'", "une largeur et une hauteur", "l’une"),
        Refused("file='logo.svg' alternative='a' width='9'", "vaut \"9\"", "width=\"18mm\""),
        Refused("file='logo.svg' alternative='a' width='90mm'", "90 × 90 mm", "60 mm de large"),
        Refused("file='logo.svg' alternative='a' height='1mm'", "1 × 1 mm", "de 4"),
        Refused("file='logo.svg' alternative='a' align='right'", "attribut inconnu, align", "height"),
    ])
    func `are refused with the line and a remedy`(refused: Refused) throws {
        let found = problems(header: "\n<logo \(refused.logo)/>")
        #expect(found.count == 1 && found.first?.line == 5)
        #expect(found.first?.cause.french.contains(refused.cause) == true, "\(found)")
        #expect(found.first?.remedy.french.contains(refused.remedy) == true, "\(found)")
    }

    @Test func `are refused by what the file is, in words for whoever made it`() throws {
        let drawing = String(decoding: logo, as: UTF8.self)
        let text = drawing.replacing("<circle", with: "<text")
        let shade = drawing.replacing("\"#12386d\"", with: "\"url(#x)\"")
        let files: [(String, [UInt8], String, String)] = [
            ("photo.png", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0], "c’est un fichier JPEG", "exportez-le en PNG"),
            ("text.png", Array("bonjour".utf8), "ce n’est pas une image PNG", "exportez"),
            ("empty.png", [], "ce n’est pas une image PNG", "exportez"),
            (
                "words.svg", Array(text.utf8), "ligne 8 : l’élément text n’est pas dessiné",
                "convertissez le texte en tracés"
            ),
            ("shade.svg", Array(shade.utf8), "dégradés", "couleur unie"),
            ("cut.svg", Array(logo.prefix(400)), "pas du XML bien formé", "exportez"),
        ]
        for (name, bytes, cause, remedy) in files {
            _ = try folder.write(name, bytes)
            let problem = try #require(problems(header: "<logo file=\"\(name)\" alternative=\"a\"/>").first)
            #expect(problem.cause.french.contains("\(name)") && problem.cause.french.contains(cause))
            #expect(problem.remedy.french.contains(remedy), "\(problem.remedy.french)")
        }
    }

    @Test(.timeLimit(.minutes(1))) func `are never read through a link, from a pipe or from a folder`() throws {
        let files = FileManager.default
        try files.createSymbolicLink(atPath: folder.file("link.svg"), withDestinationPath: folder.file("logo.svg"))
        try files.createDirectory(atPath: folder.file("folder.svg"), withIntermediateDirectories: false)
        try #require(try Command.run("mkfifo", folder.file("pipe.svg")).succeeded)
        for (name, cause) in [("link", "un lien"), ("folder", "pas un fichier"), ("pipe", "pas un fichier")] {
            let problem = problems(header: "<logo file=\"\(name).svg\" alternative=\"a\"/>").first
            #expect(problem?.cause.french.contains(cause) == true, "\(String(describing: problem))")
        }
    }

    @Test func `are at most two at once`() {
        let logo = "<logo file=\"logo.svg\" alternative=\"a\"/>"
        let either = """
            <choose><when value="school.status" is="public">\(logo)</when><otherwise>\(logo)</otherwise></choose>
            """
        #expect(problems(header: logo + either) == [])
        #expect(problems(header: logo + logo + logo).first?.cause.french.contains("3 logos") == true)
        let many = "<for-each in=\"placement.places\" as=\"place\">\(logo)</for-each>"
        #expect(!problems(header: many).isEmpty)
        #expect(problems(header: "<paragraph>x</paragraph>").first?.remedy.english.contains("logo, line") == true)
    }

    /// What two programs of the system make of the same files; the digest that documents name has to be that.
    @Test func `belong to the template's digest, as xmllint and sha256sum see it`() throws {
        let logos = ["logo.svg", "b.svg"].map { "<logo file=\"\($0)\" alternative=\"a\"/>" }.joined()
        let source = templateSource("", metadata: "<header>\(logos)</header>")
        let file = try folder.write("template.xml", Array(source.utf8))
        func digest() throws -> String {
            try ConventionTemplate(
                bytes: Array(source.utf8), file: file, schema: Repository.schema("template"),
                sha256: DigestAlgorithm.sha256.digest
            ).digest
        }
        func expected() throws -> String {
            let command = "cd \"$1\" && { xmllint --exc-c14n template.xml; sha256sum b.svg logo.svg; } | sha256sum"
            return "sha256:" + (try Command.run("sh", "-c", command, "sh", folder.path).output.prefix(64))
        }
        _ = try folder.write("b.svg", logo)
        let first = try digest()
        #expect(try first == expected())
        _ = try folder.write("b.svg", logo + Array("<!-- -->".utf8))
        #expect(try digest() == expected())
        #expect(try digest() != first)
    }

    @Test func `go along when a template is copied, and hold once it is published`() throws {
        let store = try Repository.store(own: folder.file("templates"))
        let day = try #require(CalendarDate(iso8601: "2026-11-27"))
        let path = try store.copy("attestation-2025-11", to: "ours")
        let text = String(decoding: try folder.read("templates/ours/template.xml"), as: UTF8.self)
        let header = "<header><logo file=\"logo.svg\" alternative=\"Lycée\"/></header><footer>"
        _ = try folder.write("templates/ours/template.xml", Array(text.replacing("<footer>", with: header).utf8))
        #expect(throws: TemplateError.self) { try store.template("ours") }
        _ = try folder.write("templates/ours/logo.svg", logo)
        let published = try store.publish(store.template("ours"), on: day)
        _ = try store.copy("ours", to: "theirs")
        #expect(try folder.read("templates/theirs/logo.svg") == logo)
        #expect(try store.template("theirs").pictureNames == ["logo.svg"])
        _ = try folder.write("templates/ours/logo.svg", logo + [0x0A])
        let error = try #require(throws: TemplateError.self) { try store.template("ours") }
        #expect(error.problems.first?.cause.french.contains("une image a changé") == true && error.file == path)
        _ = try folder.write("templates/ours/logo.svg", logo)
        #expect(try store.template("ours").digest == published.digest)
    }
}
