package import Parties

/// How long a school keeps what. It decides, as the controller of the data; the defaults are the recommended ones.
///
/// Source: Code civil, article 2224 (5 years); Code de l'éducation, article L. 911-4 (3 years); CNIL, delibération 2021-122 (logs, 6
/// months to 1 year).
package struct RetentionRules: Hashable, Sendable {
    /// One duration that may be set, and within which bounds.
    package struct Duration: Hashable, Sendable {
        package let key: String
        package let bounds: ClosedRange<Int>
    }

    package static let signedYears = Duration(key: "signedYears", bounds: 3...30)
    package static let unsignedMonths = Duration(key: "unsignedMonths", bounds: 1...60)
    package static let draftMonths = Duration(key: "draftMonths", bounds: 1...24)
    package static let messageMonths = Duration(key: "messageMonths", bounds: 1...12)
    package static let accessMonths = Duration(key: "accessMonths", bounds: 6...12)
    package static let applicationMonths = Duration(key: "applicationMonths", bounds: 6...24)
    package static let offerMonths = Duration(key: "offerMonths", bounds: 12...36)
    package static let codeDays = Duration(key: "codeDays", bounds: 15...90)

    package static let pupilMonths = Duration(key: "pupilMonths", bounds: 1...24)

    /// Whether conventions are public archives, which are eliminated only with a visa.
    package var isPublicSchool = true
    /// A convention signed by all, with its documents and all that its proof file is made of: years after the placement's last day, or
    /// the day on which the last signature was given when that came later.
    package var signedYears = 5
    /// One that was issued and then refused, cancelled or not signed in time: months after the last thing that happened to it.
    package var unsignedMonths = 12
    /// A preparation or draft that was never issued: months after 31 August of the placement's school year, and as long after the last
    /// thing that happened to it.
    package var draftMonths = 4
    /// That a message was sent, and when: months after it left or was given up. Its text goes when it leaves.
    package var messageMonths = 12
    /// Hashes of links and access tokens, days of digests, lists of the head: months after their end.
    package var accessMonths = 12
    /// What a pupil asked of hosts, and what was written: months after the last thing that happened to it.
    package var applicationMonths = 12
    /// Offers that are over, how their hosts were reached, what was found out about employers, and reports that were looked at: months after.
    package var offerMonths = 24
    /// Codes and sessions: days after their end.
    package var codeDays = 15

    /// A pupil on a school's roster, with the representatives: months after 31 August of the school year in which a file last named him
    /// or her.
    package var pupilMonths = 4

    package init() {}

    /// The last day on which a convention is kept.
    package func lastDay(of series: RetentionSeries, from day: CalendarDate) -> CalendarDate {
        switch series {
        case .signed: day.adding(months: 12 * signedYears)
        case .unsigned: day.adding(months: unsignedMonths)
        case .neverIssued: day.adding(months: draftMonths)
        }
    }
}

/// What kind of file a convention has become, for how long it is kept.
package enum RetentionSeries: String, Hashable, Sendable, Codable, CaseIterable {
    /// Signed by all.
    case signed
    /// Issued, and not signed by all.
    case unsigned
    /// A preparation or a draft.
    case neverIssued

    /// Whether it is an archive in the sense of the Code du patrimoine, article L. 211-1.
    package var isArchive: Bool { self != .neverIssued }
}

/// A convention, what it is kept as, and until when.
package struct RetentionItem: Hashable, Sendable, Codable {
    package let convention: String
    package let series: RetentionSeries
    /// From which day on it is counted, as `2027-06-25`.
    package let from: String
    /// The last day on which it is kept.
    package let keptUntil: String

    package init(convention: String, series: RetentionSeries, from: String, keptUntil: String) {
        (self.convention, self.series, self.from, self.keptUntil) = (convention, series, from, keptUntil)
    }
}

extension CalendarDate {
    /// The same day so many months later, or the last of a month that is shorter.
    func adding(months: Int) -> CalendarDate {
        let count = year * 12 + month - 1 + months
        for day in stride(from: day, through: 28, by: -1) {
            if let date = CalendarDate(year: count / 12, month: count % 12 + 1, day: day) { return date }
        }
        return CalendarDate(year: count / 12, month: count % 12 + 1, day: min(day, 28)) ?? self
    }

    /// 31 August at or after this day.
    var endOfSchoolYear: CalendarDate {
        CalendarDate(year: month > 8 ? year + 1 : year, month: 8, day: 31) ?? self
    }
}
