import Foundation

/// Finds questions by words: case, accents, plurals and endings forgiven. Small: all of it is read at each search.
struct QuestionIndex: Sendable {
    private struct Entry {
        let title: Set<String>
        let all: Set<String>
    }

    private let entries: [Entry]

    init(_ questions: [Question]) {
        entries = questions.map { question in
            let title = Self.words(question.question + " " + question.words)
            return Entry(title: Set(title), all: Set(title + Self.words(question.answer.plain)))
        }
    }

    /// Indices of what holds all words, or, when nothing does, most of them; those with words in the question first.
    func search(_ text: String) -> [Int] {
        let wanted = Self.words(String(text.prefix(Self.longestSearch))).filter { !Self.small.contains($0) }
        guard !wanted.isEmpty else { return [] }
        let found = entries.indices.compactMap { index -> (index: Int, hits: Int, score: Int)? in
            let entry = entries[index]
            let hits = wanted.filter { word in entry.all.contains { Self.matches($0, word) } }.count
            let inTitle = wanted.filter { word in entry.title.contains { Self.matches($0, word) } }.count
            return hits > 0 ? (index, hits, 2 * inTitle + hits) : nil
        }
        let most = found.map(\.hits).max() ?? 0
        return found.filter { $0.hits == most }.sorted { ($1.score, $0.index) < ($0.score, $1.index) }
            .prefix(Self.mostFound).map(\.index)
    }

    static let longestSearch = 100
    private static let mostFound = 12

    /// A word finds its own beginnings and endings: « assur » finds « assurance », « assurances » finds « assurance ».
    private static func matches(_ word: String, _ wanted: String) -> Bool {
        if word == wanted { return true }
        guard wanted.count >= 4, word.count >= 4 else { return false }
        let stem = wanted.hasSuffix("s") || wanted.hasSuffix("x") ? String(wanted.dropLast()) : wanted
        return word.hasPrefix(stem) || stem.count >= 6 && word.count >= 6 && stem.hasPrefix(word)
    }

    /// Letters and digits without accents, in small letters.
    static func words(_ text: String) -> [String] {
        let folded = text.replacing("œ", with: "oe").replacing("Œ", with: "oe").replacing("æ", with: "ae")
            .folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
        return folded.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count > 1 }
    }

    /// Words that say nothing of what is looked for.
    private static let small = Set(
        words(
            """
            le la les un une des de du et ou où en au aux dans sur sous par pour avec sans ce cet cette ces mon ma mes \
            ton ta tes son sa ses notre nos votre vos leur leurs je tu il elle on nous vous ils elles que qui quoi quel \
            quelle quels quelles comment pourquoi quand est es ai as avez avons ont être avoir faire fait faut dois doit \
            peut peux peuvent puis si ne pas plus
            """))
}
