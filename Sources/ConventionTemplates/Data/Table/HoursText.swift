import Parties

/// The slots of a day in one cell: « 09:00-12:00 13:00-17:00 », or as people type them, « 9h-12h30, 14h-17h ».
enum HoursText {
    /// From and to of each slot; `nil` when the text is no list of slots.
    static func slots(_ text: String) -> [(from: String, to: String)]? {
        // A dash may have spaces around it, and then is no end of a slot.
        let joined = text.replacing(/\s*[-–—]\s*/, with: "-")
        let parts = joined.split { " ,;/\u{A0}\u{202F}\n\t".contains($0) }
        guard !parts.isEmpty else { return nil }
        var slots: [(from: String, to: String)] = []
        for part in parts {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, let from = time(ends[0]), let to = time(ends[1]) else { return nil }
            slots.append((from, to))
        }
        return slots
    }

    /// « 9h », « 9h30 », « 9:30 », « 09:30 » in the form of the data; whether there is such a time is judged there.
    private static func time(_ text: Substring) -> String? {
        guard let match = text.wholeMatch(of: /([0-9]{1,2})(?:[hH]([0-9]{2})?|:([0-9]{2})(?::00)?)/) else { return nil }
        let minute = match.2 ?? match.3 ?? "00"
        return (match.1.count == 1 ? "0" : "") + match.1 + ":" + minute
    }
}

/// A day in a cell.
enum DateText {
    /// « 14/06/2027 », as French spreadsheets show and save a day, in the form of the data; other texts as they are.
    static func iso8601(_ text: String) -> String {
        guard let match = text.wholeMatch(of: /([0-9]{1,2})\/([0-9]{1,2})\/([0-9]{4})/) else { return text }
        let two = { (digits: Substring) in (digits.count == 1 ? "0" : "") + digits }
        return "\(match.3)-\(two(match.2))-\(two(match.1))"
    }
}

enum TruthText {
    /// « VRAI », as French spreadsheets show and save the word `true`, or « oui », in the form of the data; other texts as they are.
    static func word(_ text: String) -> String {
        switch text.lowercased() {
        case "true", "vrai", "oui", "yes": "true"
        case "false", "faux", "non", "no": "false"
        default: text
        }
    }
}
