/// One thing wrong, or worth a second look, in a convention's data.
///
/// The message names rules, places and counts, never a value of the data, so that it may be logged.
public struct ConventionFault: Hashable, Sendable {
    /// What kind of fault it is; the raw value is stable and may be shown to programs.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        // The form of the data.
        case notWellFormed, documentTypeRefused, tooLarge, tooDeep, wrongNamespace, wrongKind
        case unknownElement, missingElement, repeatedElement, wrongOrder, schemaRefused, unexpectedIssue
        // One value.
        case emptyText, textTooLong, forbiddenCharacter, notADate, notATime, notAnInstant, notAChoice
        case notAUAI, wrongUAILetter, notASIRET, notAPostalCode, notAnEMailAddress, notAPhoneNumber, notADigest
        case wrongCount
        // Values that do not fit together.
        case endBeforeStart, dayOutsidePlacement, daysOutOfOrder, slotEndsBeforeStart, slotsOverlap
        case birthDateImplausible, siretMissing, boardDeliberationNotPublic
        case minorWithoutRepresentative, adultWithRepresentative, representativeUnknown
        case signatureMissing, signatureRepeated
        // Warnings.
        case siretChecksum, boardDeliberationMissing, boardDeliberationTooRecent, referentTeacherMissing
    }

    public let code: Code
    /// Where in the data: « placement/timetable/day[2]/slots/slot[1]/to ».
    public let path: String
    /// Line of the file, from 1; `nil` for values that were not read from a file.
    public let line: Int?
    /// What was found, what was expected and, where it helps, what to do.
    public let message: String

    public init(_ code: Code, at path: String, line: Int? = nil, _ message: String) {
        self.code = code
        self.path = path
        self.line = line
        self.message = message
    }
}

extension ConventionFault: CustomStringConvertible {
    public var description: String {
        let place = line.map { "line \($0), \(path)" } ?? path
        return "\(place): \(message) [\(code.rawValue)]"
    }
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
