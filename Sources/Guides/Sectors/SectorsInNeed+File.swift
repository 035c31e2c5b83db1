import Foundation
package import Offers
import Parties

extension SectorsInNeed {
    /// Name of the file, in the data directory or beside the texts of the guides.
    package static let fileName = "sectors-in-need.txt"

    /// Reads « source: … », « date: 2026-11-28 », then one sector a line; « # » begins a remark.
    ///
    /// - Returns: `nil` for a file without anything but remarks, or for none: nothing is claimed then.
    /// - Throws: ``GuideFaults`` for a list without a source or a date, and for a sector that is not known.
    package static func read(_ path: String) throws(GuideFaults) -> SectorsInNeed? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw GuideFaults([GuideFault(path, 1, "the file cannot be read", "save it as UTF-8")])
        }
        do throws(GuideFault) { return try read(text, path: path) } catch { throw GuideFaults([error]) }
    }

    static func read(_ text: String, path: String) throws(GuideFault) -> SectorsInNeed? {
        var (source, date): (String?, CalendarDate?) = (nil, nil)
        var sectors: Set<Sector> = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix("source:") {
                source = Typography.french(String(line.dropFirst(7)))
            } else if line.hasPrefix("date:") {
                date = CalendarDate(iso8601: line.dropFirst(5).trimmingCharacters(in: .whitespaces))
            } else if let sector = Sector(rawValue: line) {
                sectors.insert(sector)
            } else {
                throw GuideFault(
                    path, index + 1, "the sector « \(line) » is not known",
                    "write one of \(Sector.allCases.map(\.rawValue).joined(separator: ", "))")
            }
        }
        if source == nil, date == nil, sectors.isEmpty { return nil }
        guard let source, !source.isEmpty, let date, !sectors.isEmpty else {
            throw GuideFault(
                path, 1, "a source, a date or the sectors are missing",
                "write « source: … », « date: 2026-11-28 » and one sector a line, or nothing at all")
        }
        return SectorsInNeed(asOf: date, source: source, sectors: sectors)
    }
}
