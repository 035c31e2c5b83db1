import Foundation
import OpenSSLBridge
import Parties
import Persistence
import Placements
import Rosters
import Testing
import Workflow
import WorkflowTestSupport

@testable import Bootstrap

/// The mails and the second factor by which one enters, as an installation connects them.
@Suite("Entering, as it is connected")
final class EntryInstallationTests {
    private static let email = "lea.fontaine@exemple.fr"
    private let directory: String
    private let store: SQLiteStore
    private let bench: WorkflowBench
    private let office: HeadOffice
    private let desk: EntryDesk

    init() throws {
        directory = NSTemporaryDirectory() + "seing-entry-\(UUID().uuidString)"
        let store = try SQLiteStore.open(directory: directory)
        self.store = store
        let templates = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Templates").path
        bench = WorkflowBench(
            store: store.conventionStore,
            // Leases that end at once: every message is read as often as one likes.
            mails: { try await store.outboxStore.claim(.distantFuture, .distantPast, 100_000).map(\.mail) },
            texts: try WorkflowTexts.load(directory: templates))
        office = HeadOffice(bench.workflow, store: store)
        let bench = bench
        desk = EntryDesk(
            store: store.entryStore,
            ports: EntryPorts(
                now: { bench.now },
                randomBytes: { count throws(EntryError) in
                    do { return try SecureRandom.bytes(count) } catch { throw .unavailable("randomness") }
                },
                authenticate: store.conventionStore.authenticate, letters: .workflow(bench.workflow), pupils: .none,
                moderators: .accounts(office)))
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    private func link(_ kind: VisitorKind, to email: String = email) async throws -> EntryToken {
        try await desk.sendLink(to: email, as: kind)
        let mail = try #require(try await bench.mails(toAddress: email).last)
        let address = try #require(mail.textBody.firstMatch(of: /https:\/\/adresse-du-service.invalid(\/[^ \n]+)/))
        let path = String(address.1)
        let token = try #require(EntryToken(String(path.split(separator: "/").last ?? "")))
        #expect(path.hasPrefix(kind == .employer ? "/employeurs/entrer/" : "/moderation/entrer/"))
        return token
    }

    @Test func `an employer enters by the link of the mail, which names nobody`() async throws {
        let token = try await link(.employer)
        let mail = try #require(try await bench.mails(toAddress: Self.email).last)
        #expect(mail.subject.hasPrefix("Votre lien") && mail.textBody.contains("15 minutes"))
        let visit = try await desk.enter(token, as: .employer, EntryAnswer(name: "Léa Fontaine"))
        #expect(try await desk.visitor(of: visit).kind == .employer)
    }

    /// From a school's file to the children that a family is shown.
    @Test func `a family enters by the address that a roster has for a representative of a minor`() async throws {
        let rosters = RosterDesk(
            store: store.rosterStore, now: { Date(timeIntervalSince1970: 1_795_867_200) },
            today: { CalendarDate(iso8601: "2026-11-28") ?? { preconditionFailure("date") }() },
            random: { count throws(RosterError) in (0..<count).map { _ in .random(in: 0...255) } })
        let school = try #require(UAI("0990011Z"))
        let file = Array(
            """
            Réf;Nom;Prénom;Né(e) le;Classe;Courriel;Mail resp 1;Nom resp 1;Prénom resp 1
            1;Diallo;Awa;03/02/2012;3e 2;awa@exemple.fr;mariam@exemple.fr;Diallo;Mariam
            2;Diallo;Ali;03/02/2008;2de 1;;mariam@exemple.fr;Diallo;Mariam
            3;Roche;Lou;03/02/2012;3e 2;;majeur@exemple.fr;Roche;Alix

            """.utf8)
        let preview = try await rosters.preview(file, of: school)
        _ = try await rosters.take(file, of: school, token: preview.token, marksLeft: false)
        let desk = EntryDesk(
            store: store.entryStore,
            ports: EntryPorts(
                now: { [bench] in bench.now }, randomBytes: { count in (0..<count).map { _ in .random(in: 0...255) } },
                authenticate: store.conventionStore.authenticate, letters: .workflow(bench.workflow),
                pupils: .rosters(rosters), moderators: .accounts(office)))
        for stranger in ["awa@exemple.fr", "nobody@exemple.fr"] {
            try await desk.sendLink(to: stranger, as: .family)
            #expect(try await bench.mails(toAddress: stranger).isEmpty)
        }
        try await desk.sendLink(to: "Mariam@exemple.fr", as: .family)
        let mail = try #require(try await bench.mails(toAddress: "mariam@exemple.fr").last)
        #expect(mail.subject.contains("candidatures de votre enfant") && !mail.textBody.contains("Awa"))
        let path = try #require(mail.textBody.firstMatch(of: /\/familles\/entrer\/([a-z2-9]+)/))
        let visit = try await desk.enter(try #require(EntryToken(String(path.1))), as: .family)
        guard case .family(let family) = try await desk.visitor(of: visit) else {
            Issue.record("somebody else entered")
            return
        }
        #expect(family.children.map(\.givenName) == ["Awa"], "the other one is of age")
    }

    @Test func `a moderator enters by link and code, the code once, and never with the wrong one`() async throws {
        let moderator = try await HeadAtWork(bench, office, name: "Léa Fontaine", email: Self.email, role: .moderator)
        let token = try await link(.moderator)
        let right = try (-1...1).map { try moderator.code($0) }
        let wrong = try #require(["000000", "111111", "222222", "333333"].first { !right.contains($0) })
        await #expect(throws: EntryError.wrongCode(remainingTries: 4)) {
            try await desk.enter(token, as: .moderator, EntryAnswer(code: wrong))
        }
        let code = try moderator.code()
        let visit = try await desk.enter(token, as: .moderator, EntryAnswer(code: code))
        let account = ModeratorAccount(id: moderator.account.id, name: "Léa Fontaine", email: Self.email)
        #expect(try await desk.visitor(of: visit) == .moderator(account))
        let next = try await link(.moderator)
        await #expect(throws: EntryError.codeUsed) {
            try await desk.enter(next, as: .moderator, EntryAnswer(code: code))
        }
        for _ in 0..<5 { _ = try? await desk.enter(next, as: .moderator, EntryAnswer(code: wrong)) }
        bench.advance(by: 60)
        await #expect(throws: EntryError.codePaused) {
            try await desk.enter(next, as: .moderator, EntryAnswer(code: try moderator.code()))
        }
        #expect(try await office.revoke(email: Self.email, role: .moderator))
        await #expect(throws: EntryError.nobody) { try await desk.visitor(of: visit) }
        await #expect(throws: EntryError.expiredLink) {
            try await desk.enter(next, as: .moderator, EntryAnswer(code: try moderator.code()))
        }
    }

    @Test func `accounts of moderators and of schools are two, also with one address`() async throws {
        let moderator = try await HeadAtWork(bench, office, name: "Léa Fontaine", email: Self.email, role: .moderator)
        #expect(try await office.accounts().isEmpty)
        try await office.sendEntry(to: Self.email)
        #expect(try await bench.mails(toAddress: Self.email).isEmpty, "the school's pages know no moderator")
        let head = try await HeadAtWork(bench, office, name: "Léa Fontaine", email: Self.email)
        #expect(head.account.id != moderator.account.id)
        try await desk.sendLink(to: Self.email, as: .moderator)
        try await office.sendEntry(to: Self.email)
        #expect(try await bench.mails(toAddress: Self.email).count == 2)
        let session = try await head.enter()
        #expect(try await office.account(of: session).role == .signatory)
        let entry = try #require(try await desk.sendAndRead(Self.email, bench))
        await #expect(throws: EntryError.wrongCode(remainingTries: 4), "a secret of the other account") {
            try await desk.enter(entry, as: .moderator, EntryAnswer(code: try head.code()))
        }
        #expect(try await office.revoke(email: Self.email))
        #expect(try await office.accounts(ofSchools: false).map(\.id) == [moderator.account.id])
    }
}

extension EntryDesk {
    fileprivate func sendAndRead(_ email: String, _ bench: WorkflowBench) async throws -> EntryToken? {
        try await sendLink(to: email, as: .moderator)
        return try await bench.mails(toAddress: email).reversed().lazy
            .compactMap { $0.textBody.firstMatch(of: /\/moderation\/entrer\/([a-z2-9]+)/).map { String($0.1) } }
            .first.flatMap(EntryToken.init)
    }
}
