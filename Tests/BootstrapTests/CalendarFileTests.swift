import Bootstrap
import Foundation
import Parties
import Testing

/// The dates of seconde that a person may add.
@Suite("calendar.json")
struct CalendarFileTests {
    private static func read(_ content: String?) throws -> [Int: String] {
        let folder = FileManager.default.temporaryDirectory.appending(component: "calendar-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        if let content { try Data(content.utf8).write(to: folder.appending(component: "calendar.json")) }
        let calendar = try PlacementCalendar.read(dataDirectory: folder.path)
        return calendar.officialSecondePeriods.mapValues { "\($0.first.iso8601) \($0.last.iso8601)" }
    }

    @Test func `adds years to those that are known, and replaces them`() throws {
        let known = try Self.read(nil)
        #expect(known[2026] == "2026-06-15 2026-06-26" && known[2027] == nil)
        let read = try Self.read(
            "{\"seconde\": {\"2027\": [\"2027-06-07\", \"2027-06-18\"], \"2026\": [\"2026-06-08\", \"2026-06-19\"]}}")
        #expect(read[2027] == "2027-06-07 2027-06-18" && read[2026] == "2026-06-08 2026-06-19")
        #expect(read[2025] == known[2025])
    }

    @Test(arguments: [
        "", "[]", "{}", "{\"seconde\": []}", "{\"seconde\": {\"2027\": [\"2027-06-07\"]}}",
        "{\"seconde\": {\"2027\": [\"2027-06-18\", \"2027-06-07\"]}}",
        "{\"seconde\": {\"27\": [\"2027-06-07\", \"2027-06-18\"]}}",
        "{\"seconde\": {\"2027\": [\"2027-06-07\", \"2027-06-31\"]}}", "{\"seconde\": {}, \"troisieme\": {}}",
    ])
    func `is refused with its name when it says something else`(content: String) throws {
        let fault = #expect(throws: CalendarFault.self) { try Self.read(content) }
        #expect(fault?.description.contains("calendar.json") == true)
        #expect(fault?.description.contains("correct or remove the file") == true)
    }
}
