import ConventionDomain
import Foundation
import Synchronization
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Archiving")
struct ArchiveTests {
    private static let until = PaperDocument.provableUntil

    @Test func `is refused while signatures are missing`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        await #expect(throws: WorkflowError.wrongState(.signing)) { try await bench.workflow.archive(id) }
        #expect(try await bench.workflow.awaitingArchive() == [])
    }

    @Test func `adds one revision that everybody gets from then on, and an event`() async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        let before = try await bench.workflow.document(of: id)
        #expect(try await bench.workflow.awaitingArchive() == [id])
        #expect(try await bench.workflow.archive(id) == .archived(until: Self.until))
        let after = try await bench.workflow.document(of: id)
        #expect(after.bytes.starts(with: before.bytes) && after.bytes.count > before.bytes.count)
        #expect(after.isComplete && after.revisionIndex == before.revisionIndex + 1)
        #expect(try await bench.workflow.show(id).history.last?.kind == .archived)
        #expect(try await bench.workflow.awaitingArchive() == [])
    }

    @Test func `done twice adds nothing`() async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        _ = try await bench.workflow.archive(id)
        let once = try await bench.workflow.document(of: id).bytes
        #expect(try await bench.workflow.archive(id) == .alreadyArchived)
        #expect(try await bench.workflow.document(of: id).bytes == once)
    }

    @Test func `sends no message`() async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        let count = bench.store.mails.count
        _ = try await bench.workflow.archive(id)
        #expect(bench.store.mails.count == count)
    }

    @Test func `renewed adds a layer on top of the last`() async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        _ = try await bench.workflow.archive(id)
        #expect(try await bench.workflow.renewArchive(of: id) == .archived(until: Self.until))
        let archives = try await bench.workflow.archives()
        #expect(archives.map(\.layerCount) == [2])
        #expect(archives.map(\.provableUntil) == [Self.until])
    }

    @Test func `refused by the service's own verifier stores nothing`() async throws {
        let bench = try Bench(
            archiver: DocumentArchiver { document in
                ArchivedDocument(
                    document: document + Array("NOTE\n".utf8), level: "B-LTA",
                    provableUntil: PaperDocument.provableUntil)
            })
        let id = try await completed(bench)
        await #expect(throws: WorkflowError.unavailable(.verification)) { try await bench.workflow.archive(id) }
        #expect(try await bench.workflow.awaitingArchive() == [id])
    }

    @Test func `that changes what was signed stores nothing`() async throws {
        let bench = try Bench(
            archiver: DocumentArchiver { document in
                ArchivedDocument(
                    document: PaperDocument.changingOneByte(of: document) + Array("ARCHIVED\n".utf8), level: "B-LTA",
                    provableUntil: PaperDocument.provableUntil)
            })
        let id = try await completed(bench)
        await #expect(throws: WorkflowError.unavailable(.verification)) { try await bench.workflow.archive(id) }
    }

    @Test func `that fails leaves the convention complete and is tried again, later each time`() async throws {
        let works = Switch()
        let bench = try Bench(
            archiver: DocumentArchiver { document throws(ArchivingInability) in
                guard works.isOn.withLock({ $0 }) else { throw ArchivingInability(reason: "no time-stamping unit") }
                return try await PaperDocument.archiver.archive(document)
            })
        let id = try await completed(bench)
        let queue = ArchivingQueue(bench.workflow)
        #expect(try await queue.archiveDue().map(\.convention) == [id])
        #expect(try await queue.archiveDue().isEmpty, "not again at once")
        #expect(try await bench.workflow.document(of: id).isComplete)
        bench.hands.advance(by: 31)
        #expect(try await queue.archiveDue().map(\.error) == [.unavailable(.archiving)])
        works.isOn.withLock { $0 = true }
        bench.hands.advance(by: 59)
        #expect(try await queue.archiveDue().isEmpty)
        #expect(try await bench.workflow.awaitingArchive() == [id])
        bench.hands.advance(by: 2)
        #expect(try await queue.archiveDue().isEmpty)
        #expect(try await bench.workflow.awaitingArchive() == [])
    }

    private func completed(_ bench: Bench) async throws -> ConventionID {
        let id = try await bench.hands.issued(.preset(.free))
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(id)
        return id
    }

    private final class Switch: Sendable { let isOn = Mutex(false) }
}
