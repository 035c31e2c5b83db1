import Foundation
import HTTPTypes
import HummingbirdTesting
import Offers
import Parties
import Placements
import Testing
import WorkflowTestSupport

@testable import HTTPService

@Suite("Pages on which employers write offers")
struct EmployerOfferPagesTests {
    private static let secrets = ["Discrète", "Paule", "paule@", "39981234", "39 98 12 34", "claire@", "Claire"]

    /// Rule: an account of a thousand offers has a list, and a phone that shows it.
    @Test func `more than fifty offers are shown on several pages, and none twice`() async throws {
        let work = try await DesksAtWork()
        let (visit, owner) = (try await work.employer(), try await work.owner())
        for number in 1...52 { _ = try await work.desk.draft(try OffersAtWork.offer("Offre \(number)."), of: owner) }
        func titles(_ query: String) async throws -> [String] {
            let page = try await work.get(EmployerOfferPaths.list + query, visit).text
            return page.matches(of: /<h2><a href=[^>]+>(Offre \d+\.)<\/a>/).map { String($0.1) }
        }
        let (first, second) = (try await titles(""), try await titles("?page=2"))
        #expect(first.count == 50 && second == ["Offre 2.", "Offre 1."])
        #expect(first.first == "Offre 52." && Set(first + second).count == 52)
        #expect(try await titles("?page=x") == first)
        let last = try await work.get(EmployerOfferPaths.list + "?page=2", visit).text
        #expect(last.contains("Page 2 sur 2") && last.contains("?page=1\"") && !last.contains("?page=3\""))
        let beyond = try await work.get(EmployerOfferPaths.list + "?page=9", visit).text
        #expect(beyond.contains("?page=2\"") && !beyond.contains("aucune offre"))
    }

