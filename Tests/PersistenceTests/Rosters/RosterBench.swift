import Foundation
import GRDB
import Parties
import Placements
import Rosters

@testable import Persistence

/// A desk of rosters over a store of its own, and a file of three pupils, two of whom share a mother.
struct RosterBench {
    let test: TestStore
    let desk: RosterDesk
    let day = ApplicationBench.Day()

    init() throws {
        test = try TestStore()
        let day = day
        day.today = Self.date("2026-11-28")
        desk = RosterDesk(
            store: test.store.rosterStore, now: { Date(timeIntervalSince1970: 1_795_867_200) }, today: { day.today },
            random: { count throws(RosterError) in (0..<count).map { _ in .random(in: 0...255) } })
    }

    var store: RosterStore { test.store.rosterStore }

    static let school = uai("0990011Z")
    static let other = uai("0750654D")

    static let heading = "Réf;Nom;Prénom;Né(e) le;Classe;Courriel;Mail resp 1;Nom resp 1;Prénom resp 1;Tél resp 1\n"
    static let rows = [
        "1001;Diallosecret;Awa;03/02/2012;3e 2;awa@exemple.fr;mariam@exemple.fr;Diallo;Mariam;0639981234\n",
        "1002;Diallosecret;Issa;04/05/2011;3e 1;;mariam@exemple.fr;Diallo;Mariam;\n",
        "1003;Lefèvresecret;Noé;14/07/2012;3e 2;;\n",
    ]
    static let file = heading + rows.joined()

    static func familyAct(isClosed: Bool) -> FamilyAct {
        FamilyAct(isClosed: isClosed, by: "Paule", at: Date(timeIntervalSince1970: 1_795_867_200))
    }

    /// Looks at a file and takes it.
    @discardableResult
    func take(_ file: String, of school: UAI = school, marksLeft: Bool = false) async throws -> RosterPreview {
        let bytes = Array(file.utf8)
        let preview = try await desk.preview(bytes, of: school)
        return try await desk.take(bytes, of: school, token: preview.token, marksLeft: marksLeft)
    }

    /// Everything that the tables of rosters hold, as text.
    func contents() async throws -> [(table: String, text: String)] {
        try await test.store.pool.read { db in
            try ["roster", "pupil", "pupilMailbox", "classCode"].map { table in
                let rows = try Row.fetchAll(db, sql: "SELECT * FROM \(table)")
                let values = rows.flatMap { row in
                    row.databaseValues.map { value -> String in
                        switch value.storage {
                        case .blob(let data): String(decoding: data, as: UTF8.self)
                        default: value.description
                        }
                    }
                }
                return (table, values.joined(separator: "\n"))
            }
        }
    }

    static func uai(_ text: String) -> UAI {
        guard let uai = UAI(text) else { preconditionFailure("UAI") }
        return uai
    }

    static func date(_ text: String) -> CalendarDate {
        guard let date = CalendarDate(iso8601: text) else { preconditionFailure("date") }
        return date
    }

    static func mailbox(_ text: String) throws -> MailboxAddress {
        guard let address = MailboxAddress(text) else { throw CocoaError(.formatting) }
        return address
    }

    static func identity(_ reference: String, of school: UAI = school) -> PupilIdentity {
        guard let reference = PupilReference(reference) else { preconditionFailure("reference") }
        return PupilIdentity(school: school, reference: reference)
    }
}
