import Applications
import GRDB
import Offers
import Parties
package import Placements
import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// What the follow-up of a school reads and writes, beside its roster.
    package var followUpStore: FollowUpStore {
        FollowUpStore(
            applications: { school, pupils, year throws(OfferStoreError) in
                try await standings(of: pupils, school, year)
            },
            dispense: { pupil, dispensation throws(OfferStoreError) in try await self.dispense(pupil, dispensation) },
            closeToFamily: { pupil, act throws(OfferStoreError) in try await self.closeToFamily(pupil, act) })
    }

    private func closeToFamily(_ pupil: PupilIdentity, _ act: FamilyAct) async throws(OfferStoreError) -> Bool {
        let mark = key.mark(pupil)
        let sealed = try sealed(FamilyActRecord(act), at: .familyAct(mark.hexadecimal))
        return try await offerWrite { db in
            try db.run(
                sql: "UPDATE pupil SET isClosedToFamily = ?, familyAct = ? WHERE mark = ? AND leftOn IS NULL",
                arguments: [act.isClosed, sealed.blob, mark.blob])
            return db.changesCount == 1
        }
    }

    private func sealed(_ record: some Encodable, at place: SealedPlace) throws(OfferStoreError) -> [UInt8] {
        let text: String
        do { text = try json(record) } catch { throw .unavailable("what a school said cannot be written") }
        do throws(StoreError) { return try ConventionKey(key.wrappingKey).seal(Array(text.utf8), at: place) } catch {
            throw OfferStoreError(error)
        }
    }

    /// Opens nothing that is sealed: whose an application is, is known by the mark of the reference.
    private func standings(
        of pupils: [PupilReference], _ school: UAI, _ year: SchoolYear
    ) async throws(OfferStoreError) -> [PupilReference: [ApplicationStanding]] {
        let marks = Dictionary(
            pupils.map { (key.mark(PupilIdentity(school: school, reference: $0)), $0) }
        ) { first, _ in first }
        return try await offerRead { db in
            let sql = """
                SELECT a.id, a.pupil, a.offer, a.schoolYear, a.slot, a.state, a.reason, a.changedAt, a.sentAt, a.convention,
                    e.type, json_extract(o.posting, '$.sector') AS sector, json_extract(o.posting, '$.kind') AS kind
                FROM application a JOIN offer o ON o.id = a.offer
                    JOIN applicationEvent e ON e.application = a.number AND e.position = a.version
                WHERE a.school = ? AND a.schoolYear = ? ORDER BY a.number
                """
            var standings: [PupilReference: [ApplicationStanding]] = [:]
            for row in try db.rows(sql: sql, arguments: [school.text, year.start]) {
                guard let pupil = marks[row.bytes("pupil")] else { continue }
                standings[pupil, default: []].append(try ApplicationStanding(row))
            }
            return standings
        }
    }

    private func dispense(
        _ pupil: PupilIdentity, _ dispensation: Dispensation?
    ) async throws(OfferStoreError) -> Bool {
        let mark = key.mark(pupil)
        var kept: [UInt8]?
        if let dispensation {
            kept = try sealed(DispensationRecord(dispensation), at: .dispensation(mark.hexadecimal))
        }
        let sealed = kept
        return try await offerWrite { db in
            try db.run(
                sql: "UPDATE pupil SET dispensation = ? WHERE mark = ? AND leftOn IS NULL",
                arguments: [sealed?.blob, mark.blob])
            return db.changesCount == 1
        }
    }
}

/// A dispensation as it is sealed.
struct DispensationRecord: Codable {
    let schoolYear: Int
    let by: String
    let at: Int64

    init(_ dispensation: Dispensation) {
        (schoolYear, by, at) = (dispensation.schoolYear, dispensation.by, dispensation.at.wholeSeconds)
    }

    var dispensation: Dispensation { Dispensation(schoolYear: schoolYear, by: by, at: Date(wholeSeconds: at)) }
}

/// Who closed a pupil to the family, or opened, as it is sealed.
struct FamilyActRecord: Codable {
    let isClosed: Bool
    let by: String
    let at: Int64

    init(_ act: FamilyAct) { (isClosed, by, at) = (act.isClosed, act.by, act.at.wholeSeconds) }

    var act: FamilyAct { FamilyAct(isClosed: isClosed, by: by, at: Date(wholeSeconds: at)) }
}

extension ApplicationStanding {
    fileprivate init(_ row: Row) throws {
        guard let period = OfferPeriod(slot: row["slot"], of: SchoolYear(start: row["schoolYear"])) else {
            throw OfferStoreError.damaged("an application for an unknown period")
        }
        let kind: String = row["kind"]
        self.init(
            id: try known(row["id"], ApplicationID.init), offer: try known(row["offer"], OfferID.init), period: period,
            state: try ApplicationState(row), lastEvent: try known(row["type"], ApplicationEvent.Kind.init),
            lastAt: Date(wholeSeconds: row["changedAt"]), wasSent: (row["sentAt"] as Int64?) != nil,
            convention: row["convention"], sector: try known(row["sector"], Sector.init),
            kind: try known(kind, { Employer.Category(recorded: $0) }))
    }
}

extension Employer.Category {
    /// By the word that an offer's JSON has.
    init?(recorded kind: String) {
        switch kind {
        case "business": self = .business
        case "association": self = .association
        case "ministry", "localAuthority": self = .publicBody
        default: return nil
        }
    }
}
