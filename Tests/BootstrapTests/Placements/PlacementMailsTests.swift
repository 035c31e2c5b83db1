import Applications
import Foundation
import Offers
import Parties
import Persistence
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import Bootstrap

@Suite("Mails about applications and offers")
struct PlacementMailsTests {
    private let ground: MailGround

    init() async throws { ground = try await MailGround() }

    /// Rule: one mail for each event, to who has to know and did not do it; it names nobody and quotes nothing.
    @Test func `each side is told once of what the other did, and reads no name, address or word of it`() async throws {
        let offer = try await ground.published()
        #expect(try await ground.told() == ["Votre offre est visible"])
        let id = try await ground.sent("1001", offer)
        #expect(try await ground.told() == ["Un élève candidate à votre offre"])
        try await ground.applications.accept(id, by: ground.owner)
        #expect(try await ground.told() == ["Une place vous est proposée"])
        try await ground.applications.confirm(id, of: ground.pupil("1001"))
        #expect(try await ground.told() == ["L’élève prend la place que vous proposez"])
        #expect(try await ground.told() == [], "told once")
        for mail in try await ground.mails() {
            let text = mail.subject + mail.textBody
            for secret in ["Diallosecret", "Secrète", "Motsecret", "0990011Z", "{{"] {
                #expect(!text.contains(secret), "\(secret): \(text)")
            }
            #expect(text.contains(id.text) || text.contains(offer.text))
            #expect(text.contains("https://adresse-du-service.invalid/"))
            let isPupils = mail.to == "awa@exemple.fr"
            #expect(text.contains(isPupils ? "/eleves/candidatures/" : "/employeurs/"))
            #expect(isPupils || (mail.to == MailGround.employer && !text.contains("Awa")))
        }
    }

