import Applications
import Foundation
import HTTPTypes
import HummingbirdTesting
import Offers
import Parties
import Placements
import Rosters
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

@Suite("Pages of pupils without a placement", .timeLimit(.minutes(10)))
struct FollowUpPagesTests {
    private static let rows =
        "1;Diallo;Awa;03/02/2012;3e 2\n2;Petit;Léa;04/05/2012;3e 1\n3;Roy;Noé;04/05/2012;3e 1\n4;Sow;Ida;04/06/2013;4e 1\n"

    /// Awa waits for an answer, Léa has a place, Noé never applied, Ida need not.
    private func world(today: String = "2027-01-26", base: String = "https://seing.example") async throws
        -> FollowUpAtWork
    {
        let work = try await FollowUpAtWork(today: today, publicBaseURL: base)
        try await work.enrol(Self.rows)
        let (garden, wood) = (try await work.publish("Jardinage"), try await work.publish("Menuiserie"))
        _ = try await work.sent("1", garden)
        let confirmed = try await work.sent("2", wood)
        try await work.applications.accept(confirmed, by: OffersAtWork.owner)
        try await work.applications.confirm(confirmed, of: try ApplicationsAtWork.identity("2"))
        return work
    }

    private func get(_ work: FollowUpAtWork, _ path: String, _ session: HeadSessionToken) async throws -> TestResponse {
        try await work.service.get(path, ApplicationsAtWork.cookie(session))
    }

    @Test func `names who has no placement, counts, offers what fits, and leaves out who has one`() async throws {
        let work = try await world()
        let session = try await work.head.enter()
        let page = try await get(work, FollowUpPaths.list, session)
        #expect(page.status == .ok && page.text.contains("3 élèves n’ont pas de stage"), "\(page.text)")
        #expect(page.text.contains("dont 1 en 4e"))
        #expect(page.text.contains("Diallo Awa") && page.text.contains("Roy Noé") && !page.text.contains("Petit Léa"))
        #expect(page.text.contains("envoyées 1, en attente 1 (dont en discussion 0), déclinées 0"))
        #expect(page.text.contains("Dernier acte\u{A0}: candidature envoyée"))
        let awa = try #require(page.text.split(separator: "Diallo Awa").last?.split(separator: "</ul>").first)
        #expect(awa.contains("Menuiserie") && !awa.contains("Jardinage"), "what was applied for is not offered again")
        let never = try await get(work, FollowUpPaths.list + "?jamais=oui", session)
        #expect(!never.text.contains("Diallo Awa") && never.text.contains("Roy Noé"))
        let group = try await get(work, FollowUpPaths.list + "?classe=3e+2", session)
        #expect(group.text.contains("Diallo Awa") && !group.text.contains("Roy Noé"))
        let printed = try await get(work, FollowUpPaths.print + "?classe=3e+1", session)
        #expect(printed.text.contains("Roy Noé") && !printed.text.contains("Diallo Awa"))
    }

