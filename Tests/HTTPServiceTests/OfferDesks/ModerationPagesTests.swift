import Foundation
import HTTPTypes
import HummingbirdTesting
import Offers
import Parties
import Placements
import Testing
import WorkflowTestSupport

@testable import HTTPService

@Suite("Pages on which moderation judges offers")
struct ModerationPagesTests {
    private let work: DesksAtWork

    init() async throws { work = try await DesksAtWork() }

    private static let ticks = [ModerationFieldName.siretChecked: "oui", ModerationFieldName.addressChecked: "oui"]

    private func path(_ id: OfferID, _ step: String = "") -> String { ModerationPaths.offer(id) + step }

    /// A form as the page has it now.
    private func judge(
        _ id: OfferID, _ step: String, _ visit: VisitToken, _ fields: [String: String] = [:], version: String? = nil
    ) async throws -> TestResponse {
        var fields = fields
        fields[ModerationFieldName.version] =
            if let version { version } else {
                try DesksAtWork.hidden("version", in: try await work.get(path(id), visit).text)
            }
        return try await work.post(path(id, step), visit, fields)
    }

    @Test func `the page has what an offer is judged by, and leads to the register`() async throws {
        let id = try await work.write(try await work.employer(), submits: true, ["siret": "35600000000049"])
        let page = try await work.get(path(id), try await work.moderator()).text
        for shown in [
            "356\u{A0}000\u{A0}000\u{A0}00049", "La clé de contrôle du SIRET ne correspond pas", "Jardins d’Arcueil",
            "3 chemin des Serres, 94110 Arcueil", "claire@jardins.example", "Claire Martin", "paule@jardins.example",
            "https://annuaire-entreprises.data.gouv.fr/etablissement/35600000000049", "Proposée à la modération",
            "rien encore", "Suivre la culture des légumes.",
        ] { #expect(page.contains(shown), "\(shown)") }
        #expect(!page.contains("sous le même SIRET"))
    }

    @Test func `what waits is listed oldest first, whatever is changed meanwhile`() async throws {
        let (visit, moderator) = (try await work.employer(), try await work.moderator())
        let first = try await work.write(visit, submits: true, ["titre": "La première"])
        work.advance(by: 60)
        let second = try await work.write(visit, submits: true, ["titre": "La seconde"])
        work.advance(by: 60)
        let version = "\(try await work.found(first).version)"
        let changed = DesksAtWork.form(["titre": "La première", "conditions": "", "version": version])
        let edit = EmployerOfferPaths.offer(first) + EmployerOfferPaths.edit
        #expect(try await work.post(edit, visit, changed).status == .seeOther)
        _ = try await work.write(visit, ["titre": "Un brouillon"])
        let page = try await work.get(ModerationPaths.offers, moderator).text
        let places = ["La première", "La seconde"].map { page.range(of: $0)?.lowerBound }
        #expect(try #require(places[0]) < (try #require(places[1])))
        #expect(page.contains("À relire\u{A0}: 2") && page.contains("depuis ") && !page.contains("Un brouillon"))
        for (typed, id) in [(first.text, first), ("https://seing.example/offres/\(second.text)?x", second)] {
            let found = try await work.get("\(ModerationPaths.offers)?reference=\(typed.queryEscaped)", moderator)
            #expect(found.headers[.location] == path(id))
        }
        let none = try await work.get("\(ModerationPaths.offers)?reference=x", moderator)
        #expect(none.headers[.location] == "\(ModerationPaths.offers)?fait=inconnue")
    }

    /// Rule: no pupil sees an offer of an employer whose number and addresses nobody has checked.
    @Test(arguments: [[], [ModerationFieldName.siretChecked], [ModerationFieldName.addressChecked]])
    func `both ticks are required`(ticks: [String]) async throws {
        let id = try await work.write(try await work.employer(), submits: true)
        let moderator = try await work.moderator()
        let fields = Dictionary(uniqueKeysWithValues: ticks.map { ($0, "oui") })
        let refused = try await judge(id, ModerationPaths.approve, moderator, fields)
        #expect(refused.status == .unprocessableContent)
        let lacking = [ModerationFieldName.siretChecked, ModerationFieldName.addressChecked].filter {
            !ticks.contains($0)
        }
        #expect(DesksAtWork.problems(refused.text).map(\.field) == lacking)
        #expect(try await work.found(id).state == .submitted)
        #expect(try await work.get(OfferPaths.offer(id)).status == .notFound)
        let accepted = try await judge(id, ModerationPaths.approve, moderator, Self.ticks)
        #expect(accepted.headers[.location] == "\(ModerationPaths.offers)?fait=acceptee")
        #expect(try await work.get(OfferPaths.offer(id)).status == .ok)
    }

    /// Rule: a judgement is of the text that was read.
    @Test func `what was changed since it was read is neither approved, refused, suspended nor released`() async throws
    {
        let (visit, moderator) = (try await work.employer(), try await work.moderator())
        let id = try await work.write(visit, submits: true)
        let read = "\(try await work.found(id).version)"
        let edit = EmployerOfferPaths.offer(id) + EmployerOfferPaths.edit
        let changed = DesksAtWork.form(["version": read, "titre": "Autre chose"])
        #expect(try await work.post(edit, visit, changed).status == .seeOther)
        let fields = Self.ticks.merging([ModerationFieldName.reason: "Adresse fausse"]) { $1 }
        for version in [read, "", "x"] {
            for step in [
                ModerationPaths.approve, ModerationPaths.refuse, ModerationPaths.suspend, ModerationPaths.release,
            ] {
                let late = try await judge(id, step, moderator, fields, version: version)
                #expect(late.status == .conflict && late.text.contains("L’offre a changé"), "\(step)")
                #expect(late.text.contains("Autre chose") && !late.text.contains("\" checked"), "to be read again")
            }
        }
        #expect(try await work.found(id).state == .submitted)
        let kept = try await judge(id, ModerationPaths.refuse, moderator, fields, version: read)
        #expect(kept.text.contains(">Adresse fausse</textarea>"))
    }

    /// Rule: what happened meanwhile, a report too, is read before an offer is hidden or shown.
    @Test func `an offer that is seen, or hidden, is judged in the version that was read`() async throws {
        let (visit, moderator) = (try await work.employer(), try await work.moderator())
        let id = try await work.publish(visit)
        for (step, state) in [(ModerationPaths.suspend, OfferState.published), (ModerationPaths.release, .paused)] {
            let read = "\(try await work.found(id).version)"
            try await work.desk.report(id, .dishonest, text: "C’est un vrai travail.")
            let late = try await judge(id, step, moderator, version: read)
            #expect(late.status == .conflict && late.text.contains("C’est un vrai travail."))
            #expect(try await work.found(id).state == state)
            #expect(try await judge(id, step, moderator).status == .seeOther)
        }
        #expect(try await work.found(id).state == .published)
    }

    @Test func `a second click on an approval says that it was judged`() async throws {
        let id = try await work.write(try await work.employer(), submits: true)
        let moderator = try await work.moderator()
        let read = "\(try await work.found(id).version)"
        #expect(
            try await judge(id, ModerationPaths.approve, moderator, Self.ticks, version: read).status == .seeOther)
        let again = try await judge(id, ModerationPaths.approve, moderator, Self.ticks, version: read)
        #expect(again.status == .conflict && again.text.contains("quelqu’un l’a jugée avant vous"))
        #expect(!again.text.contains(path(id, ModerationPaths.approve)))
    }

