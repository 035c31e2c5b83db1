package import ConventionDomain
package import Parties

import struct Foundation.Date

/// Follows the journal for the endpoints that there are, and queues what they are told.
///
/// The journal is what happened: whatever was written to it is told, also when the process was killed before it could. A message's key follows from
/// endpoint and event, so that nothing is queued twice.
package struct WebhookFollower: Sendable {
    /// Events looked at in one round.
    private static let step = 200

    private let workflow: ConventionWorkflow
    private let store: WebhookStore
    private let hosts: HostRegister
    private let address: @Sendable (ConventionID) -> String

    /// - Parameters:
    ///   - host: The SIRET of the host in a convention's canonical data; `nil` when there is none.
    ///   - address: Where the API says of a convention how it stands.
    package init(
        _ workflow: ConventionWorkflow, store: WebhookStore, host: @escaping @Sendable ([UInt8]) -> SIRET?,
        address: @escaping @Sendable (ConventionID) -> String
    ) {
        self.workflow = workflow
        self.store = store
        hosts = HostRegister(read: host)
        self.address = address
    }

    /// Queues what is new, until nothing is.
    ///
    /// - Returns: Conventions whose journal could not be read; nobody is told of these.
    /// - Throws: ``WorkflowError`` when the store cannot be read or written.
    @discardableResult
    package func follow() async throws(WorkflowError) -> Set<ConventionID> {
        var unreadable: Set<ConventionID> = []
        while !Task.isCancelled, let more = try await followStep() { unreadable.formUnion(more) }
        return unreadable
    }

    private func followStep() async throws(WorkflowError) -> Set<ConventionID>? {
        let endpoints: [WebhookEndpoint]
        let news: [JournalNews]
        do {
            endpoints = try await store.list().filter { $0.health.disabledAt == nil }
            guard let from = endpoints.map(\.followedTo).min() else { return nil }
            news = try await store.news(from, Self.step)
        } catch { throw WorkflowError(error) }
        guard let last = news.last?.sequence else { return nil }
        var unreadable: Set<ConventionID> = []
        var messages: [QueuedWebhook] = []
        for (convention, new) in Dictionary(grouping: news, by: \.convention).sorted(by: { $0.key.text < $1.key.text })
        {
            do {
                for told in try await told(of: convention, new) { messages += try queued(told, endpoints) }
            } catch WorkflowError.conventionErased {
                continue
            } catch WorkflowError.unavailable(.damagedStorage) {
                unreadable.insert(convention)
            }
        }
        let places = endpoints.filter { $0.followedTo < last }.map { ($0.id, last) }
        let sorted = messages.sorted { $0.mail.subject < $1.mail.subject }
        do {
            try await store.queue(sorted, Dictionary(uniqueKeysWithValues: places), workflow.now())
        } catch { throw WorkflowError(error) }
        return unreadable
    }

    /// One thing to be told, for whoever it concerns.
    private struct Told {
        let sequence: Int64
        let convention: ConventionID
        let host: SIRET?
        let event: WebhookEvent
        let status: ConventionState.Phase
        let at: Date
    }

    private func told(of id: ConventionID, _ news: [JournalNews]) async throws(WorkflowError) -> [Told] {
        let history: ConventionHistory?
        do { history = try await workflow.ports.store.history(id) } catch { throw WorkflowError(error) }
        guard let history else { return [] }
        let dossier = try Dossier(history)
        guard dossier.issue != nil else { return [] }
        let host = try await hosts.siret(of: dossier, workflow)
        let sequences = Dictionary(news.map { ($0.position, $0.sequence) }) { first, _ in first }
        var (state, isIssued, told) = (ConventionState.notBegun, false, [Told]())
        for (index, entry) in history.entries.enumerated() {
            let before = state
            do { state = try before.applying(entry.event) } catch { throw .unavailable(.damagedStorage) }
            isIssued = isIssued || entry.event.kind == .issued
            guard isIssued, let sequence = sequences[index + 1] else { continue }
            for event in WebhookEvent.told(from: before, to: state, employers: dossier.countersigningFields) {
                told.append(
                    Told(
                        sequence: sequence, convention: id, host: host, event: event, status: state.phase, at: entry.at)
                )
            }
        }
        return told
    }

    private func queued(_ told: Told, _ endpoints: [WebhookEndpoint]) throws(WorkflowError) -> [QueuedWebhook] {
        var queued: [QueuedWebhook] = []
        for endpoint in endpoints where endpoint.isTold(told.event, of: told.host, at: told.sequence) {
            let purpose = "webhook \(endpoint.id) \(told.sequence) \(told.event.rawValue)"
            let key = Base64URL.encode(Array(workflow.ports.store.authenticate(Array(purpose.utf8)).prefix(16)))
            let message = WebhookMessage(
                id: key, event: told.event.rawValue, at: told.at, convention: told.convention,
                status: told.status.rawValue, address: address(told.convention))
            // In the order of the journal; the subject is not sent.
            let place = String(told.sequence)
            let subject = String(repeating: "0", count: max(0, 20 - place.count)) + place
            queued.append(
                QueuedWebhook(
                    convention: told.convention, endpoint: endpoint.id,
                    mail: OutgoingMail(
                        messageKey: key, to: endpoint.id, subject: subject, textBody: try message.text())))
        }
        return queued
    }
}

extension WebhookEndpoint {
    fileprivate func isTold(_ event: WebhookEvent, of host: SIRET?, at sequence: Int64) -> Bool {
        sequence > followedTo && (events.isEmpty || events.contains(event)) && (siret == nil || siret == host)
    }
}

extension Dossier {
    /// The host signs what it attests on a page.
    fileprivate var countersigningFields: Set<String> {
        guard drafting.follows?.kind != .attestation else { return [] }
        return Set(drafting.signatories.filter { $0.role == .employer }.map(\.fieldName))
    }
}
