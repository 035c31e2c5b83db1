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

@Suite("Pages of a school's directory of hosts", .timeLimit(.minutes(10)))
struct HostPagesTests {
    private let work: HostsAtWork
    private let session: HeadSessionToken
    private let bakery = "/ecole/entreprises/35600000000048"

    init() async throws {
        work = try await HostsAtWork()
        session = try await work.head.enter()
    }

    @Test func `shows every host once, finds it, and says what was with it`() async throws {
        let list = try await work.get("/ecole/entreprises", session)
        #expect(list.status == .ok && list.text.contains("Boulangerie Martinsecret"))
        #expect(list.text.ranges(of: "Boulangerie Martinsecret").count == 1)
        #expect(list.text.contains("2026-2027\u{A0}: 1\u{A0}stage") && list.text.contains("mars 2027"))
        #expect(list.text.contains("&lt;b&gt;Garage") && !list.text.contains("<b>Garage"))
        #expect(!list.text.contains("Diallosecret"), "pupils stand on the page of the host")
        let found = try await work.get("/ecole/entreprises?q=356+000+000", session)
        #expect(found.text.contains("Martinsecret") && !found.text.contains("Garage"))
        #expect(try await work.get("/ecole/entreprises?q=zzz", session).text.contains("Aucune structure ne correspond"))
        let open = try await work.get("/ecole/entreprises?liste=stages", session)
        #expect(open.text.contains("Martinsecret") && !open.text.contains("Garage"))
        let page = try await work.get(bakery, session)
        for word in [
            "Diallosecret Awa, 3e 2", "stage terminé", "convention signée", "356\u{A0}000\u{A0}000\u{A0}00048",
        ] {
            #expect(page.text.contains(word), "\(word)")
        }
        #expect(!page.text.contains("claire.secrete"), "an address is not shown")
        #expect(try await work.get("/ecole/entreprises/1", session).status == .notFound)
    }

    @Test func `adds by hand, once, and tells what is wrong beside the field`() async throws {
        let wrong = try await work.post(
            "/ecole/entreprises/ajouter", session, ["siret": "12", "nom": "X", "ville": "Y"])
        #expect(wrong.status == .unprocessableContent && wrong.text.contains("14\u{A0}chiffres"))
        #expect(wrong.text.contains("href=\"#siret\"") && wrong.text.contains("value=\"12\""))
        let fields = ["siret": "552 081 317 66522", "nom": "Fleurs du <Sud>", "ville": "Évry"]
        let added = try await work.post("/ecole/entreprises/ajouter", session, fields)
        let path = "/ecole/entreprises/55208131766522"
        #expect(added.status == .seeOther && added.headers[.location] == path + "?fait=ajoute")
        #expect(try await work.get(path, session).text.contains("Fleurs du &lt;Sud&gt;"))
        let again = try await work.post("/ecole/entreprises/ajouter", session, fields)
        #expect(again.headers[.location] == path)
        let nameless = try await work.post("/ecole/entreprises/ajouter", session, ["siret": "55208131766522"])
        #expect(nameless.status == .unprocessableContent && nameless.text.contains("À remplir."))
    }

    /// Rule: some numbers of the register fail their own check; what is doubted once is taken when it is sent again.
    @Test func `doubts a number whose check fails, once`() async throws {
        var fields = ["siret": "73282932000073", "nom": "Fleurs du Sud", "ville": "Évry"]
        let doubted = try await work.post("/ecole/entreprises/ajouter", session, fields)
        #expect(doubted.status == .unprocessableContent && doubted.text.contains("clé de contrôle"))
        #expect(doubted.text.contains("name=\"confirme\" value=\"73282932000073\""))
        fields["confirme"] = "73282932000073"
        var other = fields
        other["siret"] = "73282932000072"
        #expect(try await work.post("/ecole/entreprises/ajouter", session, other).status == .unprocessableContent)
        let added = try await work.post("/ecole/entreprises/ajouter", session, fields)
        #expect(added.headers[.location] == "/ecole/entreprises/73282932000073?fait=ajoute")
    }

