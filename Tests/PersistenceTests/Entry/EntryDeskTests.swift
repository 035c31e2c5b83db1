import Applications
import Foundation
import GRDB
import Parties
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Who enters by a mailed link")
struct EntryDeskTests {
    private static let email = "claire@menuiserie.example"
    private let test: TestStore
    private let bench: EntryBench
    private var desk: EntryDesk { bench.desk }

    init() throws {
        test = try TestStore()
        bench = Self.bench(test)
    }

    private static func bench(_ test: TestStore, _ limits: EntryDesk.Limits = EntryDesk.Limits()) -> EntryBench {
        EntryBench(
            store: test.store.entryStore, heads: test.store, authenticate: test.store.conventionStore.authenticate,
            limits: limits)
    }

    private func employer(_ visit: VisitToken) async throws -> EmployerAccount {
        guard case .employer(let account) = try await desk.visitor(of: visit) else { throw Stranger() }
        return account
    }

    private struct Stranger: Error {}

    // MARK: Employers

    @Test func `the first entry makes an employer's account, the next ones find it`() async throws {
        let link = try await bench.link(to: Self.email, as: .employer)
        #expect(try await desk.question(link, as: .employer) == .name)
        #expect(try await desk.employers().isEmpty, "nothing is made by asking")
        let visit = try await desk.enter(link, as: .employer, EntryAnswer(name: "  Claire   Martin "))
        let account = try await employer(visit)
        #expect(account.name == "Claire Martin" && account.email == Self.email)
        let again = try await bench.link(to: "Claire@Menuiserie.example", as: .employer)
        #expect(try await desk.question(again, as: .employer) == .nothing)
        let other = try await desk.enter(again, as: .employer, EntryAnswer(name: "Somebody Else"))
        #expect(try await employer(other).id == account.id)
        #expect(try await employer(other).name == "Claire Martin", "a name is given once")
        #expect(try await desk.employers().map(\.id) == [account.id])
    }

