import Applications
import GRDB
import Offers
import Parties
import Placements

/// Who applies and what was written, as it is sealed.
struct ApplicationRecord: Codable {
    struct Message: Codable {
        let author: String
        let text: String
        let at: Int64
    }

    let reference: String
    let given: String
    let family: String
    let grade: String
    let className: String
    let schoolName: String
    let schoolCity: String
    let motivation: String
    let messages: [Message]

    init(_ application: Application) {
        let applicant = application.applicant
        reference = applicant.reference.text
        (given, family) = (applicant.name.given, applicant.name.family)
        (grade, className) = (applicant.grade.rawValue, applicant.className)
        (schoolName, schoolCity) = (applicant.schoolName, applicant.schoolCity)
        motivation = application.motivation
        messages = application.messages.map { Message(author: $0.author.rawValue, text: $0.text, at: $0.at) }
    }

    func applicant(of school: UAI) throws -> Applicant {
        Applicant(
            reference: try known(reference, PupilReference.init), name: PersonName(given: given, family: family),
            grade: try known(grade, ConventionData.Grade.init), className: className, school: school,
            schoolName: schoolName, schoolCity: schoolCity)
    }
}

extension StoredApplication {
    init(_ row: Row, key: StoreKey) throws {
        let id = try known(row["id"], ApplicationID.init)
        let sealed = try ConventionKey(key.wrappingKey).open(row.bytes("sealed"), at: .application(id.text))
        let record: ApplicationRecord = try fromJSON(String(decoding: sealed, as: UTF8.self))
        guard let period = OfferPeriod(slot: row["slot"], of: SchoolYear(start: row["schoolYear"])) else {
            throw OfferStoreError.damaged("an application for an unknown period")
        }
        self.init(
            application: Application(
                id: id, offer: try known(row["offer"], OfferID.init),
                applicant: try record.applicant(of: try known(row["school"], { UAI($0) })), period: period,
                motivation: record.motivation,
                messages: try record.messages.map {
                    ApplicationMessage(
                        author: try known($0.author, ApplicationActor.init), text: $0.text, at: $0.at)
                }),
            employer: try known(row["siret"], SIRET.init), owner: try known(row["owner"], OfferOwner.init),
            state: try ApplicationState(row), version: row["version"],
            wasSent: (row["sentAt"] as Int64?) != nil,
            answerBy: try (row["answerBy"] as String?).map { try known($0, CalendarDate.init(iso8601:)) })
        handOver = try HandOverState(row)
    }
}

extension ApplicationState {
    init(_ row: Row) throws {
        let reason: String = row["reason"] ?? ""
        switch try known(row["state"], Phase.init) {
        case .notBegun: throw OfferStoreError.damaged("an application that was never begun")
        case .drafted: self = .drafted
        case .sent: self = .sent
        case .seen: self = .seen
        case .inDiscussion: self = .inDiscussion
        case .accepted: self = .accepted
        case .confirmed: self = .confirmed
        case .declined: self = .declined(try known(reason, DeclineReason.init))
        case .withdrawn: self = .withdrawn
        case .supplanted: self = .supplanted
        case .expired: self = .expired
        case .cancelledBySchool: self = .cancelledBySchool(try known(reason, CancelReason.init))
        case .offerEnded: self = .offerEnded
        }
    }

    /// As it stands in the column beside the state.
    var reason: String? {
        switch self {
        case .declined(let reason): reason.rawValue
        case .cancelledBySchool(let reason): reason.rawValue
        default: nil
        }
    }
}

extension ApplicationEvent {
    init(_ kind: Kind, reason: String) throws {
        switch kind {
        case .drafted: self = .drafted
        case .edited: self = .edited
        case .sent: self = .sent
        case .seen: self = .seen
        case .wrote: self = .wrote
        case .accepted: self = .accepted
        case .declined: self = .declined(try known(reason, DeclineReason.init))
        case .confirmed: self = .confirmed
        case .withdrawn: self = .withdrawn
        case .supplanted: self = .supplanted
        case .expired: self = .expired
        case .cancelled: self = .cancelled(try known(reason, CancelReason.init))
        case .offerEnded: self = .offerEnded
        }
    }

    var reason: String? {
        switch self {
        case .declined(let reason): reason.rawValue
        case .cancelled(let reason): reason.rawValue
        default: nil
        }
    }
}
