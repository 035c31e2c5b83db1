package import Parties

/// A question that people ask, and the answer.
package struct Question: Hashable, Sendable {
    /// A text or a page that the answer rests on.
    package struct Source: Hashable, Sendable {
        package let label: String
        /// Where it can be read; `nil` when it is no page.
        package let address: String?
    }

    /// Name of the file without its number, of the anchor and of the page.
    package let id: String
    package let audiences: [Audience]
    package let question: String
    package let answer: GuideText
    /// Words by which it is found though they do not stand in it.
    package let words: String
    package let sources: [Source]
    /// What is not certain of the answer, in a sentence; `nil` when nothing is doubtful.
    package let doubt: String?
    /// The day on which the answer was written, or last changed; not that anybody has held it against its sources.
    package let writtenOn: CalendarDate
}

extension Question {
    private static let keys: Set = ["id", "audience", "question", "words", "source", "doubt", "written"]

    /// - Throws: ``GuideFault`` with the line of the first mistake.
    init(path: String) throws(GuideFault) { try self.init(GuideFile(path: path, keys: Self.keys)) }

    init(text: String, path: String) throws(GuideFault) {
        try self.init(GuideFile(text: text, path: path, keys: Self.keys))
    }

    private init(_ file: GuideFile) throws(GuideFault) {
        id = try Self.id(file)
        audiences = try Self.audiences(file)
        let asked = try file.one("question", such: "question: Qui signe ?")
        question = Typography.french(asked.value)
        guard question.hasSuffix("?") else {
            throw GuideFault(file.path, asked.line, "found no question mark", "write a question, as people ask it")
        }
        words = try file.optional("words")?.value ?? ""
        doubt = try file.optional("doubt").map { Typography.french($0.value) }
        sources = try Self.sources(file)
        let written = try file.one("written", such: "written: 2026-11-23")
        guard let day = CalendarDate(iso8601: written.value) else {
            throw GuideFault(file.path, written.line, "found no day", "write year, month and day: 2026-11-23")
        }
        writtenOn = day
        answer = file.body
    }

    private static func id(_ file: GuideFile) throws(GuideFault) -> String {
        let entry = try file.one("id", such: "id: qui-signe")
        // A number before the name puts the files in order.
        let fileName = file.path.split(separator: "/").last?.dropLast(4) ?? ""
        let rest = fileName.drop { "0"..."9" ~= $0 }
        let name = rest.count < fileName.count && rest.first == "-" ? rest.dropFirst() : fileName
        let isPlain = entry.value.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
        }
        guard isPlain, entry.value == name else {
            throw GuideFault(
                file.path, entry.line, "the id is « \(entry.value) » in the file « \(name) »",
                "write the name of the file without its number: small letters, digits and hyphens")
        }
        return entry.value
    }

    private static func audiences(_ file: GuideFile) throws(GuideFault) -> [Audience] {
        let entry = try file.one("audience", such: "audience: eleves, familles")
        var audiences: [Audience] = []
        for word in entry.value.split(separator: ",") {
            let word = word.filter { $0 != " " }
            guard let audience = Audience(rawValue: word), !audiences.contains(audience) else {
                throw GuideFault(
                    file.path, entry.line, "the audience « \(word) » is not known or stands twice",
                    "write some of \(Audience.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            audiences.append(audience)
        }
        return audiences
    }

    /// « label | address », or a label alone.
    private static func sources(_ file: GuideFile) throws(GuideFault) -> [Source] {
        var sources: [Source] = []
        for entry in file.all("source") {
            let parts = entry.value.split(separator: "|", maxSplits: 1).map { part in
                String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
            guard parts.count < 2 || GuideAddress.isUsable(parts[1]) else {
                throw GuideFault(
                    file.path, entry.line, "found no address behind « | »", "write an address such as https://…")
            }
            sources.append(Source(label: Typography.french(parts[0]), address: parts.count == 2 ? parts[1] : nil))
        }
        guard !sources.isEmpty else {
            throw GuideFault(
                file.path, 1, "found no source", "say what the answer rests on: source: Code du travail, L. 4153-1")
        }
        return sources
    }
}
