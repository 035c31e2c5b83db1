import Applications
import Foundation
import HTTPTypes
import HummingbirdTesting
import Offers
import Parties
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

@Suite("Pages of applications")
struct ApplicationPagesTests {
    private let work: ApplicationsAtWork
    private let pupil: VisitToken
    private let employer: VisitToken
    private let owner: OfferOwner

    init() async throws {
        work = try await ApplicationsAtWork()
        pupil = try await work.enterPupil("Awa")
        (employer, owner) = try await work.enterEmployer()
    }

    private func location(_ answer: TestResponse) throws -> String {
        #expect(answer.status == .seeOther, "\(answer.text)")
        return try #require(answer.headers[.location])
    }

    /// From the offer's page to the place, as both see it; what was clicked twice is done once.
    @Test func `a pupil applies, the employer offers the place, the pupil takes it, and other applications end`()
        async throws
    {
        let offer = try await work.publish("Jardinage en ville", of: owner)
        let rival = try await work.sent("Awa", try await work.publish("Menuiserie", of: owner))
        let path = OfferPaths.offer(offer)
        #expect(try await work.get(path, nil).text.contains("Entrez pour candidater"))
        let page = try await work.get(path, pupil).text
        #expect(page.contains("value=\"2027-S11\"") && page.contains("Candidater</button>"))
        let draft = try location(try await work.post(path + "/candidater", pupil, ["semaine": "2027-S11"]))
        #expect(try location(try await work.post(path + "/candidater", pupil, ["semaine": "2027-S11"])) == draft)
        #expect(try await work.get(path, pupil).text.contains("Votre candidature pour cette offre"))
        let words = ["motivation": ApplicationsAtWork.motivation, "acte": "envoyer"]
        let sent = try location(try await work.post(draft + "/texte", pupil, words))
        #expect(sent == draft + "?fait=envoye")
        #expect(try location(try await work.post(draft + "/texte", pupil, words)) == draft, "the second click")
        let id = try #require(ApplicationID(String(draft.split(separator: "/").last ?? "")))
        let own = ApplicationPaths.employer(id)
        let accepted = try location(try await work.post(own + "/accepter", employer))
        #expect(accepted == own + "?fait=accepte")
        #expect(try location(try await work.post(own + "/accepter", employer)) == own, "the second click")
        let choice = try await work.get(draft, pupil).text
        #expect(choice.contains("Je prends cette place") && choice.contains("Votre autre candidature"), "\(choice)")
        #expect(try location(try await work.post(draft + "/confirmer", pupil)) == draft + "?fait=confirme")
        #expect(try location(try await work.post(draft + "/confirmer", pupil)) == draft, "the second click")
        #expect(try await work.phase(id) == .confirmed)
        #expect(try await work.phase(rival) == .supplanted)
        let place = try await work.get(draft, pupil).text
        #expect(place.contains("convention") && place.contains("<dt>Lieu</dt>") && place.contains("<dt>Horaires</dt>"))
        #expect(place.contains("Relire l’offre") && !place.contains("La place est à vous."))
        let list = try await work.get("/eleves/candidatures", pupil).text
        #expect(list.contains("Place prise") && list.contains("Autre place prise"))
    }

