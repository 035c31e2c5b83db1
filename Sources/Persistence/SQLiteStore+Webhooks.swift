import ConventionDomain
import GRDB
import Parties
package import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// Endpoints of other software and what waits for them, as the use cases see them.
    package var webhookStore: WebhookStore {
        WebhookStore(
            add: { endpoint throws(StoreError) in try await add(endpoint) },
            update: { name, change throws(StoreError) in try await update(name, change) },
            list: { () throws(StoreError) in
                try await read { db in
                    try Row.fetchAll(db, sql: "SELECT * FROM webhook ORDER BY name").map { try endpoint($0) }
                }
            },
            remove: { name throws(StoreError) in try await removeEndpoint(name) },
            news: { after, limit throws(StoreError) in try await news(after: after, limit: limit) },
            queue: { messages, places, at throws(StoreError) in
                try await queue(messages, followedTo: places, at: at)
            },
            deliveries: { id, place, limit throws(StoreError) in
                try await deliveries(to: id, after: place, limit: limit)
            },
            resend: { id, key, at throws(StoreError) in try await resend(key, to: id, at: at) })
    }

    private func add(_ endpoint: WebhookEndpoint) async throws(StoreError) {
        let sealed = try WebhookSecrets(endpoint).sealed(under: key, of: endpoint.id)
        try await write { db in
            let newest = try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM event") ?? 0
            try db.execute(
                sql: """
                    INSERT INTO webhook
                        (id, name, siret, isOwnedByEmployer, createdAt, url, events, sealed, followedTo)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """,
                arguments: [
                    endpoint.id, endpoint.name, endpoint.siret?.digits, endpoint.isOwnedByEmployer,
                    endpoint.createdAt.wholeSeconds, endpoint.url, endpoint.eventNames, sealed.blob, newest,
                ])
            guard db.changesCount == 1 else { throw StoreError.headMoved }
        }
    }

    private func update(
        _ name: String, _ change: @escaping @Sendable (inout WebhookEndpoint) -> Void
    ) async throws(StoreError) -> WebhookEndpoint? {
        try await write { db in
            let sql = "SELECT * FROM webhook WHERE name = ?"
            guard var changed = try Row.fetchOne(db, sql: sql, arguments: [name]).map({ try endpoint($0) }) else {
                return nil
            }
            let wasFailing = changed.health.failingSince != nil
            change(&changed)
            try db.execute(
                sql: "UPDATE webhook SET url = ?, events = ?, sealed = ? WHERE name = ?",
                arguments: [
                    changed.url, changed.eventNames,
                    try WebhookSecrets(changed).sealed(under: key, of: changed.id).blob, name,
                ])
            try Self.write(changed.health, of: changed.id, in: db)
            if wasFailing, changed.health.failingSince == nil {
                try db.execute(
                    sql: """
                        UPDATE outbox SET dueAt = 0, attempts = CASE WHEN state = 'dead' THEN 0 ELSE attempts END,
                            state = 'waiting', settledAt = NULL WHERE endpoint = ? AND state IN ('waiting', 'dead')
                        """,
                    arguments: [changed.id])
            }
            return changed
        }
    }

    private func removeEndpoint(_ name: String) async throws(StoreError) -> Bool {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE outbox SET state = 'dropped', sealed = NULL, reason = NULL
                    WHERE endpoint = (SELECT id FROM webhook WHERE name = ?) AND state IN ('waiting', 'dead')
                    """, arguments: [name])
            try db.execute(sql: "DELETE FROM webhook WHERE name = ?", arguments: [name])
            return db.changesCount > 0
        }
    }

    private func news(after: Int64, limit: Int) async throws(StoreError) -> [JournalNews] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT sequence, convention, position FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?",
                arguments: [after, limit]
            ).map { row in
                guard let id = ConventionID(row["convention"]) else {
                    throw StoreError.damaged("event of a convention without a reference")
                }
                return JournalNews(sequence: row["sequence"], convention: id, position: row["position"])
            }
        }
    }

    private func queue(
        _ messages: [QueuedWebhook], followedTo places: [String: Int64], at time: Date
    ) async throws(StoreError) {
        let conventions = Set(messages.map(\.convention.text))
        let keys = try await read { db in
            try conventions.reduce(into: [String: ConventionKey]()) { $0[$1] = try conventionKey($1, in: db) }
        }
        var sealed: [(message: QueuedWebhook, bytes: [UInt8])] = []
        for message in messages {
            guard let key = keys[message.convention.text] else { continue }
            let place = SealedPlace.mail(message.convention.text, messageKey: message.mail.messageKey)
            sealed.append((message, try key.seal(try EventCodec.encode(message.mail), at: place)))
        }
        let rows = sealed
        try await write { db in
            for row in rows { try Self.insert(row.message, row.bytes, at: time, in: db) }
            for (id, place) in places {
                try db.execute(sql: "UPDATE webhook SET followedTo = ? WHERE id = ?", arguments: [place, id])
            }
        }
    }

    /// Neither for an endpoint that was removed meanwhile, nor of a convention that was erased.
    private static func insert(_ message: QueuedWebhook, _ sealed: [UInt8], at time: Date, in db: Database) throws {
        let convention = message.convention.text
        try db.execute(
            sql: """
                INSERT INTO outbox (convention, messageKey, state, queuedAt, dueAt, sealed, lane, endpoint)
                SELECT ?, ?, 'waiting', ?, ?, ?, 'webhook', ?
                WHERE EXISTS (SELECT 1 FROM conventionKey WHERE convention = ?)
                    AND EXISTS (SELECT 1 FROM webhook WHERE id = ?)
                ON CONFLICT (messageKey) DO NOTHING
                """,
            arguments: [
                convention, message.mail.messageKey, time.wholeSeconds, time.wholeSeconds, sealed.blob,
                message.endpoint, convention, message.endpoint,
            ])
    }

    private func endpoint(_ row: Row) throws -> WebhookEndpoint {
        let id = row["id"] as String
        let secrets = try WebhookSecrets(sealed: row.bytes("sealed"), under: key, of: id)
        guard let secret = WebhookSecret(key: secrets.secret) else {
            throw StoreError.damaged("webhook without a secret")
        }
        let names = (row["events"] as String).split(separator: " ").map(String.init)
        var endpoint = WebhookEndpoint(
            id: id, name: row["name"], siret: (row["siret"] as String?).flatMap { SIRET($0) },
            isOwnedByEmployer: row["isOwnedByEmployer"], createdAt: Date(wholeSeconds: row["createdAt"]),
            url: row["url"], events: Set(names.compactMap(WebhookEvent.init)), secret: secret,
            followedTo: row["followedTo"])
        endpoint.earlier = secrets.earlierSecrets
        endpoint.health = WebhookEndpoint.Health(row)
        return endpoint
    }
}

// MARK: - How deliveries go

extension SQLiteStore {
    fileprivate static func write(_ health: WebhookEndpoint.Health, of id: String, in db: Database) throws {
        try db.execute(
            sql: """
                UPDATE webhook SET lastDeliveredAt = ?, failingSince = ?, lastFailure = ?, disabledAt = ?,
                    streakSince = ?, streakLastAt = ?, streakTries = ? WHERE id = ?
                """,
            arguments: [
                health.lastDeliveredAt?.wholeSeconds, health.failingSince?.wholeSeconds, health.lastFailure,
                health.disabledAt?.wholeSeconds, health.streak?.since.wholeSeconds,
                health.streak?.lastAt.wholeSeconds, health.streak?.tries, id,
            ])
    }

    /// An endpoint that failed is left alone until the message is tried again, and given up when ``FailureStreak/isTooLong``.
    func noteEndpoint(of item: Int64, _ outcome: OutboxOutcome, at time: Date) async throws(StoreError) {
        try await write { db in
            let sql = "SELECT * FROM webhook WHERE id = (SELECT endpoint FROM outbox WHERE id = ?)"
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [item]) else { return }
            var health = WebhookEndpoint.Health(row)
            switch outcome {
            case .dropped: return
            case .delivered: health.noteDelivery(at: time)
            case .dead(let reason): health.noteFailure(reason, at: time)
            case .deferred(let until, let reason):
                health.noteFailure(reason, at: time)
                try db.execute(
                    sql: "UPDATE outbox SET dueAt = max(dueAt, ?) WHERE state = 'waiting' AND endpoint = ?",
                    arguments: [until.wholeSeconds, row["id"] as String])
            }
            try Self.write(health, of: row["id"], in: db)
        }
    }
}

extension WebhookEndpoint.Health {
    fileprivate init(_ row: Row) {
        self.init()
        let date = { (column: String) in (row[column] as Int64?).map { Date(wholeSeconds: $0) } }
        (lastDeliveredAt, failingSince) = (date("lastDeliveredAt"), date("failingSince"))
        (lastFailure, disabledAt) = (row["lastFailure"], date("disabledAt"))
        if let since = date("streakSince"), let last = date("streakLastAt"), let tries = row["streakTries"] as Int? {
            streak = FailureStreak(since: since, lastAt: last, tries: tries)
        }
    }
}

/// What is encrypted of an endpoint.
private struct WebhookSecrets: Codable {
    let secret: [UInt8]
    /// As it was written while there was one earlier secret at most.
    var previous: [UInt8]?
    var previousEndsAt: Int64?
    let earlier: [Earlier]?

    struct Earlier: Codable {
        let key: [UInt8]
        let endsAt: Int64
    }

    init(_ endpoint: WebhookEndpoint) {
        secret = endpoint.secret.key
        earlier = endpoint.earlier.map { Earlier(key: $0.secret.key, endsAt: $0.endsAt.wholeSeconds) }
    }

    var earlierSecrets: [WebhookEndpoint.EarlierSecret] {
        let former = previous.flatMap { key in previousEndsAt.map { Earlier(key: key, endsAt: $0) } }
        return (earlier ?? [former].compactMap(\.self)).compactMap { one in
            WebhookSecret(key: one.key).map { .init(secret: $0, endsAt: Date(wholeSeconds: one.endsAt)) }
        }
    }

    func sealed(under storeKey: StoreKey, of id: String) throws(StoreError) -> [UInt8] {
        try ConventionKey(storeKey.wrappingKey).seal(try EventCodec.encode(self), at: .webhook(id))
    }

    init(sealed: [UInt8], under storeKey: StoreKey, of id: String) throws(StoreError) {
        let text = try ConventionKey(storeKey.wrappingKey).open(sealed, at: .webhook(id))
        self = try EventCodec.decode(Self.self, text)
    }
}

extension WebhookEndpoint {
    fileprivate var eventNames: String { events.map(\.rawValue).sorted().joined(separator: " ") }
}
