import Testing

@testable import Guides

@Suite("The file of a question")
struct QuestionFileTests {
    private static let head = """
        id: repas
        audience: eleves, familles
        question: Qui paie "les repas" ?
        source: Convention type | https://www.education.gouv.fr/bo
        written: 2026-11-28
        """

    private func read(_ head: String = head, body: String = "La famille.") throws -> Question {
        try Question(text: "---\n\(head)\n---\n\(body)\n", path: "questions/12-repas.txt")
    }

    @Test func `gives what stands in it, with the spaces of French print`() throws {
        let question = try read(body: "Voir **ceci** : [l'aide](/aide) !\n\n- un\n- deux\n  suite\n\n1. a\n2. b")
        #expect(question.id == "repas" && question.audiences == [.pupils, .families])
        #expect(question.question == "Qui paie \"les repas\"\u{202F}?")
        #expect(question.sources == [.init(label: "Convention type", address: "https://www.education.gouv.fr/bo")])
        #expect(
            question.answer.blocks == [
                .paragraph([
                    .init("Voir "), .init("ceci", isStrong: true), .init("\u{202F}: "),
                    .init("l’aide", address: "/aide"), .init("\u{202F}!"),
                ]),
                .list(isNumbered: false, items: [[.init("un")], [.init("deux suite")]]),
                .list(isNumbered: true, items: [[.init("a")], [.init("b")]]),
            ])
    }

    /// What is put into the place of what, the line that is named, and a word of the cause.
    @Test(arguments: [
        ("id: repas", "id: Repas", 2, "the id is"), ("id: repas", "id: autre", 2, "the id is"),
        ("audience: eleves, familles", "audience: eleves, voisins", 3, "voisins"),
        ("audience: eleves, familles", "audience: eleves, eleves", 3, "stands twice"),
        ("repas\" ?", "repas\"", 4, "no question mark"), ("written: 2026-11-28", "written: 2026-02-30", 6, "no day"),
        ("written: 2026-11-28", "written: 2026-11-28\nwritten: 2026-11-29", 7, "stands 2 times"),
        ("source: Convention type | https://www.education.gouv.fr/bo", "doubt: Peut-être.", 1, "no source"),
        ("https://www.education.gouv.fr/bo", "http://www.education.gouv.fr/bo", 5, "no address"),
        ("source:", "sources:", 5, "« sources » is not known"), ("written: 2026-11-28", "written", 6, "« key: value »"),
    ])
    func `is refused with file, line, cause and remedy`(old: String, new: String, line: Int, cause: String) throws {
        let error = try #require(throws: GuideFault.self) { try read(Self.head.replacing(old, with: new)) }
        #expect(error.line == line && error.cause.contains(cause) && !error.remedy.isEmpty, "\(error)")
        #expect(error.description.hasPrefix("questions/12-repas.txt:\(line): "))
    }

    @Test(arguments: [
        ("Un <b>mot</b>.", 8, "« < »"), ("Un **mot.", 8, "without its end"), ("Un [mot] seul.", 8, "without a link"),
        ("Un [mot](javascript:x).", 8, "nothing that is shown"),
        ("Un [mot](//ailleurs.example).", 8, "nothing that is shown"),
        ("Un.\n\n- a\n1. b", 11, "in one list"), ("#titre", 8, "no heading"), ("| a | b |", 8, "no row below"),
        ("| a | b |\n| c |", 9, "no row of the table"), ("", 8, "empty"), ("Un \u{1}.", 8, "control character"),
    ])
    func `holds no text that would not be shown as it stands`(body: String, line: Int, cause: String) throws {
        let error = try #require(throws: GuideFault.self) { try read(body: body) }
        #expect(error.line == line && error.cause.contains(cause), "\(error)")
    }

    @Test func `needs a head`() throws {
        let error = try #require(throws: GuideFault.self) { try Question(text: "Bonjour", path: "x/repas.txt") }
        #expect(error.cause.contains("head is missing"))
    }
}
