import Foundation
import GRDB
import Offers
import Parties
import Placements
import Synchronization
import Testing
import Workflow

@testable import Persistence

@Suite("A school's directory of hosts")
struct HostDeskTests {
    /// What is met, and the clock.
    private final class World: Sendable {
        let met = Mutex<[UAI: [HostEncounter]]>([:])
        let now = Mutex(OfferBench.now)
    }

    private let bench: OfferBench
    private let world = World()
    private let desk: HostDesk
    private let own = RandomOffers.schools[0]
    private let other = RandomOffers.schools[1]
    private let bakery = OfferBench.siret
    private let garage = OfferBench.siret("73282932000074")

    init() throws {
        bench = try OfferBench()
        let world = world
        desk = HostDesk(
            store: bench.test.store.hostStore,
            encounters: HostEncounters { school throws(PlacementError) in world.met.withLock { $0[school] ?? [] } },
            now: { world.now.withLock { $0 } })
    }

    private func encounter(
        _ siret: SIRET, _ name: String, _ standing: HostEncounter.Standing, _ first: String, _ last: String,
        city: String = "Créteil", pupil: String = "Awa", kind: Employer.Category? = nil
    ) -> HostEncounter {
        var host = HostIdentity(
            siret: siret, name: name,
            address: PostalAddress(street: "12 rue des Lilas", postalCode: "94000", city: city))
        host.kind = kind
        return HostEncounter(
            source: .convention("R"), standing: standing, host: host, pupil: PersonName(given: pupil, family: "Diallo"),
            days: OfferBench.date(first)...OfferBench.date(last))
    }

    private func meet(_ school: UAI, _ encounters: HostEncounter...) {
        world.met.withLock { $0[school] = encounters }
    }

    /// Rule: hosts are merged by their number, under the name that was written last, and counted by school year.
    @Test func `is made of what documents say, merged by number`() async throws {
        meet(
            own, encounter(bakery, "Boulangerie Martin", .over, "2025-06-16", "2025-06-20", kind: .business),
            encounter(garage, "Garage des Pins", .nothing, "2027-03-15", "2027-03-19", city: "Évry"),
            encounter(bakery, "Boulangerie Martin et fils", .agreed, "2027-03-15", "2027-03-19", pupil: "Issa"),
            encounter(bakery, "Boulangerie Martin", .over, "2026-09-07", "2026-09-11", pupil: "Léa"),
            encounter(bakery, "Boulangerie Martin", .signing, "2027-02-15", "2027-02-19", pupil: "Zoé"))
        let hosts = try await desk.hosts(of: own)
        #expect(hosts.map(\.name) == ["Boulangerie Martin et fils", "Garage des Pins"])
        let first = try #require(hosts.first)
        #expect(first.placements.map(\.count) == [2, 1] && first.placements.map(\.year.start) == [2026, 2024])
        #expect(first.lastDay == OfferBench.date("2027-03-19") && first.openCount == 2 && first.kind == .business)
        #expect(hosts[1].placements.isEmpty && hosts[1].lastDay == nil && hosts[1].openCount == 0)
        #expect(try await desk.hosts(of: other).isEmpty)
    }

    @Test(arguments: [
        ("martin", ["35600000000048"]), ("évry", ["73282932000074"]), ("EVRY gar", ["73282932000074"]),
        ("356 000", ["35600000000048"]), ("94000 boulangerie", ["35600000000048"]), ("absent", []), ("martin evry", []),
    ])
    func `is searched by name, town and number`(_ query: String, _ found: [String]) async throws {
        meet(
            own, encounter(bakery, "Boulangerie Martin", .over, "2025-06-16", "2025-06-20"),
            encounter(garage, "Garage des Pins", .over, "2025-06-16", "2025-06-20", city: "Évry"))
        let hosts = HostDesk.matching(query, try await desk.hosts(of: own))
        #expect(hosts.map(\.siret.digits) == found)
    }

