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
    case email
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
        case .email: Self.unless(isEmailAddress(text), .notAnEMailAddress, text)
        case .telephone: Self.unless(isE164(text), .notAPhoneNumber, text)
        case .digest: Self.unless(isDigest(text), .notADigest, text)
        case .boolean: Self.unless(text == "true" || text == "false", .notAChoice, text, expected: ["true", "false"])
        }
    }

    private static func unless(
        _ holds: Bool, _ code: ConventionFault.Code, _ text: String, found: Int = 0, expected: [String] = []
    ) -> ConventionFault.Cause? {
        holds ? nil : .init(code, found: String(found), expected: expected, typed: text)
    }

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

/// Source: ITU-T E.164; French numbers have nine digits after the country code, the first of them not zero.
private func isE164(_ text: String) -> Bool {
    let digits = Array(text.utf8.dropFirst())
    guard text.hasPrefix("+"), (7...15).contains(digits.count), digits[0] != UInt8(ascii: "0"),
        digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return false }
    return !text.hasPrefix("+33") || (digits.count == 11 && digits[2] != UInt8(ascii: "0"))
}

/// A plain address: printable ASCII, one at sign, a domain of at least two labels.
private func isEmailAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard text.utf8.count <= 100, parts.count == 2, (1...64).contains(parts[0].utf8.count),
        text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"(),:;<>[\\]".utf8.contains($0) })
    else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2
        && labels.allSatisfy { label in
            !label.isEmpty && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { byte in
                    Character(Unicode.Scalar(byte)).isLetter || (0x30...0x39).contains(byte) || byte == 0x2D
                }
        }
}
