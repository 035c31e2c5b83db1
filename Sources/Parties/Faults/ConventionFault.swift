/// One thing wrong, or worth a second look, in a convention's data.
///
/// ``description`` names rules, places and counts, never a value of the data, so that it may be logged.
/// ``text(in:quotingValues:)`` is for whoever handed the data in and may quote what was typed.
public struct ConventionFault: Hashable, Sendable {
    /// What kind of fault it is; the raw value is stable and may be shown to programs.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        // The file.
        case emptyFile, notUTF8, forbiddenByte, unescapedSign, tagMismatch, unfinishedFile
        case textAfterEnd, signExpected, notWellFormed, documentTypeRefused, tooLarge, tooDeep, schemaRefused
        // The form of the data.
        case wrongNamespace, missingFormat, unknownElement, misspelledElement, unknownAttribute, missingElement
        case repeatedElement
        case wrongOrder, strayText, strayElement, wrongCount, unexpectedIssue
        case notAJSONText, notAJSONObject, notAJSONArray
        // One value.
        case emptyText, textTooLong, contactInText, identityNumberInText, forbiddenCharacter, characterNotPrinted,
            notADate, notATime, notAnInstant, notAChoice
        case notAUAI, wrongUAILetter, notASIRET, notANAFCode, notAPostalCode, notAnEMailAddress, domainNotASCII
        case notAPhoneNumber, notADigest
        // Values that do not fit together.
        case endBeforeStart, dayOutsidePlacement, daysOutOfOrder, slotEndsBeforeStart, slotsOverlap
        case birthDateImplausible, siretMissing, boardDeliberationNotPublic, contactTwice, contactEmpty,
            noticeOfNoParent, schoolMailboxMissing
        case minorWithoutRepresentative, adultWithRepresentative, representativeUnknown
        case emancipatedTooYoung, emancipatedWithRepresentative
        case signatureMissing, signatureRepeated, deputyWithoutDelegation, delegateNotDeputy
        case optionalSignatoryUnknown, optionalSignatureNotPossible, optionalSignatureWithoutBox
        // What the template asks for.
        case wrongDocument, gradeNotServed, emancipationNotServed, supplementUnknown, supplementMissing,
            supplementRepeated, notAnAmount, notANumber
        // Working time.
        case dayTooLong, weekTooLong, breakMissing, dailyRestTooShort, weeklyRestTooShort, beginsTooEarly, endsTooLate
        case sundayPresence, publicHoliday, outsideSchoolYear, outsideOfficialPeriod, tooManyDays
        // Warnings.
        case siretChecksum, boardDeliberationMissing, boardDeliberationTooRecent, referentTeacherMissing, healthInText
        case emancipatedOfAge
        case healthPlanSigned, contactsSigned, supplementOfNobody
        case dayLongUnder15, weekLongUnder15, dayCountUnusual, periodUnusual, periodLate, barStatementMissing
        // Information.
        case weekShort
        // A table of many conventions.
        case unknownColumn, repeatedColumn, missingColumn, cellCountWrong, notATimetable, separatorUnknown
        case quoteUnfinished, noRows, tooManyRows
    }

    /// A fault wherever it stands: its code and what its texts say beyond the rule.
    public struct Cause: Hashable, Sendable {
        public let code: Code
        /// A count, a duration or the name of an element or character; never a value of the data.
        public let found: String
        /// Numbers, words or names of elements; never a value of the data.
        public let expected: [String]
        /// What was typed: shown to whoever typed it, and to nobody else.
        let typed: String?
        /// The day of the placement that is at fault: told to people, left out of logs.
        public let day: CalendarDate?
        /// The texts that are not respected, as French lawyers cite them.
        public let reference: String?

        public init(
            _ code: Code, found: String = "", expected: [String] = [], typed: String? = nil,
            day: CalendarDate? = nil, reference: String? = nil
        ) {
            self.code = code
            self.found = found
            self.expected = expected
            self.typed = typed
            self.day = day
            self.reference = reference
        }

        public init(_ code: Code, found: Int, expected: Int...) {
            self.init(code, found: String(found), expected: expected.map { String($0) })
        }
    }

    public let cause: Cause
    /// Where in the data: « placement/timetable/day[2]/slots/slot[1]/to ».
    public let path: String
    /// Line of the file, from 1; `nil` for values that were not read from a file.
    public let line: Int?

    public var code: Code { cause.code }

    public init(_ cause: Cause, at path: String, line: Int? = nil) {
        self.cause = cause
        self.path = path
        self.line = line
    }

    public init(_ code: Code, at path: String, found: String = "", expected: [String] = []) {
        self.init(Cause(code, found: found, expected: expected), at: path)
    }
}

extension ConventionFault: CustomStringConvertible {
    public var description: String { "\(text(in: .english, namingDay: false)) [\(code.rawValue)]" }
}

/// Why data were not accepted as those of a convention; holds every fault found, in the order of the data.
public struct ConventionDataError: Error, Hashable, Sendable {
    public let faults: [ConventionFault]

    public init(_ faults: [ConventionFault]) {
        self.faults = faults
    }
}

extension ConventionDataError: CustomStringConvertible {
    public var description: String {
        let count = faults.count == 1 ? "" : " (\(faults.count) faults)"
        return "could not accept the convention's data\(count): " + faults.map(\.description).joined(separator: "; ")
    }
}