    @Test func `an employer begins, keeps a draft, proposes it, and pupils read it without knowing whom to call`()
        async throws
    {
        let work = try await DesksAtWork()
        let visit = try await work.employer()
        let empty = try await work.get(EmployerOfferPaths.list, visit).text
        #expect(empty.contains("Vous n’avez encore aucune offre") && empty.contains(EmployerOfferPaths.new))
        let page = try await work.get(EmployerOfferPaths.new, visit).text
        #expect(page.contains("value=\"claire@jardins.example\"") && page.contains("value=\"Claire\""))
        let id = try await work.write(visit, ["titre": "", "taches": "", "lieu-1-voie": ""])
        #expect(try await work.found(id).state == .draft)
        let own = EmployerOfferPaths.offer(id)
        #expect(try await work.get(own + "?fait=brouillon", visit).text.contains("Le brouillon est enregistré."))
        #expect(try await work.get(EmployerOfferPaths.list, visit).text.contains("Offre sans titre"))
        let edit = own + EmployerOfferPaths.edit
        let version = try DesksAtWork.hidden("version", in: try await work.get(edit, visit).text)
        let sent = try await work.post(edit, visit, DesksAtWork.form(submits: true, ["version": version]))
        #expect(sent.headers[.location] == own + "?fait=proposee")
        #expect(try await work.found(id).state == .submitted)
        #expect(try await work.get(OfferPaths.offer(id)).status == .notFound, "before moderation has looked")
        try await work.desk.approve(
            id, OfferClearance(isSIRETChecked: true, isAddressChecked: true), version: try await work.found(id).version)
        for path in [OfferPaths.search, OfferPaths.offer(id)] {
            let public_ = try await work.get(path).text
            #expect(public_.contains("Jardinage en ville"))
            for secret in Self.secrets { #expect(!public_.contains(secret), "\(secret) at \(path)") }
        }
        let mine = try await work.get(own, visit).text
        for shown in ["Publiée", "Acceptée par la modération", "paule@jardins.example", "Prévoir des bottes."] {
            #expect(mine.contains(shown), "\(shown)")
        }
    }

    @Test func `an employer pauses, resumes and withdraws, and a second click says where the offer stands`()
        async throws
    {
        let work = try await DesksAtWork()
        let visit = try await work.employer()
        let id = try await work.publish(visit)
        let own = EmployerOfferPaths.offer(id)
        let steps: [(String, String, OfferState)] = [
            (EmployerOfferPaths.pause, "pause", .paused), (EmployerOfferPaths.resume, "reprise", .published),
            (EmployerOfferPaths.withdraw, "retrait", .withdrawn),
        ]
        for (step, word, state) in steps {
            #expect(try await work.get(own, visit).text.contains(own + step), "the page offers it")
            #expect(try await work.post(own + step, visit).headers[.location] == "\(own)?fait=\(word)")
            #expect(try await work.found(id).state == state)
            let again = try await work.post(own + step, visit)
            #expect(again.headers[.location] == "\(own)?erreur=etat")
            #expect(try await work.found(id).state == state)
            #expect(try await work.get("\(own)?erreur=etat", visit).text.contains("déjà fait"))
        }
        for late in [EmployerOfferPaths.edit, EmployerOfferPaths.withdraw] {
            #expect(try await work.get(own + late, visit).headers[.location] == "\(own)?erreur=etat")
        }
        let list = try await work.get(EmployerOfferPaths.list, visit).text
        #expect(list.contains("Terminées ou retirées") && list.contains("Retirée"))
        let copy = try await work.get(EmployerOfferPaths.copy(of: id), visit).text
        #expect(copy.contains("value=\"Jardinage en ville\"") && copy.contains("value=\"3 chemin des Serres\""))
    }

    @Test func `a withdrawal is asked once more, and tells of places that pupils have`() async throws {
        let work = try await DesksAtWork()
        let visit = try await work.employer()
        let id = try await work.publish(visit)
        let path = EmployerOfferPaths.offer(id) + EmployerOfferPaths.withdraw
        #expect(!(try await work.get(path, visit).text.contains("a déjà une place")))
        _ = try await work.desk.takePlace(id, in: OffersAtWork.week(11))
        #expect(try await work.get(path, visit).text.contains("Une place est prise ou proposée."))
        #expect(try await work.found(id).state == .published, "looking changes nothing")
        #expect(try await work.get(EmployerOfferPaths.list, visit).text.contains("1 place prise sur 2"))
    }

    // MARK: What is typed is not lost

    @Test func `with mistakes everything that was typed stays, and nothing is kept`() async throws {
        let work = try await DesksAtWork()
        let visit = try await work.employer()
        let typed = DesksAtWork.form(
            submits: true,
            [
                "siret": "123", "titre": "Appelez le 06 39 98 12 34", "contact-telephone": "zéro",
                "places-2027-S11": "beaucoup", "jour-4-1-de": "10:00", "naf": "x", "lieu-1-code-postal": "9411",
                "etablissements": "0750654D", "accessibilite": "Ascenseur", "rattachement": "Ville",
            ])
        let answer = try await work.post(EmployerOfferPaths.new, visit, typed)
        #expect(answer.status == .unprocessableContent && answer.text.contains("<title>Erreur – Nouvelle offre"))
        let skipped: Set = ["lieux", "memes-horaires", OfferFormName.submit]
        for (name, value) in typed where !skipped.contains(name) {
            let isShown =
                answer.text.contains("value=\"\(value.htmlEscaped)\"") || Self.isInTextArea(value, answer.text)
            #expect(isShown || Self.isSelected(value, answer.text), "\(name)")
        }
        let problems = DesksAtWork.problems(answer.text)
        #expect(
            problems.map(\.field) == [
                "o-siret", "o-naf", "o-contact-telephone", "o-places-2027-S11", "o-jour-4", "o-titre",
                "o-lieu-1-code-postal",
            ])
        for problem in problems {
            #expect(answer.text.contains("id=\"\(problem.field)\""), "\(problem.field) leads nowhere")
            #expect(answer.text.contains("id=\"\(problem.field)-erreur\""), "\(problem.field) is not told beside it")
        }
        #expect(try await work.desk.offers(of: try await work.owner(), limit: 9).isEmpty)
    }

