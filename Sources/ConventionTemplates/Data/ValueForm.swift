import Parties

/// What the text of an element must be.
enum ValueForm: Sendable {
    case text(TextRule)
    case date
    case time
    /// A moment in UTC: « 2027-05-03T09:12:00Z ».
    case instant
    case choice([String])
    case uai
    case siret
    /// A NAF code, with or without its point.
    case naf
    case email
    /// A telephone number however it is written; kept in its international form.
    case telephone
    case digest
    case boolean
}

extension ValueForm {
    /// What is wrong with a text, if anything.
    func problem(in text: String) -> ConventionFault.Cause? {
        switch self {
        case .text(let rule): rule.problem(in: text)
        case .date: Self.unless(CalendarDate(iso8601: text) != nil, .notADate, text)
        case .time: Self.unless(TimeOfDay(iso8601: text) != nil, .notATime, text)
        case .instant: Self.unless(Instant(iso8601: text) != nil, .notAnInstant, text)
        case .choice(let words): Self.unless(words.contains(text), .notAChoice, text, expected: words)
        case .uai: Self.uaiProblem(in: text)
        case .siret: Self.unless(SIRET(text) != nil, .notASIRET, text, found: text.count(where: \.isNumber))
        case .naf: Self.unless(NAFCode.withPoint(text) != nil, .notANAFCode, text)
        case .email: Self.emailProblem(in: text)
        case .telephone: Self.unless(PhoneNumber(text) != nil, .notAPhoneNumber, text)
        case .digest: Self.unless(isDigest(text), .notADigest, text)
        case .boolean: Self.unless(text == "true" || text == "false", .notAChoice, text, expected: ["true", "false"])
        }
    }

    private static func unless(
        _ holds: Bool, _ code: ConventionFault.Code, _ text: String, found: Int = 0, expected: [String] = []
    ) -> ConventionFault.Cause? {
        holds ? nil : .init(code, found: String(found), expected: expected, typed: text)
    }

    private static func emailProblem(in text: String) -> ConventionFault.Cause? {
        text.utf8.count > maximumEmailLength ? .init(.notAnEMailAddress, typed: text) : MailboxAddress.problem(in: text)
    }

    /// As the State's own placement service has it.
    private static let maximumEmailLength = 100

    private static func uaiProblem(in text: String) -> ConventionFault.Cause? {
        guard UAI(text) == nil else { return nil }
        guard text.utf8.count == 8, let letter = UAI.checkLetter(of: text.prefix(7)) else {
            return .init(.notAUAI, typed: text)
        }
        return .init(.wrongUAILetter, expected: [String(letter)], typed: text)
    }
}

private func isDigest(_ text: String) -> Bool {
    text.hasPrefix("sha256:") && text.utf8.count == 71
        && text.utf8.dropFirst(7).allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
}
