import Applications
import Foundation
import HTTPTypes
import HummingbirdTesting
import Offers
import Parties
import Placements
import Testing
import WorkflowTestSupport

@testable import HTTPService

@Suite("Pages on which a family follows its children")
struct FamilyPagesTests {
    private let work: ApplicationsAtWork
    private let family: VisitToken
    private let owner: OfferOwner

    init() async throws {
        work = try await ApplicationsAtWork()
        owner = try await work.enterEmployer().owner
        family = try await work.enterFamily(of: ["Awa", "Issa"])
    }

    @Test func `what each child has sent is there, with where it stands, and nothing else`() async throws {
        let offer = try await work.publish("Jardinage en ville", of: owner)
        let id = try await work.sent("Awa", offer)
        let begun = try await work.draft("Awa", try await work.publish("Menuiserie", of: owner))
        let dropped = try await work.draft("Issa", try await work.publish("Fleuriste", of: owner))
        try await work.desk.withdraw(dropped, of: try ApplicationsAtWork.identity("Issa"))
        let strangers = try await work.sent("Nora", offer)
        let list = try await work.get(ApplicationPaths.ofFamily, family).text
        #expect(list.contains("Jardinage en ville") && list.contains("En attente de l’employeur"))
        #expect(
            list.contains("<h2>Awa, 3e 2, Collège Jean Moulin</h2>") && list.contains("<h2>Issa, ")
                && !list.contains("Nora"))
        #expect(list.contains("Rien n’est encore parti"), "of the one who has sent nothing")
        #expect(!list.contains("Menuiserie") && !list.contains("Fleuriste"), "a draft is the pupil's own")
        let page = try await work.get(ApplicationPaths.family(id), family)
        #expect(page.status == .ok && page.text.contains("il reste 15 jours") && page.text.contains("Motsecret"))
        let nothing = try await work.get("\(ApplicationPaths.ofFamily)/\(String(repeating: "a", count: 20))", family)
        #expect(nothing.status == .notFound)
        for unknown in [begun, dropped, strangers] {
            let answer = try await work.get(ApplicationPaths.family(unknown), family)
            #expect(answer.status == .notFound && answer.text == nothing.text)
        }
    }

    /// Rule: the family reads, and its reading is no deed: nothing is sent, seen or taken by it.
    @Test func `messages and a place are read along, and there is no form but the way out`() async throws {
        let id = try await work.sent("Awa", try await work.publish("Jardinage en ville", of: owner))
        let awa = try ApplicationsAtWork.identity("Awa")
        try await work.desk.write("Que porterai-je\u{202F}?", in: id, of: awa)
        let (before, phase) = (try await work.eventCount(id), try await work.phase(id))
        let waiting = try await work.get(ApplicationPaths.family(id), family).text
        #expect(waiting.contains("Que porterai-je") && waiting.contains("L’élève</strong>"))
        #expect(!waiting.contains("<dt>Lieu</dt>"))
        #expect(waiting.components(separatedBy: "<form").count == 2 && waiting.contains("/familles/sortir"))
        #expect(try await work.eventCount(id) == before)
        #expect(try await work.phase(id) == phase)
        try await work.desk.accept(id, by: owner)
        #expect(try await work.get(ApplicationPaths.family(id), family).text.contains("Parlez-en ensemble"))
        try await work.desk.confirm(id, of: awa)
        let taken = try await work.get(ApplicationPaths.family(id), family).text
        #expect(taken.contains("<dt>Lieu</dt>") && taken.contains("Qui la signe la reçoit"))
        #expect(try await work.get(ApplicationPaths.ofFamily, family).text.contains("Place prise"))
        let answer = try await work.post(ApplicationPaths.pupil(id) + "/retirer", family)
        #expect(answer.status == .forbidden)
        #expect(try await work.phase(id) == .confirmed)
    }

    /// Rule: why a school ends an application is for the school alone.
    @Test(arguments: CancelReason.allCases)
    func `why the school ended something is not told`(reason: CancelReason) async throws {
        let id = try await work.sent("Awa", try await work.publish("Jardinage en ville", of: owner))
        try await work.desk.cancel(id, because: reason, bySchool: ApplicationsAtWork.school)
        for page in [ApplicationPaths.ofFamily, ApplicationPaths.family(id)] {
            let text = try await work.get(page, family).text
            #expect(text.contains("Jardinage en ville"))
            let label = ApplicationWords.label(reason).dropFirst().lowercased()
            #expect(!text.lowercased().contains(label), "\(page): \(label)")
        }
        #expect(try await work.get(ApplicationPaths.family(id), family).text.contains("y a mis fin. Parlez-en"))
    }

    @Test func `an offer that is not for everybody is not led to, and everybody who writes is told who reads`()
        async throws
    {
        let kept = try await work.publish("Menuiserie", of: owner) {
            $0.audience = .schools([ApplicationsAtWork.school])
        }
        let open = try await work.publish("Jardinage en ville", of: owner)
        let ids = (try await work.sent("Awa", kept), try await work.sent("Awa", open, week: 12))
        let closed = try await work.get(ApplicationPaths.family(ids.0), family).text
        #expect(!closed.contains("Lire l’offre") && !closed.contains("signalez l’offre"))
        #expect(try await work.get(ApplicationPaths.family(ids.1), family).text.contains("signalez l’offre"))
        let pupil = try await work.get(ApplicationPaths.pupil(ids.1), try await work.enterPupil("Awa")).text
        #expect(pupil.contains("ses responsables légaux aussi"))
    }

    @Test func `the pupil is told who reads along, and finds the family's door`() async throws {
        let pupil = try await work.enterPupil("Awa")
        #expect(try await work.get(ApplicationPaths.ofPupil, pupil).text.contains("vos responsables légaux"))
        let door = try await work.get(VisitorPaths.entrance(.pupil), nil).text
        #expect(door.contains("href=\"/familles/entrer\""))
        #expect(try await work.get(VisitorPaths.entrance(.family), nil).text.contains("Espace des familles"))
    }

    @Test func `the account says whom one follows`() async throws {
        let page = try await work.get(VisitorPaths.account(.family), family).text
        #expect(page.contains("Awa, Issa") && page.contains("mariam@exemple.fr"))
    }
}
