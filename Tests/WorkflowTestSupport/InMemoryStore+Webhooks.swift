import ConventionDomain
import Synchronization
package import Workflow

import struct Foundation.Date

extension InMemoryStore {
    package var webhookStore: WebhookStore {
        WebhookStore(
            add: { endpoint throws(StoreError) in
                try self.content.withLock { content throws(StoreError) in
                    guard !content.endpoints.contains(where: { $0.name == endpoint.name }) else { throw .headMoved }
                    var followed = endpoint
                    followed.followedTo = Int64(content.journal.count)
                    content.endpoints.append(followed)
                    content.endpoints.sort { $0.name < $1.name }
                }
            },
            update: { name, change in self.content.withLock { $0.update(name, change) } },
            list: { self.content.withLock { $0.endpoints } },
            remove: { name in self.content.withLock { $0.removeEndpoint(name) } },
            news: { after, limit in
                self.content.withLock { content in
                    Array(content.journal.filter { $0.sequence > after }.prefix(limit))
                }
            },
            queue: { messages, places, at in self.content.withLock { $0.queue(messages, places, at) } },
            deliveries: { id, place, limit in
                self.content.withLock { content in
                    let all = Array(content.outbox.filter { $0.endpoint == id }.map(\.delivery).reversed())
                    guard let place else { return Array(all.prefix(limit)) }
                    if let last = all.firstIndex(where: { $0.messageKey == place.messageKey }) {
                        return Array(all.dropFirst(last + 1).prefix(limit))
                    }
                    return Array(all.drop { $0.queuedAt > place.queuedAt }.prefix(limit))
                }
            },
            resend: { id, key, at in self.content.withLock { $0.resend(key, to: id, at) } })
    }
}

extension InMemoryStore {
    package var bounceStore: BounceStore {
        BounceStore { key, status, _ in
            self.content.withLock { content in
                guard let index = content.outbox.firstIndex(where: { $0.queued.mail.messageKey == key }),
                    content.outbox[index].state == "delivered", content.outbox[index].lane == .mail,
                    content.outbox[index].bounce == nil
                else { return false }
                content.outbox[index].bounce = status
                return true
            }
        }
    }
}

extension InMemoryStore.OutboxEntry {
    var lane: OutboxLane { endpoint == nil ? OutboxLane(queued.mail) : .webhook }

    fileprivate var delivery: WebhookDeliveryRecord {
        WebhookDeliveryRecord(
            id: id, messageKey: queued.mail.messageKey, convention: convention.text,
            state: .init(rawValue: state) ?? .dead,
            attempts: attempts, queuedAt: queuedAt, reason: reason.isEmpty ? nil : reason)
    }
}

extension InMemoryStore.Content {
    fileprivate mutating func update(_ name: String, _ change: (inout WebhookEndpoint) -> Void) -> WebhookEndpoint? {
        guard let index = endpoints.firstIndex(where: { $0.name == name }) else { return nil }
        let wasFailing = endpoints[index].health.failingSince != nil
        change(&endpoints[index])
        if wasFailing, endpoints[index].health.failingSince == nil {
            for place in outbox.indices where outbox[place].endpoint == endpoints[index].id {
                guard ["waiting", "dead"].contains(outbox[place].state) else { continue }
                if outbox[place].state == "dead" { outbox[place].attempts = 0 }
                (outbox[place].state, outbox[place].dueAt) = ("waiting", .distantPast)
            }
        }
        return endpoints[index]
    }

    fileprivate mutating func resend(_ key: String, to id: String, _ at: Date) -> WebhookDeliveryRecord? {
        guard let place = outbox.firstIndex(where: { $0.endpoint == id && $0.queued.mail.messageKey == key }) else {
            return nil
        }
        if outbox[place].state != "dropped" {
            if outbox[place].state != "waiting" { outbox[place].attempts = 0 }
            (outbox[place].state, outbox[place].dueAt) = ("waiting", at)
        }
        return outbox[place].delivery
    }

    fileprivate mutating func removeEndpoint(_ name: String) -> Bool {
        guard let index = endpoints.firstIndex(where: { $0.name == name }) else { return false }
        let gone = endpoints.remove(at: index)
        for place in outbox.indices where outbox[place].endpoint == gone.id {
            if outbox[place].state != "delivered" { outbox[place].state = "dropped" }
        }
        return true
    }

    fileprivate mutating func queue(_ messages: [QueuedWebhook], _ places: [String: Int64], _ at: Date) {
        for message in messages {
            let isKnown = outbox.contains { $0.queued.mail.messageKey == message.mail.messageKey }
            guard !isKnown, !erased.contains(message.convention),
                endpoints.contains(where: { $0.id == message.endpoint })
            else { continue }
            outbox.append(
                InMemoryStore.OutboxEntry(
                    id: Int64(outbox.count + 1), convention: message.convention,
                    queued: QueuedMail(fieldName: "", mail: message.mail), endpoint: message.endpoint, queuedAt: at,
                    dueAt: at))
        }
        for index in endpoints.indices {
            if let place = places[endpoints[index].id] { endpoints[index].followedTo = place }
        }
    }

    /// Those tried least first, then the oldest; none of an endpoint that was given up.
    func oneForEachEndpoint(_ due: [Int]) -> [Int] {
        var chosen: [String: Int] = [:]
        for index in due.sorted(by: { (outbox[$0].attempts, $0) < (outbox[$1].attempts, $1) }) {
            guard let id = outbox[index].endpoint, chosen[id] == nil,
                endpoints.contains(where: { $0.id == id && $0.health.disabledAt == nil })
            else { continue }
            chosen[id] = index
        }
        return chosen.values.sorted()
    }

    mutating func noteEndpoint(of item: Int64, _ outcome: OutboxOutcome, _ at: Date) {
        guard let id = outbox.first(where: { $0.id == item })?.endpoint,
            let index = endpoints.firstIndex(where: { $0.id == id })
        else { return }
        switch outcome {
        case .dropped: break
        case .delivered:
            endpoints[index].health.noteDelivery(at: at)
        case .dead(let reason): endpoints[index].health.noteFailure(reason, at: at)
        case .deferred(let until, let reason):
            endpoints[index].health.noteFailure(reason, at: at)
            for place in outbox.indices where outbox[place].endpoint == id && outbox[place].state == "waiting" {
                outbox[place].dueAt = max(outbox[place].dueAt, until)
            }
        }
    }
}
