import Applications
import Foundation
import GRDB
import Offers
import Parties
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("What the follow-up of a school reads")
struct FollowUpStoreTests {
    private static let references = (1...3).map { ApplicationBench.pupil($0).reference }

    @Test func `applications are found by whose they are, without opening one`() async throws {
        let bench = try await ApplicationBench()
        let (one, other) = (try await bench.publish(), try await bench.publish())
        let declined = try await bench.sent(1, one)
        try await bench.desk.decline(declined, because: .noPlaceLeft, by: OfferBench.owner)
        _ = try await bench.draft(1, other)
        let confirmed = try await bench.sent(2, other)
        try await bench.desk.accept(confirmed, by: OfferBench.owner)
        try await bench.desk.confirm(confirmed, of: PupilIdentity(ApplicationBench.pupil(2)))
        let store = bench.offers.test.store
        try await store.pool.write { db in try db.execute(sql: "UPDATE application SET sealed = x'00'") }
        let found = try await store.followUpStore.applications(
            ApplicationBench.school, Self.references, SchoolYear(start: 2026))
        let first = try #require(found[Self.references[0]])
        #expect(first.map(\.state) == [.declined(.noPlaceLeft), .drafted])
        #expect(first.map(\.wasSent) == [true, false] && first.map(\.lastEvent) == [.declined, .drafted])
        #expect(first.map(\.sector) == [.foodIndustry, .foodIndustry] && first.map(\.kind) == [.business, .business])
        #expect(found[Self.references[1]]?.map(\.state) == [.confirmed] && found[Self.references[2]] == nil)
        let none = try await store.followUpStore.applications(
            ApplicationBench.school, Self.references, SchoolYear(start: 2025))
        #expect(none.isEmpty, "another year")
        let elsewhere = try await store.followUpStore.applications(
            try #require(UAI("0750654D")), Self.references, SchoolYear(start: 2026))
        #expect(elsewhere.isEmpty, "another school")
    }

    @Test func `a dispensation is sealed, outlives an import, and is taken back`() async throws {
        let bench = try RosterBench()
        try await bench.take(RosterBench.file)
        let (store, identity) = (bench.test.store, RosterBench.identity("1001"))
        let said = Dispensation(schoolYear: 2026, by: "Paulesecret", at: Date(timeIntervalSince1970: 1_795_867_200))
        #expect(try await store.followUpStore.dispense(identity, said))
        #expect(try await bench.contents().allSatisfy { !$0.text.contains("Paulesecret") })
        try await bench.take(RosterBench.file.replacing("3e 2;awa@", with: "3e 5;awa@"))
        #expect(try await bench.store.find(identity)?.dispensation == said)
        #expect(try await bench.store.find(RosterBench.identity("1002"))?.dispensation == nil)
        #expect(try await store.followUpStore.dispense(identity, nil))
        #expect(try await bench.store.find(identity)?.dispensation == nil)
        #expect(try await store.followUpStore.dispense(RosterBench.identity("9999"), said) == false)
        let other = PupilIdentity(school: RosterBench.other, reference: identity.reference)
        #expect(try await store.followUpStore.dispense(other, said) == false, "another school's")
    }

    /// Rule: a convention whose journal does not name its school is read for each, which knows it by its pupil.
    @Test func `conventions come with the steps that figures count, and none that was erased`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let issued = try await bench.issued()
        bench.advance(by: 86_400)
        for fieldName in ["student", "representative-1", "school"] { try await bench.sign(fieldName) }
        bench.advance(by: 86_400)
        try await bench.countersign(issued)
        let draft = try await bench.drafted()
        let erased = try await bench.drafted()
        try await test.store.erase(erased)
        let found = try await test.store.milestones(ofSchool: RosterBench.school)
        #expect(found.map(\.summary.id) == [issued, draft])
        #expect(found.map { $0.issuedAt == nil } == [false, true] && found[1].completedAt == nil)
        let (first, last) = (try #require(found[0].issuedAt), try #require(found[0].completedAt))
        #expect((172_800...172_900).contains(last.timeIntervalSince(first)))
        #expect(found.map(\.isHostNamedByFamily) == [false, false])
    }
}
