/// The limits that one text of the convention prints, and from when on it is used.
///
/// What the law says by age holds beside them; the stricter of both counts (``WorkingTimeCeiling``).
///
/// Source: the conventions-types of the circulars named; 2025-11 is to be compared with the Bulletin officiel.
public struct WorkingTimeProfile: Hashable, Sendable {
    /// Of the text, as templates are named: « 2025-11 ».
    public let identifier: String
    /// How messages cite it.
    public let reference: String
    /// The date of the circular, from which on it is used.
    public let inForceFrom: CalendarDate
    /// For whom the text was written.
    public let grades: Set<ConventionData.Grade>
    public let minutesADay: Int
    public let minutesAWeek: Int
    public let daysAWeek: Int
    public let minutesOfDailyRest: Int
    /// From this presence on a break is due, and nobody stays longer without one.
    public let minutesUntilBreak: Int
    public let minutesOfBreak: Int
}

extension WorkingTimeProfile {
    /// The profiles that are known, the oldest first.
    ///
    /// The text of March 2024 was for seconde only and allowed eight hours a day and twelve of rest. For whatever came
    /// before, for collège until July 2024, and for a grade that no text names, the strict limits are applied all the same.
    public static let all: [WorkingTimeProfile] = [
        march2024,
        strict(
            "2024-07", "convention-type de la circulaire du 12 juillet 2024", from: (2024, 7, 12)),
        strict(
            "2025-11", "convention-type de la circulaire du 21 novembre 2025", from: (2025, 11, 21)),
    ]

    /// - Parameter date: The day of the issue, or the first day of the placement while that is not known.
    public static func inForce(on date: CalendarDate, for grade: ConventionData.Grade) -> WorkingTimeProfile {
        let known = all.filter { $0.grades.contains(grade) }
        return known.last { $0.inForceFrom <= date } ?? strictest
    }

    private static let strictest = all[1]

    private static let march2024 = WorkingTimeProfile(
        identifier: "2024-03", reference: "convention-type de la circulaire du 28 mars 2024",
        inForceFrom: day(2024, 3, 28), grades: [.seconde], minutesADay: 8 * 60, minutesAWeek: 35 * 60, daysAWeek: 5,
        minutesOfDailyRest: 12 * 60, minutesUntilBreak: 4 * 60 + 30, minutesOfBreak: 30)

    private static func strict(
        _ identifier: String, _ reference: String, from date: (Int, Int, Int)
    ) -> WorkingTimeProfile {
        WorkingTimeProfile(
            identifier: identifier, reference: reference, inForceFrom: day(date.0, date.1, date.2),
            grades: [.quatrieme, .troisieme, .seconde],
            minutesADay: 7 * 60, minutesAWeek: 35 * 60, daysAWeek: 5, minutesOfDailyRest: 14 * 60,
            minutesUntilBreak: 4 * 60 + 30, minutesOfBreak: 30)
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
        guard let date = CalendarDate(year: year, month: month, day: day) else {
            preconditionFailure("a date of this file does not exist")
        }
        return date
    }
}

/// One limit and the text that sets it.
struct WorkingTimeCeiling: Hashable, Sendable {
    let minutes: Int
    let reference: String
}

/// The bands of age that the law tells apart; the day of the sixteenth and of the eighteenth birthday are in the higher one.
enum AgeBand: Hashable, Sendable {
    case under16, from16, adult

    init(age: Int) { self = age < 16 ? .under16 : age < 18 ? .from16 : .adult }

    /// Source: code du travail, L. 3162-1, D. 4153-3 (holiday work, by analogy), L. 3121-18.
    var dailyWork: [WorkingTimeCeiling] {
        let minor = WorkingTimeCeiling(minutes: 8 * 60, reference: "code du travail, L. 3162-1")
        return switch self {
        case .under16:
            [WorkingTimeCeiling(minutes: 7 * 60, reference: "code du travail, D. 4153-3, par analogie"), minor]
        case .from16: [minor]
        case .adult: [WorkingTimeCeiling(minutes: 10 * 60, reference: "code du travail, L. 3121-18")]
        }
    }

    /// Source: code du travail, L. 3162-1, L. 3121-20.
    var weeklyWork: [WorkingTimeCeiling] {
        self == .adult
            ? [WorkingTimeCeiling(minutes: 48 * 60, reference: "code du travail, L. 3121-20")]
            : [WorkingTimeCeiling(minutes: 35 * 60, reference: "code du travail, L. 3162-1")]
    }

    /// Source: code du travail, L. 3164-1, L. 3131-1.
    var dailyRest: WorkingTimeCeiling {
        switch self {
        case .under16: WorkingTimeCeiling(minutes: 14 * 60, reference: "code du travail, L. 3164-1")
        case .from16: WorkingTimeCeiling(minutes: 12 * 60, reference: "code du travail, L. 3164-1")
        case .adult: WorkingTimeCeiling(minutes: 11 * 60, reference: "code du travail, L. 3131-1")
        }
    }

    /// Minutes after midnight between which presence has to lie; none for a pupil of age.
    ///
    /// Source: code du travail, L. 3163-1, L. 3163-2.
    var daytime: (range: ClosedRange<Int>, reference: String)? {
        switch self {
        case .under16: (6 * 60...20 * 60, "code du travail, L. 3163-1, 2°, L. 3163-2")
        case .from16: (6 * 60...22 * 60, "code du travail, L. 3163-1, 1°, L. 3163-2")
        case .adult: nil
        }
    }
}
