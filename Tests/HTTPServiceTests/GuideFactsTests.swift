import Guides
import Testing
import Workflow

@testable import HTTPService

/// What the answers say of this service is what the service does unless somebody sets it otherwise.
@Suite("Durations that the answers say")
struct GuideFactsTests {
    private func plain(_ id: String) throws -> String {
        let question = try #require(try ServiceUnderTest().parts().guides?.questions.question(id))
        return question.answer.plain.split { $0.isWhitespace || $0 == "\u{A0}" || $0 == "\u{202F}" }.joined(
            separator: " ")
    }

    @Test func `are those of codes and links`() throws {
        let settings = WorkflowSettings()
        #expect(settings.codeLifetime == 10 * 60)
        #expect(try plain("comment-signer").contains("valable dix minutes"))
        #expect(settings.signingLinkLifetime == 2 * 7 * 86_400)
        #expect(try plain("lien-perdu").contains("Un lien pour signer dure deux semaines"))
        #expect(settings.partLinkLifetime == 30 * 86_400)
        #expect(try plain("remplir-partie").contains("valable 30 jours"))
    }

    @Test func `are those of retention`() throws {
        let rules = WorkflowSettings().retention
        let text = try plain("conservation")
        for phrase in [
            "\(rules.signedYears) ans après le stage", "annulée ou non signée : \(rules.unsignedMonths) mois",
            "les messages : \(rules.messageMonths) mois", "les codes : \(rules.codeDays) jours",
            "les candidatures : \(rules.applicationMonths) mois", "les offres terminées : \(rules.offerMonths) mois",
        ] { #expect(text.contains(phrase), "\(phrase): \(text)") }
        // From 31 August of the school year.
        #expect(rules.draftMonths == 4 && text.contains("un brouillon : jusqu’à la fin de décembre"))
        #expect(rules.pupilMonths == 4 && text.contains("la liste des élèves : jusqu’à la fin de décembre"))
    }
}