    @Test func `the table for spreadsheets holds only what was chosen`() async throws {
        let work = try await FollowUpAtWork()
        try await work.enrol("1;Diallo;Awa;03/02/2012;3e 2\n2;Petit;Léa;04/05/2012;3e 1\n")
        let session = try await work.staff.enter()
        let table = try await get(work, FollowUpPaths.table, session)
        #expect(table.headers[.contentType] == "text/csv; charset=utf-8")
        let lines = table.text.split(whereSeparator: \.isNewline)
        #expect(
            lines.count == 3 && lines.contains { $0.hasPrefix("3e 2;Diallo;Awa;1;Sans stage;0;0;0;0;") }, "\(lines)")
        let chosen = try await get(work, FollowUpPaths.table + "?classe=3e+1", session)
        #expect(!chosen.text.contains("Diallo") && chosen.text.contains("Petit"))
    }

    /// Rule: a cell of a name is never calculated (an import refuses such names, what was stored before it does not pass it again).
    @Test func `the table for spreadsheets holds no formula`() throws {
        let stored = StoredPupil(
            pupil: Pupil(
                reference: try #require(PupilReference("1")),
                details: PupilDetails(
                    name: PersonName(given: "+Awa", family: "=Diallo"), birthDate: OffersAtWork.date("2012-02-03"),
                    className: "@3e", grade: .troisieme)), isReferenceMade: false, schoolYear: 2026)
        let pupil = PupilFollowUp(
            stored, in: SchoolYear(start: 2026), applications: [], conventions: [], .standard)
        let bytes = FollowUpWords(dates: FrenchDates(timeZone: .paris), calendar: .standard).table(of: [pupil])
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("'@3e;'=Diallo;'+Awa;1;"), "\(text)")
    }

    @Test(arguments: [
        (0.0, "en moins d’un jour après"), (0.94, "moins d’un jour"), (0.96, "1,0 jour ou moins"),
        (3.5, "3,5 jours ou moins"),
    ])
    func `the median is told as one says it`(days: Double, words: String) throws {
        #expect(try #require(FiguresWords.median(days)).contains(words))
    }

    @Test func `who does no placement is counted apart, with who said so and when, and comes back`() async throws {
        let work = try await world()
        let session = try await work.staff.enter()
        let path = FollowUpPaths.pupils + "/3"
        func settle(_ act: String, token: String? = nil) async throws -> TestResponse {
            try await work.service.post(
                path, ["acte": act], formToken: token ?? ServiceUnderTest.formToken(session.text),
                ApplicationsAtWork.cookie(session))
        }
        #expect(try await settle("dispenser", token: "0").status == .forbidden)
        #expect(try await settle("autre").status == .badRequest)
        #expect(try await get(work, FollowUpPaths.list, session).text.contains("3 élèves n’ont pas"))
        #expect(try await settle("dispenser").headers[.location] == FollowUpPaths.list + "?fait=dispenser")
        let page = try await get(work, FollowUpPaths.list, session)
        #expect(page.text.contains("2 élèves n’ont pas") && page.text.contains("Ne feront pas de stage"))
        #expect(try await get(work, path, session).text.contains("noté par Zoé Secrétariat, le "))
        #expect(try await settle("reprendre").status == .seeOther)
        #expect(try await get(work, FollowUpPaths.list, session).text.contains("3 élèves n’ont pas"))
        #expect(try await get(work, FollowUpPaths.pupils + "/99", session).status == .notFound)
    }

    /// Rule: a secretary who works through a class goes on where she was.
    @Test func `after a decision the list is the one that was looked at`() async throws {
        let work = try await world()
        let session = try await work.staff.enter()
        let list = try await get(work, FollowUpPaths.list + "?classe=3e+1&jamais=oui", session)
        let path = FollowUpPaths.pupils + "/3?classe=3e%201&jamais=oui"
        #expect(list.text.contains(path.replacing("&", with: "&amp;")), "\(list.text)")
        let page = try await get(work, path, session)
        #expect(page.text.contains("action=\"\(path.replacing("&", with: "&amp;"))\""), "\(page.text)")
        let back = FollowUpPaths.list + "?classe=3e%201&jamais=oui"
        #expect(page.text.contains("href=\"\(back.replacing("&", with: "&amp;"))\""))
        let settled = try await work.service.post(
            path, ["acte": "dispenser"], formToken: ServiceUnderTest.formToken(session.text),
            ApplicationsAtWork.cookie(session))
        #expect(settled.headers[.location] == back + "&fait=dispenser")
    }

    @Test func `a pupil is closed to the family on the pupil's page, and opened again`() async throws {
        let work = try await world()
        let session = try await work.staff.enter()
        let path = FollowUpPaths.pupils + "/2"
        func settle(_ act: String) async throws -> TestResponse {
            try await work.service.post(
                path, ["acte": act], formToken: ServiceUnderTest.formToken(session.text),
                ApplicationsAtWork.cookie(session))
        }
        #expect(try await get(work, path, session).text.contains("value=\"fermer-famille\""))
        for _ in 0..<2 {
            #expect(
                try await settle("fermer-famille").headers[.location] == FollowUpPaths.list + "?fait=fermer-famille")
        }
        let page = try await get(work, path, session).text
        #expect(page.contains("ne voit pas les candidatures") && page.contains("value=\"ouvrir-famille\""))
        #expect(page.contains("Fermé par Zoé Secrétariat, le "), "who, and when")
        #expect(try await get(work, FollowUpPaths.list + "?fait=fermer-famille", session).text.contains("ne voit plus"))
        #expect(work.ended.all == ["2", "2"], "whoever is in is out")
        _ = try await settle("ouvrir-famille")
        #expect(work.ended.all.count == 2)
        let opened = try await get(work, path, session).text
        #expect(opened.contains("value=\"fermer-famille\"") && opened.contains("Ouvert de nouveau par Zoé Secrétariat"))
    }

    @Test func `who has a placement is not said to do none`() async throws {
        let work = try await world()
        let page = try await get(work, FollowUpPaths.pupils + "/2", try await work.staff.enter())
        #expect(page.text.contains("A un stage") && !page.text.contains("value=\"dispenser\""), "\(page.text)")
    }

    /// Rule: a school reads what it proposes to its pupils; what is kept for others, and applying, is not for it.
    @Test func `offers that are kept for the school are read by it and by nobody else`() async throws {
        let work = try await FollowUpAtWork()
        try await work.enrol("1;Diallo;Awa;03/02/2012;3e 2\n")
        let kept = try await work.publish("Jardinage", for: FollowUpAtWork.school)
        let session = try await work.staff.enter()
        #expect(try await get(work, FollowUpPaths.list, session).text.contains(OfferPaths.offer(kept)))
        let page = try await get(work, OfferPaths.offer(kept), session)
        #expect(page.status == .ok && page.text.contains("Jardinage"), "\(page.text)")
        #expect(!page.text.contains(ApplicationPaths.apply) && !page.text.contains(OfferPaths.report))
        let other = try await work.publish("Menuiserie", for: ApplicationsAtWork.uai("0750654D"))
        #expect(try await get(work, OfferPaths.offer(other), session).status == .notFound)
        let stranger = try await work.service.get(OfferPaths.offer(kept))
        #expect(stranger.status == .notFound && stranger.text.contains("réservée à certains établissements"))
    }

    @Test func `the list is the first page in its season, and conventions are before`() async throws {
        for (today, path) in [
            ("2027-04-04", HeadPaths.desk), ("2027-05-02", FollowUpPaths.list), ("2027-06-01", HeadPaths.desk),
        ] {
            let work = try await world(today: today)
            let session = try await work.head.enter()
            #expect(try await get(work, HeadPaths.home, session).headers[.location] == path, "\(today)")
        }
    }

    @Test func `a school without pupils, and a year that is over, are told as such`() async throws {
        let empty = try await FollowUpAtWork()
        let page = try await get(empty, FollowUpPaths.list, try await empty.head.enter())
        #expect(page.status == .ok && page.text.contains("La liste des élèves est vide"))
        let over = try await world(today: "2027-06-10")
        let late = try await get(over, FollowUpPaths.list, try await over.head.enter())
        #expect(late.text.contains("la période est terminée depuis le 31\u{A0}mai 2027"), "\(late.text)")
    }

    /// Rule: each chart says what it shows, in words and in a table, and none needs a colour.
    @Test func `figures are charts with title, description and table, also for nobody`() async throws {
        let work = try await world()
        let page = try await get(work, FollowUpPaths.figures, try await work.staff.enter())
        #expect(page.status == .ok && page.text.contains("3e 1\u{A0}: 1 sur 2"), "\(page.text)")
        let charts = page.text.matches(
            of: /<svg [^>]*role="img"[^>]*><title [^>]*>[^<]+<\/title><desc [^>]*>[^<]+<\/desc>/)
        #expect(charts.count == page.text.split(separator: "<svg ").count - 1 && charts.count == 4)
        #expect(page.text.split(separator: "<table>").count - 1 == charts.count)
        #expect(page.text.contains("<th scope=\"row\">Association</th><td>1</td>"))
        #expect(page.text.contains("Aucune convention n’attend de signature."))
        #expect(!page.text.contains("<script") && !page.text.contains("style="))
        let empty = try await FollowUpAtWork()
        let nobody = try await get(empty, FollowUpPaths.figures, try await empty.head.enter())
        #expect(nobody.status == .ok && nobody.text.contains("La liste des élèves est vide."))
        #expect(!nobody.text.contains("<svg"))
    }

    @Test func `leaves axe-core, reflow, target size and console without a finding`() async throws {
        let work = try await world(base: "http://127.0.0.1")
        _ = try await work.service.followUp?.desk.dispense(
            try #require(PupilReference("4")), of: FollowUpAtWork.school, by: "Zoé", takesBack: false)
        let session = try await work.head.enter()
        let paths = [
            FollowUpPaths.figures, FollowUpPaths.list, FollowUpPaths.list + "?jamais=oui&classe=3e+1",
            FollowUpPaths.print,
            FollowUpPaths.pupils + "/3", FollowUpPaths.pupils + "/4",
        ]
        try await work.service.look(at: paths, cookie: "seing-ecole=\(session.text)")
    }
}