    /// Rule: the employer sees what is needed and nothing before, and never how anybody is reached.
    @Test func `a draft is no employer's to see, a family name comes with the place, and no contact ever`() async throws
    {
        let id = try await work.draft("Awa", try await work.publish("Jardinage en ville", of: owner))
        let path = ApplicationPaths.employer(id)
        let unknown = try await work.get(ApplicationPaths.ofEmployer + "/x", employer)
        #expect(unknown.status == .notFound)
        let before = try await work.get(path, employer)
        #expect(before.status == .notFound && before.text == unknown.text)
        #expect(
            try await work.get(ApplicationPaths.ofEmployer, employer).text.contains("Personne n’a encore candidaté"))
        for act in ["/message", "/accepter", "/decliner"] {
            let answer = try await work.post(path + act, employer, ["message": "Bonjour", "motif": "other"])
            #expect(answer.status == .notFound && answer.text == unknown.text, "\(act)")
        }
        try await work.desk.send(
            id, of: try ApplicationsAtWork.identity("Awa"), reader: OfferReader(school: ApplicationsAtWork.school))
        for page in [ApplicationPaths.ofEmployer, path] {
            let text = try await work.get(page, employer).text
            #expect(text.contains("Awa") && text.contains("il reste 15 jours"))
            for secret in ["Diallosecret", "eleve.example", "3e 2", "0990011Z"] { #expect(!text.contains(secret)) }
        }
        #expect(try await work.get(path, employer).text.contains("Motsecret"))
        #expect(try await work.phase(id) == .seen)
        _ = try await work.post(path + "/accepter", employer)
        let after = try await work.get(path, employer).text
        #expect(after.contains("Awa Diallosecret") && !after.contains("eleve.example"))
        #expect(!after.contains("Proposer la place à cet élève"))
        // A draft that was given up is still nobody else's.
        let other = try await work.draft("Issa", try await work.publish("Autre", of: owner))
        try await work.desk.withdraw(other, of: try ApplicationsAtWork.identity("Issa"))
        #expect(try await work.get(ApplicationPaths.employer(other), employer).status == .notFound)
    }

    /// Rule: somebody else's is as unknown as one that does not exist, whatever is asked of it.
    @Test func `on every page and form another's application reads as one that does not exist`() async throws {
        let id = try await work.sent("Awa", try await work.publish("Jardinage en ville", of: owner))
        let others: [(base: String, visit: VisitToken, acts: [String])] = [
            (
                "/eleves/candidatures", try await work.enterPupil("Issa"),
                ["/texte", "/message", "/confirmer", "/retirer"]
            ),
            (
                "/employeurs/candidatures", try await work.enterEmployer("autre@host.example").visit,
                ["/message", "/accepter", "/decliner"]
            ),
        ]
        let fields = ["motivation": "x", "message": "Bonjour", "motif": "other", "acte": "envoyer"]
        for (base, visit, acts) in others {
            for act in [""] + acts {
                let (theirs, none) = (
                    try await work.get("\(base)/\(id.text)\(act)", visit),
                    try await work.get("\(base)/\(String(repeating: "a", count: 20))\(act)", visit)
                )
                #expect(theirs.status == .notFound && theirs.text == none.text, "GET \(base) \(act)")
                guard !act.isEmpty else { continue }
                let answer = try await work.post("\(base)/\(id.text)\(act)", visit, fields)
                #expect(answer.status == .notFound && answer.text == theirs.text, "POST \(base) \(act)")
            }
        }
        let session = try await work.otherHead.enter()
        for act in ["", "/message", "/annuler"] {
            let path = ApplicationPaths.school(id) + act
            #expect(try await work.get(path, session).status == .notFound, "\(act)")
            guard !act.isEmpty else { continue }
            #expect(try await work.post(path, session, fields).status == .notFound, "\(act)")
        }
        #expect(!(try await work.get(ApplicationPaths.ofSchool, session).text.contains("Diallosecret")))
        #expect(try await work.eventCount(id) == 2)
    }

    @Test func `what the other has done meanwhile is told, and nothing is done`() async throws {
        let offer = try await work.publish("Jardinage en ville", of: owner) { offer in
            offer.posting.periods = [OfferedPeriod(OffersAtWork.week(11), places: 1)]
        }
        let (withdrawn, late, first) = (
            try await work.sent("Awa", offer), try await work.sent("Issa", offer), try await work.sent("Noe", offer)
        )
        let ask = try await work.get(ApplicationPaths.pupil(withdrawn) + "/retirer", pupil)
        #expect(ask.text.contains("Oui, retirer ma candidature"))
        #expect(try await work.phase(withdrawn) == .sent)
        for answer in ["?fait=retire", ""] {
            let path = ApplicationPaths.pupil(withdrawn)
            #expect(try location(try await work.post(path + "/retirer", pupil)) == path + answer)
        }
        let stale = try await work.post(ApplicationPaths.employer(withdrawn) + "/accepter", employer)
        #expect(stale.status == .conflict && stale.text.contains("la situation a changé"))
        _ = try await work.post(ApplicationPaths.employer(first) + "/accepter", employer)
        let full = try await work.post(ApplicationPaths.employer(late) + "/accepter", employer)
        #expect(full.status == .conflict && full.text.contains("plus de place"))
        #expect(try await work.phase(late) == .sent)
        #expect(try await work.phase(withdrawn) == .withdrawn)
        let confirmed = try await work.post(ApplicationPaths.pupil(withdrawn) + "/confirmer", pupil)
        #expect(confirmed.status == .conflict)
        let third = try await work.enterPupil("Issa")
        let answer = try await work.post(OfferPaths.offer(offer) + "/candidater", third, ["semaine": "2027-S12"])
        #expect(answer.status == .conflict && answer.text.contains("n’est plus, proposée"))
    }

