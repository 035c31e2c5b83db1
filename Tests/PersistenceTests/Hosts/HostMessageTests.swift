import Foundation
import GRDB
import Offers
import Parties
import Placements
import Synchronization
import Testing
import Workflow

@testable import Persistence

@Suite("Messages of a school to several hosts")
struct HostMessageTests {
    private final class World: Sendable {
        let met = Mutex<[UAI: [HostEncounter]]>([:])
        let now = Mutex(OfferBench.now)
    }

    private let bench: OfferBench
    private let world = World()
    private let own = RandomOffers.schools[0]
    private let other = RandomOffers.schools[1]
    private let bakery = OfferBench.siret
    private let garage = OfferBench.siret("73282932000074")
    private let florist = OfferBench.siret("55210055400025")
    private let words = HostMessageWords(subject: "Places en seconde", text: "Bonjour,\n\nMotsecret.")
    private let author = HostMessageAuthor(account: "account-1", mailbox: MailboxAddress("aline@ecole.example"))

    init() throws {
        bench = try OfferBench()
        meet(
            own, (bakery, "Boulangerie", "claire@boulangerie.example"), (garage, "Garage", "paul@garage.example"),
            (florist, "Fleurs", nil))
    }

    private func meet(_ school: UAI, _ hosts: (SIRET, String, String?)...) {
        let met = hosts.map { siret, name, email in
            var host = HostIdentity(
                siret: siret, name: name,
                address: PostalAddress(street: "12 rue des Lilas", postalCode: "94000", city: "Créteil"))
            host.email = email.flatMap { MailboxAddress($0) }
            return HostEncounter(
                source: .convention("R"), standing: .over, host: host,
                pupil: PersonName(given: "Awa", family: "Diallo"),
                days: OfferBench.date("2026-06-15")...OfferBench.date("2026-06-19"))
        }
        world.met.withLock { $0[school] = met }
    }

    private func desk(schoolMailbox: String? = nil, _ terms: HostMessageTerms = HostMessageTerms()) -> HostDesk {
        let (world, store) = (world, bench.test.store)
        var desk = HostDesk(
            store: store.hostStore,
            encounters: HostEncounters { school throws(PlacementError) in world.met.withLock { $0[school] ?? [] } },
            now: { world.now.withLock { $0 } })
        desk.messageTerms = terms
        desk.messaging = store.hostMessaging(
            HostMessageLetters(
                write: { message, recipient, mailbox, replyTo, stop throws(PlacementError) in
                    var mail = EntryMail(
                        messageKey: "\(message.id.text)-\(recipient.siret.digits)", email: mailbox.text,
                        subject: message.words.subject, body: stop, notAfter: message.at + 86_400)
                    mail.replyTo = replyTo?.text
                    return mail
                },
                mailbox: { _ in schoolMailbox.flatMap { MailboxAddress($0) } },
                authenticate: store.conventionStore.authenticate, makeID: Self.id))
        return desk
    }

    @Sendable private static func id() -> HostMessage.ID {
        HostMessage.ID(OfferBench.id().text) ?? { preconditionFailure("id") }()
    }

    private func mails() async throws -> [OutgoingMail] {
        try await bench.test.store.outboxStore.claim(.distantFuture, .distantPast, 1000).map(\.mail)
    }

    private func later(days: Double) { world.now.withLock { $0 += days * 86_400 } }

    /// Rule: a mail to each, with nobody else's address in it; answers go to the school, or to who wrote.
    @Test(arguments: ["ecole@ac-creteil.example", nil])
    func `reach each host that has an address by a mail of its own, once`(schoolMailbox: String?) async throws {
        let (desk, id) = (desk(schoolMailbox: schoolMailbox), Self.id())
        let found = try await desk.recipients(of: words, among: [bakery, garage, florist], of: own)
        #expect(found.map(\.siret) == [bakery, garage], "by name; who has no address is left out")
        #expect(try await mails().isEmpty, "a look sends nothing")
        for _ in 0..<2 { try await desk.send(words, as: id, to: [bakery, garage, florist], of: own, by: author) }
        let sent = try await mails()
        #expect(Set(sent.map(\.to)) == ["claire@boulangerie.example", "paul@garage.example"] && sent.count == 2)
        #expect(sent.allSatisfy { $0.replyTo == schoolMailbox ?? "aline@ecole.example" })
        let kept = try #require(try await desk.messages(of: own).first)
        #expect(kept.id == id && kept.words == words && kept.account == "account-1")
        #expect(kept.recipients.map(\.name) == ["Boulangerie", "Garage"])
        #expect(try await desk.messages(of: other).isEmpty)
        let record = try #require(try await desk.host(bakery, of: own).record)
        #expect(record.acts.map(\.kind) == [.written] && record.acts.first?.account == "account-1")
    }