    /// Rule: what the school alone says of a host it can say anew; what documents say, it cannot.
    @Test func `corrects a name that was typed by hand, and no other`() async throws {
        let florist = "/ecole/entreprises/\(HostsAtWork.florist.digits)"
        try await work.desk.add(HostsAtWork.florist, name: "Fluers", city: "Evry", to: HostsAtWork.school, by: "a")
        let form = try await work.get(florist + "/renommer", session)
        #expect(form.status == .ok && form.text.contains("value=\"Fluers\"") && !form.text.contains("id=\"siret\""))
        let empty = try await work.post(florist + "/renommer", session, ["nom": " ", "ville": "Évry"])
        #expect(empty.status == .unprocessableContent && empty.text.contains("href=\"#name\""))
        #expect(empty.text.contains("value=\"Évry\""), "what was right is not typed again")
        let fields = ["nom": "Fleurs", "ville": "Évry"]
        for _ in 0..<2 {
            let done = try await work.post(florist + "/renommer", session, fields)
            #expect(done.headers[.location] == florist + "?fait=renomme")
        }
        let page = try await work.get(florist, session).text
        #expect(page.contains("<h1>Fleurs</h1>") && page.ranges(of: "nom ou ville corrigé").count == 1)
        #expect(try await work.get(bakery, session).text.contains("/renommer") == false)
        #expect(try await work.get(bakery + "/renommer", session).headers[.location] == bakery)
        #expect(try await work.post(bakery + "/renommer", session, fields).headers[.location] == bakery)
        #expect(try await work.get(bakery, session).text.contains("Boulangerie Martinsecret"))
    }

