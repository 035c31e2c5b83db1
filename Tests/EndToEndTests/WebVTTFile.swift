import Foundation

/// Captions read by the rules for authors, which are stricter than those for players.
///
/// Source: WebVTT (W3C Candidate Recommendation, 4 April 2019) §4.1 to §4.3.
struct WebVTTFile {
    struct Cue: Hashable {
        /// Milliseconds from the start of the film.
        let start: Int
        let end: Int
        let lines: [String]

        var plain: String { Self.plain(lines.joined(separator: " ")) }

        /// What is read, whatever the kind of its spaces.
        static func plain(_ text: String) -> String {
            text.split { $0.isWhitespace }.joined(separator: " ")
        }
    }

    struct Fault: Error, Hashable {
        let block: String
        let cause: String
    }

    let cues: [Cue]

    /// - Throws: ``Fault`` at the first thing that an author may not write.
    init(_ text: String) throws(Fault) {
        var blocks = text.components(separatedBy: "\n\n")
        let head = blocks.removeFirst()
        guard head.wholeMatch(of: /\u{FEFF}?WEBVTT([ \t][^\n]*)?/) != nil else {
            throw Fault(block: head, cause: "the head is not WEBVTT and an empty line")
        }
        var cues: [Cue] = []
        for block in blocks {
            let lines = block.split(separator: "\n").map(String.init)
            guard !lines.isEmpty, lines[0].hasPrefix("NOTE") == false else { continue }
            let cue = try Self.cue(lines, block)
            guard cue.start >= cues.last?.start ?? 0 else { throw Fault(block: block, cause: "begins before the last") }
            cues.append(cue)
        }
        self.cues = cues
    }

    private static func cue(_ lines: [String], _ block: String) throws(Fault) -> Cue {
        let hasName = !lines[0].contains("-->")
        guard lines.count > (hasName ? 1 : 0),
            let times = lines[hasName ? 1 : 0].wholeMatch(of: /([0-9:.]+)[ \t]+-->[ \t]+([0-9:.]+)([ \t]+[^ \t\n].*)?/),
            let start = milliseconds(times.1), let end = milliseconds(times.2)
        else { throw Fault(block: block, cause: "has no times") }
        guard end > start else { throw Fault(block: block, cause: "ends before it begins") }
        let text = Array(lines.dropFirst(hasName ? 2 : 1))
        guard !text.isEmpty, !text.contains(where: { $0.contains("-->") }) else {
            throw Fault(block: block, cause: "has no text, or an arrow in it")
        }
        // No tag is used here; a bare « & » or « < » would be the beginning of one.
        let escapes = [
            "&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": "\u{A0}", "&lrm;": "\u{200E}", "&rlm;": "\u{200F}",
        ]
        for line in text {
            let bare = escapes.keys.reduce(line) { $0.replacingOccurrences(of: $1, with: "") }
            guard !bare.contains(where: { "&<>".contains($0) }) else {
                throw Fault(block: block, cause: "holds « & », « < » or « > » that is not escaped")
            }
        }
        let read = text.map { line in
            escapes.sorted { $0.key > $1.key }.reduce(line) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
        }
        return Cue(start: start, end: end, lines: read)
    }

    /// « mm:ss.ttt », before it perhaps hours of two digits or more.
    private static func milliseconds(_ text: Substring) -> Int? {
        guard let parts = text.wholeMatch(of: /(?:([0-9]{2,}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})/),
            let hours = Int(parts.1 ?? "0"), let minutes = Int(parts.2), let seconds = Int(parts.3),
            let rest = Int(parts.4)
        else { return nil }
        return ((hours * 60 + minutes) * 60 + seconds) * 1_000 + rest
    }
}

/// What makes captions hard to read.
enum CaptionFaults {
    /// Milliseconds that a caption stands at least, and characters that people read in a second at most.
    static let (shortest, charactersASecond) = (1_500, 17)

    static func faults(of cues: [WebVTTFile.Cue]) -> [String] {
        let overlaps = zip(cues, cues.dropFirst()).filter { $0.end > $1.start }
            .map { cue, _ in "« \(cue.plain) » overlaps" }
        return overlaps
            + cues.flatMap { cue in
                let length = cue.end - cue.start
                let characters = cue.lines.joined(separator: " ").count
                return [
                    (cue.lines.count > 2, "has more than two lines"),
                    (cue.lines.contains { $0.count > 42 }, "has a line of more than 42 characters"),
                    (length < shortest, "stands \(length) ms"),
                    (characters * 1_000 > charactersASecond * length, "is \(characters) characters in \(length) ms"),
                ].filter(\.0).map { "« \(cue.plain) » \($0.1)" }
            }
    }
}