    @Test func `takes a host by hand once, and notes who did what`() async throws {
        try await desk.add(garage, name: "Garage des Pins", city: "Évry", to: own, by: "account-1")
        await #expect(throws: HostError.known) {
            try await desk.add(garage, name: "Autre", city: "Évry", to: own, by: "account-2")
        }
        try await desk.write(note: "Demander Mme B., le matin.", on: garage, of: own, by: "account-2")
        try await desk.write(note: "Demander Mme B., le matin.", on: garage, of: own, by: "account-2")
        let record = try #require(try await desk.host(garage, of: own).record)
        #expect(record.note == "Demander Mme B., le matin." && record.name == "Garage des Pins")
        #expect(
            record.acts.map(\.kind) == [.added, .noted] && record.acts.map(\.account) == ["account-1", "account-2"])
        await #expect(throws: HostError.unknownHost) { _ = try await desk.host(garage, of: other) }
        await #expect(throws: HostError.unknownHost) {
            try await desk.write(note: "x", on: garage, of: other, by: "account-3")
        }
    }

    @Test func `refuses texts that are too long, and a block without a reason`() async throws {
        meet(own, encounter(bakery, "Boulangerie Martin", .over, "2025-06-16", "2025-06-20"))
        func code(_ body: () async throws -> Void) async -> ConventionFault.Code? {
            do { try await body() } catch HostError.text(_, let cause) { return cause.code } catch {}
            return nil
        }
        let long = String(repeating: "a ", count: 501)
        #expect(await code { try await desk.write(note: long, on: bakery, of: own, by: "a") } == .textTooLong)
        #expect(await code { try await desk.block(bakery, of: own, because: " ", by: "a") } == .emptyText)
        #expect(await code { try await desk.add(garage, name: "", city: "Évry", to: own, by: "a") } == .emptyText)
        #expect(try await desk.host(bakery, of: own).record == nil)
    }

    /// Rule: pupils of a school see none of what a blocked host offers; pupils of others do. It can be taken back.
    @Test func `keeps a blocked host's offers from the school's pupils, and from nobody else`() async throws {
        try await bench.openCampaign()
        meet(own, encounter(bakery, "Boulangerie Martin", .over, "2025-06-16", "2025-06-20"))
        let blockedOffer = try await bench.publish()
        let free = try await bench.publish(OfferBench.offer { $0.posting.employer.siret = garage })
        try await desk.block(bakery, of: own, because: "Élève laissé seul", by: "account-1")
        try await desk.block(bakery, of: own, because: "Une seconde fois", by: "account-2")
        let blocked = try await desk.blocked(by: own)
        #expect(blocked == [bakery])
        #expect(try await desk.blocked(by: other).isEmpty)
        let reader = OfferReader(school: own, blocked: blocked)
        for query in ["", "boulangère"] {
            let hits = try await bench.page { page in
                page.reader = reader
                page.words = query
            }.hits.map(\.id)
            #expect(hits == [free], "\(query)")
        }
        await #expect(throws: PlacementError.unknownOffer) {
            _ = try await bench.desk.shown(blockedOffer, to: reader, on: OfferBench.today)
        }
        #expect(try await bench.desk.shown(free, to: reader, on: OfferBench.today).id == free)
        #expect(Set(try await bench.found { $0.reader = OfferReader(school: other) }) == [blockedOffer, free])
        let record = try #require(try await desk.host(bakery, of: own).record)
        #expect(record.block?.reason == "Élève laissé seul" && record.block?.account == "account-1")
        try await desk.unblock(bakery, of: own, by: "account-2")
        #expect(try await desk.blocked(by: own).isEmpty)
        #expect(try await desk.host(bakery, of: own).record?.acts.map(\.kind) == [.blocked, .unblocked])
    }

    /// Rule: of two who read the same, one goes on; the other reads again.
    @Test func `loses nothing when two change the same host`() async throws {
        let store = bench.test.store.hostStore
        let record = HostRecord(siret: bakery, note: "un")
        try await store.save(record, own, OfferBench.now)
        await #expect(throws: OfferStoreError.changedMeanwhile) { try await store.save(record, own, OfferBench.now) }
        let first = try #require(try await store.find(own, bakery))
        try await store.save(first, own, OfferBench.now)
        await #expect(throws: OfferStoreError.changedMeanwhile) { try await store.save(first, own, OfferBench.now) }
    }

    /// Rule: notes and reasons go with the retention of offers; that a host is blocked stays until somebody lifts it, without who and why.
    @Test func `forgets what was written, and never lifts a block by itself`() async throws {
        try await desk.add(garage, name: "Garage des Pins", city: "Évry", to: own, by: "account-1")
        meet(own, encounter(bakery, "Boulangerie Martin", .over, "2025-06-16", "2025-06-20"))
        try await desk.write(note: "Notesecrete", on: bakery, of: own, by: "account-1")
        try await desk.block(bakery, of: own, because: "Motifsecret", by: "account-1")
        let store = bench.test.store
        func forget(_ seconds: Double) async throws -> Int {
            let limit = OfferBench.now.addingTimeInterval(seconds)
            return try await store.forgetPlacements(PlacementLimits(applications: limit, offers: limit)).hosts
        }
        #expect(try await forget(-1) == 0)
        #expect(try await desk.host(bakery, of: own).record?.note == "Notesecrete")
        #expect(try await forget(1) == 2)
        #expect(try await forget(1) == 0)
        await #expect(throws: HostError.unknownHost) { _ = try await desk.host(garage, of: own) }
        let kept = try #require(try await desk.host(bakery, of: own).record)
        #expect(kept.isBlocked && kept.note.isEmpty && kept.acts.isEmpty && kept.block == nil)
        try await desk.unblock(bakery, of: own, by: "account-1")
        #expect(try await desk.blocked(by: own).isEmpty)
    }

    @Test func `keeps its words encrypted, each where it belongs`() async throws {
        meet(
            own, encounter(bakery, "Boulangerie Martin", .over, "2025-06-16", "2025-06-20"),
            encounter(garage, "Garage", .over, "2025-06-16", "2025-06-20"))
        try await desk.write(note: "Notesecrete", on: bakery, of: own, by: "account-1")
        try await desk.write(note: "Autre", on: garage, of: own, by: "account-1")
        #expect(try bench.test.allBytes().range(of: Data("Notesecrete".utf8)) == nil)
        let bytes = bakery.digits
        try await bench.test.store.pool.write { db in
            try db.execute(
                sql: """
                    UPDATE schoolHost SET sealed = (SELECT sealed FROM schoolHost WHERE siret <> ?) WHERE siret = ?
                    """, arguments: [bytes, bytes])
        }
        await #expect(throws: HostError.self) { _ = try await desk.host(bakery, of: own) }
    }

    // MARK: Invitations

    private func inviting(_ terms: HostInvitationTerms = HostInvitationTerms()) -> HostDesk {
        let world = world
        return HostDesk(
            store: bench.test.store.hostStore,
            encounters: HostEncounters { school throws(PlacementError) in world.met.withLock { $0[school] ?? [] } },
            letters: HostLetters(
                write: { invitation, mailbox throws(PlacementError) in
                    EntryMail(
                        messageKey: "key-\(invitation.id.text)", email: mailbox.text, subject: "Invitation",
                        body: invitation.id.text, notAfter: invitation.expiresAt)
                },
                makeID: { HostInvitation.ID(OfferBench.id().text) ?? { preconditionFailure("id") }() },
                schoolName: { "Collège \($0.text)" }), terms: terms, now: { world.now.withLock { $0 } })
    }

    private func mails() async throws -> [String: String] {
        let items = try await bench.test.store.outboxStore.claim(.distantFuture, .distantPast, 100).map(\.mail)
        return Dictionary(items.map { ($0.to, $0.textBody) }) { first, _ in first }
    }

    /// Rule: one mail, to the address that is known or typed; what the form is filled with is the host's own; nobody is asked again within thirty days.
    @Test func `invites a host once in thirty days, where it was reached last or where somebody typed`() async throws {
        var known = encounter(bakery, "Boulangerie Martin", .over, "2025-06-16", "2025-06-20")
        var host = known.host
        (host.email, host.sector) = (MailboxAddress("claire@boulangerie.example"), Sector.foodIndustry.name)
        known = HostEncounter(
            source: known.source, standing: known.standing, host: host, pupil: known.pupil, grade: .troisieme,
            days: known.days)
        meet(own, known, encounter(garage, "Garage", .over, "2025-06-16", "2025-06-20"))
        let desk = inviting()
        await #expect(throws: HostError.noMailbox) {
            try await desk.invite(garage, of: own, to: "", isReserved: false, by: "a")
        }
        await #expect(throws: HostError.noMailbox) {
            try await desk.invite(garage, of: own, to: "x@", isReserved: false, by: "a")
        }
        try await desk.invite(bakery, of: own, to: " ", isReserved: true, by: "account-1")
        try await desk.invite(garage, of: own, to: "contact@garage.example", isReserved: false, by: "account-1")
        let sent = try await mails()
        #expect(Set(sent.keys) == ["claire@boulangerie.example", "contact@garage.example"])
        let found = try await desk.invitation(try #require(sent["claire@boulangerie.example"]))
        let invitation = try #require(found)
        #expect(invitation.school == own && invitation.siret == bakery && invitation.name == "Boulangerie Martin")
        #expect(invitation.sector == .foodIndustry && invitation.grade == .troisieme && invitation.isReserved)
        #expect(invitation.address?.city == "Créteil" && invitation.schoolName == "Collège \(own.text)")
        let until = OfferBench.now.addingTimeInterval(30 * 86_400)
        await #expect(throws: HostError.invitedBefore(until: until)) {
            try await desk.invite(bakery, of: own, to: "autre@exemple.fr", isReserved: false, by: "account-2")
        }
        #expect(try await desk.host(bakery, of: own).record?.acts.map(\.kind) == [.invited])
        world.now.withLock { $0 = until }
        try await desk.invite(bakery, of: own, to: "", isReserved: false, by: "account-2")
        #expect(try await desk.host(bakery, of: own).record?.acts.map(\.kind) == [.invited, .invited])
    }

    @Test func `invites no host that is blocked or another school's, and no more than so many a day`() async throws {
        meet(
            own, encounter(bakery, "Boulangerie Martin", .over, "2025-06-16", "2025-06-20"),
            encounter(garage, "Garage", .over, "2025-06-16", "2025-06-20"))
        var terms = HostInvitationTerms()
        terms.perDay = 1
        let desk = inviting(terms)
        try await desk.block(bakery, of: own, because: "Élève laissé seul", by: "a")
        await #expect(throws: HostError.blocked) {
            try await desk.invite(bakery, of: own, to: "a@b.example", isReserved: false, by: "a")
        }
        await #expect(throws: HostError.unknownHost) {
            try await desk.invite(bakery, of: other, to: "a@b.example", isReserved: false, by: "a")
        }
        try await desk.unblock(bakery, of: own, by: "a")
        try await desk.invite(bakery, of: own, to: "a@b.example", isReserved: false, by: "a")
        await #expect(throws: HostError.tooManyInvitations) {
            try await desk.invite(garage, of: own, to: "c@d.example", isReserved: false, by: "a")
        }
        #expect(try await mails().count == 1)
        world.now.withLock { $0 += 86_401 }
        try await desk.invite(garage, of: own, to: "c@d.example", isReserved: false, by: "a")
    }

    /// Rule: nothing is forgotten by taking a host out that binds the school: what documents say, a block, an invitation and its pause.
    @Test func `takes out what was added by hand, once nothing holds it`() async throws {
        let desk = inviting()
        func isHeld() async throws -> Bool {
            let entry = try await desk.host(garage, of: own)
            guard !desk.mayBeRemoved(entry) else { return false }
            await #expect(throws: HostError.held) { try await desk.remove(garage, of: own) }
            return true
        }
        try await desk.add(garage, name: "Garage", city: "Évry", to: own, by: "a")
        #expect(try await !isHeld())
        await #expect(throws: HostError.unknownHost) { try await desk.remove(garage, of: other) }
        meet(own, encounter(garage, "Garage des Pins", .nothing, "2027-03-15", "2027-03-19"))
        #expect(try await isHeld(), "named by a document")
        await #expect(throws: HostError.namedByDocuments) {
            try await desk.rename(garage, name: "Autre", city: "Évry", of: own, by: "a")
        }
        meet(own)
        try await desk.add(bakery, name: "Fournil", city: "Évry", to: own, by: "a")
        try await desk.block(bakery, of: own, because: "Élève laissé seul", by: "a")
        await #expect(throws: HostError.held) { try await desk.remove(bakery, of: own) }
        try await desk.unblock(bakery, of: own, by: "a")
        await #expect(throws: HostError.held, "why it was blocked can be asked") {
            try await desk.remove(bakery, of: own)
        }
        try await desk.invite(garage, of: own, to: "a@b.example", isReserved: false, by: "a")
        world.now.withLock { $0 += 31 * 86_400 }
        #expect(try await isHeld(), "its link still leads to the form")
        let edition = try #require(desk.invitationStanding(at: try await desk.host(garage, of: own)))
        try await desk.takeBack(edition, from: garage, of: own, by: "a")
        #expect(try await !isHeld())
        try await desk.invite(garage, of: own, to: "a@b.example", isReserved: false, by: "a")
        let second = try #require(desk.invitationStanding(at: try await desk.host(garage, of: own)))
        try await desk.takeBack(second, from: garage, of: own, by: "a")
        #expect(try await isHeld(), "it counts: three within thirty days")
        world.now.withLock { $0 += 31 * 86_400 }
        try await desk.remove(garage, of: own)
        #expect(try await desk.hosts(of: own).map(\.siret) == [bakery])
        try await desk.add(garage, name: "Garage", city: "Évry", to: own, by: "a")
        #expect(try await desk.host(garage, of: own).record?.acts.count == 1, "nothing of before")
    }

    @Test func `of two who change what is there, the one that takes it out is told`() async throws {
        try await desk.add(garage, name: "Garage", city: "Évry", to: own, by: "a")
        let record = try #require(try await desk.host(garage, of: own).record)
        try await desk.write(note: "Le matin.", on: garage, of: own, by: "b")
        await #expect(throws: OfferStoreError.changedMeanwhile) {
            try await bench.test.store.hostStore.remove(record, own)
        }
        #expect(try await desk.host(garage, of: own).record?.note == "Le matin.")
    }

    /// Rule: what was sent counts, also when it is taken back: nobody mails without bound by taking back and inviting in turn.
    @Test func `takes an invitation back, with its link and its mail, and invites anew, three times at most`()
        async throws
    {
        meet(own, encounter(bakery, "Boulangerie Martin", .over, "2025-06-16", "2025-06-20"))
        let desk = inviting()
        for number in 1...3 {
            try await desk.invite(bakery, of: own, to: "a\(number)@b.example", isReserved: false, by: "a")
            let reference = try #require(try await mails()["a\(number)@b.example"])
            let edition = try #require(desk.invitationStanding(at: try await desk.host(bakery, of: own)))
            try await desk.takeBack("0", from: bakery, of: own, by: "a")
            #expect(try await desk.invitation(reference) != nil, "another page's is not taken back")
            for _ in 0..<2 { try await desk.takeBack(edition, from: bakery, of: own, by: "a") }
            #expect(try await desk.invitation(reference) == nil)
            #expect(try await mails().isEmpty)
            #expect(try await desk.host(bakery, of: own).record?.acts.count == number * 2)
            world.now.withLock { $0 += 60 }
        }
        await #expect(throws: HostError.invitedBefore(until: OfferBench.now.addingTimeInterval(30 * 86_400))) {
            try await desk.invite(bakery, of: own, to: "a4@b.example", isReserved: false, by: "a")
        }
        let limits = PlacementLimits(applications: .distantPast, offers: .distantPast, now: world.now.withLock { $0 })
        _ = try await bench.test.store.forgetPlacements(limits)
        #expect(try await bench.test.store.hostStore.invitationCount(own, OfferBench.now.addingTimeInterval(-1)) == 3)
    }

    @Test func `says that the mail of an invitation came back, until it is taken back`() async throws {
        meet(own, encounter(bakery, "Boulangerie Martin", .over, "2025-06-16", "2025-06-20"))
        let (desk, store) = (inviting(), bench.test.store)
        try await desk.invite(bakery, of: own, to: "a@b.example", isReserved: false, by: "a")
        let item = try #require(try await store.outboxStore.claim(.distantFuture, .distantPast, 1).first)
        try await store.outboxStore.settle(item.id, .delivered, OfferBench.now)
        let host = try await desk.host(bakery, of: own)
        #expect(try await !desk.hasInvitationComeBack(from: host, of: own))
        #expect(try await store.bounceStore.note(item.mail.messageKey, "5.1.1", OfferBench.now))
        #expect(try await desk.hasInvitationComeBack(from: host, of: own))
        try await desk.takeBack(try #require(desk.invitationStanding(at: host)), from: bakery, of: own, by: "a")
        #expect(try await !desk.hasInvitationComeBack(from: try await desk.host(bakery, of: own), of: own))
    }

    /// Rule: a link ends after sixty days; then invitation, mail and its key go.
    @Test func `forgets an invitation when its link has ended`() async throws {
        meet(own, encounter(bakery, "Boulangerie Martin", .over, "2025-06-16", "2025-06-20"))
        let (desk, store) = (inviting(), bench.test.store)
        func count(_ table: String) async throws -> Int {
            try await store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? -1 }
        }
        try await desk.invite(bakery, of: own, to: "a@b.example", isReserved: false, by: "a")
        let reference = try #require(try await mails()["a@b.example"])
        let end = OfferBench.now.addingTimeInterval(60 * 86_400)
        func forget(_ now: Date) async throws -> Int {
            let limits = PlacementLimits(applications: .distantPast, offers: .distantPast, now: now)
            return try await store.forgetPlacements(limits).hosts
        }
        #expect(try await forget(end.addingTimeInterval(-1)) == 0)
        #expect(try await desk.invitation(reference) != nil)
        #expect(try await desk.invitation("x") == nil)
        world.now.withLock { $0 = end }
        #expect(try await desk.invitation(reference) == nil)
        #expect(try await forget(end) == 1)
        for table in ["hostInvitation", "outbox", "conventionKey"] { #expect(try await count(table) == 0, "\(table)") }
    }

    /// Rule: a cell that a spreadsheet would calculate is not calculated; no pupil and no note leaves the page.
    @Test func `is given to spreadsheets without formulas, pupils and notes`() async throws {
        meet(own, encounter(bakery, "=HYPERLINK(\"x\")", .agreed, "2027-03-15", "2027-03-19", city: "+Créteil"))
        try await desk.write(note: "Notesecrete", on: bakery, of: own, by: "account-1")
        let text = String(decoding: HostTable.bytes(try await desk.hosts(of: own)), as: UTF8.self)
        #expect(text.contains("\"'=HYPERLINK(\"\"x\"\")\"") && text.contains(";'+Créteil;"), "\(text)")
        #expect(text.contains("2026-2027;2027-03-19;1;"))
        #expect(!text.contains("Diallo") && !text.contains("Notesecrete"))
    }
}
