import Applications
package import ConventionDomain
import GRDB
import Offers
package import Parties
import Placements
package import Workflow

import struct Foundation.Date

extension SQLiteStore {
    package func applications(thatBecame conventions: [ConventionID]) async throws(StoreError) -> [PersonDatum] {
        let key = key
        let all = try await read { db in
            var all: [(StoredApplication, [PersonDatum])] = []
            var pupils: Set<[UInt8]> = []
            for convention in conventions {
                let sql = "SELECT pupil FROM application WHERE convention = ?"
                for row in try db.rows(sql: sql, arguments: [convention.text]) { pupils.insert(row.bytes("pupil")) }
            }
            for pupil in pupils {
                for row in try db.rows(
                    sql: "SELECT * FROM application WHERE pupil = ? ORDER BY number", arguments: [pupil.blob])
                {
                    all.append((try StoredApplication(row, key: key), try Self.acts(row["number"], in: db)))
                }
            }
            return all
        }
        return PersonDatum.items(
            "applications", "Candidatures à des offres de stage", all.map { $0.0.personData + $0.1 })
    }

    private static func acts(_ number: Int64, in db: Database) throws -> [PersonDatum] {
        let sql = "SELECT type, actor, at FROM applicationEvent WHERE application = ? ORDER BY position"
        let acts: [[PersonDatum]] = try db.rows(sql: sql, arguments: [number]).map { row in
            [
                .value("at", "Quand", .moment(Date(wholeSeconds: row["at"]))),
                .value("act", "Quoi", .text(row["type"])), .value("by", "Par", .text(row["actor"])),
            ]
        }
        return [.list("acts", "Ce qui a été enregistré", acts)]
    }

    package func offers(
        ofContact email: String, where isSame: @escaping @Sendable (PersonName) -> Bool
    ) async throws(StoreError) -> [PersonDatum] {
        let key = key
        let own = try await read { db in
            var own: [StoredOffer] = []
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM offer ORDER BY number")
            while let row = try rows.next() {
                // Sealed, so that each has to be opened: asked for a few times a year.
                let contact = try OfferContact(row, key: key)
                guard contact.email.text.lowercased() == email.lowercased(), isSame(contact.name) else { continue }
                own.append(try StoredOffer(row, key: key, in: db))
            }
            return own
        }
        return PersonDatum.items("offers", "Offres de stage dont la personne est le contact", own.map(\.personData))
    }
}

extension PersonDatum {
    fileprivate static func items(_ key: String, _ label: String, _ items: [[PersonDatum]]) -> [PersonDatum] {
        items.isEmpty ? [] : [.list(key, label, items)]
    }
}

extension StoredApplication {
    fileprivate var personData: [PersonDatum] {
        let applicant = application.applicant
        let messages: [[PersonDatum]] = application.messages.map { message in
            [
                .value("at", "Quand", .moment(Date(wholeSeconds: message.at))),
                .value("by", "De", .text(message.author.rawValue)), .value("text", "Message", .text(message.text)),
            ]
        }
        return [
            .value("reference", "Référence", .text(id.text)),
            .value("offer", "Offre", .text(application.offer.text)),
            .value("givenName", "Prénom", .text(applicant.name.given)),
            .value("familyName", "Nom", .text(applicant.name.family)),
            .value("class", "Classe", .text(applicant.className)),
            .value("school", "Établissement", .text(applicant.schoolName)),
            .value("pupil", "Référence de l’élève dans l’établissement", .text(applicant.reference.text)),
            .value("motivation", "Motivation", .text(application.motivation)),
            .value("state", "État", .text(state.phase.rawValue)),
            .list("messages", "Messages échangés", messages),
        ] + (handOver.convention.map { [.value("convention", "Convention", .text($0))] } ?? [])
    }
}

extension StoredOffer {
    fileprivate var personData: [PersonDatum] {
        let contact = offer.contact
        return [
            .value("reference", "Référence", .text(id.text)), .value("title", "Titre", .text(offer.posting.title)),
            .value("employer", "Organisme d’accueil", .text(offer.posting.employer.legalName)),
            .value("givenName", "Prénom", .text(contact.name.given)),
            .value("familyName", "Nom", .text(contact.name.family)),
            .value("capacity", "Fonction", .text(contact.capacity)),
            .value("email", "Adresse électronique", .text(contact.email.text)),
            .value("state", "État", .text(state.phase.rawValue)),
        ] + (contact.phone.map { [.value("telephone", "Téléphone", .text($0.e164))] } ?? [])
    }
}