    @Test func `takes a host out that was added by mistake, and none that documents name`() async throws {
        let florist = "/ecole/entreprises/\(HostsAtWork.florist.digits)"
        try await work.desk.add(HostsAtWork.florist, name: "Fleurs", city: "Évry", to: HostsAtWork.school, by: "a")
        #expect(try await work.get(florist, session).text.contains("Sa note et ce que l’établissement a fait"))
        #expect(try await work.post(florist + "/retirer", session, formToken: "0").status == .forbidden)
        #expect(
            try await work.post(florist + "/retirer", session).headers[.location] == "/ecole/entreprises?fait=retire")
        #expect(
            try await work.get("/ecole/entreprises?fait=retire", session).text.contains("n’est plus dans l’annuaire"))
        #expect(try await work.get(florist, session).status == .notFound)
        #expect(try await work.post(florist + "/retirer", session).status == .notFound, "the second click")
        #expect(try await !work.get(bakery, session).text.contains("/retirer"))
        #expect(try await work.post(bakery + "/retirer", session).headers[.location] == bakery + "?fait=reste")
        #expect(try await work.get(bakery + "?fait=reste", session).text.contains("reste dans l’annuaire"))
        #expect(try await work.get(bakery, session).status == .ok)
    }

    /// Rule: who was asked for an offer has an answer on the page when it is there, as the school's pupils see it.
    @Test func `shows the offers of a host, and of those the ones that the school's pupils see`() async throws {
        #expect(try await !work.get(bakery, session).text.contains("Ses offres"))
        try await work.publish("Au fournil", at: HostsAtWork.bakery)
        try await work.publish("Réservée ailleurs", at: HostsAtWork.bakery, for: HostsAtWork.otherSchool)
        let page = try await work.get(bakery, session).text
        #expect(page.contains("Ses offres, telles que vos élèves les voient") && page.contains("Au fournil</a>"))
        #expect(!page.contains("Réservée ailleurs"))
        try await work.publish("Un autre jour", at: HostsAtWork.bakery) { offer in
            offer.posting.periods = [
                OfferedPeriod(OffersAtWork.week(3), places: 9), .init(OffersAtWork.week(12), places: 2),
            ]
        }
        let later = try await work.get(bakery, session).text
        #expect(later.contains("2 places") && !later.contains("9 places"), "a week that has begun is none to come")
        try await work.desk.block(HostsAtWork.bakery, of: HostsAtWork.school, because: "Élève laissé seul", by: "a")
        #expect(try await !work.get(bakery, session).text.contains("Ses offres"), "pupils see none of a blocked host")
    }

    private static func edition(in page: String) -> String {
        let parts = page.split(separator: "name=\"edition\" value=\"")
        return parts.count > 1 ? String(parts[1].prefix { $0 != "\"" }) : "none"
    }

    /// Rule: of two who write a note, the second reads what the first wrote, and loses nothing.
    @Test func `a note that somebody else changed is shown beside what was typed`() async throws {
        func edition() async throws -> String { Self.edition(in: try await work.get(bakery, session).text) }
        let first = try await edition()
        #expect(
            try await work.post(bakery + "/note", session, ["note": "Appeler le matin.", "edition": first]).status
                == .seeOther)
        let late = try await work.post(bakery + "/note", session, ["note": "Bus 12.", "edition": first])
        #expect(late.status == .conflict && late.text.contains("Appeler le matin.") && late.text.contains(">Bus 12.<"))
        let both = ["note": "Appeler le matin. Bus 12.", "edition": Self.edition(in: late.text)]
        #expect(try await work.post(bakery + "/note", session, both).status == .seeOther)
        #expect(try await work.post(bakery + "/note", session, both).status == .seeOther, "the second click")
        #expect(try await work.get(bakery, session).text.contains("Appeler le matin. Bus 12."))
        // A block is no other note.
        let now = try await edition()
        #expect(
            try await work.post(bakery + "/bloquer", session, ["motif": "Élève laissé seul.\r\nDeux fois."]).headers[
                .location] == bakery + "?fait=bloque")
        #expect(try await work.post(bakery + "/note", session, ["note": "Fini.", "edition": now]).status == .seeOther)
    }

    @Test func `keeps a note, and gives back what is too long`() async throws {
        #expect(
            try await work.post(bakery + "/note", session, ["note": "Matin.\r\nDemander Mme B.", "edition": "0"])
                .headers[.location]
                == bakery + "?fait=note")
        let page = try await work.get(bakery, session)
        #expect(page.text.contains("Matin.\nDemander Mme B.") && page.text.contains("note modifiée par Aline Mercier"))
        let long = String(repeating: "mot ", count: 300)
        let refused = try await work.post(bakery + "/note", session, ["note": long])
        #expect(refused.status == .unprocessableContent && refused.text.contains("mot mot"))
        #expect(
            try await work.desk.host(HostsAtWork.bakery, of: HostsAtWork.school).record?.note.hasPrefix("Matin") == true
        )
    }

    /// Rule: a block says since when, by whom and why, to the school alone; it can be lifted.
    @Test func `blocks with a reason, says so to staff, and lifts it again`() async throws {
        let question = try await work.get(bakery + "/bloquer", session)
        #expect(question.status == .ok && question.text.contains("Ni eux ni la structure ne sont informés"))
        #expect(question.text.contains("signatures en cours continuent\u{A0}: 1."))
        let without = try await work.post(bakery + "/bloquer", session, ["motif": "  "])
        #expect(without.status == .unprocessableContent && without.text.contains("Dites en quelques mots pourquoi"))
        #expect(try await work.desk.blocked(by: HostsAtWork.school).isEmpty)
        let blocked = try await work.post(bakery + "/bloquer", session, ["motif": "Élève laissé <seul>"])
        #expect(blocked.headers[.location] == bakery + "?fait=bloque")
        let page = try await work.get(bakery, session)
        #expect(page.text.contains("par Aline Mercier") && page.text.contains("Motif\u{A0}: Élève laissé &lt;seul&gt;"))
        #expect(try await work.get("/ecole/entreprises?liste=bloquees", session).text.contains("Bloquée"))
        #expect(try await work.get(bakery + "/bloquer", session).status == .seeOther)
        #expect(try await work.desk.blocked(by: HostsAtWork.school) == [HostsAtWork.bakery])
        let forged = try await work.post(bakery + "/debloquer", session, formToken: "0")
        #expect(forged.status == .forbidden)
        #expect(try await work.post(bakery + "/debloquer", session).headers[.location] == bakery + "?fait=debloque")
        #expect(try await work.desk.blocked(by: HostsAtWork.school).isEmpty)
        #expect(try await work.get(bakery, session).text.contains("blocage levé par Aline Mercier"))
    }

    /// Rule: an address that was mistyped keeps nobody from inviting, and whoever reads that mailbox has a dead link.
    @Test func `takes an invitation back once, and invites anew`() async throws {
        func takeBack(_ edition: String, token: String? = nil) async throws -> TestResponse {
            try await work.post(
                bakery + "/reprendre-invitation", session, ["edition": edition], formToken: token)
        }
        let none = try await work.get(bakery, session).text
        #expect(!none.contains("Reprendre l’invitation"))
        _ = try await work.post(bakery + "/inviter", session, ["courriel": "fausse@exemple.fr"])
        let landing = try #require(try await work.landing("fausse@exemple.fr"))
        let page = try await work.get(bakery, session).text
        let edition = String(try #require(page.firstMatch(of: /name="edition" value="(\d{5,})"/)).1)
        #expect(try await takeBack(edition, token: "0").status == .forbidden)
        #expect(try await takeBack("1").headers[.location] == bakery + "?fait=reprise", "of another one")
        #expect(try await work.service.get(landing).status == .ok)
        for _ in 0..<2 { #expect(try await takeBack(edition).headers[.location] == bakery + "?fait=reprise") }
        #expect(try await work.service.get(landing).status != .ok)
        let after = try await work.get(bakery + "?fait=reprise", session).text
        #expect(after.contains("L’invitation est reprise") && after.contains("/inviter"))
        let again = try await work.post(bakery + "/inviter", session, ["courriel": "juste@exemple.fr"])
        #expect(again.headers[.location] == bakery + "?fait=invite")
    }

    /// Rule: the host's offer is filled with what is known of it, and with nothing of the pupils; who reads the page sees no whole address.
    @Test func `invites a host, whose offer's form is filled, and says from when on again`() async throws {
        let form = try await work.get(bakery + "/inviter", session)
        #expect(form.status == .ok && form.text.contains("c…@exemple.fr") && !form.text.contains("claire"))
        let wrong = try await work.post(bakery + "/inviter", session, ["courriel": "x", "reservee": "oui"])
        #expect(wrong.status == .unprocessableContent && wrong.text.contains("Ce n’est pas une adresse"))
        #expect(wrong.text.contains("value=\"oui\" checked"))
        let sent = try await work.post(bakery + "/inviter", session, ["courriel": "", "reservee": "oui"])
        #expect(sent.headers[.location] == bakery + "?fait=invite")
        let page = try await work.get(bakery, session)
        #expect(page.text.contains("Déjà invitée à publier une offre") && !page.text.contains("/inviter"))
        #expect(try await work.post(bakery + "/inviter", session).headers[.location] == bakery)
        let landing = try #require(try await work.landing("claire.secrete@exemple.fr"))
        let stranger = try await work.service.get(landing)
        #expect(stranger.text.contains("Collège Jean Moulin") && stranger.text.contains("/employeurs/entrer"))
        #expect(!stranger.text.contains("Diallosecret") && !stranger.text.contains("secrete"))
        let visit = try await work.entry.enter("zoe@host.example", as: .employer, name: "Zoé Petit")
        let entered = try await work.service.get(landing, EntranceAtWork.cookie(visit))
        let path = try #require(entered.text.firstMatch(of: /href="(\/employeurs\/offres\/nouvelle\?[^"]+)"/)?.1)
        let offer = try await work.service.get(String(path), EntranceAtWork.cookie(visit)).text
        for value in ["35600000000048", "Boulangerie Martinsecret", "12 rue des Lilas", "94000", "0990011Z"] {
            #expect(offer.contains(value), "\(value)")
        }
        #expect(offer.contains("value=\"etablissements\" checked"))
        #expect(offer.contains("zoe@host.example") && !offer.contains("claire.secrete"))
        #expect(try await work.service.get(InvitationPaths.prefix + "x").status == .notFound)
    }

    @Test func `gives a spreadsheet the hosts, and no pupil`() async throws {
        let table = try await work.get("/ecole/entreprises/annuaire.csv", session)
        #expect(table.headers[.contentType] == "text/csv; charset=utf-8")
        #expect(table.headers[.contentDisposition]?.contains("structures-accueil-0990011Z.csv") == true)
        #expect(table.text.contains("35600000000048;Boulangerie Martinsecret;") && !table.text.contains("Diallosecret"))
    }

    /// Rule: each list is its school's own, and of an account of no school there is none.
    @Test func `shows another school nothing of it, and an account of no school nothing at all`() async throws {
        try await work.desk.block(HostsAtWork.garage, of: HostsAtWork.school, because: "Motifsecret", by: "a")
        let other = try await work.stranger.enter()
        for path in ["/ecole/entreprises", "/ecole/entreprises?q=martin", "/ecole/entreprises/annuaire.csv"] {
            let answer = try await work.get(path, other)
            #expect(answer.status == .ok && !answer.text.contains("secret"), "\(path)")
        }
        for (path, fields) in [("/note", ["note": "x"]), ("/bloquer", ["motif": "x"]), ("/debloquer", [:])] {
            #expect(try await work.post(bakery + path, other, fields).status == .notFound, "\(path)")
        }
        #expect(try await work.desk.blocked(by: HostsAtWork.otherSchool).isEmpty)
        #expect(try await work.get("/ecole/entreprises", try await work.homeless.enter()).status == .notFound)
    }

    @Test func `leaves axe-core, reflow, target size and console without a finding`() async throws {
        // Not the other's: this session's cookie is sent over http.
        let work = try await HostsAtWork(publicBaseURL: "http://127.0.0.1")
        try await work.desk.block(HostsAtWork.garage, of: HostsAtWork.school, because: "Élève laissé seul", by: "a")
        try await work.desk.write(note: "Le matin.", on: HostsAtWork.bakery, of: HostsAtWork.school, by: "a")
        try await work.desk.add(HostsAtWork.florist, name: "Fleurs", city: "Évry", to: HostsAtWork.school, by: "a")
        try await work.publish("Découvrir le métier de fleuriste", at: HostsAtWork.florist)
        let list = "/ecole/entreprises"
        let florist = "\(list)/\(HostsAtWork.florist.digits)"
        let garage = "\(list)/\(HostsAtWork.garage.digits)"
        let paths = [
            list, list + "?q=zzz", list + "?liste=bloquees", list + "/ajouter", list + "/ajouter=>.act button", bakery,
            bakery + "/inviter", garage + "/inviter", bakery + "/inviter=>#courriel<<x=>.act button", garage,
            bakery + "/bloquer", bakery + "/bloquer=>.act button", list + "/1", florist, florist + "=>summary",
            florist + "/renommer", florist + "/renommer=>#name<<=>.act button",
            florist + "=>summary=>details button",
        ]
        try await work.look(at: paths, try await work.head.enter())
        try await work.look(at: [list], try await work.stranger.enter())
        try await work.desk.invite(
            HostsAtWork.bakery, of: HostsAtWork.school, to: "", isReserved: true, by: "a")
        let landing = try #require(try await work.landing("claire.secrete@exemple.fr"))
        try await work.look(at: [bakery, landing], try await work.head.enter())
    }
}