    @Test(arguments: ["", "  ", "claire@menuiserie.example", String(repeating: "n", count: 101)])
    func `a name that can be nobody's makes no account, and leaves the link good`(name: String) async throws {
        let link = try await bench.link(to: Self.email, as: .employer)
        await #expect(throws: EntryError.unusableName) {
            try await desk.enter(link, as: .employer, EntryAnswer(name: name))
        }
        #expect(try await desk.employers().isEmpty)
        _ = try await desk.enter(link, as: .employer, EntryAnswer(name: "Claire Martin"))
    }

    @Test func `a removed account is out at once, and its address and name are destroyed`() async throws {
        let visit = try await bench.enter(Self.email, as: .employer)
        let link = try await bench.link(to: Self.email, as: .employer)
        let id = try await employer(visit).id
        #expect(try await desk.remove(id))
        await #expect(throws: EntryError.nobody) { try await desk.visitor(of: visit) }
        await #expect(throws: EntryError.expiredLink) { try await desk.enter(link, as: .employer) }
        #expect(try await !desk.remove(id))
        let keys = try await test.store.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM conventionKey WHERE convention = ?", arguments: [id.text])
        }
        #expect(keys == 0)
        #expect(try await test.store.waitingMails().isEmpty)
        let next = try await bench.enter(Self.email, as: .employer)
        #expect(try await employer(next).id != id, "who comes back owns nothing of before")
    }

    // MARK: Links

    @Test(arguments: VisitorKind.allCases)
    func `a link serves once, for fifteen minutes, for its own door, and looking changes nothing`(
        kind: VisitorKind
    ) async throws {
        try await bench.hire(ModeratorAccount(id: "head-m", name: "M", email: Self.email))
        bench.enrol("Awa", email: Self.email, representatives: [Self.email])
        let answer = EntryAnswer(name: "Claire Martin", code: EntryBench.code)
        let link = try await bench.link(to: Self.email, as: kind)
        for _ in 0..<3 { _ = try await desk.question(link, as: kind) }
        for other in VisitorKind.allCases where other != kind {
            await #expect(throws: EntryError.expiredLink) { try await desk.enter(link, as: other, answer) }
            await #expect(throws: EntryError.expiredLink) { try await desk.question(link, as: other) }
        }
        #expect(try await desk.visitor(of: try await desk.enter(link, as: kind, answer)).kind == kind)
        await #expect(throws: EntryError.expiredLink) { try await desk.enter(link, as: kind, answer) }
        let late = try await bench.link(to: Self.email, as: kind)
        bench.advance(by: 899)
        _ = try await desk.question(late, as: kind)
        bench.advance(by: 1)
        await #expect(throws: EntryError.expiredLink) { try await desk.question(late, as: kind) }
        await #expect(throws: EntryError.expiredLink) { try await desk.enter(late, as: kind, answer) }
    }

    @Test func `of two who use a link at once one enters`() async throws {
        let link = try await bench.link(to: Self.email, as: .employer)
        let answer = EntryAnswer(name: "Claire Martin")
        let entered = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { (try? await bench.desk.enter(link, as: .employer, answer)) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(entered == 1)
    }

    @Test(arguments: VisitorKind.allCases)
    func `three links an hour are enough for one person`(kind: VisitorKind) async throws {
        try await bench.hire(ModeratorAccount(id: "head-m", name: "M", email: Self.email))
        bench.enrol("Awa", email: Self.email, representatives: [Self.email])
        for _ in 0..<5 { try await desk.sendLink(to: Self.email, as: kind) }
        let waiting = try await test.store.waitingMails().count
        #expect(waiting == 3)
        bench.advance(by: 3_601)
        try await desk.sendLink(to: Self.email, as: kind)
        #expect(try await test.store.waitingMails().count == 4)
    }

    @Test func `no more strangers are written to within an hour than the limit`() async throws {
        var limits = EntryDesk.Limits()
        limits.newcomersPerHour = 4
        let bench = Self.bench(test, limits)
        let known = try await bench.enter(Self.email, as: .employer)
        for number in 0..<9 { try await bench.desk.sendLink(to: "n\(number)@exemple.fr", as: .employer) }
        #expect(try await test.store.waitingMails().count == 5)
        try await bench.desk.sendLink(to: Self.email, as: .employer)
        #expect(try await test.store.waitingMails().count == 6, "who is known is not kept out")
        _ = known
    }

    @Test func `an address that no roster and no account has is not written to`() async throws {
        bench.enrol("Awa", email: "awa@exemple.fr")
        try await bench.hire()
        for kind in [VisitorKind.moderator, .pupil, .family] { try await desk.sendLink(to: Self.email, as: kind) }
        for text in ["", "nobody", "a@b@c", "claire@menuiserie.example\r\nBcc: x@y.example"] {
            for kind in VisitorKind.allCases { try await desk.sendLink(to: text, as: kind) }
        }
        #expect(try await test.store.waitingMails().isEmpty)
    }

    // MARK: Visits

    @Test func `a visit ends half an hour after its last use, and after eight hours whatever is done`() async throws {
        let idle = try await bench.enter(Self.email, as: .employer)
        bench.advance(by: 1_799)
        _ = try await desk.visitor(of: idle)
        bench.advance(by: 1_799)
        _ = try await desk.visitor(of: idle)
        bench.advance(by: 1_800)
        await #expect(throws: EntryError.nobody) { try await desk.visitor(of: idle) }
        let busy = try await bench.enter(Self.email, as: .employer)
        for _ in 0..<19 {
            bench.advance(by: 1_500)
            _ = try await desk.visitor(of: busy)
        }
        bench.advance(by: 300)
        await #expect(throws: EntryError.nobody) { try await desk.visitor(of: busy) }
    }

    @Test func `who leaves is out, and a browser that enters anew leaves the visit before`() async throws {
        bench.enrol("Awa", email: "awa@exemple.fr")
        let first = try await bench.enter(Self.email, as: .employer)
        let second = try await bench.enter("awa@exemple.fr", as: .pupil, leaving: first)
        await #expect(throws: EntryError.nobody) { try await desk.visitor(of: first) }
        #expect(try await desk.visitor(of: second).kind == .pupil)
        try await desk.leave(second)
        await #expect(throws: EntryError.nobody) { try await desk.visitor(of: second) }
    }

    /// Rule: who came in by a mailbox that a parent reads too is out when the pupil is closed to the family, and so is a link on its way.
    @Test func `visits and links of a pupil end together, and of no other`() async throws {
        bench.enrol("Awa", email: "awa@exemple.fr")
        bench.enrol("Issa", email: "issa@exemple.fr")
        let visit = try await bench.enter("awa@exemple.fr", as: .pupil)
        let link = try await bench.link(to: "awa@exemple.fr", as: .pupil)
        let other = try await bench.enter("issa@exemple.fr", as: .pupil)
        guard case .pupil(let pupil) = try await desk.visitor(of: visit) else {
            Issue.record("not a pupil")
            return
        }
        for _ in 0..<2 { try await desk.endVisits(of: pupil) }
        await #expect(throws: EntryError.nobody) { try await desk.visitor(of: visit) }
        await #expect(throws: EntryError.self) { try await desk.enter(link, as: .pupil, EntryAnswer()) }
        #expect(try await desk.visitor(of: other).kind == .pupil)
        let again = try await bench.enter("awa@exemple.fr", as: .pupil)
        #expect(try await desk.visitor(of: again) == .pupil(pupil), "the same pupil, anew")
    }

    @Test func `a link is no visit, and a visit no link`() async throws {
        let link = try await bench.link(to: Self.email, as: .employer)
        let swapped = try #require(VisitToken(link.text))
        await #expect(throws: EntryError.nobody) { try await desk.visitor(of: swapped) }
        try await desk.leave(swapped)
        let visit = try await desk.enter(link, as: .employer, EntryAnswer(name: "Claire Martin"))
        let back = try #require(EntryToken(visit.text))
        await #expect(throws: EntryError.expiredLink) { try await desk.question(back, as: .employer) }
    }

    @Test func `neither secrets nor addresses, names, schools and references lie in the database`() async throws {
        let awa = bench.enrol("Awa", email: "awa@exemple.fr", reference: "REF-4711")
        let link = try await bench.link(to: Self.email, as: .employer)
        let visits = [
            try await desk.enter(link, as: .employer, EntryAnswer(name: "Claire Martin")),
            try await desk.enter(awa.claim, from: "192.0.2.7"),
        ]
        _ = try? await desk.enter(
            PupilClaim(
                classCode: "ZZZZZZ", familyName: "Diallo", givenName: "Awa", birthDate: awa.claim.birthDate),
            from: "192.0.2.7")
        let bytes = try test.allBytes()
        let secrets = [link.text, visits[0].text, visits[1].text]
        let personal = [
            Self.email, "Claire", "awa@exemple.fr", "REF-4711", "0990011Z", "192.0.2.7", "K7PMQ2", "Diallo",
        ]
        for text in secrets + personal { #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text)") }
    }

    // MARK: Pupils

    @Test func `brothers and sisters who share a mailbox get a link each`() async throws {
        bench.enrol("Awa", email: "famille@exemple.fr")
        bench.enrol("Issa", email: "famille@exemple.fr")
        try await desk.sendLink(to: "Famille@exemple.fr", as: .pupil)
        let letters = bench.letters(to: "famille@exemple.fr")
        #expect(letters.map(\.recipient) == ["Awa", "Issa"])
        for (letter, name) in zip(letters, ["Awa", "Issa"]) {
            guard case .pupil(let pupil) = try await desk.visitor(of: try await desk.enter(letter.token, as: .pupil))
            else { throw Stranger() }
            #expect(pupil.reference.text == name)
        }
    }

    @Test func `a pupil whom the roster has no more is out at once`() async throws {
        let awa = bench.enrol("Awa", email: "awa@exemple.fr")
        let visit = try await desk.enter(awa.claim, from: "192.0.2.7")
        let link = try await bench.link(to: "awa@exemple.fr", as: .pupil)
        bench.strike(awa.pupil)
        await #expect(throws: EntryError.nobody) { try await desk.visitor(of: visit) }
        await #expect(throws: EntryError.expiredLink) { try await desk.enter(link, as: .pupil) }
        await #expect(throws: EntryError.notRecognized) { try await desk.enter(awa.claim, from: "192.0.2.7") }
    }

    // MARK: Families

    @Test func `a family gets one link for all its children, whom the rosters name at each look`() async throws {
        let awa = bench.enrol("Awa", representatives: ["mariam@exemple.fr"])
        let issa = bench.enrol(
            "Issa", email: "issa@exemple.fr", representatives: ["mariam@exemple.fr", "ali@exemple.fr"])
        let visit = try await bench.enter("Mariam@exemple.fr", as: .family)
        #expect(bench.letters(to: "mariam@exemple.fr").count == 1)
        func children(_ visit: VisitToken) async throws -> [String] {
            guard case .family(let family) = try await desk.visitor(of: visit) else { throw Stranger() }
            return family.children.map(\.givenName)
        }
        #expect(try await children(visit) == ["Awa", "Issa"])
        #expect(try await children(try await bench.enter("ali@exemple.fr", as: .family)) == ["Issa"])
        bench.strike(awa.pupil)
        #expect(try await children(visit) == ["Issa"])
        let link = try await bench.link(to: "mariam@exemple.fr", as: .family)
        bench.strike(issa.pupil)
        await #expect(throws: EntryError.nobody) { try await desk.visitor(of: visit) }
        await #expect(throws: EntryError.expiredLink) { try await desk.enter(link, as: .family) }
    }

    @Test func `neither a pupil's mailbox lets a family in nor a family's a pupil`() async throws {
        bench.enrol("Awa", email: "awa@exemple.fr", representatives: ["mariam@exemple.fr"])
        try await desk.sendLink(to: "awa@exemple.fr", as: .family)
        try await desk.sendLink(to: "mariam@exemple.fr", as: .pupil)
        #expect(try await test.store.waitingMails().isEmpty)
    }

    @Test func `a family's address lies sealed, and is forgotten thirty days after the last entry`() async throws {
        bench.enrol("Awa", representatives: ["mariam@exemple.fr"])
        let visit = try await bench.enter("mariam@exemple.fr", as: .family)
        let bytes = try test.allBytes()
        for text in ["mariam", visit.text] { #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text)") }
        bench.advance(by: 30 * 86_400 - 1)
        _ = try await desk.sweep()
        #expect(try await rows("visitor") == 1)
        bench.advance(by: 2)
        _ = try await desk.sweep()
        #expect(try await rows("visitor") == 0)
        #expect(try await rows("conventionKey") == 0)
    }

    @Test func `visitors of before the families stay, with their visits`() async throws {
        let queue = try DatabaseQueue()
        try StoreMigration.migrator.migrate(queue, upTo: StoreMigration.writeToHosts.name)
        try await queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO visitor VALUES ('employer-x', 'employer', zeroblob(32), 1, 2, x'05');
                    INSERT INTO visitorPass VALUES (zeroblob(32), 'visit', 'employer', 'employer-x', 1, 3, 2);
                    """)
        }
        try StoreMigration.migrator.migrate(queue)
        let kept = try await queue.read { db in
            let sql = "SELECT v.id || ' ' || v.lastEnteredAt || ' ' || p.expiresAt || ' ' || p.lastUsedAt"
            return try String.fetchOne(db, sql: sql + " FROM visitor v JOIN visitorPass p ON p.visitor = v.id")
        }
        #expect(kept == "employer-x 2 3 2")
        let indexes = try await queue.read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'visitor%'")
        }
        #expect(Set(indexes) == ["visitorByKind", "visitorPassOfVisitor", "visitorPassByEnd"])
    }

    // MARK: Moderators

    @Test func `a moderator needs the code besides the link, and is out when the account is taken back`() async throws {
        try await bench.hire()
        let link = try await bench.link(to: EntryBench.moderator.email, as: .moderator)
        #expect(try await desk.question(link, as: .moderator) == .code)
        await #expect(throws: EntryError.wrongCode(remainingTries: 4)) {
            try await desk.enter(link, as: .moderator, EntryAnswer(code: "000000"))
        }
        let visit = try await desk.enter(link, as: .moderator, EntryAnswer(code: EntryBench.code))
        #expect(try await desk.visitor(of: visit) == .moderator(EntryBench.moderator))
        bench.dismissModerators()
        await #expect(throws: EntryError.nobody) { try await desk.visitor(of: visit) }
    }

    // MARK: What is forgotten

    @Test func `who has not entered for three years is forgotten, who asked and never came after a day`() async throws {
        let awa = bench.enrol("Awa")
        let visit = try await bench.enter(Self.email, as: .employer)
        _ = try await desk.enter(awa.claim, from: "192.0.2.7")
        _ = try await bench.link(to: "never@exemple.fr", as: .employer)
        let id = try await employer(visit).id
        bench.advance(by: 86_400 + 1)
        #expect(try await desk.sweep() == 0)
        #expect(try await rows("visitor") == 2, "all but the one who never came")
        #expect(try await rows("visitorPass") == 0)
        #expect(try await rows("visitorTry") == 0)
        bench.advance(by: 30 * 86_400)
        #expect(try await desk.sweep() == 0)
        #expect(try await rows("visitor") == 1, "the pupil's record")
        bench.advance(by: (3 * 365.25 - 32) * 86_400)
        #expect(try await desk.sweep() == 0)
        #expect(try await desk.employer(id) != nil)
        bench.advance(by: 86_400)
        #expect(try await desk.sweep() == 1)
        #expect(try await desk.employer(id) == nil)
        #expect(try await rows("visitor") == 0)
        #expect(try await rows("conventionKey") == 0)
    }

    private func rows(_ table: String) async throws -> Int {
        try await test.store.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0 }
    }
}
