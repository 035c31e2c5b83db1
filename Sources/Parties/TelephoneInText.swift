/// French telephone numbers as people write them, and not what only looks like one: dates, hours, weeks, numbers of registers, prices.
enum TelephoneInText {
    /// Whoever asks has seen that there are ten digits with nothing else between them than such a number may have.
    static func isThere(in text: String) -> Bool { holdsNumber(text) || holdsPairs(text) }

    /// Ten digits, with one sign between two of them at most; or nine behind the prefix of the country.
    private static func holdsNumber(_ text: String) -> Bool {
        text.matches(
            of:
                /(?:^|[^0-9])(?:(?:\+33|0033)[ \u{A0}\u{202F}\u{2009}]?(?:\(0\))?[ \u{A0}\u{202F}\u{2009}]?[1-9]|\(?0[ \u{A0}\u{202F}\u{2009}]?[1-9])(?:\)?[ \u{A0}\u{202F}\u{2009}.\-\u{2010}\u{2011}\u{2013}]?[0-9]){8}(?![0-9])/
        ).contains { found in !beginsWithDateOrHours(text[found.range.lowerBound...]) }
    }

    /// « 01.02.2027 », « 09.00-12.00 », whatever follows.
    private static func beginsWithDateOrHours(_ text: Substring) -> Bool {
        let digits = text.drop { $0 != "+" && !$0.isASCIIDigit }
        return digits.prefixMatch(of: /[0-3][0-9][ .\/\-][01][0-9][ .\/\-](?:19|20)[0-9]{2}(?![0-9]|[.\/\-][0-9])/)
            != nil
            || digits.prefixMatch(
                of: /[0-2][0-9]\.[0-5][0-9] ?[\-\u{2013}] ?[0-2][0-9]\.[0-5][0-9](?![0-9]|\.[0-9])/) != nil
    }

    /// Five pairs with the same signs between them: « 06/39/98/10/01 », « 06 - 39 - 98 - 10 - 01 ».
    private static func holdsPairs(_ text: String) -> Bool {
        text.matches(
            of:
                /(?:^|[^0-9])\(?(0[1-9])\)?([ \u{A0}\u{202F}\u{2009}]{0,2}[.\/\-_\u{2010}\u{2011}\u{2013}]?[ \u{A0}\u{202F}\u{2009}]{0,2})([0-9]{2})\2([0-9]{2})\2([0-9]{2})\2([0-9]{2})(?![0-9])/
        ).contains { found in
            let pairs = [found.1, found.3, found.4, found.5, found.6].compactMap { Int($0) }
            return !isList(pairs)
        }
    }

    /// Weeks or hours one after the other, always by the same step: « semaines 06/07/08/09/10 ».
    private static func isList(_ numbers: [Int]) -> Bool {
        let steps = Set(zip(numbers, numbers.dropFirst()).map { $1 - $0 })
        return steps.count == 1 && steps != [0]
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