    @Test func `who ends an application is not written to of it, and the other reads kind words`() async throws {
        let offer = try await ground.published(places: 9)
        let ids = [
            try await ground.sent("1001", offer), try await ground.sent("1002", offer),
            try await ground.sent("1003", offer),
        ]
        _ = try await ground.told()
        try await ground.applications.decline(ids[0], because: .noPlaceLeft, by: ground.owner)
        try await ground.applications.withdraw(ids[1], of: ground.pupil("1002"))
        try await ground.applications.cancel(ids[2], because: .danger, bySchool: MailGround.school)
        let before = try await ground.mails().count
        #expect(
            try await ground.told().sorted() == [
                "Réponse à votre candidature", "Une candidature à votre offre est terminée",
                "Une candidature à votre offre est terminée", "Votre candidature est terminée",
            ])
        let new = try await ground.mails().dropFirst(before)
        #expect(new.contains { $0.textBody.contains("Toutes les places sont déjà promises.") })
        #expect(!new.contains { $0.textBody.lowercased().contains("danger") || $0.textBody.contains("noPlaceLeft") })
    }

    /// Rule: at most one mail an hour for each application and reader, however much is written.
    @Test func `messages are gathered, and one that was answered meanwhile is not announced`() async throws {
        let id = try await ground.sent("1001", try await ground.published())
        _ = try await ground.told()
        for number in 1...5 { try await ground.applications.write("Message \(number)", in: id, by: ground.owner) }
        #expect(try await ground.told() == ["Un message à propos de votre candidature"])
        try await ground.applications.write("Encore", in: id, by: ground.owner)
        #expect(try await ground.told() == [])
        ground.bench.advance(by: 3_540)
        #expect(try await ground.told() == [])
        ground.bench.advance(by: 120)
        #expect(try await ground.told() == ["Un message à propos de votre candidature"])
        ground.bench.advance(by: 7_200)
        try await ground.applications.write("Une question", in: id, by: ground.owner)
        try await ground.applications.write("Ma réponse", in: id, of: ground.pupil("1001"))
        #expect(try await ground.told() == ["Un message à propos d’une candidature"], "the pupil has read and answered")
    }

    @Test func `what is over by the time it is told is told to nobody, and who has no address is not looked for twice`()
        async throws
    {
        let offer = try await ground.published(places: 9)
        _ = try await ground.told()
        let id = try await ground.sent("1001", offer)
        try await ground.applications.withdraw(id, of: ground.pupil("1001"))
        #expect(try await ground.told() == ["Une candidature à votre offre est terminée"])
        // No address on the roster; nobody of the account.
        let silent = try await ground.sent("1004", offer)
        _ = try await ground.told()
        try await ground.applications.accept(silent, by: ground.owner)
        #expect(try await ground.told() == [])
        #expect(try await ground.store.placementNotices(due: .distantFuture, limit: 9).isEmpty)
        let third = try await ground.sent("1002", offer)
        #expect(try await ground.entry.desk.remove(ground.account))
        #expect(try await ground.told() == [])
        #expect(try await ground.phase(third) == .sent, "no mail undoes an act")
    }

    @Test func `who has to answer is reminded once, two days before`() async throws {
        let offer = try await ground.published()
        let id = try await ground.sent("1001", offer)
        _ = try await ground.told()
        try await ground.mailer.noteDue()
        #expect(try await ground.told() == [])
        ground.bench.advance(by: 12 * 86_400)
        try await ground.mailer.noteDue()
        #expect(try await ground.told() == [])
        ground.bench.advance(by: 86_400)
        for _ in 0..<2 { try await ground.mailer.noteDue() }
        #expect(try await ground.told() == ["Un élève attend votre réponse"])
        ground.bench.advance(by: 86_400)
        try await ground.mailer.noteDue()
        #expect(try await ground.told() == [])
        try await ground.applications.accept(id, by: ground.owner)
        _ = try await ground.told()
        ground.bench.advance(by: 13 * 86_400)
        try await ground.mailer.noteDue()
        #expect(try await ground.told() == ["La place qui vous est proposée attend votre réponse"])
    }

    @Test func `moderation's word reaches the employer with its reason, and moderators hear once a day of what waits`()
        async throws
    {
        let email = "lea@exemple.fr"
        let moderator = try await HeadAtWork(
            ground.bench, ground.heads, name: "Léa Fontaine", email: email, role: .moderator)
        try await ground.heads.confirm(email: email, code: try moderator.code(), role: .moderator)
        try await ground.mailer.noteDue()
        #expect(try await ground.told() == [])
        let offer = try await ground.submitted()
        for _ in 0..<2 { try await ground.mailer.noteDue() }
        #expect(try await ground.told() == [Self.waiting])
        #expect(try await ground.mails().last?.to == email)
        try await ground.offers.refuse(offer, because: "Ce numéro SIRET est celui d’un autre.", version: 2)
        #expect(try await ground.told() == ["Votre offre n’est pas publiée"])
        #expect(try await ground.mails().last?.textBody.contains("Ce numéro SIRET est celui d’un autre.") == true)
        ground.bench.advance(by: 86_400)
        try await ground.mailer.noteDue()
        #expect(try await ground.told() == [], "nothing waits")
    }

    private static let waiting = "Des offres ou des signalements attendent la modération"

    /// Rule: who reports a danger is heard at once, and no word of it is in a mail.
    @Test func `moderators hear at once of a danger, once for each offer, and once a day of what is not looked at`()
        async throws
    {
        let moderator = try await HeadAtWork(
            ground.bench, ground.heads, name: "Léa Fontaine", email: "lea@exemple.fr", role: .moderator)
        try await ground.heads.confirm(email: "lea@exemple.fr", code: try moderator.code(), role: .moderator)
        let offer = try await ground.published()
        _ = try await ground.told()
        for _ in 0..<2 { try await ground.offers.report(offer, .danger, text: "Un adulte y est violent.") }
        #expect(try await ground.told() == [Self.waiting])
        // Who reports many offers fills nobody's mailbox: the next mail tells of all of them.
        for _ in 0..<3 {
            try await ground.offers.report(try await ground.published(), .danger, text: "Un adulte y est violent.")
        }
        _ = try await ground.told()
        #expect(try await ground.mails().count { $0.subject.contains(Self.waiting) } == 1)
        let mail = try #require(try await ground.mails().first { $0.subject.contains(Self.waiting) })
        #expect(mail.textBody.contains("Signalements de danger\u{A0}: 2") && !mail.textBody.contains("violent"))
        #expect(mail.textBody.contains("/moderation/signalements"))
        ground.bench.advance(by: PlacementNotice.dangerPause)
        #expect(try await ground.told() == [Self.waiting], "one of the three")
        #expect(try await ground.mails().last?.textBody.contains("Signalements de danger\u{A0}: 5") == true)
        try await ground.mailer.noteDue()
        #expect(try await ground.told() == [Self.waiting], "that of the day")
        for report in try await ground.offers.reports() { _ = try await ground.offers.handleReport(report.number) }
        ground.bench.advance(by: 86_400)
        try await ground.mailer.noteDue()
        #expect(try await ground.told() == [], "all were looked at")
        try await ground.offers.report(offer, .dishonest, text: "Rien à voir avec l’annonce.")
        #expect(try await ground.told() == [], "that can wait for the day's mail")
    }

    /// Rule: what is forgotten leaves no mail behind, sent or waiting.
    @Test func `with a pupil's applications go what was to be told of them and the mails that wait`() async throws {
        let id = try await ground.sent("1001", try await ground.published())
        try await ground.applications.accept(id, by: ground.owner)
        #expect(try await ground.told().contains("Une place vous est proposée"))
        #expect(try await ground.applications.erase(ground.pupil("1001")) == 1)
        #expect(try await ground.store.placementNotices(due: .distantFuture, limit: 9).isEmpty)
        #expect(!(try await ground.mails().contains { $0.to == "awa@exemple.fr" }))
    }
}
