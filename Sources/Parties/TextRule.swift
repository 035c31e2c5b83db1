/// What a text of the data may hold.
///
/// Source of the lengths: the database schema of the State's own placement service.
public struct TextRule: Hashable, Sendable {
    /// Counted in Unicode scalars, as XML schemas count.
    public let maximumLength: Int
    /// Whether line feeds may separate paragraphs.
    public let allowsLineFeeds: Bool
    /// Whether an e-mail address or a telephone number may stand in it.
    public let allowsContact: Bool

    public init(maximumLength: Int, allowsLineFeeds: Bool = false, allowsContact: Bool = false) {
        self.maximumLength = maximumLength
        self.allowsLineFeeds = allowsLineFeeds
        self.allowsContact = allowsContact
    }

    public static let personName = TextRule(maximumLength: 100)
    public static let capacity = TextRule(maximumLength: 150)
    public static let className = TextRule(maximumLength: 50)
    public static let schoolName = TextRule(maximumLength: 150)
    public static let legalName = TextRule(maximumLength: 180)
    public static let sector = TextRule(maximumLength: 150)
    public static let addressLine = TextRule(maximumLength: 200)
    public static let postalCode = TextRule(maximumLength: 12)
    public static let city = TextRule(maximumLength: 100)
    public static let activities = TextRule(maximumLength: 1500, allowsLineFeeds: true)
    /// Of a convention, a template.
    public static let identifier = TextRule(maximumLength: 100)
    public static let remark = TextRule(maximumLength: 500)
    /// Of the service's own pages.
    public static let webAddress = TextRule(maximumLength: 60, allowsContact: true)
    /// What a template asks for; the template says more exactly what it may be.
    public static let supplement = TextRule(maximumLength: 2000, allowsLineFeeds: true, allowsContact: true)

    /// What is wrong with a text, if anything.
    public func problem(in text: String) -> ConventionFault.Cause? {
        let look = PlainLook(at: text, allowsLineFeeds: allowsLineFeeds)
        let isEmpty = look.isPlain ? look.isBlank : text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        if isEmpty { return .init(.emptyText) }
        // No text has more scalars than octets.
        let length = text.utf8.count <= maximumLength ? 0 : text.unicodeScalars.count
        if length > maximumLength { return .init(.textTooLong, found: length, expected: maximumLength) }
        let signs = SignsOfContact(text)
        if Self.holdsIdentityNumber(text, signs) { return .init(.identityNumberInText) }
        if !allowsContact && Self.holdsContact(text, signs) { return .init(.contactInText) }
        if look.isPlain { return nil }
        let forbidden = text.unicodeScalars.first { !Self.isVisible($0) && !(allowsLineFeeds && $0 == "\n") }
        return (forbidden ?? Self.looseMark(in: text)).map {
            .init(.forbiddenCharacter, found: Self.name(of: $0), typed: text)
        }
    }

    /// Whether an e-mail address or a French telephone number stands in a text, allowed or not.
    func holdsContact(_ text: String) -> Bool { Self.holdsContact(text, SignsOfContact(text)) }

    /// Whether there are only spaces, visible characters of Latin alphabets, each with its accent, and the signs of French
    /// typography: nearly always, and then nothing needs to be looked up in Unicode's tables.
    private struct PlainLook {
        private(set) var isPlain = false
        /// Of a plain text: whether it is white space and nothing else.
        private(set) var isBlank = true

        init(at text: String, allowsLineFeeds: Bool) {
            var bytes = text.utf8.makeIterator()
            while let byte = bytes.next() {
                switch byte {
                case 0x20: continue
                case 0x21...0x7E: break
                case 0x0A where allowsLineFeeds: continue
                // U+00A0 to U+017F in two bytes, without the soft hyphen; the first of them is the space that does not break.
                case 0xC2:
                    guard let next = bytes.next(), next >= 0xA0, next != 0xAD else { return }
                    if next == 0xA0 { continue }
                case 0xC3...0xC5: _ = bytes.next()
                // U+2010 to U+2027, dashes, quotation marks and points, and U+202F, the narrow space that does not break.
                case 0xE2:
                    guard bytes.next() == 0x80, let last = bytes.next(), (0x90...0xA7).contains(last) || last == 0xAF
                    else { return }
                    if last == 0xAF { continue }
                default: return
                }
                isBlank = false
            }
            isPlain = true
        }
    }

