import Foundation
import Parties
import Testing
import ToolSupport
import Typesetting

@testable import Guides

@Suite("The employers' kit", .timeLimit(.minutes(5)))
struct KitTests {
    private static let address = "https://conventions.example/offres?q=Menuiserie%20Lef%C3%A8vre%20et%20filles"

    private func employer(_ name: String = "Menuiserie Lefèvre et filles", address: String = address) throws
        -> KitEmployer
    {
        try KitEmployer(name: name, address: address, typesetter: try Delivered.typesetter())
    }

    /// The papers of a kit as files.
    private func papers(for employer: KitEmployer) throws -> (folder: TemporaryDirectory, paths: [KitPiece: String]) {
        let folder = try TemporaryDirectory()
        var paths: [KitPiece: String] = [:]
        for piece in KitPiece.allCases {
            let bytes = try Delivered.kit().make(piece, for: employer, at: 1_795_000_000)
            paths[piece] = try folder.write(piece.fileName, bytes)
        }
        return (folder, paths)
    }

    @Test func `passes PDF/A-3a and PDF/UA-1 on every paper`() async throws {
        let (folder, paths) = try papers(for: employer())
        defer { withExtendedLifetime(folder) {} }
        let outcome = try await Command.outcome(
            PythonTool.script("pdfa/pdfa-check"), ["3a,ua1"] + paths.values.sorted())
        #expect(outcome.succeeded, "\(outcome.text)")
        #expect(
            outcome.text.components(separatedBy: "PASS").count - 1 == 2 * KitPiece.allCases.count, "\(outcome.text)")
    }

    @Test(arguments: [
        (KitPiece.poster, "595.28 x 841.89"), (.flyer, "419.53 x 595.28"), (.welcome, "595.28 x 841.89"),
        (.schedule, "595.28 x 841.89"),
    ])
    func `is one page of its size that names the employer`(piece: KitPiece, size: String) async throws {
        let (folder, paths) = try papers(for: employer())
        defer { withExtendedLifetime(folder) {} }
        let path = try #require(paths[piece])
        let facts = try await Command.outcome("pdfinfo", path).output
        #expect(facts.contains("Pages:           1\n") && facts.contains("Page size:       \(size)"), "\(facts)")
        #expect(facts.contains("Tagged:          yes"))
        #expect(try await Command.outcome("pdftotext", path, "-").output.contains("Menuiserie Lefèvre et filles"))
    }

    @Test(arguments: [KitPiece.poster, .flyer])
    func `has a code that a camera reads`(piece: KitPiece) async throws {
        let (folder, paths) = try papers(for: employer())
        let image = folder.file("page")
        let path = try #require(paths[piece])
        try #require(try await Command.outcome("pdftoppm", "-r", "100", "-png", "-singlefile", path, image).succeeded)
        let read = try await Command.outcome("zbarimg", "--nodbus", "--quiet", "--raw", image + ".png")
        #expect(read.output == Self.address + "\n")
    }

    @Test func `has room for the longest name`() throws {
        for name in [String(repeating: "Wagnerienne ", count: 6) + "Société", String(repeating: "W", count: 80)] {
            for piece in KitPiece.allCases {
                #expect(try !Delivered.kit().make(piece, for: employer(name), at: 0).isEmpty)
            }
        }
    }

    @Test func `gives the same bytes for the same employer and time`() throws {
        for piece in KitPiece.allCases {
            let twice = try (0..<2).map { _ in try Delivered.kit().make(piece, for: employer(), at: 7) }
            #expect(twice[0] == twice[1])
        }
    }

    @Test(arguments: [
        ("", "Indiquez le nom"), ("  ", "Indiquez le nom"),
        (String(repeating: "a", count: 81), "81 caractères, au plus 80"),
        ("Café 🍰", "U+1F370 (SHORTCAKE)"), ("Chez \u{202E}Zoé", "U+202E"),
        ("contact@exemple.fr", "adresse électronique"),
        ("Appelez le 06 39 98 12 34", "adresse électronique"),
    ])
    func `refuses a name that cannot stand on paper, and says why`(name: String, words: String) throws {
        let error = try #require(throws: KitError.self) { try employer(name) }
        #expect(error.text.french.contains(words), "\(error.text.french)")
        #expect(!error.description.isEmpty)
    }

    @Test(arguments: [
        "", "ftp://exemple.fr", "exemple.fr", "https://exemple.fr/été", "https://a b",
        "https://" + String(repeating: "a", count: 143),
    ])
    func `refuses an address that no telephone opens`(address: String) throws {
        #expect(throws: KitError.badAddress(byteCount: address.utf8.count)) { try employer(address: address) }
    }

    @Test func `proposes ten days that the rules on working time have nothing against`() throws {
        let schedule = try Delivered.kit().schedule
        #expect(schedule.findings.isEmpty, "\(schedule.findings)")
        #expect(schedule.minutesAWeek <= 35 * 60)
        let monday = try #require(CalendarDate(iso8601: "2026-06-15"))
        let days = schedule.timetable(from: monday, weeks: 2)
        #expect(days.count == 10 && days.first?.date == monday && days.last?.date.iso8601 == "2026-06-26")
    }

    /// Too long a day, no break, too early, not in order, no hours at all.
    @Test(arguments: [
        ("afternoon: 13:30-16:30", "afternoon: 13:30-18:30"), ("afternoon: 13:30-16:30", "afternoon: 12:10-15:00"),
        ("morning: 09:00-12:00", "morning: 05:30-09:30"), ("morning: 09:00-12:00", "morning: 09:00-14:00"),
        ("morning: 09:00-12:00", "morning: tôt"),
        ("| Vendredi | Présentation", "| Samedi | x | y |\n| Vendredi | Présentation"),
    ])
    func `is refused when its hours or days are against the rules`(old: String, new: String) throws {
        let texts = try BrokenTexts("kit")
        try texts.edit("programme.txt", old, new)
        let error = try #require(throws: GuideFaults.self) {
            try KitMaker(directory: texts.path, typesetter: try Delivered.typesetter())
        }
        #expect(error.faults.count == 1 && error.description.contains("programme.txt:"), "\(error)")
    }

    @Test func `is refused without one of its texts or its title`() throws {
        let missing = try BrokenTexts("kit")
        try missing.remove("tract.txt")
        try missing.edit("guide.txt", "# Accueillir", "Accueillir")
        let error = try #require(throws: GuideFaults.self) {
            try KitMaker(directory: missing.path, typesetter: try Delivered.typesetter())
        }
        #expect(error.faults.map(\.cause) == ["the file cannot be read", "the text does not begin with a title"])
    }

    @Test func `is not made when its text needs a second page`() throws {
        let texts = try BrokenTexts("kit")
        try texts.edit(
            "guide.txt", "## À la fin", String(repeating: "Un mot de plus. ", count: 400) + "\n\n## À la fin")
        let kit = try KitMaker(directory: texts.path, typesetter: try Delivered.typesetter())
        #expect(throws: KitError.doesNotFit(.welcome)) { try kit.make(.welcome, for: employer(), at: 0) }
    }
}
