package import Parties

/// Which templates of a folder are published: from then on their text never changes.
///
/// The file `published.txt` has one line a template: identifier, version, digest, day, separated by spaces; a line that
/// begins with `#` is a remark. Documents name the template that they were made from by these three, so a published text
/// that changed could not make them again.
package struct PublishedTemplates: Hashable, Sendable {
    package static let fileName = "published.txt"

    package struct Entry: Hashable, Sendable {
        package let identifier: String
        package let version: String
        package let digest: String
        package let day: CalendarDate

        package init(identifier: String, version: String, digest: String, day: CalendarDate) {
            self.identifier = identifier
            self.version = version
            self.digest = digest
            self.day = day
        }

        var line: String { "\(identifier) \(version) \(digest) \(day.iso8601)\n" }
    }

    package private(set) var entries: [Entry]

    package init() { entries = [] }

    /// - Returns: `nil` when a line is not of the form, or there is none.
    package init?(text: String) {
        entries = []
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let parts = line.split(separator: " ").map(String.init)
            guard parts.count == 4, let day = CalendarDate(iso8601: parts[3]),
                ValueForm.digest.problem(in: parts[2]) == nil
            else { return nil }
            entries.append(Entry(identifier: parts[0], version: parts[1], digest: parts[2], day: day))
        }
        // A list is made with its first entry: one without any was cut.
        guard !entries.isEmpty else { return nil }
    }

    package func entry(of identifier: String) -> Entry? { entries.first { $0.identifier == identifier } }

    package static let header =
        "# Published templates; made by \u{AB}\u{A0}seing template publish\u{A0}\u{BB}. A text listed here never changes.\n"

    package func adding(_ entry: Entry) -> PublishedTemplates {
        var result = self
        result.entries.append(entry)
        return result
    }

    package var text: String { Self.header + entries.map(\.line).joined() }
}
