import Testing

@testable import Parties

@Suite("UAI")
struct UAITests {
    @Test(arguments: [
        "0951099E", "0951099d", "951099D", "0951099", "09510990", "O951099D", "0951099DD", "", "０９５１０９９D", "0951099É",
    ])
    func `refuses a wrong letter and a wrong form`(text: String) {
        #expect(UAI(text) == nil)
    }

    /// Codes of schools in the public directory.
    @Test(arguments: ["0951099D", "0750654D", "0932030B"])
    func `accepts codes of real schools`(text: String) {
        #expect(UAI(text)?.text == text)
    }

    @Test func `knows 23 letters, and never I, O or Q`() {
        let letters = Set((0..<1000).compactMap { UAI.checkLetter(of: "099\(1000 + $0)") })
        #expect(letters == Set("ABCDEFGHJKLMNPRSTUVWXYZ"))
    }
}

@Suite("SIRET")
struct SIRETTests {
    @Test(arguments: ["", "9990000110001", "999000011000180", "999 000 011 00018", "9990000110001A", "٩٩٩٠٠٠٠١١٠٠٠١٨"])
    func `refuses what is not fourteen digits`(text: String) {
        #expect(SIRET(text) == nil)
    }

    /// 35600000000048 is the head office of La Poste; 35600000000006 has a sum of digits of 20 and fails Luhn's sum.
    @Test(arguments: [
        ("99900001100018", true), ("99900001100019", false), ("35600000000048", true), ("35600000000006", true),
        ("35600000000007", false), ("73282932000074", true), ("73282932000075", false),
    ])
    func `checks the sum without refusing the number`(text: String, isValid: Bool) throws {
        #expect(try #require(SIRET(text)).hasValidChecksum == isValid)
    }
}

@Suite("TimeOfDay")
struct TimeOfDayTests {
    @Test(arguments: ["24:00", "9:30", "09:60", "09h30", "09:30:00", "", "09:3", "+9:30", "09:-1"])
    func `refuses times that do not exist and other ways of writing`(text: String) {
        #expect(TimeOfDay(iso8601: text) == nil)
    }

    @Test func `reads and writes every minute of a day, in order`() throws {
        var last = -1
        for hour in 0..<24 {
            for minute in 0..<60 {
                let time = try #require(TimeOfDay(hour: hour, minute: minute))
                #expect(TimeOfDay(iso8601: time.iso8601) == time)
                #expect(time.minutesSinceMidnight == last + 1)
                last += 1
            }
        }
    }
}

@Suite("TextRule")
struct TextRuleTests {
    @Test(arguments: [
        ("", ConventionFault.Code.emptyText), (" \u{A0}\t", .emptyText), ("abcdefghijk", .textTooLong),
        ("a\u{202E}b", .forbiddenCharacter), ("a\u{2066}b", .forbiddenCharacter), ("a\u{200B}b", .forbiddenCharacter),
        ("a\u{0}b", .forbiddenCharacter), ("a\u{7}b", .forbiddenCharacter), ("a\u{85}b", .forbiddenCharacter),
        ("a\u{FEFF}b", .forbiddenCharacter), ("a\u{E000}b", .forbiddenCharacter), ("a\nb", .forbiddenCharacter),
        ("\u{301}a", .forbiddenCharacter), ("a \u{301}", .forbiddenCharacter), ("\u{20DD}", .forbiddenCharacter),
        ("a\u{301}\u{301}\u{301}\u{301}\u{301}", .forbiddenCharacter), ("a\u{115F}b", .forbiddenCharacter),
        ("a\u{E0041}b", .forbiddenCharacter), ("a\u{2800}\u{200F}b", .forbiddenCharacter),
        ("a\u{2028}b", .forbiddenCharacter), ("a\u{FFFF}b", .forbiddenCharacter),
    ])
    func `refuses empty, long and invisible text`(text: String, code: ConventionFault.Code) {
        #expect(TextRule(maximumLength: 10).problem(in: text)?.code == code)
    }

    @Test(arguments: ["Zoé", "O’Brien-Đặng", "Ω Λ", "Ж", "Ünal", "a\u{202F}b"])
    func `accepts names of every alphabet`(text: String) {
        #expect(TextRule(maximumLength: 20).problem(in: text) == nil)
    }

    /// Many are judged without Unicode's tables, by where they stand in UTF-8; the tables say which are not to be seen.
    @Test func `judges each character as Unicode's tables do`() throws {
        let invisible: [Unicode.GeneralCategory] = [
            .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
        ]
        for value in UInt32(0)..<0x3000 {
            let scalar = try #require(Unicode.Scalar(value))
            let properties = scalar.properties
            let isRefused = invisible.contains(properties.generalCategory) || properties.isDefaultIgnorableCodePoint
            let inside = TextRule(maximumLength: 3).problem(in: "a\(scalar)b")?.code
            #expect(inside == (isRefused ? .forbiddenCharacter : nil), "U+\(String(value, radix: 16))")
            let alone = TextRule(maximumLength: 3).problem(in: "\(scalar)\(scalar)")?.code
            #expect((alone == .emptyText) == properties.isWhitespace, "U+\(String(value, radix: 16))")
        }
        #expect(TextRule.activities.problem(in: "a\nb") == nil)
        #expect(TextRule.activities.problem(in: "\n \u{A0}\n")?.code == .emptyText)
    }

    @Test func `counts characters as XML schemas do`() {
        #expect(TextRule(maximumLength: 1).problem(in: "e\u{301}")?.code == .textTooLong)
        #expect(TextRule(maximumLength: 1500).problem(in: String(repeating: "a", count: 10_000))?.code == .textTooLong)
    }

