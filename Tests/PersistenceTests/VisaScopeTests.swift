import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

/// Rule: a visa is for the file that the slip lists, as the slip lists it.
@Suite("What a visa allows")
struct VisaScopeTests {
    private let test: TestStore
    private let bench: WorkflowBench

    init() throws {
        test = try TestStore()
        bench = try test.bench()
    }

    private func office(_ change: (inout RetentionRules) -> Void = { _ in }) -> RetentionOffice {
        var rules = RetentionRules()
        change(&rules)
        return RetentionOffice(
            bench.workflow, rules: rules, store: test.store, seal: { _ throws(WorkflowError) in [7] })
    }

    @discardableResult
    private func go(to day: String) throws -> CalendarDate {
        let day = try #require(CalendarDate(iso8601: day))
        bench.advance(by: SchoolTimeZone.paris.moment(day, hour: 12).timeIntervalSince(bench.now))
        return day
    }

    private func sign(_ id: ConventionID) async throws {
        for party in ["student", "representative-1", "school"] { try await bench.sign(party) }
        try await bench.countersign(id)
    }

    @Test func `a visa on an unsigned file does not release the one that was signed later`() async throws {
        let id = try await bench.issued()
        try go(to: "2026-06-27")
        _ = try await bench.workflow.meetDeadlines(of: id)
        let day = try go(to: "2027-06-28")
        let slip = try #require(try await office().makeSlips().first)
        #expect(slip.entries.map(\.item.series) == [.unsigned])
        try await office().recordVisa("1", on: day, of: slip.number)
        #expect(try await office().plan().erasable.map(\.convention) == [id.text])

        try await bench.workflow.reopen(id, reason: "Le stage a eu lieu")
        try await sign(id)
        for reason in Erasure.Reason.allCases {
            await #expect(throws: WorkflowError.retention(.visaMissing)) {
                try await office().erase(id, reason: reason)
            }
        }
        try go(to: "2032-06-29")
        let plan = try await office().plan()
        #expect(plan.erasable.isEmpty && plan.awaitingVisa.map(\.series) == [.signed])
        #expect(try await office().purge().flatMap(\.erased).isEmpty)
        let next = try #require(try await office().makeSlips().first)
        #expect(next.entries.map(\.item.convention) == [id.text] && next.entries.map(\.item.series) == [.signed])
        #expect(try await bench.workflow.show(id).summary.status == .completed)
    }

    @Test func `a visa given for other days does not hold for the days that the school keeps it now`() async throws {
        let id = try await bench.issued()
        try await sign(id)
        let day = try go(to: "2031-07-01")
        let slip = try #require(try await office().makeSlips().first)
        try await office().recordVisa("1", on: day, of: slip.number)
        try go(to: "2040-01-01")
        let longer = office { $0.signedYears = 8 }
        #expect(try await longer.plan().erasable.isEmpty)
        #expect(try await longer.makeSlips().first?.entries.map(\.item.keptUntil) == ["2034-06-26"])
        #expect(try await office().plan().erasable.map(\.convention) == [id.text])
    }

    @Test func `what an interrupted run had planned is shown before it is finished, with what has to be asked now`()
        async throws
    {
        let id = try await bench.issued()
        try await sign(id)
        try go(to: "2031-07-01")
        let planned = try await office { $0.isPublicSchool = false }.plan()
        try await test.beginPurge(planned.erasable, at: bench.now)
        let plan = try await office().plan()
        #expect(plan.unfinished?.map(\.convention) == [id.text])
        #expect(plan.erasable.isEmpty && plan.awaitingVisa.map(\.convention) == [id.text])
    }
}
