import GRDB
import Parties
import Placements
import Rosters

/// A pupil as he or she is sealed.
struct KeptPupil: Codable {
    struct Adult: Codable {
        let given: String
        let family: String
        let capacity: String
        let email: String?
        let telephone: String?
        let acceptsTexts: Bool
        let sharesAddress: Bool
    }

    let reference: String
    let isReferenceMade: Bool
    let given: String
    let family: String
    let birthDate: String
    let className: String
    let grade: String
    let isEmancipated: Bool
    let email: String?
    let telephone: String?
    let guardians: [Adult]

    init(_ stored: StoredPupil) {
        let details = stored.pupil.details
        reference = stored.pupil.reference.text
        isReferenceMade = stored.isReferenceMade
        (given, family) = (details.name.given, details.name.family)
        birthDate = details.birthDate.iso8601
        className = details.className
        grade = details.grade.rawValue
        isEmancipated = details.isEmancipated
        (email, telephone) = (details.email?.text, details.telephone?.e164)
        guardians = details.guardians.map { guardian in
            Adult(
                given: guardian.name.given, family: guardian.name.family, capacity: guardian.capacity,
                email: guardian.email?.text, telephone: guardian.telephone?.e164, acceptsTexts: guardian.acceptsTexts,
                sharesAddress: guardian.sharesAddress)
        }
    }

    func pupil() throws -> Pupil {
        Pupil(
            reference: try known(reference, PupilReference.init),
            details: PupilDetails(
                name: PersonName(given: given, family: family),
                birthDate: try known(birthDate, CalendarDate.init(iso8601:)), className: className,
                grade: try known(grade, ConventionData.Grade.init), isEmancipated: isEmancipated,
                email: try email.map { try known($0, { MailboxAddress($0) }) },
                telephone: try telephone.map { try known($0, { PhoneNumber($0) }) },
                guardians: try guardians.map { try $0.guardian() }))
    }
}

extension KeptPupil.Adult {
    func guardian() throws -> Guardian {
        Guardian(
            name: PersonName(given: given, family: family), capacity: capacity,
            email: try email.map { try known($0, { MailboxAddress($0) }) },
            telephone: try telephone.map { try known($0, { PhoneNumber($0) }) }, acceptsTexts: acceptsTexts,
            sharesAddress: sharesAddress)
    }
}

extension StoredPupil {
    init(_ row: Row, opening box: ConventionKey) throws {
        let sealed = try box.open(row.bytes("sealed"), at: .pupil(row.bytes("mark").hexadecimal))
        let record: KeptPupil = try fromJSON(String(decoding: sealed, as: UTF8.self))
        self.init(
            pupil: try record.pupil(), isReferenceMade: record.isReferenceMade, schoolYear: row["schoolYear"],
            leftOn: try (row["leftOn"] as String?).map { try known($0, CalendarDate.init(iso8601:)) })
        isClosedToFamily = row["isClosedToFamily"]
        let mark = row.bytes("mark").hexadecimal
        func opened<Record: Decodable>(_ column: String, at place: SealedPlace) throws -> Record? {
            try row.optionalBytes(column).map { sealed in
                try fromJSON(String(decoding: try box.open(sealed, at: place), as: UTF8.self))
            }
        }
        let (said, act): (DispensationRecord?, FamilyActRecord?) = (
            try opened("dispensation", at: .dispensation(mark)), try opened("familyAct", at: .familyAct(mark))
        )
        (dispensation, familyAct) = (said?.dispensation, act?.act)
    }
}

extension [UInt8] {
    var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