    /// Rule: the summary says a thing once; each field says what is wrong with it.
    @Test func `one mistake in the hours of several days is one line of the summary`() async throws {
        let work = try await DesksAtWork()
        let visit = try await work.employer()
        let changes = [
            "jour-1-1-de": "neuf", "jour-2-1-de": "neuf", "jour-2-1-a": "12:00", "jour-3-1-de": "neuf",
            "jour-3-1-a": "12:00", "jour-4-1-de": "10:00", "memes-horaires": "",
        ]
        let answer = try await work.post(EmployerOfferPaths.new, visit, DesksAtWork.form(changes))
        #expect(answer.status == .unprocessableContent)
        let problems = DesksAtWork.problems(answer.text)
        #expect(problems.map(\.field) == ["o-jour-1", "o-jour-4"])
        #expect(problems.first?.text.hasPrefix("Lundi, mardi et mercredi\u{A0}: ") == true, "\(problems)")
        #expect(problems.last?.text.hasPrefix("Jeudi\u{A0}: ") == true, "\(problems)")
        for day in 1...4 { #expect(answer.text.contains("id=\"o-jour-\(day)-erreur\""), "\(day)") }
    }

    private static func isInTextArea(_ value: String, _ page: String) -> Bool {
        page.contains(">\(value.replacing("\r\n", with: "\n").htmlEscaped)</textarea>")
    }

    private static func isSelected(_ value: String, _ page: String) -> Bool {
        page.contains("value=\"\(value)\" selected") || page.contains("value=\"\(value)\" checked")
    }

    /// Rule: every mistake leads to the place where it is mended.
    @Test func `of an empty offer that is proposed every mistake leads to its field`() async throws {
        let work = try await DesksAtWork()
        let visit = try await work.employer()
        let answer = try await work.post(EmployerOfferPaths.new, visit, [OfferFormName.submit: "oui"])
        let problems = DesksAtWork.problems(answer.text)
        #expect(problems.count == 15)
        for problem in problems {
            #expect(answer.text.contains("id=\"\(problem.field)\""), "\(problem.field) leads nowhere")
            #expect(answer.text.contains("id=\"\(problem.field)-erreur\""), "\(problem.field) is not told beside it")
        }
    }

    @Test func `a place is added without a script, and everything that was typed stays`() async throws {
        let work = try await DesksAtWork()
        let visit = try await work.employer()
        let changes = [OfferFormName.addSite: "oui", "titre": "", "siret": "12"]
        let more = try await work.post(EmployerOfferPaths.new, visit, DesksAtWork.form(changes))
        #expect(more.status == .ok && more.text.contains("name=\"lieu-2-voie\"") && more.text.contains("value=\"12\""))
        #expect(!more.text.contains("name=\"lieu-3-voie\"") && DesksAtWork.problems(more.text).isEmpty)
        let full = try await work.post(
            EmployerOfferPaths.new, visit, DesksAtWork.form(["lieux": "7", OfferFormName.addSite: "oui"]))
        #expect(full.text.contains("name=\"lieu-8-voie\"") && !full.text.contains("name=\"ajouter-lieu\""))
    }

    /// Rule: what somebody types is text, on every page that shows it.
    @Test(arguments: EscapingTests.hostile)
    func `no text of an offer becomes markup, neither while it is written nor when it is judged`(text: String)
        async throws
    {
        let work = try await DesksAtWork()
        let (visit, moderator) = (try await work.employer(), try await work.moderator())
        let names = [
            "raison-sociale", "rattachement", "contact-prenom", "contact-nom", "contact-qualite", "titre", "taches",
            "conditions", "accessibilite", "lieu-1-voie", "lieu-1-complement", "lieu-1-code-postal", "lieu-1-commune",
        ]
        var changes = Dictionary(uniqueKeysWithValues: names.map { ($0, text) })
        changes["sorte"] = "etat"
        let id = try await work.write(visit, changes)
        for name in ["siret", "contact-courriel", "contact-telephone", "naf", "etablissements", "places-2027-S11"] {
            changes[name] = text
        }
        changes["reservee"] = "etablissements"
        let wrong = try await work.post(EmployerOfferPaths.new, visit, DesksAtWork.form(changes))
        #expect(wrong.status == .unprocessableContent)
        let own = EmployerOfferPaths.offer(id)
        var pages = [wrong.text]
        for path in [EmployerOfferPaths.list, own, own + EmployerOfferPaths.edit, own + EmployerOfferPaths.withdraw] {
            pages.append(try await work.get(path, visit).text)
        }
        pages.append(try await work.get(ModerationPaths.offer(id), moderator).text)
        for page in pages {
            let scalars = Array(page.unicodeScalars)
            #expect(scalars.containsSlice(Array(text.htmlEscaped.unicodeScalars)))
            if text.htmlEscaped != text { #expect(!scalars.containsSlice(Array(text.unicodeScalars))) }
        }
    }

    // MARK: Twice, late, and too many

    @Test func `a form that is sent twice makes one offer`() async throws {
        let work = try await DesksAtWork()
        let visit = try await work.employer()
        let page = try await work.get(EmployerOfferPaths.new, visit).text
        let reference = try DesksAtWork.hidden("reference", in: page)
        for submits in [false, true] {
            let form = DesksAtWork.form(submits: submits, ["reference": reference])
            #expect(
                try DesksAtWork.reference(try await work.post(EmployerOfferPaths.new, visit, form)).text == reference)
        }
        // Kept by the first, submitted by the second.
        #expect(try await work.desk.offers(of: try await work.owner(), limit: 9).map(\.stored.version) == [2])
        let changed = DesksAtWork.form(["reference": reference, "titre": "Vingt minutes plus tard"])
        let late = try await work.post(EmployerOfferPaths.new, visit, changed)
        #expect(late.status == .conflict && late.text.contains("Vingt minutes plus tard"))
        // Of another account the same reference is as unknown as any.
        let other = try await work.employer("zoe@host.example")
        let taken = try await work.post(
            EmployerOfferPaths.new, other, DesksAtWork.form(["reference": reference, "titre": "Volée"]))
        #expect(taken.status == .notFound)
        #expect(try await work.desk.offers(of: try await work.owner("zoe@host.example"), limit: 9).isEmpty)
    }

    @Test func `an offer that another window has changed is not overwritten unseen`() async throws {
        let work = try await DesksAtWork()
        let visit = try await work.employer()
        let id = try await work.publish(visit)
        let edit = EmployerOfferPaths.offer(id) + EmployerOfferPaths.edit
        let read = try DesksAtWork.hidden("version", in: try await work.get(edit, visit).text)
        let first = DesksAtWork.form(["version": read, "titre": "Premier onglet"])
        #expect(try await work.post(edit, visit, first).status == .seeOther)
        #expect(try await work.post(edit, visit, first).headers[.location]?.hasSuffix("?fait=modifiee") == true)
        let second = DesksAtWork.form(["version": read, "titre": "Second onglet"])
        for form in [second, second.merging(["version": ""]) { $1 }] {
            let late = try await work.post(edit, visit, form)
            #expect(late.status == .conflict && late.text.contains("Cette offre a changé entre-temps"))
            #expect(late.text.contains("value=\"Second onglet\""))
            #expect(try await work.found(id).offer.posting.title == "Premier onglet")
            #expect(try DesksAtWork.hidden("version", in: late.text) == "\(try await work.found(id).version)")
        }
        let now = "\(try await work.found(id).version)"
        let saved = try await work.post(edit, visit, second.merging(["version": now]) { $1 })
        #expect(saved.status == .seeOther)
        #expect(try await work.found(id).offer.posting.title == "Second onglet")
    }

    @Test func `one offer more than an account may have is refused, with all that was typed`() async throws {
        let work = try await DesksAtWork(atOnce: 1)
        let visit = try await work.employer()
        _ = try await work.write(visit)
        let refused = try await work.post(EmployerOfferPaths.new, visit, DesksAtWork.form(["titre": "La deuxième"]))
        #expect(refused.status == .unprocessableContent && refused.text.contains("value=\"La deuxième\""))
        #expect(DesksAtWork.problems(refused.text).first?.text.contains("déjà 1 offres en cours") == true)
        #expect(try await work.desk.offers(of: try await work.owner(), limit: 9).count == 1)
    }

    @Test func `an offer that is seen keeps its number, its places and its rules`() async throws {
        let work = try await DesksAtWork()
        let visit = try await work.employer()
        let id = try await work.publish(visit)
        _ = try await work.desk.takePlace(id, in: OffersAtWork.week(12))
        let edit = EmployerOfferPaths.offer(id) + EmployerOfferPaths.edit
        let changes: [(String, String, String)] = [
            ("siret", "73282932000074", "o-siret"), ("places-2027-S12", "", "o-periodes"),
            ("jour-1-2-a", "19:00", "o-jour-1"), ("titre", "", "o-titre"),
        ]
        for (name, value, field) in changes {
            let page = try await work.get(edit, visit).text
            #expect(page.contains("1 place prise") && !page.contains("name=\"proposer\""))
            let version = try DesksAtWork.hidden("version", in: page)
            // On Monday alone, so that a mistake is told once.
            let changes = [name: value, "version": version, "memes-horaires": ""]
            let refused = try await work.post(edit, visit, DesksAtWork.form(changes))
            #expect(refused.status == .unprocessableContent, "\(name)")
            #expect(Set(DesksAtWork.problems(refused.text).map(\.field)) == [field])
        }
        #expect(try await work.found(id).offer.posting.title == "Jardinage en ville")
    }

    // MARK: Others

    /// Rule: an offer of another account is as unknown as one that does not exist.
    @Test func `another employer reads and does nothing, and learns nothing`() async throws {
        let work = try await DesksAtWork()
        let id = try await work.publish(try await work.employer())
        let other = try await work.employer("zoe@host.example")
        let before = try await work.found(id)
        let paths = [
            "", EmployerOfferPaths.edit, EmployerOfferPaths.pause, EmployerOfferPaths.resume,
            EmployerOfferPaths.withdraw,
        ]
        var answers: Set<String> = []
        for reference in [id.text, OffersAtWork.id().text, "x"] {
            for path in paths.map({ "\(EmployerOfferPaths.list)/\(reference)\($0)" }) {
                if path.split(separator: "/").count > 3 || reference != "x" {
                    let isLeadBack =
                        path.hasSuffix(EmployerOfferPaths.pause) || path.hasSuffix(EmployerOfferPaths.resume)
                    let read = try await work.get(path, other)
                    #expect(
                        isLeadBack && reference != "x" ? read.status == .seeOther : read.status == .notFound, "\(path)")
                    if read.status == .notFound { answers.insert(read.text) }
                }
                guard path != "\(EmployerOfferPaths.list)/\(reference)" else { continue }
                let form = DesksAtWork.form(["version": "\(before.version)", "titre": "Volée"])
                let done = try await work.post(path, other, form)
                #expect(done.status == .notFound, "\(path)")
                answers.insert(done.text)
            }
        }
        #expect(answers.count == 1)
        #expect(try await work.found(id) == before)
        let list = try await work.get(EmployerOfferPaths.list, other).text
        #expect(list.contains("Vous n’avez encore aucune offre"))
        #expect(!(try await work.get(EmployerOfferPaths.copy(of: id), other).text.contains("Jardinage")))
    }

