import Applications
import GRDB
import Parties
import Placements
import Workflow

import struct Foundation.Date

/// What a visitor's record encrypts: an employer's address and name, a pupil's school and reference, or a family's address.
private struct SealedSubject: Codable {
    var email: String?
    var name: String?
    var school: String?
    var reference: String?
}

extension VisitorRecord {
    var place: SealedPlace { .visitor(id) }

    /// What is encrypted of it.
    func facts() throws(StoreError) -> [UInt8] {
        let facts =
            switch subject {
            case .employer(let email, let name): SealedSubject(email: email, name: name)
            case .pupil(let pupil): SealedSubject(school: pupil.school.text, reference: pupil.reference.text)
            case .family(let email): SealedSubject(email: email)
            }
        return try EventCodec.encode(facts)
    }

    init(_ row: Row, _ key: ConventionKey) throws {
        let id = row["id"] as String
        let facts = try EventCodec.decode(SealedSubject.self, try key.open(row.bytes("sealed"), at: .visitor(id)))
        let subject: Subject
        switch row["kind"] as String {
        case VisitorKind.employer.rawValue:
            guard let email = facts.email, let name = facts.name else { throw StoreError.damaged("employer's account") }
            subject = .employer(email: email, name: name)
        case VisitorKind.pupil.rawValue:
            guard let school = facts.school.flatMap(UAI.init),
                let reference = facts.reference.flatMap(PupilReference.init)
            else { throw StoreError.damaged("pupil's record") }
            subject = .pupil(PupilIdentity(school: school, reference: reference))
        case VisitorKind.family.rawValue:
            guard let email = facts.email else { throw StoreError.damaged("family's record") }
            subject = .family(email: email)
        default: throw StoreError.damaged("visitor of an unknown kind")
        }
        self.init(
            id: id, mark: row.bytes("mark"), subject: subject, createdAt: Date(wholeSeconds: row["createdAt"]),
            lastEnteredAt: (row["lastEnteredAt"] as Int64?).map(Date.init(wholeSeconds:)))
    }
}

extension EntryPass {
    init(_ row: Row) throws {
        guard let use = Use(rawValue: row["use"]), let kind = VisitorKind(rawValue: row["kind"]) else {
            throw StoreError.damaged("visitor's pass of an unknown kind")
        }
        self.init(
            mark: row.bytes("mark"), use: use, kind: kind, visitor: row["visitor"],
            createdAt: Date(wholeSeconds: row["createdAt"]), expiresAt: Date(wholeSeconds: row["expiresAt"]),
            lastUsedAt: Date(wholeSeconds: row["lastUsedAt"]))
    }

    func insert(in db: Database) throws {
        try db.run(
            sql: """
                INSERT INTO visitorPass (mark, use, kind, visitor, createdAt, expiresAt, lastUsedAt)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                mark.blob, use.rawValue, kind.rawValue, visitor, createdAt.wholeSeconds, expiresAt.wholeSeconds,
                lastUsedAt.wholeSeconds,
            ])
    }
}

extension EntryError {
    init(_ error: StoreError) { self = .unavailable(error.description) }
}
