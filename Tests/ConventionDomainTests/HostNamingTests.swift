import ConventionDomain
import Testing

@Suite("A host that the family names")
struct HostNamingTests {
    private func refusal(_ event: ConventionEvent, _ reason: TransitionRefused.Reason) -> TransitionRefused {
        TransitionRefused(phase: .completing, event: event.kind, reason: reason)
    }

    @Test func `no host is asked, and none can write or give, before the school has taken one`() throws {
        for events in [[], [Sample.proposed(isGiven: false)], [Sample.proposed(isGiven: true)]] {
            let state = Sample.after([Sample.preparedOpen] + events)
            for event in [Sample.requested(.host), Sample.saved, Sample.given(.host)] {
                #expect(throws: refusal(event, .hostNotNamed)) { try state.applying(event) }
            }
        }
        let taken = Sample.after([Sample.preparedOpen, Sample.proposed(isGiven: true), Sample.confirmed])
        #expect(throws: Never.self) { try taken.applying(Sample.requested(.host)) }
    }

    @Test func `only what was given is confirmed or handed back, and meanwhile nobody changes it`() throws {
        for events in [[], [Sample.proposed(isGiven: false)]] {
            let state = Sample.after([Sample.preparedOpen] + events)
            for event in [Sample.confirmed, Sample.returned] {
                #expect(throws: refusal(event, .hostNotNamed)) { try state.applying(event) }
            }
        }
        let given = Sample.after([Sample.preparedOpen, Sample.proposed(isGiven: true)])
        #expect(throws: refusal(Sample.proposed(isGiven: false), .partGiven)) {
            try given.applying(Sample.proposed(isGiven: false))
        }
        #expect(throws: Never.self) { try given.applying(Sample.returned).applying(Sample.proposed(isGiven: true)) }
    }

    @Test func `where the school has named the host, nobody names another`() throws {
        for event in [Sample.proposed(isGiven: true), Sample.returned, Sample.confirmed] {
            #expect(throws: refusal(event, .hostNamed)) { try Sample.after([Sample.prepared]).applying(event) }
        }
        let corrected = Sample.after([
            Sample.preparedOpen, Sample.proposed(isGiven: true), Sample.corrected(asksFamily: false),
        ])
        #expect(throws: refusal(Sample.confirmed, .hostNamed)) { try corrected.applying(Sample.confirmed) }
    }

    @Test func `a family that has checked its data still has a link, until it has named the host`() throws {
        let checked = Sample.after([Sample.preparedOpen, Sample.given(.family)])
        let link = Sample.requested(.family, "representative-1")
        #expect(throws: Never.self) { try checked.applying(link) }
        let named = try checked.applying(Sample.proposed(isGiven: true))
        #expect(throws: refusal(link, .partGiven)) { try named.applying(link) }
        guard case .completing(let progress) = try named.applying(Sample.returned) else {
            Issue.record("it is being prepared")
            return
        }
        #expect(progress.isOpen(.family) && !progress.isOpen(.host) && progress.hostNaming?.returned != nil)
    }
}
