import ConventionDomain
import GRDB
import Workflow

extension SQLiteStore {
    /// Writes changes in one transaction. ``ConventionEvent/erased(_:)`` destroys the convention's key with it.
    ///
    /// Encryption happens before it; inside there is only the hashing of the few headers, whose place in the global
    /// chain is not known earlier.
    ///
    /// - Throws: ``StoreError/headMoved`` when a convention's journal no longer ends where its change says;
    ///   ``StoreError/overlapping(_:)``.
    func commit(_ changes: [ConventionChange]) async throws(StoreError) {
        var sealed: [SealedChange] = []
        for change in changes { sealed.append(try seal(change)) }
        let all = sealed
        let hasErased = try await write { db in
            var hasErased = false
            for change in all { hasErased = try apply(change, in: db) || hasErased }
            let taken = try TakenDays.conflicts(of: all, in: db)
            guard taken.isEmpty else { throw StoreError.overlapping(taken) }
            return hasErased
        }
        for change in all where change.change.erases { openedJournals.forget(change.convention) }
        if hasErased { await emptyLog() }
    }

    /// - Returns: Whether something was erased of which nothing may linger in the write-ahead log.
    private func apply(_ sealed: SealedChange, in db: Database) throws -> Bool {
        guard try EventRow.head(of: sealed.convention, in: db) == sealed.change.expectedHead else {
            throw StoreError.headMoved
        }
        if let newKey = sealed.newKey {
            try insertKey(newKey, of: sealed.convention, in: db)
        } else if try conventionKey(sealed.convention, in: db) == nil {
            throw StoreError.erased
        }
        let first = try append(sealed, in: db)
        try SummaryRow.note(sealed, firstSequence: first, in: db)
        try TakenDays.note(sealed, in: db)
        try insertFiles(sealed, in: db)
        try insertAccess(sealed.change, in: db)
        try insertMails(sealed, in: db)
        let endsHealthSheet = sealed.change.erasesHealthSheet || sealed.healthSheet != nil
        let hadHealthSheet = endsHealthSheet ? try deleteHealthSheet(of: sealed.convention, in: db) > 0 : false
        try insertSheets(sealed, in: db)
        if sealed.change.erases { try destroyKey(of: sealed.convention, in: db) }
        return sealed.change.erases || hadHealthSheet
    }

    private func seal(_ change: ConventionChange) throws(StoreError) -> SealedChange {
        let convention = change.convention.text
        guard change.expectedHead != nil else {
            let key = try ConventionKey.generate()
            return try SealedChange(
                change, key: key, newKey: try key.wrapped(under: self.key, at: .key(convention)),
                storeKey: self.key)
        }
        guard let key = try lookUp({ db in try conventionKey(convention, in: db) }) else { throw .erased }
        return try SealedChange(change, key: key, newKey: nil, storeKey: self.key)
    }

    /// Puts the events at the end of the global chain and of the convention's.
    ///
    /// - Returns: Place of the first of them among all events.
    private func append(_ sealed: SealedChange, in db: Database) throws -> Int64 {
        let last = try db.row(sql: "SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1")
        let first = (last.map { $0["sequence"] as Int64 } ?? 0) + 1
        var previous = last?.bytes("hash") ?? JournalHeader.noHash
        var previousOwn = sealed.change.expectedHead?.hash ?? JournalHeader.noHash
        for (offset, event) in sealed.events.enumerated() {
            let header = JournalHeader(
                sequence: first + Int64(offset), convention: sealed.convention, position: event.position,
                type: event.kind.rawValue, at: sealed.change.at.wholeSeconds, previousHash: previous,
                previousOwnHash: previousOwn, commitment: event.commitment)
            let hash = header.hash
            try EventRow.insert(header, hash: hash, payload: event.payload, in: db)
            (previous, previousOwn) = (hash, hash)
        }
        return first
    }

    private func insertFiles(_ sealed: SealedChange, in db: Database) throws {
        for file in sealed.files where file.kind == StoredFile.Kind.statement.rawValue {
            try db.run(
                sql: "INSERT INTO statement (convention, digest, sealed) VALUES (?, ?, ?)",
                arguments: [sealed.convention, file.name, file.sealed.blob])
        }
        for file in sealed.files where file.kind != StoredFile.Kind.statement.rawValue {
            try db.run(
                sql: "INSERT INTO document (convention, digest, kind, sealed) VALUES (?, ?, ?, ?)",
                arguments: [sealed.convention, file.name, file.kind, file.sealed.blob])
        }
        for contact in sealed.contacts {
            try db.run(
                sql: "INSERT OR REPLACE INTO contact (convention, fieldName, sealed) VALUES (?, ?, ?)",
                arguments: [sealed.convention, contact.name, contact.sealed.blob])
        }
    }

    private func insertMails(_ sealed: SealedChange, in db: Database) throws {
        for (queued, piece) in zip(sealed.change.mails, sealed.mails) {
            try db.run(
                sql: """
                    INSERT INTO outbox (convention, fieldName, messageKey, state, queuedAt, dueAt, notAfter, sealed, lane)
                    VALUES (?, ?, ?, 'waiting', ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    sealed.convention, queued.fieldName, piece.name, sealed.change.at.wholeSeconds,
                    sealed.change.at.wholeSeconds, queued.notAfter?.wholeSeconds, piece.sealed.blob,
                    OutboxLane(queued.mail).rawValue,
                ])
        }
    }
}
