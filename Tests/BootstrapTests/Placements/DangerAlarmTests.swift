import Foundation
import Offers
import Parties
import Persistence
import Placements
import TestSupport
import Testing
import ToolSupport
import Workflow

@testable import Bootstrap

@Suite("Alarm of a danger")
struct DangerAlarmTests {
    /// Rule: a school is told once, at once, of what it needs to act, and of no word of the report.
    @Test func `a reader's school is told once, and one without an address is named to the operator`() async throws {
        let ground = try await PlacementGround()
        let offer = try await ground.published()
        let (known, unknown) = (try #require(UAI("0990011Z")), try #require(UAI("0750654D")))
        let alarm = ground.alarm(SchoolMailboxes { $0 == known ? [PlacementGround.mailbox] : [] })
        for school in [known, unknown] {
            try await ground.desk.report(offer, .danger, text: "Monsieur Untel y frappe.", school: school)
        }
        #expect(try await ground.desk.reports().map(\.untold) == [[known], [unknown]])
        #expect(try await alarm.sendDue() == DangerAlarm.Report(told: 1, unreachable: [unknown]))
        #expect(try await alarm.sendDue() == DangerAlarm.Report(told: 0, unreachable: [unknown]))
        #expect(try await ground.desk.reports().map(\.untold) == [[], [unknown]])
        let mails = try await ground.waitingMails()
        let mail = try #require(mails.first)
        #expect(mails.count == 1 && mail.to == PlacementGround.mailbox.text)
        for word in ["Danger", "Boulangerie Martin", "35600000000048", "Créteil", offer.text] {
            #expect((mail.subject + mail.textBody).contains(word), "\(word)")
        }
        #expect(!mail.textBody.contains("Untel") && !mail.textBody.contains("Secrète"))
    }

    @Test func `a dishonest offer alarms nobody, and nobody is told of an offer that does not exist`() async throws {
        let ground = try await PlacementGround()
        let offer = try await ground.published()
        try await ground.desk.report(offer, .dishonest, text: "Rien à voir", school: UAI("0990011Z"))
        await #expect(throws: PlacementError.unknownOffer) {
            try await ground.desk.report(PlacementGround.offerID(), .danger, text: "Danger")
        }
        let alarm = ground.alarm(SchoolMailboxes { _ in [PlacementGround.mailbox] })
        #expect(try await alarm.sendDue() == DangerAlarm.Report())
    }
}
