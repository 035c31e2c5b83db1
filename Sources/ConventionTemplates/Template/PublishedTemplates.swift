package import Parties

/// Which texts of the templates in a folder are published: from then on they never change.
///
/// The file `published.txt` has one line a text: identifier, version, digest, day, separated by spaces; a line that
/// begins with `#` is a remark. The last line of a template is its newest version. Documents name the template that they were made from by these three, so a published text
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

    /// The published texts of a template, the newest at the end.
    package func entries(of identifier: String) -> [Entry] { entries.filter { $0.identifier == identifier } }

    /// The text that new documents are made from.
    package func newest(of identifier: String) -> Entry? { entries.last { $0.identifier == identifier } }

    /// The version whose last number is one higher, or the next that is free.
    func nextVersion(of identifier: String, after version: String) -> String {
        let taken = Set(entries(of: identifier).map(\.version))
        var next = version
        repeat { next = Self.raised(next) } while taken.contains(next)
        return next
    }

    private static func raised(_ version: String) -> String {
        let digits = String(version.reversed().prefix(9).prefix(while: \.isNumber).reversed())
        guard let number = Int(digits) else { return version + "-2" }
        return version.dropLast(digits.count) + String(number + 1)
    }

    package static let header =
        "# Published templates; made by \u{AB}\u{A0}seing template publish\u{A0}\u{BB}. A text listed here never changes.\n"

    package func adding(_ entry: Entry) -> PublishedTemplates {
        var result = self
        result.entries.append(entry)
        return result
    }

    package var text: String { Self.header + entries.map(\.line).joined() }
}
