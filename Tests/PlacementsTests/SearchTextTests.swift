import Placements
import Testing

@Suite("Words of a search")
struct SearchTextTests {
    @Test(arguments: [
        ("Créteil", ["creteil"]), ("CRE\u{301}TEIL", ["creteil"]), ("l’œuvre d'art", ["l", "oeuvre", "d", "art"]),
        ("Hôtellerie-restauration", ["hotellerie", "restauration"]), ("Straße ÆON", ["strasse", "aeon"]),
        ("94000 Créteil", ["94000", "creteil"]), ("Ελλάδα", ["ελλαδα"]), ("東京 tower", ["東京", "tower"]), ("", []),
        ("\u{0}\u{1}!?\"*(){}:^-+", []), ("a\u{0}b", ["a", "b"]), ("İstanbul", ["istanbul"]),
    ])
    func `accents, ligatures and case make no difference`(text: String, words: [String]) {
        #expect(SearchText.words(of: text) == words)
    }

    @Test func `what was made a word once is one again`() {
        for text in ["Bâtiment et travaux publics (BTP)", "İIıi ǅ ﬁ Ⅷ ² é", "naïveté—œuf", "𝒜𝓁𝓅𝒽𝒶 ǅungla"] {
            let words = SearchText.words(of: text)
            #expect(SearchText.words(of: words.joined(separator: " ")) == words)
        }
    }

    @Test func `only the beginning of a long text counts, and its first eight words`() {
        #expect(SearchText.sought(in: String(repeating: "boulanger ", count: 1000)) == ["boulanger"])
        #expect(SearchText.sought(in: (0..<50).map { "w\($0)" }.joined(separator: " ")).count == 8)
        let long = SearchText.sought(in: String(repeating: "é", count: 10_000))
        #expect(long == [String(repeating: "e", count: 40)])
    }

    @Test func `words that say nothing are left out, unless there are no others`() {
        #expect(SearchText.sought(in: "un stage de boulangerie à Paris") == ["boulangerie", "paris"])
        #expect(SearchText.sought(in: "stage de") == ["stage", "de"])
    }

    @Test(arguments: [
        ("boulangeries", "boulangerie"), ("boulangerie", "boulangeries"), ("boulanger", "boulangerie"),
        ("journaux", "journal"), ("journal", "journaux"), ("travail", "travaux"), ("travaux", "travail"),
        ("art", "arts"),
        ("arts", "art"), ("bateaux", "bateau"), ("bateau", "bateaux"), ("jeux", "jeu"), ("jeu", "jeux"),
        ("prix", "prix"),
    ])
    func `singular and plural find each other`(typed: String, stands: String) {
        #expect(SoughtWord(of: typed).matches(stands))
    }

    @Test func `a short word finds no longer one`() {
        #expect(!SoughtWord(of: "art").matches("artisan"))
        #expect(!SoughtWord(of: "mode").matches("moderne"))
    }
}

@Suite("Small mistakes")
struct SpellingTests {
    @Test(arguments: [
        ("boulangerie", "boulangerie", 0), ("boulengerie", "boulangerie", 1), ("boulangeire", "boulangerie", 1),
        ("bolangerie", "boulangerie", 1), ("boulanngerie", "boulangerie", 1), ("", "abc", 3), ("abc", "", 3),
        ("ca", "abc", 3),
    ])
    func `mistakes are counted`(left: String, right: String, count: Int) {
        #expect(Spelling.distance(left, right) == count)
    }

    @Test func `a short word is forgiven nothing, a long one two mistakes`() {
        #expect(["vin", "pain", "fleurs", "boulanger"].map(Spelling.tolerance) == [0, 1, 1, 2])
    }

    @Test func `a mistyped word shares a key with each word that is close enough`() {
        var random = SystemRandomNumberGenerator()
        let letters = Array("abcde")
        for _ in 0..<3000 {
            let word = String((0..<Int.random(in: 1...14, using: &random)).map { _ in letters.randomElement() ?? "a" })
            var typed = Array(word)
            for _ in 0..<Int.random(in: 0...3, using: &random) { Self.mistake(&typed, letters, &random) }
            let sought = String(typed)
            guard Spelling.tolerance(of: word) > 0, Spelling.distance(sought, word) <= Spelling.tolerance(of: word)
            else {
                continue
            }
            #expect(!Spelling.keys(of: word).isDisjoint(with: Spelling.keys(sought: sought)), "\(word) \(sought)")
        }
    }

    private static func mistake(
        _ word: inout [Character], _ letters: [Character], _ random: inout SystemRandomNumberGenerator
    ) {
        let place = Int.random(in: 0...word.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: word.insert(letters.randomElement(using: &random) ?? "a", at: place)
        case 1 where place < word.count: word.remove(at: place)
        case 2 where place < word.count: word[place] = letters.randomElement(using: &random) ?? "a"
        case 3 where place + 1 < word.count: word.swapAt(place, place + 1)
        default: break
        }
    }

    /// The words of one offer.
    private struct OneOffer: SearchVocabulary {
        let words: Set<String>
        func knows(_ word: SoughtWord) -> Bool { words.contains(where: word.matches) }
        func near(_ word: String) -> [String] { Array(words) }
    }

    @Test func `a word that stands in no offer is taken for the nearest that does`() throws {
        let offer = OneOffer(words: ["boulangerie", "menuiserie", "pain", "vin", "informatique", "art"])
        #expect(try SoughtText("boulengeire", offer).corrections == ["boulengeire": ["boulangerie"]])
        #expect(try SoughtText("pein", offer).corrections == ["pein": ["pain"]])
        #expect(try SoughtText("van", offer).corrections.isEmpty)
        #expect(try SoughtText("xyzzyx", offer).corrections.isEmpty)
        #expect(try SoughtText("boulang", offer).corrections.isEmpty)
        #expect(try SoughtText("inf", offer).words == [SoughtWord([.beginning("inf")])])
    }
}
