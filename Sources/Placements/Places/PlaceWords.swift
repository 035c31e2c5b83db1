/// A place's name as people write it, brought to one form: « St-Maur des Fossés » and « SAINT MAUR DES FOSSES » are the same words.
struct PlaceWords: Hashable, Sendable {
    let words: [String]

    /// Accents, case, hyphens and apostrophes say nothing; « St », « Ste », « s/ » are spelled out; an article at the beginning, « CEDEX » with
    /// what follows and « arrondissement » are left out; « 12e », « 12ème » and « 12 » are the same.
    init(_ text: String) {
        self.init(words: SearchText.words(of: text))
    }

    init(words all: [String]) {
        var words: [String] = []
        for (index, word) in all.enumerated() {
            if word == "cedex" { break }
            guard word != "arrondissement", word != "arr" else { continue }
            let isInside = index > 0 && index < all.count - 1
            words.append(Self.number(word) ?? (isInside ? Self.inside[word] : nil) ?? Self.written[word] ?? word)
        }
        if words.count > 1, let first = words.first, Self.articles.contains(first) { words.removeFirst() }
        self.words = words
    }

    var text: String { words.joined(separator: " ") }

    private static let written = ["st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"]
    /// « Vitry s/ Seine »
    private static let inside = ["s": "sur", "ss": "sous"]
    private static let articles: Set<String> = ["l", "la", "le", "les"]
    private static let ordinals: Set<String> = ["", "e", "er", "ere", "eme", "ieme", "nd", "nde"]

    /// « 01 », « 1er » and « 12ème » as numbers of one or two digits; `nil` for anything else.
    private static func number(_ word: String) -> String? {
        let digits = word.prefix { $0.isNumber && $0.isASCII }
        guard (1...2).contains(digits.count), ordinals.contains(String(word.dropFirst(digits.count))) else {
            return nil
        }
        return Int(digits).map(String.init)
    }
}

/// What somebody typed to say where: a postal code, a name, or both.
struct PlaceRequest: Sendable {
    /// Five digits.
    let code: String?
    let name: PlaceWords
    /// The department behind a name, as in « Saint-Denis (93) », and the name without it.
    let ofDepartment: (name: PlaceWords, department: String)?

    init(_ typed: String) {
        var words = SearchText.words(of: String(typed.prefix(SearchText.maximumLength)))
        // « 94 000 »
        if let index = words.indices.dropLast().first(where: { Self.isCode(words[$0] + words[$0 + 1]) }) {
            words.replaceSubrange(index...index + 1, with: [words[index] + words[index + 1]])
        }
        let place = words.firstIndex(where: Self.isCode)
        code = place.map { words[$0] }
        if let place { words.remove(at: place) }
        name = PlaceWords(words: words)
        let department = words.last.flatMap { Self.isDepartment($0) ? $0.uppercased() : nil }
        ofDepartment = words.count > 1 ? department.map { (PlaceWords(words: words.dropLast()), $0) } : nil
    }

    private static func isCode(_ word: String) -> Bool { word.utf8.count == 5 && isDigits(word) }

    private static func isDigits(_ word: String) -> Bool { word.utf8.allSatisfy { (0x30...0x39).contains($0) } }

    private static func isDepartment(_ word: String) -> Bool {
        switch word.utf8.count {
        case 2: isDigits(word) || word == "2a" || word == "2b"
        case 3: isDigits(word) && (word.hasPrefix("97") || word.hasPrefix("98"))
        default: false
        }
    }
}
