import ConventionDomain
import GRDB
import Parties
import Workflow

extension SQLiteStore {
    /// What the sheets that are handed over apart need, as the use cases see it.
    var sheetStore: SheetStore {
        SheetStore(
            otherContacts: { id throws(StoreError) in try await otherContacts(id) },
            healthSheet: { id throws(StoreError) in try await healthSheet(id) },
            eraseHealthSheet: { id throws(StoreError) in
                try await eraseHealthSheets { db in try deleteHealthSheet(of: id.text, in: db) } > 0
            },
            eraseHealthSheets: { day throws(StoreError) in
                try await eraseHealthSheets { db in
                    try db.run(sql: "DELETE FROM healthSheet WHERE lastDay < ?", arguments: [day.dayNumber])
                    return db.changesCount
                }
            })
    }

    private func otherContacts(_ id: ConventionID) async throws(StoreError) -> [ContactSheet.Contact] {
        let (sealed, key) = try lookUpTogether { db in
            let sql = "SELECT sealed FROM otherContact WHERE convention = ?"
            let row = try db.row(sql: sql, arguments: [id.text])
            return (row?.bytes("sealed"), try conventionKey(id.text, in: db))
        }
        guard let sealed else { return [] }
        guard let key else { throw .erased }
        return try OtherContacts.open(sealed, of: id.text, key)
    }

    private func healthSheet(_ id: ConventionID) async throws(StoreError) -> HealthSheet? {
        let row = try lookUp { db in
            try db.row(sql: "SELECT * FROM healthSheet WHERE convention = ?", arguments: [id.text])
                .map { (day: $0["lastDay"] as Int, wrapped: $0.bytes("wrapped"), sealed: $0.bytes("sealed")) }
        }
        guard let row else { return nil }
        let key = try ConventionKey(wrapped: row.wrapped, under: key, at: .healthSheetKey(id.text))
        let kit = String(decoding: try key.open(row.sealed, at: .healthSheet(id.text, lastDay: row.day)), as: UTF8.self)
        guard let kit = ContactSheet.EmergencyKit(rawValue: kit), let day = CalendarDate(dayNumber: row.day) else {
            throw .damaged("healthSheet that cannot be read")
        }
        return HealthSheet(emergencyKit: kit, lastDay: day)
    }

    /// Deletes, and lets nothing of it linger in the write-ahead log.
    private func eraseHealthSheets(
        _ delete: @escaping @Sendable (Database) throws -> Int
    ) async throws(StoreError) -> Int {
        let count = try await write(delete)
        if count > 0 { await emptyLog() }
        return count
    }

    /// Deleted bytes are overwritten (`secure_delete`).
    ///
    /// - Returns: How many there were: none or one.
    @discardableResult
    func deleteHealthSheet(of convention: String, in db: Database) throws -> Int {
        try db.run(sql: "DELETE FROM healthSheet WHERE convention = ?", arguments: [convention])
        return db.changesCount
    }

    func insertSheets(_ sealed: SealedChange, in db: Database) throws {
        if let contacts = sealed.otherContacts {
            try db.run(
                sql: "INSERT OR REPLACE INTO otherContact (convention, sealed) VALUES (?, ?)",
                arguments: [sealed.convention, contacts.blob])
        }
        if let sheet = sealed.healthSheet {
            try db.run(
                sql: "INSERT INTO healthSheet (convention, lastDay, wrapped, sealed) VALUES (?, ?, ?, ?)",
                arguments: [sealed.convention, sheet.lastDay, sheet.wrapped.blob, sheet.sealed.blob])
        }
    }
}

/// How those are reached who sign nothing, as they are encrypted.
struct OtherContacts: Codable {
    private struct Entry: Codable {
        let of: String
        let email: String?
        let telephone: String?
        /// Absent unless the school's file says something about it.
        let notice: String?
    }

    private let contacts: [Entry]

    static func seal(
        _ contacts: [ContactSheet.Contact], of convention: String, _ key: ConventionKey
    ) throws(StoreError) -> [UInt8]? {
        guard !contacts.isEmpty else { return nil }
        let all = OtherContacts(
            contacts: contacts.map {
                Entry(of: $0.of.rawValue, email: $0.email, telephone: $0.telephone, notice: $0.notice?.rawValue)
            })
        return try key.seal(try EventCodec.encode(all), at: .otherContacts(convention))
    }

    static func open(
        _ sealed: [UInt8], of convention: String, _ key: ConventionKey
    ) throws(StoreError) -> [ContactSheet.Contact] {
        let all = try EventCodec.decode(OtherContacts.self, try key.open(sealed, at: .otherContacts(convention)))
        return all.contacts.compactMap { entry in
            ContactSheet.Person(rawValue: entry.of).map {
                .init(
                    of: $0, email: entry.email, telephone: entry.telephone,
                    notice: entry.notice.flatMap(ContactSheet.Notice.init))
            }
        }
    }
}

/// A health sheet encrypted under a key of its own, and that key under the store's.
struct SealedHealthSheet {
    let lastDay: Int
    let wrapped: [UInt8]
    let sealed: [UInt8]

    init(_ sheet: HealthSheet, of convention: String, _ storeKey: StoreKey) throws(StoreError) {
        let key = try ConventionKey.generate()
        lastDay = sheet.lastDay.dayNumber
        wrapped = try key.wrapped(under: storeKey, at: .healthSheetKey(convention))
        sealed = try key.seal(
            Array(sheet.emergencyKit.rawValue.utf8), at: .healthSheet(convention, lastDay: lastDay))
    }
}