    @Test func `leave once when two send the same at the same moment`() async throws {
        let (desk, id, words, own, author) = (desk(), Self.id(), words, own, author)
        let hosts: Set = [bakery, garage]
        await withTaskGroup { group in
            for _ in 0..<4 { group.addTask { try? await desk.send(words, as: id, to: hosts, of: own, by: author) } }
        }
        #expect(try await mails().count == 2)
        #expect(try await desk.messages(of: own).count == 1)
    }

    /// Rule: blocked hosts never, who wants to be left alone never, nobody twice within a week; nor another host behind the same mailbox.
    @Test func `pass over who is blocked, was written to, or has a mailbox of such a host`() async throws {
        meet(
            own, (bakery, "Boulangerie", "claire@boulangerie.example"), (garage, "Garage", "paul@garage.example"),
            (florist, "Fleurs", "PAUL@garage.example"))
        let desk = desk()
        func reachable() async throws -> [SIRET] {
            let all = try await desk.hosts(of: own)
            return desk.reachable(all, among: all).map(\.siret)
        }
        #expect(try await reachable() == [bakery, florist], "one of two behind one mailbox")
        try await desk.block(garage, of: own, because: "Élève laissé seul", by: "a")
        #expect(try await reachable() == [bakery])
        await #expect(throws: HostError.nobodyChosen) {
            try await desk.send(words, as: Self.id(), to: [garage, florist], of: own, by: author)
        }
        try await desk.send(words, as: Self.id(), to: [bakery, garage], of: own, by: author)
        #expect(try await mails().map(\.to) == ["claire@boulangerie.example"])
        later(days: 6.9)
        #expect(try await reachable() == [])
        #expect(desk.silence(of: try await desk.host(bakery, of: own)) == .writtenBefore)
        later(days: 0.2)
        #expect(try await reachable() == [bakery])
        await #expect(throws: HostError.nobodyChosen) {
            try await desk.send(words, as: Self.id(), to: [bakery], of: other, by: author)
        }
    }

    @Test func `are two a day and school, and to no more hosts than so many`() async throws {
        var terms = HostMessageTerms()
        terms.mostHosts = 1
        let narrow = desk(terms)
        await #expect(throws: HostError.tooManyHosts(most: 1)) {
            try await narrow.send(words, as: Self.id(), to: [bakery, garage], of: own, by: author)
        }
        terms = HostMessageTerms()
        terms.pauseDays = 0
        let desk = desk(terms)
        for _ in 0..<2 { try await desk.send(words, as: Self.id(), to: [bakery], of: own, by: author) }
        await #expect(throws: HostError.tooManyMessages) {
            try await desk.send(words, as: Self.id(), to: [garage], of: own, by: author)
        }
        later(days: 1.1)
        try await desk.send(words, as: Self.id(), to: [garage], of: own, by: author)
        #expect(
            try await desk.messages(of: own).map(\.recipients.first?.name) == ["Garage", "Boulangerie", "Boulangerie"])
    }

    /// Rule: what is counted is counted again where it is written: of three at the same moment two leave.
    @Test func `are two a day also when three are sent at once`() async throws {
        meet(
            own, (bakery, "Boulangerie", "claire@boulangerie.example"), (garage, "Garage", "paul@garage.example"),
            (florist, "Fleurs", "lea@fleurs.example"))
        let (desk, words, own, author) = (desk(), words, own, author)
        await withTaskGroup { group in
            for host in [bakery, garage, florist] {
                group.addTask { try? await desk.send(words, as: Self.id(), to: [host], of: own, by: author) }
            }
        }
        #expect(try await mails().count == 2)
    }

    @Test(arguments: ["", " ", "Objet\r\nBcc: x@y.example", "a\nb", "a\u{2028}b", String(repeating: "a", count: 121)])
    func `refuse a subject that is no line`(subject: String) async throws {
        let hostile = HostMessageWords(subject: subject, text: "Bonjour")
        await #expect(throws: HostError.self) {
            try await desk().send(hostile, as: Self.id(), to: [bakery], of: own, by: author)
        }
        #expect(try await mails().isEmpty)
    }

    /// Rule: the link of the mail holds for school and host, for as long as anybody may open it; looking changes nothing.
    @Test func `end for a host that asks for that, and for invitations too, and never come back by themselves`()
        async throws
    {
        let desk = desk()
        try await desk.send(words, as: Self.id(), to: [bakery], of: own, by: author)
        let stop = try #require(try await mails().first?.textBody)
        let changed = stop.replacing(bakery.digits, with: garage.digits)
        for forged in [changed, stop + "0", String(stop.dropLast()), "", "x", stop.uppercased()] {
            #expect(throws: HostError.unknownHost) { try desk.school(toStop: forged) }
            await #expect(throws: HostError.unknownHost) { try await desk.leaveAlone(forged) }
        }
        #expect(try desk.school(toStop: stop) == own)
        #expect(try await desk.host(bakery, of: own).record?.leftAloneAt == nil)
        for _ in 0..<2 { try await desk.leaveAlone(stop) }
        let record = try #require(try await desk.host(bakery, of: own).record)
        #expect(record.acts.map(\.kind) == [.written, .leftAlone] && record.leftAloneAt == OfferBench.now)
        later(days: 400)
        let limits = PlacementLimits(applications: .distantFuture, offers: .distantFuture, now: .distantFuture)
        _ = try await bench.test.store.forgetPlacements(limits)
        let entry = try await desk.host(bakery, of: own)
        #expect(desk.silence(of: entry) == .leftAlone && entry.record?.acts.isEmpty == true)
        await #expect(throws: HostError.nobodyChosen) {
            try await desk.send(words, as: Self.id(), to: [bakery], of: own, by: author)
        }
        let inviting = HostDesk(
            store: bench.test.store.hostStore, encounters: .none,
            letters: HostLetters(
                write: { _, _ throws(PlacementError) in throw .unknownOffer }, makeID: Self.id,
                schoolName: { $0.text }), now: { OfferBench.now })
        await #expect(throws: HostError.leftAlone) {
            try await inviting.invite(bakery, of: own, to: "", isReserved: false, by: "a")
        }
    }

    @Test func `end for every host behind the mailbox`() async throws {
        meet(
            own, (bakery, "Boulangerie", "claire@boulangerie.example"),
            (garage, "Fournil", "Claire@Boulangerie.example"))
        let desk = desk()
        try await desk.send(words, as: Self.id(), to: [bakery, garage], of: own, by: author)
        try await desk.leaveAlone(try #require(try await mails().first?.textBody))
        for siret in [bakery, garage] { #expect(try await desk.host(siret, of: own).record?.leftAloneAt != nil) }
    }

    /// Rule: what was written is readable by nobody who has the database alone, and goes after sixty days with its mails and their key.
    @Test func `are kept encrypted, and for sixty days`() async throws {
        let (desk, store) = (desk(), bench.test.store)
        try await desk.send(words, as: Self.id(), to: [bakery, garage], of: own, by: author)
        for secret in ["Motsecret", "Boulangerie", "claire@"] {
            #expect(try bench.test.allBytes().range(of: Data(secret.utf8)) == nil, "\(secret)")
        }
        func forget() async throws {
            let now = world.now.withLock { $0 }
            _ = try await store.forgetPlacements(
                PlacementLimits(applications: .distantPast, offers: .distantPast, now: now))
        }
        func count(_ table: String) async throws -> Int {
            try await store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? -1 }
        }
        later(days: 59.9)
        try await forget()
        #expect(try await desk.messages(of: own).count == 1)
        #expect(try await count("outbox") == 2)
        later(days: 0.2)
        #expect(try await desk.messages(of: own).isEmpty)
        try await forget()
        for table in ["hostMessage", "outbox", "conventionKey"] { #expect(try await count(table) == 0, "\(table)") }
    }
}
