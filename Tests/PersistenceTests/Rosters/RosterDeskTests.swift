import Foundation
import GRDB
import Parties
import Placements
import Rosters
import Testing

@testable import Persistence

/// A school's roster from its file to the tables and back.
struct RosterDeskTests {
    private let bench: RosterBench

    init() throws { bench = try RosterBench() }

    @Test func `takes what was previewed, and the same file again without duplicates`() async throws {
        let done = try await bench.take(RosterBench.file)
        #expect(done.comparison.added.count == 3)
        let first = try await bench.desk.roster(of: RosterBench.school)
        #expect(first.present.map(\.details.name.family) == ["Diallosecret", "Diallosecret", "Lefèvresecret"])
        let again = try await bench.desk.preview(Array(RosterBench.file.utf8), of: RosterBench.school)
        #expect(again.comparison.unchanged.count == 3)
        _ = try await bench.take(RosterBench.file)
        #expect(try await bench.desk.roster(of: RosterBench.school).present == first.present)
    }

    @Test func `takes nothing of a file with one fault`() async throws {
        let file = RosterBench.file + "1009;Petit;Léa;31/02/2012;3e 2;;\n"
        let preview = try await bench.desk.preview(Array(file.utf8), of: RosterBench.school)
        #expect(preview.comparison.faults.map(\.line) == [5])
        await #expect(throws: RosterError.faults(preview.comparison.faults)) {
            try await bench.desk.take(Array(file.utf8), of: RosterBench.school, token: preview.token, marksLeft: false)
        }
        #expect(try await bench.desk.roster(of: RosterBench.school) == .empty)
    }

    @Test
    func `takes nothing that was not looked at: another file, another reading of it, another state of the roster`()
        async throws
    {
        let bytes = Array(RosterBench.file.utf8)
        let preview = try await bench.desk.preview(bytes, of: RosterBench.school)
        await #expect(throws: RosterError.lookAgain) {
            try await bench.desk.take(bytes + [0x0A], of: RosterBench.school, token: preview.token, marksLeft: false)
        }
        await #expect(throws: RosterError.lookAgain) {
            try await bench.desk.take(
                bytes, of: RosterBench.school, mapping: ["Courriel": nil], token: preview.token, marksLeft: false)
        }
        _ = try await bench.take(RosterBench.file)
        await #expect(throws: RosterError.lookAgain, "a second click") {
            try await bench.desk.take(bytes, of: RosterBench.school, token: preview.token, marksLeft: false)
        }
    }

    @Test func `of two imports at the same moment one is told to look again`() async throws {
        _ = try await bench.take(RosterBench.file)
        let stored = try #require(try await bench.store.find(RosterBench.identity("1001")))
        var commit = RosterCommit(school: RosterBench.school, expectedVersion: 1)
        commit.saved = [stored]
        try await bench.store.commit(commit)
        await #expect(throws: OfferStoreError.changedMeanwhile) { try await bench.store.commit(commit) }
    }

    @Test func `marks as left only when asked, and finds nobody who has left`() async throws {
        _ = try await bench.take(RosterBench.file)
        let rest = RosterBench.heading + RosterBench.rows[1]
        _ = try await bench.take(rest)
        #expect(try await bench.desk.roster(of: RosterBench.school).present.count == 3)
        _ = try await bench.take(rest, marksLeft: true)
        let roster = try await bench.desk.roster(of: RosterBench.school)
        #expect(roster.present.count == 1 && roster.pupils.count == 3)
        #expect(try await bench.desk.pupils(of: try RosterBench.mailbox("awa@exemple.fr")).isEmpty)
        #expect(try await bench.desk.pupil(RosterBench.identity("1001")) == nil)
        _ = try await bench.take(RosterBench.file)
        #expect(try await bench.desk.roster(of: RosterBench.school).present.count == 3)
    }

    @Test func `a pupil who changes school is another pupil there`() async throws {
        _ = try await bench.take(RosterBench.file)
        _ = try await bench.take(RosterBench.file, of: RosterBench.other)
        let found = try await bench.desk.pupils(of: try RosterBench.mailbox("AWA@exemple.fr"))
        #expect(Set(found.map(\.school)) == [RosterBench.school, RosterBench.other])
        #expect(Set(found.map(\.identity)).count == 2)
        try await bench.desk.remove(RosterBench.identity("1001"))
        #expect(
            try await bench.desk.pupils(of: try RosterBench.mailbox("awa@exemple.fr")).map(\.school) == [
                RosterBench.other
            ])
    }

    @Test func `finds by mailbox whose it is`() async throws {
        _ = try await bench.take(RosterBench.file)
        #expect(try await bench.desk.pupils(of: try RosterBench.mailbox("awa@exemple.fr")).map(\.holder) == [.pupil])
        let family = try await bench.desk.pupils(of: try RosterBench.mailbox("mariam@exemple.fr"))
        #expect(family.map(\.holder) == [.guardian1, .guardian1])
        #expect(Set(family.map(\.pupil.reference.text)) == ["1001", "1002"])
    }

    /// C. civ. art. 388 and 413-6: who is of age or emancipated is represented by nobody.
    @Test func `finds the minors of a representative, each once, until the birthday and at every school`() async throws
    {
        let rows = RosterBench.rows
        let mother = "mariam@exemple.fr;Diallo;Mariam;"
        let file = [
            RosterBench.heading, rows[0], rows[1],
            "1004;Diallosecret;Binta;03/03/2012;3e 2;mariam@exemple.fr;\(mother);mariam@exemple.fr;Diallo;Ali;\n",
            "1005;Diallosecret;Cira;03/03/2010;2de 1;;\(mother);;;;oui\n",
        ].enumerated().map { number, line in
            let line = line.trimmingCharacters(in: .newlines)
            return
                (number == 0
                ? line + ";Mail resp 2;Nom resp 2;Prénom resp 2;Émancipé" : number < 3 ? line + ";;;;" : line) + "\n"
        }.joined()
        _ = try await bench.take(file)
        _ = try await bench.take(RosterBench.heading + rows[0], of: RosterBench.other)
        let mailbox = try RosterBench.mailbox("Mariam@exemple.fr")
        func names() async throws -> [String] {
            try await bench.desk.minors(of: mailbox).map { "\($0.pupil.details.name.given) \($0.school.text)" }
        }
        let (here, there) = (RosterBench.school.text, RosterBench.other.text)
        #expect(
            Set(try await names()) == ["Awa \(here)", "Awa \(there)", "Binta \(here)", "Issa \(here)"])
        #expect(try await names().count == 4)
        bench.day.today = RosterBench.date("2029-05-03")
        #expect(try await names().contains("Issa \(here)"), "the day before")
        bench.day.today = RosterBench.date("2029-05-04")
        #expect(try await !names().contains("Issa \(here)"))
        #expect(try await bench.desk.minors(of: try RosterBench.mailbox("awa@exemple.fr")).isEmpty, "a pupil's own")
        bench.day.today = RosterBench.date("2026-11-28")
        _ = try await bench.take(RosterBench.heading + rows[1], marksLeft: true)
        #expect(Set(try await names()) == ["Awa \(there)", "Issa \(here)"], "who has left is followed no more")
    }

    /// Rule: a parent who must not know is shut out by the school, and no file lets him or her in again.
    @Test func `a pupil who is closed to the family is followed by nobody, whatever is imported`() async throws {
        _ = try await bench.take(RosterBench.file)
        let mailbox = try RosterBench.mailbox("mariam@exemple.fr")
        let followUp = bench.test.store.followUpStore
        let act = FamilyAct(isClosed: true, by: "Paulesecret", at: Date(timeIntervalSince1970: 1_795_867_200))
        #expect(try await followUp.closeToFamily(RosterBench.identity("1001"), act))
        #expect(try await bench.contents().allSatisfy { !$0.text.contains("Paulesecret") }, "sealed")
        #expect(try await bench.desk.minors(of: mailbox).map(\.pupil.reference.text) == ["1002"])
        _ = try await bench.take(RosterBench.file.replacing("3e 2", with: "3e 4"))
        #expect(try await bench.desk.minors(of: mailbox).map(\.pupil.reference.text) == ["1002"])
        #expect(try await bench.desk.pupils(of: mailbox).count == 2, "it is still the representative's")
        #expect(
            try await bench.store.find(RosterBench.identity("1001"))?.familyAct == act,
            "who and when outlives an import")
        #expect(try await followUp.closeToFamily(RosterBench.identity("1001"), RosterBench.familyAct(isClosed: false)))
        #expect(try await bench.store.find(RosterBench.identity("1001"))?.familyAct?.isClosed == false)
        #expect(try await bench.desk.minors(of: mailbox).map(\.pupil.reference.text) == ["1001", "1002"])
        #expect(try await !followUp.closeToFamily(RosterBench.identity("9"), RosterBench.familyAct(isClosed: true)))
    }

    /// Rule: a representative who must not know does not come in as the pupil either, by a mailbox that both have.
    @Test func `the mailbox of a representative lets nobody in as a pupil who is closed to the family`() async throws {
        _ = try await bench.take(RosterBench.file.replacing("awa@exemple.fr", with: "mariam@exemple.fr"))
        let mailbox = try RosterBench.mailbox("mariam@exemple.fr")
        let followUp = bench.test.store.followUpStore
        func themselves() async throws -> [String] {
            try await bench.desk.pupilsThemselves(at: mailbox).map(\.pupil.reference.text)
        }
        #expect(try await themselves() == ["1001"])
        #expect(try await bench.store.find(RosterBench.identity("1001"))?.isMailboxShared == true)
        #expect(try await followUp.closeToFamily(RosterBench.identity("1001"), RosterBench.familyAct(isClosed: true)))
        #expect(try await themselves().isEmpty)
        _ = try await bench.take(RosterBench.file)
        #expect(try await bench.store.find(RosterBench.identity("1001"))?.isMailboxShared == false)
        let own = try RosterBench.mailbox("awa@exemple.fr")
        #expect(try await bench.desk.pupilsThemselves(at: own).map(\.pupil.reference.text) == ["1001"])
    }

    @Test func `a mailbox of more children than a family has opens nothing`() async throws {
        func rows(_ count: Int) -> String {
            (1...count).map { "\($0);Foyersecret;P\($0);03/02/2012;3e 2;;foyer@exemple.fr;Foyer;Dominique;\n" }.joined()
        }
        let mailbox = try RosterBench.mailbox("foyer@exemple.fr")
        _ = try await bench.take(RosterBench.heading + rows(8))
        #expect(try await bench.desk.minors(of: mailbox).count == 8)
        _ = try await bench.take(RosterBench.heading + rows(9))
        #expect(try await bench.desk.minors(of: mailbox).isEmpty)
        #expect(
            try await bench.test.store.followUpStore.closeToFamily(
                RosterBench.identity("9"), RosterBench.familyAct(isClosed: true)))
        #expect(try await bench.desk.minors(of: mailbox).isEmpty, "to close one opens no other")
    }

    @Test func `knows a pupil by class code, name and date of birth, however written, and nobody by two of them`()
        async throws
    {
        _ = try await bench.take(RosterBench.file)
        let codes = try await bench.desk.classCodes(of: RosterBench.school)
        #expect(codes.map(\.className) == ["3e 1", "3e 2"])
        let code = try #require(codes.last)
        let day = RosterBench.date("2012-02-03")
        func find(_ code: String, _ given: String, _ family: String, _ day: CalendarDate) async throws -> String? {
            try await bench.desk.pupil(
                classCode: code, name: PersonName(given: given, family: family), birthDate: day)?.reference.text
        }
        #expect(try await find(code.code, "Awa", "Diallosecret", day) == "1001")
        #expect(try await find(" " + code.printed.uppercased(), "AWA", "diallosecret", day) == "1001")
        #expect(try await find(code.code, "Awa", "Diallosecret", RosterBench.date("2012-02-04")) == nil)
        #expect(try await find(code.code, "Awo", "Diallosecret", day) == nil)
        #expect(try await find(codes[0].code, "Awa", "Diallosecret", day) == nil)
        #expect(try await find("aaaaaaaa", "Awa", "Diallosecret", day) == nil)
        _ = try await bench.take(RosterBench.file + "2001;Diallosecret;Awa;03/02/2012;3e 2;;\n")
        #expect(try await find(code.code, "Awa", "Diallosecret", day) == nil, "two fit")
    }

    @Test func `a renewed code enters and the former does not`() async throws {
        _ = try await bench.take(RosterBench.file)
        let former = try #require(try await bench.desk.classCodes(of: RosterBench.school, className: "3e 2").first)
        #expect(try await bench.desk.classCodes(of: RosterBench.school, className: "3e 2") == [former])
        let fresh = try #require(
            try await bench.desk.classCodes(of: RosterBench.school, className: "3e 2", renews: true).first)
        #expect(fresh.code != former.code && fresh.code.count == ClassCode.length)
        #expect(try await bench.store.classOfCode(former.code) == nil)
        #expect(try await bench.store.classOfCode(fresh.code)?.className == "3e 2")
        await #expect(throws: RosterError.unknownClass) {
            try await bench.desk.classCodes(of: RosterBench.school, className: "3e 9")
        }
    }

    /// Rule: what is printed enters; of two who ask at once nobody is shown a code that was written over.
    @Test func `of codes that are made at the same moment all are shown the one that is kept`() async throws {
        _ = try await bench.take(RosterBench.file)
        let (desk, store) = (bench.desk, bench.store)
        func code(_ letters: String) throws -> ClassCode {
            ClassCode(
                school: RosterBench.school, className: "3e 1", code: letters, madeAt: .init(timeIntervalSince1970: 0))
        }
        let first = try await store.setClassCode(try code("aaaaaaaa"), false)
        #expect(try await store.setClassCode(try code("bbbbbbbb"), false) == first && first.code == "aaaaaaaa")
        #expect(try await store.setClassCode(try code("cccccccc"), true).code == "cccccccc")
        let seen = try await withThrowingTaskGroup(of: [ClassCode].self) { group in
            for _ in 0..<6 { group.addTask { try await desk.classCodes(of: RosterBench.school) } }
            return try await group.reduce(into: Set<[ClassCode]>()) { $0.insert($1) }
        }
        #expect(seen == [try await desk.classCodes(of: RosterBench.school)])
    }

    @Test func `keeps in clear neither name, address, number, class nor code`() async throws {
        _ = try await bench.take(RosterBench.file)
        let code = try #require(try await bench.desk.classCodes(of: RosterBench.school).last)
        let words = [
            "Diallosecret", "diallosecret", "Awa", "awa@exemple.fr", "mariam@exemple.fr", "+33639981234", "2012-02-03",
            "3e 2", "1001", code.code, "Courriel", "courriel",
        ]
        for (table, text) in try await bench.contents() {
            for word in words { #expect(!text.contains(word), "\(table) holds \(word)") }
        }
    }

    @Test func `what is sealed of one pupil opens as nobody else`() async throws {
        _ = try await bench.take(RosterBench.file)
        try await bench.test.store.pool.write { db in
            try db.execute(
                sql: """
                    UPDATE pupil SET sealed = (SELECT sealed FROM pupil WHERE number = 2) WHERE number = 1
                    """)
        }
        await #expect(throws: RosterError.self) { try await bench.desk.roster(of: RosterBench.school) }
    }

    @Test func `erases a pupil with marks and mailboxes, and says when there is none`() async throws {
        _ = try await bench.take(RosterBench.file)
        try await bench.desk.remove(RosterBench.identity("1001"))
        #expect(try await bench.desk.roster(of: RosterBench.school).pupils.count == 2)
        let counts = try await bench.test.store.pool.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM pupil"),
                try Int.fetchOne(db, sql: "SELECT count(*) FROM pupilMailbox")
            )
        }
        #expect(counts.0 == 2 && counts.1 == 1)
        await #expect(throws: RosterError.unknownPupil) { try await bench.desk.remove(RosterBench.identity("1001")) }
    }

    @Test func `keeps pupils until some months after the school year that named them last`() async throws {
        _ = try await bench.take(RosterBench.file)
        bench.day.today = RosterBench.date("2027-12-31")
        #expect(try await bench.desk.purge(months: 4, removes: true) == 0)
        bench.day.today = RosterBench.date("2028-01-01")
        #expect(try await bench.desk.purge(months: 4, removes: false) == 3)
        #expect(try await bench.desk.roster(of: RosterBench.school).pupils.count == 3)
        #expect(try await bench.desk.purge(months: 5, removes: false) == 0)
        _ = try await bench.desk.classCodes(of: RosterBench.school)
        #expect(try await bench.desk.purge(months: 4, removes: true) == 3)
        #expect(try await bench.desk.roster(of: RosterBench.school) == .empty)
        #expect(try await bench.store.classCodes(RosterBench.school).isEmpty)
    }

    @Test func `who is in this year's file is kept as long as this year's`() async throws {
        _ = try await bench.take(RosterBench.file)
        bench.day.today = RosterBench.date("2027-10-01")
        _ = try await bench.take(RosterBench.file)
        bench.day.today = RosterBench.date("2028-01-01")
        #expect(try await bench.desk.purge(months: 4, removes: true) == 0)
    }

    @Test func `remembers the columns of a school`() async throws {
        let file = RosterBench.file.replacing("Nom;", with: "Patronyme;")
        let bytes = Array(file.utf8)
        await #expect(throws: RosterError.self) { try await bench.desk.preview(bytes, of: RosterBench.school) }
        let mapping: [String: RosterColumn?] = ["Patronyme": .familyName]
        let preview = try await bench.desk.preview(bytes, of: RosterBench.school, mapping: mapping)
        _ = try await bench.desk.take(
            bytes, of: RosterBench.school, mapping: mapping, token: preview.token, marksLeft: false)
        #expect(try await bench.desk.preview(bytes, of: RosterBench.school).comparison.unchanged.count == 3)
        await #expect(throws: RosterError.self) { try await bench.desk.preview(bytes, of: RosterBench.other) }
    }

    @Test(.timeLimit(.minutes(1)))
    func `takes a thousand pupils in one transaction, within seconds even where nothing is optimised`()
        async throws
    {
        let rows = (0..<1000).map {
            "\($0);Nom\($0)x;Prenom;03/02/2012;3e \($0 / 30);p\($0)@exemple.fr;r\($0)@exemple.fr;Nom;Odile;\n"
        }
        let clock = ContinuousClock()
        let time = try await clock.measure { _ = try await bench.take(RosterBench.heading + rows.joined()) }
        #expect(try await bench.desk.roster(of: RosterBench.school).present.count == 1000)
        #expect(time < .seconds(15), "\(time)")
    }
}
