import Foundation
import PDFModel
import Testing

/// A table may give every object a section of its own, which no program does and an attacker can.
@Suite("A cross-reference table in many sections")
struct SplitTableTests {
    private static let count = 90_000

    /// It takes about twice as long, for there is more to read. Room made anew for each section took hundreds of times as long.
    @Test func `is read in the time of one whole`() throws {
        let whole = try processorTime(reading: Self.file(sectionLength: Self.count))
        let split = try processorTime(reading: Self.file(sectionLength: 1))
        #expect(split < 20 * whole, "\(whole) for one section, \(split) for \(Self.count)")
    }

    /// Nanoseconds of this thread, which other work on the machine does not lengthen.
    private func processorTime(reading bytes: [UInt8]) throws -> UInt64 {
        let start = nanoseconds()
        let document = try PDFDocument(bytes: bytes)
        #expect(document.revisions[0].entries.count > Self.count)
        return nanoseconds() - start
    }

    private func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    private static func file(sectionLength: Int) -> [UInt8] {
        var text = "%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\n"
        let table = text.utf8.count
        text += "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
        for number in 2..<count + 2 {
            if (number - 2) % sectionLength == 0 { text += "\(number) \(sectionLength)\n" }
            text += "0000000000 00000 f \n"
        }
        text += "trailer\n<</Size \(count + 2)/Root 1 0 R>>\nstartxref\n\(table)\n%%EOF\n"
        return Array(text.utf8)
    }
}
