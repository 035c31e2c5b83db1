import ConventionDomain
import Foundation
import GRDB
import Parties
import Synchronization
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("A convention whose journal is damaged")
struct DamagedJournalTests {
    private final class Mails: Sendable {
        let all = Mutex<[OutgoingMail]>([])
        var mailer: Mailer {
            Mailer { mail throws(MailDeliveryError) in self.all.withLock { $0.append(mail) } }
        }
    }

    @Test func `keeps no school from its digest, which says so, and is counted`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let (damaged, whole) = (try await bench.issued(), try await bench.issued())
        try await test.store.tamper(
            "UPDATE event SET payload = zeroblob(64) WHERE convention = '\(damaged.text)' AND type = 'issued'")
        bench.advance(by: 86_400)
        let counts = try await StuckWatch(bench.workflow, outbox: test.store.outboxStore).counts()
        #expect(counts[.unreadable] == 1)
        let mails = Mails()
        let sender = DigestSender(
            bench.workflow, outbox: test.store.outboxStore, mailer: mails.mailer, digests: test.store.digestStore)
        #expect(try await sender.sendDue().sent == 1)
        let text = try #require(mails.all.withLock { $0.last?.textBody })
        #expect(text.contains("Conventions illisibles, à signaler à qui fait fonctionner le service : 1"))
        #expect(text.contains("Conventions qui attendent l’élève : 1") && !whole.text.isEmpty)
    }

    @Test func `counts of the store are those of its list, and name nobody`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        _ = try await bench.drafted()
        let id = try await bench.issued()
        for party in ["student", "representative-1", "school"] { try await bench.sign(party) }
        try await bench.countersign(id)
        bench.advance(by: 60)
        let counts = try await test.store.counts()
        #expect(counts.conventions == [ConventionSummary.Status.draft: 1, .completed: 1])
        #expect(try #require(counts.waitingMessages[.mail]).count > 0)
        #expect(counts.deadMessages[.mail] == .init(count: 0, oldest: nil))
        #expect(counts.archiveQueue.count == 1 && counts.archiveQueue.oldest == bench.now.addingTimeInterval(-60))
    }
}
