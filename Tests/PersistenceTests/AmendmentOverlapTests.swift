import ConventionDomain
import Foundation
import GRDB
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

/// Rule: the days that an amendment adds are held against the pupil's other conventions from its draft on; those that its convention has are not
/// asked about again.
@Suite("An amendment that moves the dates", .serialized)
struct AmendmentOverlapTests {
    private struct Desk {
        let store: Adapter.Opened
        let bench: WorkflowBench
        var workflow: ConventionWorkflow { bench.workflow }

        init(_ adapter: Adapter) throws {
            store = try adapter.open()
            let mails = Mails(store.outbox)
            bench = WorkflowBench(
                store: store.conventions, mails: { try await mails.all() }, texts: try TestStore.texts(),
                documents: AmendmentOverlapTests.documents)
        }

        func enter(_ change: (inout PlacementSheet) -> Void = { _ in }) async throws -> ConventionID {
            try await workflow.draft(PlacementSheet(change).request)
        }

        func signed(_ change: (inout PlacementSheet) -> Void = { _ in }) async throws -> ConventionID {
            let id = try await enter(change)
            try await sign(id)
            return id
        }

        func sign(_ id: ConventionID) async throws {
            try await workflow.issue(id)
            for party in ["student", "representative-1", "school"] {
                bench.advance(by: 60)
                try await bench.sign(party)
            }
            try await bench.countersign(id, key: "key-\(id.text)")
        }

        func amend(
            _ id: ConventionID, until last: String, despite reason: String? = nil
        ) async throws -> ConventionID {
            let effective = try #require(CalendarDate(iso8601: "2026-06-16"))
            var request = AmendmentRequest(data: PlacementSheet { $0.last = last }.data, effectiveOn: effective)
            request.overlapReason = reason
            return try await workflow.amend(id, request)
        }
    }

    /// Everything queued so far, read as it is taken.
    private actor Mails {
        private let outbox: OutboxStore
        private var taken: [OutgoingMail] = []

        init(_ outbox: OutboxStore) { self.outbox = outbox }

        func all() async throws -> [OutgoingMail] {
            let far = Date(timeIntervalSince1970: 1_900_000_000)
            for item in try await outbox.claim(far, far.addingTimeInterval(1), 1_000).sorted(by: { $0.id < $1.id }) {
                taken.append(item.mail)
                try await outbox.settle(item.id, .delivered, far)
            }
            return taken
        }
    }

    /// An amendment has the data of the whole placement after the change.
    private static let documents: DocumentFactory = {
        var factory = PlacementSheet.documents
        let check = factory.check
        factory.amend = { source throws(DocumentFactoryError) in
            let whole = try await check(source.request.data, nil)
            let outline = whole.outline
            return CheckedConvention(
                canonicalData: whole.canonicalData,
                outline: ConventionOutline(
                    title: outline.title, pupil: outline.pupil, school: outline.school, host: outline.host,
                    firstDay: outline.firstDay, lastDay: outline.lastDay, birthDate: outline.birthDate,
                    follows: .amendment),
                signatories: whole.signatories, organisations: whole.organisations,
                templateIdentifier: "amendment-2025-11", signingOrder: whole.signingOrder)
        }
        factory.amended = { source throws(DocumentFactoryError) in
            let whole = try await check(source.amendment, nil)
            return AmendedData(canonicalData: whole.canonicalData, outline: whole.outline)
        }
        return factory
    }()

    private func others(_ body: () async throws -> Void) async -> [ConventionID] {
        do {
            try await body()
            return []
        } catch {
            guard let error = error as? WorkflowError, case .overlapping(let overlaps) = error else {
                Testing.Issue.record(error)
                return []
            }
            return overlaps.map(\.other)
        }
    }

    @Test(arguments: Adapter.allCases)
    func `to days of another convention is refused and leaves nothing behind, unless the school decides so`(
        adapter: Adapter
    ) async throws {
        let desk = try Desk(adapter)
        let first = try await desk.signed()
        let second = try await desk.enter { ($0.first, $0.last) = ("2026-06-22", "2026-06-24") }
        #expect(await others { _ = try await desk.amend(first, until: "2026-06-22") } == [second])
        #expect(try await desk.workflow.list().count == 2)
        #expect(try await desk.workflow.show(first).openAmendment == nil)
        let amendment = try await desk.amend(first, until: "2026-06-22", despite: "demi-journées")
        let shared = try #require(try await desk.workflow.show(amendment).sharedDays)
        #expect(shared.with == [second] && shared.reason == "demi-journées")
        try await desk.sign(amendment)
        #expect(try await desk.workflow.show(first).sharedDays?.with == [second])
    }

    @Test(arguments: Adapter.allCases)
    func `asks nothing about the days that its convention has, shared ones included`(adapter: Adapter) async throws {
        let desk = try Desk(adapter)
        let first = try await desk.signed()
        var shared = PlacementSheet { $0.host = "Reliure Blanc" }.request
        shared.overlapReason = "demi-journées"
        _ = try await desk.workflow.draft(shared)
        let amendment = try await desk.amend(first, until: "2026-06-18")
        try await desk.sign(amendment)
        _ = try await desk.amend(first, until: "2026-06-20")
    }

    @Test(arguments: Adapter.allCases)
    func
        `holds the days that it adds from its draft on, for its convention once it is signed, and not once it is cancelled`(
            adapter: Adapter
        ) async throws
    {
        let desk = try Desk(adapter)
        let first = try await desk.signed()
        func enterLater() async throws {
            _ = try await desk.enter { ($0.first, $0.last) = ("2026-06-22", "2026-06-24") }
        }
        let given = try await desk.amend(first, until: "2026-06-22")
        #expect(await others { try await enterLater() } == [given])
        try await desk.workflow.cancel(given, reason: "Non")
        let amendment = try await desk.amend(first, until: "2026-06-23")
        try await desk.sign(amendment)
        #expect(await others { try await enterLater() } == [first])
        // And shorter again, which lets go of them.
        let shorter = try await desk.amend(first, until: "2026-06-19")
        #expect(await others { try await enterLater() } == [first])
        try await desk.sign(shorter)
        try await enterLater()
    }

    @Test func `is held the same after the list was made anew from the journal`() async throws {
        let desk = try Desk(.sqlite)
        let store = try #require(desk.store.owner as? TestStore).store
        let first = try await desk.signed()
        let open = try await desk.amend(first, until: "2026-06-22")
        func later() async -> [ConventionID] {
            await others { _ = try await desk.enter { ($0.first, $0.last) = ("2026-06-22", "2026-06-24") } }
        }
        try await store.rebuildProjections()
        #expect(await later() == [open])
        let before = try await rows(store)
        try await desk.sign(open)
        let signed = try await rows(store)
        try await store.rebuildProjections()
        #expect(try await rows(store) == signed && signed != before)
        #expect(await later() == [first])
    }

    private func rows(_ store: SQLiteStore) async throws -> Set<String> {
        try await store.pool.read { db in
            try String.fetchSet(db, sql: "SELECT convention || hex(mark) FROM takenDay")
        }
    }
}
