import Parties
import Placements
import Rosters
import Workflow

extension Installation {
    /// What rosters have of a person who asks: of a pupil by name and date of birth, of a representative by name and address. Nobody
    /// else is named in it.
    func rosterData(of query: PersonQuery) async throws(WorkflowError) -> [[PersonDatum]] {
        let desk = rosterDesk()
        do throws(RosterError) {
            switch query.mark {
            case .birthDate(let day):
                return try await desk.pupils(named: query.name, birthDate: day).map {
                    Self.data(of: $0.pupil, $0.school)
                }
            case .email(let email):
                guard let mailbox = MailboxAddress(email) else { return [] }
                return try await desk.pupils(of: mailbox).compactMap { Self.data(of: $0, for: query.name) }
            }
        } catch { throw .unavailable(.storage) }
    }

    /// Whether the school of a pupil of this name and birthday shows the family nothing.
    func isClosedToFamily(_ query: PersonQuery) async throws(WorkflowError) -> Bool {
        guard case .birthDate(let day) = query.mark else { return false }
        do throws(RosterError) {
            return try await rosterDesk().pupils(named: query.name, birthDate: day).contains {
                $0.pupil.isClosedToFamily
            }
        } catch { throw .unavailable(.storage) }
    }

    private static func data(of stored: StoredPupil, _ school: UAI) -> [PersonDatum] {
        let details = stored.pupil.details
        var data = values(
            details, [.familyName, .givenName, .birthDate, .className, .grade, .isEmancipated, .email, .telephone])
        data.insert(.value("reference", "Référence dans l’établissement", .text(stored.pupil.reference.text)), at: 0)
        data.insert(.value("school", "UAI", .text(school.text)), at: 0)
        data.append(.value("guardians", "Responsables légaux inscrits", .number(details.guardians.count)))
        data.append(
            .value(
                "schoolYear", "Dernière année scolaire inscrite", .text("\(stored.schoolYear)-\(stored.schoolYear + 1)")
            ))
        if let dispensation = stored.dispensation {
            // Who noted it is somebody else.
            let year = "\(dispensation.schoolYear)-\(dispensation.schoolYear + 1)"
            data.append(.value("dispensation", "Ne fait pas de stage, année scolaire", .text(year)))
        }
        return data + (stored.leftOn.map { [.value("leftOn", "Parti le", .day($0.iso8601))] } ?? [])
    }

    /// `nil` when the mailbox is shared with somebody of another name.
    private static func data(of match: RosterMatch, for name: PersonName) -> [PersonDatum]? {
        guard match.holder != .pupil, match.name.isWritten(as: name) else { return nil }
        let columns = RosterColumn.guardian(match.holder.rawValue)
        return [.value("school", "UAI", .text(match.school.text))] + values(match.pupil.details, columns)
    }

    private static func values(_ details: PupilDetails, _ columns: [RosterColumn]) -> [PersonDatum] {
        columns.compactMap { column in
            let text = details.value(column)
            return text.isEmpty ? nil : .value(column.rawValue, column.label.french, .text(text))
        }
    }
}

extension RosterMatch {
    fileprivate var name: PersonName {
        let guardian = holder.rawValue - 1
        return pupil.details.guardians.indices.contains(guardian)
            ? pupil.details.guardians[guardian].name : pupil.details.name
    }
}
