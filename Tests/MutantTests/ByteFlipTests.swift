import ConventionVerification
import PAdESValidation
import PDFModel
import TestSupport
import Testing

/// Nothing in the file can be changed unseen, wherever it is.
@Suite("A byte of a finished document")
struct ByteFlipTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop.shared.get() }

    static func regions() throws -> [Region] { try Region.all(of: Workshop.shared.get().finished) }

    @Test(arguments: try regions())
    func `altered in any part of any revision`(region: Region) throws {
        var generator = SeededGenerator(seed: UInt64(region.range.lowerBound))
        for _ in 0..<2 {
            var bytes = workshop.finished
            let place = Int.random(in: region.range, using: &generator)
            bytes[place] ^= UInt8.random(in: 1...255, using: &generator)
            try expectRefusal(of: bytes, "byte \(place) of \(region)", isCovered: !region.isUncovered)
        }
    }

    /// Where the forms differ, and of the rest a sample: there every byte is read as in the other form.
    static func regionsWithTables() throws -> [Region] {
        let all = try Region.all(of: Workshop.shared.get().finishedWithTables)
        return all.enumerated().filter { index, region in
            index % 8 == 0 || region.description.hasPrefix("cross-reference")
                || region.description.hasPrefix("end of rev")
        }.map(\.element)
    }

    @Test(arguments: try regionsWithTables())
    func `altered in any part of a document with tables`(region: Region) throws {
        var generator = SeededGenerator(seed: UInt64(region.range.lowerBound))
        for _ in 0..<2 {
            var bytes = workshop.finishedWithTables
            let place = Int.random(in: region.range, using: &generator)
            bytes[place] ^= UInt8.random(in: 1...255, using: &generator)
            try expectRefusal(of: bytes, "byte \(place) of \(region)", isCovered: !region.isUncovered)
        }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `altered in the last signature itself, which no signature covers`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let hole = try workshop.finished.hole(first: false)
        var bytes = workshop.finished
        let place = Int.random(in: hole, using: &generator)
        let digits = Array("0123456789abcdefABCDEF".utf8).filter { $0 != bytes[place] }
        bytes[place] = try digits.randomElement(using: &generator).orThrow()
        try expectRefusal(of: bytes, "byte \(place)", isCovered: false)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `added or taken away`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let place = Int.random(in: 0..<workshop.finished.count, using: &generator)
        var longer = workshop.finished
        longer.insert(UInt8.random(in: 0...255, using: &generator), at: place)
        try expectRefusal(of: longer, "a byte more at \(place)", isCovered: true)
        var shorter = workshop.finished
        shorter.remove(at: place)
        try expectRefusal(of: shorter, "a byte less at \(place)", isCovered: true)
    }

    /// - Parameter isCovered: Whether a signature covers the byte, so that integrity must suffer.
    private func expectRefusal(of bytes: [UInt8], _ what: String, isCovered: Bool) throws {
        do {
            let report = try workshop.verify(Specimen(bytes))
            #expect(report.verdict != .passed, "\(what)")
            #expect(!report.validation.findings.isEmpty, "\(what)")
            if isCovered { #expect(report.validation.integrity != .intact, "\(what)") }
        } catch is PDFReadError {
            // Not even readable, which is refused too.
        }
    }
}

extension Region {
    /// The CMS of the last signature and its padding.
    var isUncovered: Bool { ["CMS of revision 4", "padding of revision 4"].contains(description) }
}