    @Test(arguments: ["secret-name", "secre\u{202E}"])
    func `never repeats the text in what may be logged`(text: String) throws {
        let cause = try #require(TextRule(maximumLength: 6).problem(in: text))
        #expect(!ConventionFault(cause, at: "pupil/givenName").description.contains("secre"))
    }

    @Test(arguments: [
        "Appelez le 06 39 98 10 01", "Tél. : 0639981001", "+33 6 39 98 10 01", "06.39.98.10.01.", "écrire à a@b.fr",
        "06\u{A0}39\u{A0}98\u{A0}10\u{A0}01", "06\u{202F}39\u{202F}98\u{202F}10\u{202F}01", "06/39/98/10/01",
        "06 / 39 / 98 / 10 / 01", "(06) 39 98 10 01", "(06)39981001", "06 . 39 . 98 . 10 . 01",
        "06 - 39 - 98 - 10 - 01",
        "+33 (0)6 39 98 10 01", "+33\u{A0}(0)6\u{A0}39981001", "06–39–98–10–01", "06_39_98_10_01",
        "tél. 01/45/67/89/10.",
        "0033\u{202F}6 39 98 10 01", "le 01/02/2027, 06 39 98 10 01", "01 45 67 89 10 le 02.03.2027",
        "06 39 98 10 0 1", "awa (at) famille.example", "awa arobase famille point example",
    ])
    func `an address or a telephone number is no text to sign`(_ text: String) {
        #expect(TextRule.activities.problem(in: text)?.code == .contactInText)
    }

    /// Made up: forms of an INE and of a NIR, without a key that fits anybody.
    @Test(arguments: [
        "INE 001291528AA", "001291528aa", "(1234567890B)", "2 10 05 99 999 999", "210059999999910",
        "n° 1 10 05 2A 999 999 10",
    ])
    func `a pupil's national number or a social security number is in no text`(_ text: String) {
        #expect(TextRule.activities.problem(in: text)?.code == .identityNumberInText)
        #expect(TextRule.supplement.problem(in: text)?.code == .identityNumberInText)
    }

    @Test(arguments: [
        "SIRET 200 054 781 00012", "SIRET 20005478100012", "BP 123456789", "lot 123456789ABC",
        "1 000 000 000 000 octets",
        "du 12 10 2026 au 13 10 2026",
    ])
    func `other numbers are no identity numbers`(_ text: String) {
        #expect(TextRule.supplement.problem(in: text) == nil)
    }

    /// What is looked at first, so that a regular expression is rarely made, passes nothing over.
    @Test func `numbers are found wherever they stand and whatever stands around them`() {
        let telephone = TelephoneInText.isThere
        let pupil = /(?:^|[^0-9A-Za-z])(?:[0-9]{9}[A-Za-z]{2}|[0-9]{10}[A-Za-z])(?![0-9A-Za-z])/
        let insured =
            /(?:^|[^0-9])[12] ?[0-9]{2} ?(?:0[1-9]|1[0-2]|[2-9][0-9]) ?(?:[0-9]{2}|2[ABab]) ?[0-9]{3} ?[0-9]{3}(?: ?[0-9]{2})?(?![0-9])/
        let parts = [
            "06", "39", "98", "10", "1", "2", "001", "291528", "123456789", " ", " ", ".", "-", "A", "a", "2B", "2b",
            "AA", "+33",
            "0033", "x", "h", "(", ")", "é", "\n", "/", "\u{A0}", "\u{202F}", "–",
        ]
        var generator = SystemRandomNumberGenerator()
        var found = [0, 0, 0]
        for _ in 0..<40_000 {
            let text = (0..<Int.random(in: 3...12, using: &generator)).map { _ in parts.randomElement() ?? "" }.joined()
            let isIdentity = text.contains(pupil) || text.contains(insured)
            let isContact = !isIdentity && telephone(text)
            let code = TextRule.activities.problem(in: text)?.code
            #expect((code == .identityNumberInText) == isIdentity, "\(text)")
            #expect((code == .contactInText) == isContact, "\(text)")
            found[isIdentity ? 0 : isContact ? 1 : 2] += 1
        }
        #expect(found.allSatisfy { $0 > 100 }, "\(found)")
    }

    @Test(arguments: [
        "12 rue du 8 mai 1945, BP 40312", "75013 PARIS CEDEX 13", "SIRET 732 829 320 00074", "de 08:30 à 12:00",
        "@ 2 pas",
        "le 14 06 2027 et le 15 06 2027", "3 000 000 000 octets",
        "SIRET 552 081 317 66522", "SIRET 732\u{A0}829\u{A0}320\u{A0}00074", "SIRET 012 345 678 90123",
        "le 01/02/2027 08 h 30", "le 01.02.2027 08:30", "le 01-02-2027 09", "01 02 2027 08 30",
        "du 01/02/27 au 05/02/27",
        "01/02/27 - 05/02/27", "du 05/04/2027 – 09/04/2027", "01/09/2026-30/06/2027", "semaines 06/07/08/09/10",
        "semaines 06 / 07 / 08 / 09 / 10", "09.00-12.00 13.00-17.00", "09 h 00 – 12 h 00 / 13 h 00 – 17 h 00",
        "09:00/12:00/13:00/17:00", "1 500,00 €", "10 000 000 €", "0,50 € / 1,20 €", "n° 0123/2027/456",
        "réf. 01/2027/0012345", "2026/2027", "05/06/07/2027",
    ])
    func `other numbers are`(_ text: String) { #expect(TextRule.activities.problem(in: text) == nil) }
}
