import ConventionDomain
import Parties
import Testing

@Suite("Parts before a draft")
struct PreparationTests {
    private static func progress(_ events: [ConventionEvent]) throws -> PreparationProgress {
        switch try ConventionState.after([Sample.prepared] + events) {
        case .completing(let progress), .toApprove(let progress): return progress
        default: throw TransitionRefused(phase: .notBegun, event: .prepared, reason: .notInThisState)
        }
    }

    @Test func `nothing becomes a draft, is issued or signed before the school has approved`() {
        for events in [[], [Sample.given(.host)], [Sample.given(.host), Sample.given(.family)]] {
            let state = Sample.after([Sample.prepared] + events)
            for event in [Sample.drafted, Sample.issued, Sample.signed("student", on: 0)] {
                #expect(throws: TransitionRefused(phase: .completing, event: event.kind, reason: .notInThisState)) {
                    try state.applying(event)
                }
            }
        }
        let ready = Sample.after([Sample.prepared, Sample.given(.host), Sample.given(.family), Sample.readied])
        #expect(throws: TransitionRefused(phase: .toApprove, event: .issued, reason: .notInThisState)) {
            try ready.applying(Sample.issued)
        }
        #expect((try? ready.applying(Sample.drafted))?.phase == .draft)
    }

    @Test func `it is ready when both parts are there, and names the host's part that is approved`() {
        #expect(throws: TransitionRefused(phase: .completing, event: .readied, reason: .partsMissing([.family]))) {
            try Sample.after([Sample.prepared, Sample.given(.host)]).applying(Sample.readied)
        }
        let both = Sample.after([Sample.prepared, Sample.given(.host), Sample.given(.family)])
        #expect(throws: TransitionRefused(phase: .completing, event: .readied, reason: .otherDocument)) {
            try both.applying(.readied(Readiness(hostDigest: Sample.digest(91))))
        }
    }

    @Test func `a part that is given is not written again until it is handed back`() throws {
        let given = Sample.after([Sample.prepared, Sample.given(.host)])
        for event in [Sample.saved, Sample.given(.host), Sample.requested(.host)] {
            #expect(throws: TransitionRefused(phase: .completing, event: event.kind, reason: .partGiven)) {
                try given.applying(event)
            }
            #expect(throws: Never.self) { try given.applying(Sample.handedBack).applying(event) }
        }
        #expect(throws: TransitionRefused(phase: .completing, event: .handedBack, reason: .partsMissing([.host]))) {
            try Sample.after([Sample.prepared]).applying(Sample.handedBack)
        }
    }

    @Test func `what the host wrote survives being handed back, with the reason until it is given again`() throws {
        let back = try Self.progress([Sample.given(.host), Sample.handedBack])
        #expect(back.hostDigest == Sample.digest(90))
        #expect(back.handedBack == HandingBack(reason: "Le tuteur manque"))
        #expect(back.missing == [.host, .family])
        let again = try Self.progress([Sample.given(.host), Sample.handedBack, Sample.given(.host)])
        #expect(again.handedBack == nil && again.missing == [.family])
    }

    @Test func `an objection takes the family's answer away, and a correction that concerns it the objection`() throws {
        let disputed = try Self.progress([Sample.given(.family), Sample.disputed])
        #expect(disputed.missing == [.host, .family] && disputed.dispute?.message == "Le nom est faux")
        #expect(try Self.progress([Sample.disputed, Sample.corrected(asksFamily: false)]).dispute != nil)
        let corrected = try Self.progress([
            Sample.given(.host), Sample.given(.family), Sample.corrected(asksFamily: true),
        ])
        #expect(corrected.dispute == nil && corrected.missing == [.family])
    }

    @Test func `who answers for itself takes back its own objection only, and the school everybody's`() throws {
        let second = ConventionEvent.partDisputed(PartDispute(fieldName: "representative-2", message: "La classe"))
        let both = [Sample.disputed, second]
        #expect(try Self.progress(both).disputes.map(\.message) == ["Le nom est faux", "La classe"])
        func given(_ name: String?) -> ConventionEvent { .partGiven(PartGiving(part: .family, fieldName: name)) }
        #expect(try Self.progress(both + [given("representative-2")]).disputes.map(\.fieldName) == ["student"])
        #expect(try Self.progress(both + [given(nil)]).disputes.isEmpty)
        #expect(
            try Self.progress(both + [Sample.disputed]).disputes.map(\.fieldName) == ["representative-2", "student"])
    }

    @Test func `whatever happens in whatever order, a draft has two parts that were given and not taken back`() {
        var seed = UInt64(33)
        func draw(_ count: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % count
        }
        var drafts = 0
        let events = Sample.preparing + [Sample.drafted, Sample.issued]
        for _ in 0..<8_000 {
            var (state, given) = (Sample.after([Sample.prepared]), Set<PreparationPart>())
            for _ in 0..<12 {
                let event = events[draw(events.count)]
                guard let next = try? state.applying(event) else { continue }
                switch event {
                case .partGiven(let giving): given.insert(giving.part)
                case .partDisputed: given.remove(.family)
                case .partCorrected(let correction): if correction.asksFamily { given.remove(.family) }
                case .handedBack: given.remove(.host)
                case .drafted:
                    #expect(given == [.host, .family] && state.phase == .toApprove)
                    drafts += 1
                default: break
                }
                state = next
                if state.phase == .draft { break }
            }
        }
        #expect(drafts > 10, "the seed tells stories that end with a draft")
    }

    @Test(arguments: [
        // Asked on Monday 1 June 2026; the Monday after is the fifth business day.
        ("2026-06-05", 0, false), ("2026-06-07", 0, false), ("2026-06-08", 0, true), ("2026-06-09", 2, true),
        ("2026-06-08", 3, false), ("2026-06-29", 0, false), ("2026-07-01", 0, false),
    ])
    func `a reminder follows after five business days, three times, and not once the placement has begun`(
        today: String, sent: Int, isDue: Bool
    ) throws {
        let days = try [today, "2026-06-01", "2026-06-29"].map { try #require(CalendarDate(iso8601: $0)) }
        #expect(
            PartReminders.isDue(on: days[0], lastMessage: days[1], sent: sent, firstDay: days[2]) == isDue)
    }
}
