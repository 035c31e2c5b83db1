import Foundation
import Guides
import Parties
import Testing

@Suite("The questions and answers")
struct QuestionBookTests {
    @Test func `are more than forty, some for everybody, each with a source`() throws {
        let book = try Delivered.book()
        #expect(book.questions.count >= 40)
        for audience in Audience.allCases { #expect(book.questions(for: audience).count >= 10, "\(audience)") }
        for question in book.questions { #expect(!question.sources.isEmpty && !question.answer.plain.isEmpty) }
    }

    @Test func `are what the pages of the service lead to`() throws {
        let pages = Delivered.root.appending(path: "Templates/Pages/fr")
        let book = try Delivered.book()
        var links = 0
        for file in try FileManager.default.contentsOfDirectory(at: pages, includingPropertiesForKeys: nil) {
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            for match in text.matches(of: /\/aide\/question\/([a-z0-9-]+)/) {
                links += 1
                #expect(book.question(String(match.1)) != nil, "\(file.lastPathComponent): \(match.0)")
            }
        }
        #expect(links >= 10)
    }

    /// Addresses of pages that the service has, besides answers.
    @Test func `lead to pages that there are`() throws {
        let sectors = try Delivered.sectors()
        let known = Set(
            ["/aide", "/secteurs", "/employeurs", "/v", "/ecole", "/accessibilite", "/guides", "/familles/entrer"]
                + Audience.allCases.map { "/aide/\($0.rawValue)" } + sectors.pages.map { "/secteurs/\($0.slug)" })
        for question in try Delivered.book().questions {
            for address in question.answer.addresses
            where address.hasPrefix("/") && !address.hasPrefix("/aide/question/") {
                #expect(known.contains(address), "\(question.id): \(address)")
            }
        }
    }

    @Test func `say the days of seconde that the calendar has, and of which it is not sure`() throws {
        let question = try #require(try Delivered.book().question("dates-seconde"))
        let text = question.answer.plain.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
        for (year, isOfficial) in [(2026, true), (2027, false)] {
            let period = try #require(PlacementCalendar.standard.secondePeriod(of: year))
            #expect(period.isOfficial == isOfficial)
            #expect(text.contains("en \(year) : du \(period.first.day) au \(period.last.day) juin"), "\(text)")
        }
        #expect(question.doubt?.contains("2027") == true)
    }

    @Test func `say the hours that the rules on working time have`() throws {
        let day = try #require(CalendarDate(iso8601: "2026-11-28"))
        let rules = WorkingTimeProfile.inForce(on: day, for: .seconde)
        let text = try plain("horaires")
        let (untilBreak, rest) = rules.minutesUntilBreak.quotientAndRemainder(dividingBy: 60)
        for phrase in [
            "Par jour : \(rules.minutesADay / 60) heures au plus", "Par semaine : \(rules.minutesAWeek / 60) heures",
            "\(rules.minutesOfBreak) minutes d’affilée dès que la journée atteint \(untilBreak) h \(rest)",
            "\(rules.minutesOfDailyRest / 60) heures de repos",
        ] { #expect(text.contains(phrase), "\(phrase): \(text)") }
        #expect(rules.daysAWeek == 5 && text.contains("cinq jours"))
    }

    /// With every space alike.
    private func plain(_ id: String) throws -> String {
        let question = try #require(try Delivered.book().question(id))
        return question.answer.plain.split { $0.isWhitespace || $0 == "\u{A0}" || $0 == "\u{202F}" }.joined(
            separator: " ")
    }

    @Test(arguments: [
        ("assurance", "assurance-famille"), ("ASSURANCES", "assurance-famille"), ("lien perdu", "lien-perdu"),
        ("salaire", "gratification"), ("argent", "gratification"), ("regles horaires", "horaires"),
        ("allergie", "pai"), ("élève majeur", "majeur"), ("blessé accident", "accident"), ("divorce", "deux-parents"),
        ("signer sur papier", "signer-papier"), ("combien de temps données conservées", "conservation"),
        ("harcelement", "probleme-pendant"), ("faux pdf", "verifier-pdf"),
    ])
    func `are found by words, whatever their accents and endings`(words: String, id: String) throws {
        let found = try Delivered.book().search(words).map(\.id)
        #expect(found.prefix(3).contains(id), "\(words): \(found)")
    }

    @Test(arguments: ["", "   ", "le la les", "xylophone", "?!", String(repeating: "a ", count: 5_000)])
    func `are not made up when no word is found`(words: String) throws {
        #expect(try Delivered.book().search(words).isEmpty)
    }

    @Test func `are refused with every mistake at once`() throws {
        let texts = try BrokenTexts("questions")
        try texts.edit("15-gratification.txt", "written: 2026-11-28", "written: hier")
        try texts.edit("03-duree.txt", "/aide/question/plusieurs-organismes", "/aide/question/nulle-part")
        try texts.edit("07-age.txt", "question: Y a-t-il un âge minimum ?", "question: Y a-t-il un âge minimum")
        let error = try #require(throws: GuideFaults.self) { try QuestionBook(directory: texts.path) }
        #expect(error.faults.count == 3, "\(error)")
        #expect(error.description.contains("15-gratification.txt:8: found no day"), "\(error)")
        #expect(error.description.contains("/aide/question/nulle-part of duree leads to no answer"))
    }

    @Test func `have one page each`() throws {
        let texts = try BrokenTexts("questions")
        try FileManager.default.copyItem(atPath: texts.path + "/07-age.txt", toPath: texts.path + "/08-age.txt")
        let error = try #require(throws: GuideFaults.self) { try QuestionBook(directory: texts.path) }
        #expect(error.faults.map(\.cause) == ["two files have the id age"])
    }

    @Test func `are missed when the folder is`() throws {
        let error = try #require(throws: GuideFaults.self) { try QuestionBook(directory: "/nowhere") }
        #expect(error.description.contains("/nowhere:1: found no file *.txt"))
    }
}
