/// What follows from a finding of a rule.
public enum WorkingTimeSeverity: String, Hashable, Sendable, CaseIterable {
    /// The convention is not issued.
    case error
    /// A person should look again.
    case advice
    /// Good to know, and shown only where somebody asks for everything.
    case information
}

/// One sentence of a rule: what it wants, of whom, by which text, and what happens if that is not so.
public struct WorkingTimeClause: Hashable, Sendable {
    public let code: ConventionFault.Code
    public let severity: WorkingTimeSeverity
    /// In English, for documentation: « at most 7 h a day ».
    public let statement: String
    /// The texts that may be broken; a finding names those that are.
    public let references: String

    init(_ code: ConventionFault.Code, _ severity: WorkingTimeSeverity, _ statement: String, _ references: String) {
        self.code = code
        self.severity = severity
        self.statement = statement
        self.references = references
    }
}

/// What a rule found.
public struct WorkingTimeFinding: Hashable, Sendable {
    public let rule: WorkingTimeRule.Identifier
    public let severity: WorkingTimeSeverity
    public let fault: ConventionFault
}

/// One rule on when a pupil may be present; it looks at a case and touches nothing.
///
/// No exception of a branch of trade holds for observation: those are for employees and apprentices.
public struct WorkingTimeRule: Sendable {
    public enum Identifier: String, Hashable, Sendable, CaseIterable, Comparable {
        case dailyWork = "R1"
        case weeklyWork = "R2"
        case weeklyRest = "R3"
        case pause = "R4"
        case dailyRest = "R5"
        case night = "R6"
        case publicHoliday = "R7"
        case period = "R8"
        case dayCount = "R9"
        case bar = "R10"
        case shortWeek = "R11"

        private var number: Int { Int(rawValue.dropFirst()) ?? 0 }

        public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
    }

    public let identifier: Identifier
    /// In English, for documentation: « work of a day ».
    public let name: String
    public let clauses: [WorkingTimeClause]
    /// What the rule finds: each time the clause that is broken, and the fault.
    let evaluate: @Sendable (WorkingTimeCase) -> [(WorkingTimeClause, ConventionFault)]

    func findings(in facts: WorkingTimeCase) -> [WorkingTimeFinding] {
        evaluate(facts).map { WorkingTimeFinding(rule: identifier, severity: $0.severity, fault: $1) }
    }

    /// In the order of their numbers.
    public static let all: [WorkingTimeRule] = [
        dailyWork, weeklyWork, weeklyRest, pause, dailyRest, night, publicHoliday, period, dayCount, bar, shortWeek,
    ]
}

extension ConventionData {
    /// Everything that the rules on working time find, by rule.
    ///
    /// Days and hours have to be well formed; of a timetable that is not, nothing is said.
    ///
    /// - Parameters:
    ///   - issuedOn: The day of issue, which decides about the text in force; the first day of the placement when `nil`.
    ///   - calendar: The dates of seconde.
    public func workingTimeFindings(
        issuedOn: CalendarDate? = nil, calendar: PlacementCalendar = .standard
    ) -> [WorkingTimeFinding] {
        guard timetableFaults.isEmpty else { return [] }
        let facts = WorkingTimeCase(self, issuedOn: issuedOn, calendar: calendar)
        return WorkingTimeRule.all.flatMap { $0.findings(in: facts) }
    }
}