    @Test func `to decline takes a reason from the list, which the pupil reads in kind words`() async throws {
        let id = try await work.sent("Awa", try await work.publish("Jardinage en ville", of: owner))
        let path = ApplicationPaths.employer(id) + "/decliner"
        #expect(try await work.get(path, employer).text.contains("Toutes nos places"))
        let none = try await work.post(path, employer, ["motif": "laid"])
        #expect(none.status == .unprocessableContent && none.text.contains("Choisissez une raison"))
        for end in ["?fait=decline", ""] {
            #expect(
                try location(try await work.post(path, employer, ["motif": "nobodyToReceive"]))
                    == ApplicationPaths.employer(id) + end)
        }
        let page = try await work.get(ApplicationPaths.pupil(id), pupil).text
        #expect(
            page.contains("Personne n’est disponible pour accueillir un élève") && !page.contains("Envoyer le message"))
    }

    @Test func `a text that may not be sent comes back with what is wrong, and one that is too long is not kept`()
        async throws
    {
        let id = try await work.draft("Awa", try await work.publish("Jardinage en ville", of: owner))
        let path = ApplicationPaths.pupil(id)
        let empty = try await work.post(path + "/texte", pupil, ["motivation": " \r\n ", "acte": "envoyer"])
        #expect(empty.status == .unprocessableContent && empty.text.contains("Écrivez quelques phrases"))
        let number = ["motivation": "Appelez-moi\r\nau 06 39 98 10 01", "acte": "garder"]
        #expect(try location(try await work.post(path + "/texte", pupil, number)) == path + "?fait=garde")
        #expect(try await work.get(path, pupil).text.contains("motivation-erreur"), "kept, and told what is wrong")
        let sent = try await work.post(
            path + "/texte", pupil, ["motivation": "Appelez-moi au 06 39 98 10 01", "acte": "envoyer"])
        #expect(sent.status == .unprocessableContent && sent.text.contains("06 39 98 10 01"))
        let long = String(repeating: "légume ", count: 300)
        let answer = try await work.post(path + "/texte", pupil, ["motivation": long, "acte": "garder"])
        #expect(answer.status == .unprocessableContent && answer.text.contains("légume légume"))
        let kept = try await work.desk.application(id, of: try ApplicationsAtWork.identity("Awa"))
        #expect(!kept.application.motivation.contains("légume") && kept.state == .drafted)
    }

    @Test func `a message holds no way to be reached, and nothing that anybody writes is markup`() async throws {
        let id = try await work.sent("Awa", try await work.publish("<b>Jardin</b>", of: owner))
        let (own, theirs) = (ApplicationPaths.pupil(id), ApplicationPaths.employer(id))
        let refused = try await work.post(theirs + "/message", employer, ["message": "zoe@host.example <i>ici</i>"])
        #expect(refused.status == .unprocessableContent && refused.text.contains("&lt;i&gt;ici"))
        #expect(try await work.post(own + "/message", pupil, ["message": "\r\n"]).status == .unprocessableContent)
        let markup = "Bonjour <script>alert(1)</script>"
        #expect(
            try location(try await work.post(own + "/message", pupil, ["message": markup])) == own + "?fait=message")
        let session = try await work.head.enter()
        for text in [
            try await work.get(own, pupil).text, try await work.get(theirs, employer).text,
            try await work.get(ApplicationPaths.school(id), session).text,
        ] {
            #expect(
                text.contains("Bonjour &lt;script&gt;") && !text.contains("<script>") && !text.contains("<b>Jardin"))
        }
        let forged = try await work.post(theirs + "/accepter", employer, formToken: "00")
        #expect(forged.status == .forbidden)
        #expect(try await work.phase(id) == .inDiscussion)
    }

    @Test func `the search of who has entered is the pupil's own: the grade, and what is reserved for the school`()
        async throws
    {
        let reserved = try await work.publish("Pour nous", of: owner) {
            $0.audience = .schools([ApplicationsAtWork.school])
        }
        _ = try await work.publish("Pour d’autres", of: owner) {
            $0.audience = .schools([ApplicationsAtWork.uai("0750654D")])
        }
        let anybody = try await work.get("/offres", nil).text
        #expect(!anybody.contains("Pour nous") && anybody.contains("/eleves/entrer"))
        let own = try await work.get("/offres", pupil).text
        #expect(own.contains("Pour nous") && !own.contains("Pour d’autres") && own.contains("Vos candidatures"))
        #expect(own.contains("value=\"troisieme\" selected"))
        #expect(try await work.get(OfferPaths.offer(reserved), nil).status == .notFound)
        #expect(try await work.get(OfferPaths.offer(reserved), pupil).text.contains("Candidater</button>"))
    }

    /// Rule: no button is shown that is then refused.
    @Test func `while moderation holds an offer its place is not proposed, and the page says why`() async throws {
        let offer = try await work.publish("Jardinage en ville", of: owner)
        let path = ApplicationPaths.employer(try await work.sent("Awa", offer))
        let (button, why) = ("Proposer la place à cet élève", "la modération relit votre offre")
        let before = try await work.get(path, employer).text
        #expect(before.contains(button) && !before.contains(why))
        try await work.offers.suspend(offer)
        let held = try await work.get(path, employer).text
        #expect(!held.contains(button) && held.contains(why) && held.contains("/decliner"))
        #expect(try await work.post(path + "/accepter", employer).status == .conflict, "as the page says")
        try await work.offers.release(offer)
        #expect(try await work.get(path, employer).text.contains(button))
    }

    @Test func `a school sees all of its pupils, writes to both, and ends an application with a reason`() async throws {
        let id = try await work.sent("Awa", try await work.publish("Jardinage en ville", of: owner))
        let session = try await work.head.enter()
        let list = try await work.get(ApplicationPaths.ofSchool, session).text
        #expect(list.contains("Diallosecret Awa, 3e 2") && list.contains("En attente de l’employeur"))
        #expect(try await work.get(ApplicationPaths.ofSchool + "?q=diallosecret+awa", session).text.contains("Awa"))
        let none = try await work.get(ApplicationPaths.ofSchool + "?q=inconnu", session).text
        #expect(none.contains("Aucune candidature ne correspond"))
        #expect(!(try await work.get(ApplicationPaths.ofSchool + "?etat=prises", session).text.contains("Awa")))
        let path = ApplicationPaths.school(id)
        _ = try await work.post(path + "/message", session, ["message": "Pensez aux bottes."])
        #expect(try await work.get(ApplicationPaths.pupil(id), pupil).text.contains("Votre établissement"))
        let unreasoned = try await work.post(path + "/annuler", session)
        #expect(unreasoned.status == .unprocessableContent)
        #expect(
            try location(try await work.post(path + "/annuler", session, ["motif": "danger"])) == path + "?fait=annule")
        #expect(try location(try await work.post(path + "/annuler", session, ["motif": "danger"])) == path)
        for text in [
            try await work.get(ApplicationPaths.pupil(id), pupil).text,
            try await work.get(ApplicationPaths.employer(id), employer).text,
        ] { #expect(text.contains("établissement a mis fin") && !text.lowercased().contains("danger")) }
    }
}