    /// An e-mail address or a French telephone number: they belong into the contact sheet, which is never signed.
    ///
    /// A regular expression takes longer to be made than a whole document to be verified, so none is made for a text that
    /// lacks what it cannot match without.
    private static func holdsContact(_ text: String, _ signs: SignsOfContact) -> Bool {
        (signs.hasAt && text.contains(/[^\s@]@[^\s@]+\.[^\s@]/))
            || (signs.mayHaveSpelledAt && holdsSpelledSign(Array(text.utf8))
                && text.contains(/\w ?(?:\(at\)|\[at\]|[Aa]robase) ?\w/))
            || (signs.digitsOfTelephone >= fewestDigitsOfTelephone && TelephoneInText.isThere(in: text))
    }

    /// A pupil's national number (INE: ten digits and a letter, or nine and two) or a social security number (NIR: thirteen digits, or
    /// fifteen with its key): neither belongs into a convention, in whatever text.
    private static func holdsIdentityNumber(_ text: String, _ signs: SignsOfContact) -> Bool {
        guard signs.digitsTogether >= fewestDigitsOfIdentityNumber else { return false }
        return text.contains(/(?:^|[^0-9A-Za-z])(?:[0-9]{9}[A-Za-z]{2}|[0-9]{10}[A-Za-z])(?![0-9A-Za-z])/)
            || text.contains(
                /(?:^|[^0-9])[12] ?[0-9]{2} ?(?:0[1-9]|1[0-2]|[2-9][0-9]) ?(?:[0-9]{2}|2[ABab]) ?[0-9]{3} ?[0-9]{3}(?: ?[0-9]{2})?(?![0-9])/
            )
    }

    /// What an address or a number cannot be without.
    private struct SignsOfContact {
        private(set) var hasAt = false
        private(set) var mayHaveSpelledAt = false
        /// The most digits with nothing between them that a number may not have: dates and hours are none.
        private(set) var digitsTogether = 0
        /// The same with signs between them that stand in telephone numbers only.
        private(set) var digitsOfTelephone = 0

        init(_ text: String) {
            var (digits, dialled) = (0, 0)
            for byte in text.utf8 {
                switch byte {
                case 0x30...0x39:
                    dialled += 1
                    digitsOfTelephone = max(digitsOfTelephone, dialled)
                case 0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F, 0x5F: break
                // In octets: the spaces that do not break, the thin one, hyphens and dashes.
                case 0xC2, 0xA0, 0xE2, 0x80, 0x89, 0x90, 0x91, 0x93, 0xAF: break
                default: dialled = 0
                }
                switch byte {
                case 0x30...0x39:
                    digits += 1
                    digitsTogether = max(digitsTogether, digits)
                // Between groups of a number, and the letters of Corsica's départements, 2A and 2B.
                case 0x20, 0x2D, 0x2E, 0x41, 0x42, 0x61: break
                case UInt8(ascii: "b"): mayHaveSpelledAt = true
                case UInt8(ascii: "@"): (hasAt, digits) = (true, 0)
                case UInt8(ascii: "("), UInt8(ascii: "["): (mayHaveSpelledAt, digits) = (true, 0)
                default: digits = 0
                }
            }
        }
    }

    private static let spelledSigns: [StaticString] = ["(at)", "[at]", "robase"]
    private static let fewestDigitsOfTelephone = 10
    private static let fewestDigitsOfIdentityNumber = 9

    private static func holdsSpelledSign(_ bytes: [UInt8]) -> Bool { spelledSigns.contains { holds(bytes, $0) } }

    private static func holds(_ bytes: [UInt8], _ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            bytes.indices.contains { bytes[$0] == word[0] && bytes[$0...].starts(with: word) }
        }
    }

    /// Not a control, direction or other invisible character, nor a private or unassigned one.
    static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        // Without a look into Unicode's tables.
        if scalar.isASCII { return (0x20...0x7E).contains(scalar.value) }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: !scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// Whether a character may be shown to people as it is.
    public static func isPrintable(_ scalar: Unicode.Scalar) -> Bool { isVisible(scalar) }

    /// A combining mark without a letter to stand on, or one too many: they would be drawn over other text.
    private static func looseMark(in text: String) -> Unicode.Scalar? {
        var room = 0
        for scalar in text.unicodeScalars {
            if ("!"..."~").contains(scalar) {
                room = maximumMarks
                continue
            }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark:
                if room == 0 { return scalar }
                room -= 1
            case .spacingMark: break
            default: room = scalar.properties.isWhitespace ? 0 : maximumMarks
            }
        }
        return nil
    }

    /// More than any alphabet puts on one letter once composed.
    private static let maximumMarks = 4

    static func name(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
