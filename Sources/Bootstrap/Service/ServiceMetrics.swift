import HTTPService
import Persistence
import Placements
import Workflow

import struct Foundation.Date

/// What the service tells Prometheus: counts and ages, no personal data.
struct ServiceMetrics: Sendable {
    let store: SQLiteStore
    let workflow: ConventionWorkflow
    let pending: PendingSignatures
    let stuck: StuckWatch
    let writes: WriteProbe
    let version: String
    let now: @Sendable () -> Date

    /// What cannot be read is left out: a series that is missing is a finding of its own.
    func read() async -> [MetricFamily] {
        var families = [
            MetricFamily(
                "seing_build_info", .gauge, "Which Seing runs; always 1.", [.init(1, [("version", version)])]),
            MetricFamily(
                "seing_database_writable", .gauge, "1 while the database takes writes; 0: look at the disk.",
                value: await writes.isWritable ? 1 : 0),
        ]
        if let counts = try? await store.counts() { families += queues(counts) }
        families += await signatures() + journal() + endpoints() + places()
        if let counts = try? await stuck.counts() {
            families.append(
                MetricFamily(
                    "seing_stuck_conventions", .gauge,
                    "Conventions that do not go on by themselves, by reason; each is told in the school's digest.",
                    StuckReason.allCases.map { .init(Double(counts[$0] ?? 0), [("reason", $0.rawValue)]) }))
        }
        return families
    }

    private func queues(_ counts: StoreCounts) -> [MetricFamily] {
        [
            MetricFamily(
                "seing_conventions", .gauge, "Conventions, by status.",
                ConventionSummary.Status.allCases.map {
                    .init(Double(counts.conventions[$0] ?? 0), [("status", $0.rawValue)])
                }),
            MetricFamily(
                "seing_outbox_messages", .gauge, "Messages that have not left, by channel and state.",
                messages(counts) { Double($0.count) }),
            MetricFamily(
                "seing_outbox_oldest_seconds", .gauge, "Age of the oldest message that has not left; 0 without one.",
                messages(counts) { age($0.oldest) ?? 0 }),
            MetricFamily(
                "seing_archive_queue", .gauge, "Completed conventions without an archival layer.",
                value: Double(counts.archiveQueue.count)),
            MetricFamily(
                "seing_archive_queue_oldest_seconds", .gauge, "Age of the oldest of them; 0 without one.",
                value: age(counts.archiveQueue.oldest) ?? 0),
        ]
    }

    private func messages(
        _ counts: StoreCounts, _ value: (StoreCounts.Queue) -> Double
    ) -> [MetricFamily.Sample] {
        let bounced = MetricFamily.Sample(
            value(counts.bouncedMessages), [("channel", OutboxLane.mail.rawValue), ("state", "bounced")])
        return [bounced]
            + OutboxLane.allCases.flatMap { lane in
                [("waiting", counts.waitingMessages[lane]), ("dead", counts.deadMessages[lane])].map { state, queue in
                    MetricFamily.Sample(queue.map(value) ?? 0, [("channel", lane.rawValue), ("state", state)])
                }
            }
    }

    private func endpoints() async -> [MetricFamily] {
        guard let endpoints = try? await store.webhookStore.list() else { return [] }
        let states = Dictionary(grouping: endpoints, by: \.state).mapValues(\.count)
        return [
            MetricFamily(
                "seing_webhook_endpoints", .gauge, "Endpoints of other software, by how deliveries to them go.",
                WebhookEndpoint.State.allCases.map { .init(Double(states[$0] ?? 0), [("state", $0.rawValue)]) })
        ]
    }

    private func places() async -> [MetricFamily] {
        guard let schools = try? await store.waitingPlaces() else { return [] }
        return [
            MetricFamily(
                "seing_waiting_places", .gauge,
                "Places that were confirmed and are no convention yet, or whose convention waits to be withdrawn, by what keeps them.",
                HandOverProblem.allCases.map { problem in
                    let count = schools.values.reduce(0) { $0 + ($1[problem] ?? 0) }
                    return .init(Double(count), [("problem", problem.rawValue)])
                })
        ]
    }

    private func signatures() async -> [MetricFamily] {
        let waiting = await pending.last
        let durations = workflow.signatureDurations.reading
        var samples = zip(DurationHistogram.bounds, durations.counts).map { bound, count in
            MetricFamily.Sample(Double(count), [("le", "\(bound)")], suffix: "_bucket")
        }
        samples += [
            .init(Double(durations.count), [("le", "+Inf")], suffix: "_bucket"), .init(durations.sum, suffix: "_sum"),
            .init(Double(durations.count), suffix: "_count"),
        ]
        return [
            MetricFamily(
                "seing_pending_signatures", .gauge, "Signatures that were decided and wait for a time-stamp.",
                value: Double(waiting.remaining)),
            MetricFamily(
                "seing_pending_signature_oldest_seconds", .gauge, "Age of the oldest of them; 0 without one.",
                value: age(waiting.oldest) ?? 0),
            MetricFamily(
                "seing_signature_duration_seconds", .histogram,
                "How long making and verifying one signature took, time-stamp included.", samples),
        ]
    }

    private func journal() async -> [MetricFamily] {
        guard let standing = try? await store.anchorStanding() else { return [] }
        return [
            MetricFamily(
                "seing_journal_anchor_age_seconds", .gauge,
                "Age of the newest time-stamp over the journal; no series while there is none.",
                value: age(standing.newestAt)),
            MetricFamily(
                "seing_journal_events_after_anchor", .gauge, "Events recorded since.",
                value: Double(standing.eventsAfter)),
        ]
    }

    private func age(_ moment: Date?) -> Double? {
        moment.map { max(0, now().timeIntervalSince($0).rounded()) }
    }
}