    @Test func `a form that is of no page of this visit changes nothing`() async throws {
        let work = try await DesksAtWork()
        let visit = try await work.employer()
        let id = try await work.publish(visit)
        let other = try await work.employer("zoe@host.example")
        let own = EmployerOfferPaths.offer(id)
        for path in [EmployerOfferPaths.new, own + "/modifier", own + "/pause", own + "/reprise", own + "/retrait"] {
            for token in ["", ServiceUnderTest.formToken(other.text)] {
                let answer = try await work.service.post(
                    path, DesksAtWork.form(), formToken: token, EntranceAtWork.cookie(visit))
                #expect(answer.status == .forbidden, "\(path)")
            }
        }
        #expect(try await work.found(id).state == .published)
    }

    /// Rule: an employer is not told that somebody reported an offer; who did is soon guessed.
    @Test func `what moderation holds the employer cannot resume, and reads of no report`() async throws {
        let work = try await DesksAtWork()
        let visit = try await work.employer()
        let id = try await work.publish(visit)
        try await work.desk.report(id, .danger, text: "Un adulte y crie.")
        let own = EmployerOfferPaths.offer(id)
        let page = try await work.get(own, visit).text
        #expect(page.contains("Suspendue par la modération") && !page.contains(own + EmployerOfferPaths.resume))
        for told in ["ignal", "danger", "crie"] { #expect(!page.contains(told), "\(told)") }
        let refused = try await work.post(own + EmployerOfferPaths.resume, visit)
        #expect(refused.headers[.location] == "\(own)?erreur=etat")
        #expect(try await work.found(id).state == .paused)
    }

    @Test func `an employer that was checked is published at once, and a new place is looked at again`() async throws {
        let work = try await DesksAtWork()
        let visit = try await work.employer()
        _ = try await work.publish(visit)
        let second = try await work.write(visit, submits: true, ["titre": "Taille des arbres"])
        #expect(try await work.found(second).state == .published)
        let elsewhere = try await work.write(visit, submits: true, ["lieu-1-commune": "Créteil"])
        #expect(try await work.found(elsewhere).state == .submitted)
        let next = try await work.get(EmployerOfferPaths.new, visit).text
        #expect(next.contains("value=\"35600000000048\"") && next.contains("value=\"association\" checked"))
        #expect(!next.contains("value=\"Taille des arbres\""), "the employer is known, not the offer")
    }
}
