private import Foundation

/// Words as an index keeps them and a search looks for them: lower case, without accents and ligatures.
package enum SearchText {
    /// Of a text that somebody typed into a search, only the beginning counts.
    package static let maximumLength = 200
    package static let maximumWords = 8
    /// Longer words are cut.
    static let maximumWordLength = 40

    /// The words of a text, in order.
    ///
    /// A word is a run of letters and decimal digits; everything else separates. An index that takes a run of ASCII letters and digits and of
    /// whatever is not ASCII for a word finds the same words again in what is joined with spaces.
    package static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var length = 0
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.isASCII ? isASCIILetterOrDigit(scalar) : isLetterOrDigit(scalar) {
                for part in folded(scalar) where length < maximumWordLength {
                    word.unicodeScalars.append(part)
                    length += 1
                }
            } else if scalar.isASCII || scalar.properties.generalCategory != .nonspacingMark, !word.isEmpty {
                words.append(word)
                (word, length) = ("", 0)
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    /// The words of a search that count: at most eight, each once, without « de », « la », « stage », unless there are no others.
    package static func sought(in text: String) -> [String] {
        let all = words(of: String(String.UnicodeScalarView(text.unicodeScalars.prefix(maximumLength))))
        let telling = all.filter { !Self.silent.contains($0) }
        var seen: Set<String> = []
        return Array((telling.isEmpty ? all : telling).filter { seen.insert($0).inserted }.prefix(maximumWords))
    }

    private static func isASCIILetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
        default: false
        }
    }

    private static func folded(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        if scalar.isASCII {
            let isCapital = ("A"..."Z").contains(scalar)
            return [isCapital ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar]
        }
        switch scalar {
        case "œ", "Œ": return ["o", "e"]
        case "æ", "Æ": return ["a", "e"]
        case "ß", "ẞ": return ["s", "s"]
        default: return scalar.properties.lowercaseMapping.unicodeScalars.filter(isLetterOrDigit)
        }
    }

    private static let silent: Set<String> = [
        "a", "au", "aux", "avec", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les", "observation",
        "ou",
        "par", "pour", "s", "stage", "stages", "sur", "un", "une",
    ]
}

/// What one typed word is looked for as: any of these.
package struct SoughtWord: Hashable, Sendable {
    package enum Form: Hashable, Sendable {
        case whole(String)
        /// Every word that begins so.
        case beginning(String)

        package func matches(_ word: String) -> Bool {
            switch self {
            case .whole(let text): word == text
            case .beginning(let text): word.utf8.starts(with: text.utf8)
            }
        }
    }

    package let forms: [Form]

    package init(_ forms: [Form]) { self.forms = forms }

    package func matches(_ word: String) -> Bool { forms.contains { $0.matches(word) } }

    /// A word in singular and plural; one of five letters and more also as the beginning of others: « boulangers » finds « boulangerie ».
    package init(of word: String) {
        let singular = Self.singular(word)
        var forms: [Form] =
            singular.count >= Self.leastBeginning
            ? [.beginning(singular)] : [.whole(singular), .whole(singular + "s"), .whole(singular + "x")]
        if singular != word { forms.append(.whole(word)) }
        if singular.hasSuffix("al") { forms.append(.whole(singular.dropLast() + "ux")) }
        if singular.hasSuffix("ail") { forms.append(.whole(singular.dropLast(2) + "ux")) }
        self.forms = forms
    }

    /// Short words, when nothing is called so: the beginning of others.
    package static func beginning(of word: String) -> SoughtWord? {
        word.count >= 2 ? SoughtWord([.beginning(word)]) : nil
    }

    /// « journaux » becomes « journa », which « journal » begins with.
    private static func singular(_ word: String) -> String {
        if word.count >= 6, word.hasSuffix("aux") { return String(word.dropLast(2)) }
        return word.count >= 4 && (word.hasSuffix("s") || word.hasSuffix("x")) ? String(word.dropLast()) : word
    }

    private static let leastBeginning = 5
}

/// What a search has to know of the words of all offers.
package protocol SearchVocabulary {
    /// Whether an offer has a word of one of these forms.
    func knows(_ word: SoughtWord) throws -> Bool
    /// Words of offers that are within ``Spelling/tolerance(of:)`` of a mistyped one, among others or not.
    func near(_ word: String) throws -> [String]
}

/// The words of a search, each as what it is looked for.
package struct SoughtText: Hashable, Sendable {
    package private(set) var words: [SoughtWord] = []
    /// For each word that stands in no offer, those that were taken instead.
    package private(set) var corrections: [String: [String]] = [:]

    package init(_ text: String, _ vocabulary: some SearchVocabulary) throws {
        for word in SearchText.sought(in: text) { words.append(try sought(word, vocabulary)) }
    }

    private mutating func sought(_ word: String, _ vocabulary: some SearchVocabulary) throws -> SoughtWord {
        let plain = SoughtWord(of: word)
        if try vocabulary.knows(plain) { return plain }
        if let beginning = SoughtWord.beginning(of: word), try vocabulary.knows(beginning) { return beginning }
        let byDistance = Dictionary(grouping: try vocabulary.near(word)) { Spelling.distance(word, $0) }
        for (distance, candidates) in byDistance.sorted(by: { $0.key < $1.key }) {
            let near = try Set(candidates).filter {
                try distance <= Spelling.tolerance(of: $0) && vocabulary.knows(SoughtWord([.whole($0)]))
            }
            guard !near.isEmpty else { continue }
            corrections[word] = near.sorted()
            return SoughtWord(near.sorted().flatMap { SoughtWord(of: $0).forms })
        }
        return plain
    }
}
