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
    typealias Problem = (code: ConventionFault.Code, message: String)

    /// What is wrong with a text, if anything. The message never repeats the text.
    func problem(in text: String) -> Problem? {
        switch self {
        case .text(let rule): rule.problem(in: text)
        case .date: Self.unless(CalendarDate(iso8601: text) != nil, .notADate, "a day that exists, as 2027-06-14")
        case .time: Self.unless(TimeOfDay(iso8601: text) != nil, .notATime, "a time of day, as 09:30")
        case .instant:
            Self.unless(Instant(iso8601: text) != nil, .notAnInstant, "a moment in UTC, as 2027-05-03T09:12:00Z")
        case .choice(let words): Self.unless(words.contains(text), .notAChoice, Self.list(words))
        case .uai: Self.uaiProblem(in: text)
        case .siret: Self.unless(SIRET(text) != nil, .notASIRET, "fourteen digits without spaces")
        case .email: Self.unless(isEmailAddress(text), .notAnEMailAddress, "an address as name@example.fr")
        case .telephone: Self.unless(isE164(text), .notAPhoneNumber, "an international number, as +33639981234")
        case .digest: Self.unless(isDigest(text), .notADigest, "sha256: and 64 hexadecimal digits in lower case")
        case .boolean: Self.unless(text == "true" || text == "false", .notAChoice, "true or false")
        }
    }

    private static func unless(_ holds: Bool, _ code: ConventionFault.Code, _ expected: String) -> Problem? {
        holds ? nil : (code, "found something else than was expected: \(expected)")
    }

    private static func list(_ words: [String]) -> String {
        words.count == 1 ? words.joined() : "one of " + words.joined(separator: ", ")
    }

    private static func uaiProblem(in text: String) -> Problem? {
        guard UAI(text) == nil else { return nil }
        guard text.utf8.count == 8, let letter = UAI.checkLetter(of: text.prefix(7)) else {
            return (.notAUAI, "found no UAI code, expected seven digits and a capital letter")
        }
        return (.wrongUAILetter, "found a UAI code whose last letter does not belong to its digits, expected \(letter)")
    }
}

private func isDigest(_ text: String) -> Bool {
    text.hasPrefix("sha256:") && text.utf8.count == 71
        && text.dropFirst(7).allSatisfy { "0123456789abcdef".contains($0) }
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