    @Test func `a refusal says why, and the employer reads it and mends it`() async throws {
        let (visit, moderator) = (try await work.employer(), try await work.moderator())
        let id = try await work.write(visit, submits: true)
        for reason in ["", " \r\n", String(repeating: "a", count: 1001), "Appelez le 06 39 98 12 34"] {
            let refused = try await judge(id, ModerationPaths.refuse, moderator, ["motif": reason])
            #expect(refused.status == .unprocessableContent)
            #expect(DesksAtWork.problems(refused.text).map(\.field) == ["motif"])
            #expect(reason.filter { !$0.isWhitespace }.isEmpty || refused.text.contains(">\(reason)</textarea>"))
        }
        #expect(try await work.found(id).state == .submitted)
        let hostile = "L’adresse <b>n’existe</b> pas."
        let done = try await judge(id, ModerationPaths.refuse, moderator, ["motif": hostile])
        #expect(done.headers[.location] == "\(ModerationPaths.offers)?fait=refusee")
        let own = EmployerOfferPaths.offer(id)
        for told in [try await work.get(own, visit).text, try await work.get(EmployerOfferPaths.list, visit).text] {
            #expect(told.contains(hostile.htmlEscaped) && !told.contains("<b>"))
        }
        let page = try await work.get(own + EmployerOfferPaths.edit, visit).text
        let version = try DesksAtWork.hidden("version", in: page)
        let mended = DesksAtWork.form(submits: true, ["version": version, "lieu-1-voie": "4 chemin des Serres"])
        #expect(
            try await work.post(own + EmployerOfferPaths.edit, visit, mended).headers[.location]
                == own + "?fait=proposee")
        #expect(try await work.found(id).state == .submitted)
    }

    @Test func `a danger is first, hides the offer until it is released, and is handled once`() async throws {
        let (visit, moderator) = (try await work.employer(), try await work.moderator())
        let (id, other) = (try await work.publish(visit), try await work.publish(visit, ["titre": "Autre atelier"]))
        try await work.desk.report(other, .other, text: "Une <b>coquille</b>.", by: .reader)
        try await work.desk.report(id, .danger, text: "Un adulte y crie.", school: UAI("0750654D"))
        let page = try await work.get(ModerationPaths.reports, moderator).text
        let places = ["Un adulte y crie.", "Une &lt;b&gt;coquille"].map { page.range(of: $0)?.lowerBound }
        #expect(try #require(places[0]) < (try #require(places[1])))
        #expect(page.contains("0750654D") && page.contains(ModerationPaths.offer(id)))
        let list = try await work.get(ModerationPaths.offers, moderator).text
        #expect(list.contains("Signalements à traiter\u{A0}: 2, dont danger\u{A0}: 1") && list.contains("Suspendues"))
        let number = try #require(try await work.desk.reports().first).number
        for word in ["traite", "deja-traite"] {
            let handled = try await work.post(ModerationPaths.report(number), moderator)
            #expect(handled.headers[.location] == "\(ModerationPaths.reports)?fait=\(word)")
        }
        #expect(try await work.get(OfferPaths.offer(id)).status == .notFound, "handling a report releases nothing")
        #expect(try await work.get(ModerationPaths.offers, moderator).text.contains("Suspendues"))
        #expect(
            try await judge(id, ModerationPaths.release, moderator).headers[.location] == "\(path(id))?fait=montree")
        #expect(try await work.get(OfferPaths.offer(id)).status == .ok)
        #expect(!(try await work.get(ModerationPaths.offers, moderator).text.contains("Suspendues")))
    }

    @Test func `moderation suspends what is seen, and not the employer lets it be seen again`() async throws {
        let (visit, moderator) = (try await work.employer(), try await work.moderator())
        let id = try await work.publish(visit)
        #expect(
            try await judge(id, ModerationPaths.suspend, moderator).headers[.location] == "\(path(id))?fait=suspendue")
        #expect(try await work.get(OfferPaths.offer(id)).status == .notFound)
        _ = try await work.post(EmployerOfferPaths.offer(id) + EmployerOfferPaths.resume, visit)
        #expect(try await work.found(id).state == .paused)
        // What the employer paused is the employer's to resume, also when somebody found another thing wrong with it.
        let own = try await work.publish(visit, ["titre": "Autre atelier"])
        try await work.desk.report(own, .other, text: "Une coquille.")
        try await work.desk.pause(own, of: try await work.owner())
        #expect(!(try await work.get(path(own), moderator).text.contains(path(own, ModerationPaths.release))))
        #expect(!(try await work.get(ModerationPaths.offers, moderator).text.contains("Autre atelier")))
    }

    @Test func `another account under the same number is pointed out, and what was checked is for one account`()
        async throws
    {
        let first = try await work.publish(try await work.employer())
        let second = try await work.write(try await work.employer("zoe@host.example"), submits: true)
        let moderator = try await work.moderator()
        let page = try await work.get(path(second), moderator).text
        #expect(page.contains("Un autre compte propose des offres sous le même SIRET") && page.contains("rien encore"))
        #expect(try await work.get(path(first), moderator).text.contains("Arcueil\u{A0}: vérifié le"))
    }

    /// Rule: a copy is pointed out, whosever it is, and refused by nobody but a person.
    @Test func `offers of one number with nearly the same words lead to each other, drafts and others do not`()
        async throws
    {
        let visit = try await work.employer()
        let first = try await work.publish(visit)
        let other = try await work.publish(visit, ["titre": "Menuiserie", "taches": "Voir comment naît une chaise."])
        let elsewhere = try await work.publish(visit, ["siret": "99900004500016"])
        let draft = try await work.write(visit)
        let copy = try await work.write(try await work.employer("zoe@host.example"), submits: true)
        let moderator = try await work.moderator()
        let list = try await work.get(ModerationPaths.offers, moderator).text
        #expect(list.ranges(of: "ressemble à 1\u{A0}autre").count == 1, "beside the copy, and beside no other")
        let page = try await work.get(path(copy), moderator).text
        #expect(page.contains("Ressemble à") && page.contains("href=\"\(path(first))\""))
        #expect(page.contains("Publiée, compte de Claire Martin, claire@jardins.example"))
        for unlike in [other, elsewhere, draft] { #expect(!page.contains(unlike.text)) }
        #expect(page.contains(path(copy, ModerationPaths.approve)), "it is a doubt, and no verdict")
        let back = try await work.get(path(first), moderator).text
        #expect(back.contains("href=\"\(path(copy))\"") && back.contains("zoe@host.example"))
        let own = try await work.publish(visit)
        #expect(try await work.get(path(own), moderator).text.contains("Publiée, même compte"))
        #expect(!(try await work.get(path(other), moderator).text.contains("Ressemble à")))
        try await work.desk.withdraw(first, of: try await work.owner())
        #expect(!(try await work.get(path(copy), moderator).text.contains(first.text)), "what has ended is no copy")
    }

    @Test func `what does not exist is said not to, and a form of another page does nothing`() async throws {
        let moderator = try await work.moderator()
        let id = try await work.write(try await work.employer(), submits: true)
        for reference in [OffersAtWork.id().text, "x"] {
            #expect(try await work.get("\(ModerationPaths.offers)/\(reference)", moderator).status == .notFound)
            let done = try await work.post("\(ModerationPaths.offers)/\(reference)/accepter", moderator, Self.ticks)
            #expect(done.status == .notFound)
        }
        #expect(
            try await work.post(ModerationPaths.reports + "/x", moderator).headers[.location]?
                .hasSuffix("fait=deja-traite") == true)
        let version = "\(try await work.found(id).version)"
        let forged = try await work.service.post(
            path(id, ModerationPaths.approve), Self.ticks.merging(["version": version]) { $1 }, formToken: "00",
            EntranceAtWork.cookie(moderator))
        #expect(forged.status == .forbidden)
        #expect(try await work.found(id).state == .submitted)
    }
}
