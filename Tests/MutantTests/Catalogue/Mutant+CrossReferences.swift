import ConventionVerification
import PAdES
import PAdESValidation
import TestSupport

@testable import PDFModel

extension Mutant {
    /// Cross-reference streams that say more than a table could, or not as Seing writes it: another reader might understand
    /// them otherwise.
    static let crossReferences: [Mutant] = shapes + further + mixtures + broken + places

    private typealias Shape = (name: String, alter: @Sendable (inout CraftedSection.Stream) -> Void)

    /// Read in one way, and refused for their shape.
    private static let unusual: [Shape] = [
        ("with wider fields than its numbers need", { $0.widths = [1, 5, 3] }),
        ("with a row that is not in order", { $0.alterRows = { $0.swapAt($0.count - 1, $0.count - 2) } }),
        ("with a run for each object", { $0.index = { $0.flatMap { [$0, 1] } } }),
        ("with data behind its rows", { $0.encode = { data, _ in data + Array("paid".utf8) } }),
        (
            "with a line end behind its compressed data",
            {
                $0.filter = compressed(predictor: 12)
                $0.encode = { Flate.deflate(Predictor.up($0, columns: $1)) + [0x0A] }
            }
        ),
        (
            "compressed without a predictor",
            {
                $0.filter = { _ in "/Filter/FlateDecode" }
                $0.encode = { data, _ in Flate.deflate(data) }
            }
        ),
        (
            "with another predictor than its parameters name",
            {
                $0.filter = compressed(predictor: 15)
                $0.encode = { Flate.deflate(Predictor.up($0, columns: $1)) }
            }
        ),
        (
            "whose rows are predicted in other ways than ours",
            {
                $0.filter = compressed(predictor: 12)
                $0.encode = { Flate.deflate(mixed($0, columns: $1)) }
            }
        ),
        (
            "with more parameters than it needs",
            {
                $0.filter = { "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns \($0)/Colors 1>>" }
                $0.encode = { Flate.deflate(Predictor.up($0, columns: $1)) }
            }
        ),
        (
            "in hexadecimal digits",
            {
                $0.filter = { _ in "/Filter/ASCIIHexDecode" }
                $0.encode = { data, _ in
                    Array(data.flatMap { [$0 >> 4, $0 & 15].map { String($0, radix: 16) } }.joined().utf8) + [0x3E]
                }
            }
        ),
        (
            "compressed twice",
            {
                $0.filter = { _ in "/Filter[/FlateDecode/FlateDecode]" }
                $0.encode = { data, _ in Flate.deflate(Flate.deflate(data)) }
            }
        ),
    ]

    /// Rows as they are, differences from the left, from the mean of left and above and from the nearest, in turn: the same entries
    /// when they are undone.
    ///
    /// Source: RFC 2083 §6.
    private static func mixed(_ data: [UInt8], columns: Int) -> [UInt8] {
        (0..<data.count / columns).flatMap { row -> [UInt8] in
            let kind = [0, 1, 3, 4][row % 4]
            func byte(_ row: Int, _ column: Int) -> Int {
                row < 0 || column < 0 ? 0 : Int(data[row * columns + column])
            }
            return [UInt8(kind)]
                + (0..<columns).map { column in
                    let (left, above, corner) = (
                        byte(row, column - 1), byte(row - 1, column), byte(row - 1, column - 1)
                    )
                    let estimate = left + above - corner
                    let nearest = [left, above, corner].enumerated().min {
                        (abs(estimate - $0.element), $0.offset) < (abs(estimate - $1.element), $1.offset)
                    }
                    let guess =
                        kind == 0 ? 0 : kind == 1 ? left : kind == 3 ? (left + above) / 2 : nearest?.element ?? 0
                    return UInt8(truncatingIfNeeded: byte(row, column) - guess)
                }
        }
    }

    private static func compressed(predictor: Int) -> @Sendable (Int) -> String {
        { "/Filter/FlateDecode/DecodeParms<</Predictor \(predictor)/Columns \($0)>>" }
    }

    /// Each in the revision of the third signature, and in revision 0.
    private static let shapes: [Mutant] = unusual.flatMap { shape in
        [
            within("a cross-reference stream \(shape.name)", rule: 1, .changed(.otherCrossReference)) {
                shape.alter(&$0.revision.section.stream)
            },
            section("a cross-reference stream \(shape.name)", .deviating(.baseHasOtherCrossReference)) {
                try $0.base { shape.alter(&$0.stream) }
            },
        ]
    }

    private static let further: [Mutant] = [
        // The trailer counts it all the same.
        within(
            "a cross-reference stream that does not name itself", rule: 1,
            .changed(.otherCrossReference, .changedTrailer)
        ) {
            $0.revision.section.stream.alterRows = { $0.removeLast() }
        },
        section(
            "a cross-reference stream that does not name itself",
            .deviating(.baseHasOtherCrossReference, .baseHasUnusualTrailer)
        ) {
            try $0.base { $0.stream.alterRows = { $0.removeLast() } }
        },
        within("a cross-reference stream without a field for the kind", rule: 1, .changed(.otherCrossReference)) {
            $0.revision.section.stream.widths = [0, 3, 1]
        },
        within("an update that names object 0", rule: 1, .changed(.otherCrossReference)) {
            $0.revision.section.hasFreeListHead = true
        },
        section("a cross-reference stream without object 0", .deviating(.baseHasOtherCrossReference)) {
            try $0.base { $0.hasFreeListHead = false }
        },
        section("a cross-reference stream with an object that is free", .deviating(.baseHasOtherCrossReference)) {
            try $0.base { $0.entries.append(($0.entries.count + 1, .free(generation: 0))) }
        },
        section(
            "a cross-reference stream under a number far behind the others", .deviating(.baseHasOtherCrossReference)
        ) {
            try $0.base { $0.stream.number = 1_000_000 }
        },
        within("a cross-reference stream under a number far behind the others", rule: 1, .changed(.otherCrossReference))
        {
            $0.revision.section.stream.number = 1_000_000
        },
        within(
            "a cross-reference stream under the number of an older object", rule: 8,
            .changed(.changedObject, .otherCrossReference)
        ) {
            $0.revision.section.stream.number = try $0.revision.embeddedData().number
        },
        within("a cross-reference stream with an entry of its own", rule: 14, .changed(.changedTrailer)) {
            $0.revision.section.trailerText = "/Note (paid)"
        },
        within("a cross-reference stream whose data are in another file", rule: 14, .changed(.changedTrailer)) {
            $0.revision.section.trailerText = "/F (table.bin)"
        },
        within("a cross-reference stream that names another one beside", rule: 14, .changed(.changedTrailer)) {
            $0.revision.section.trailerText = "/XRefStm 17"
        },
        within("a second cross-reference stream that nothing leads to", rule: 2, .changed(.strayBytes)) {
            let number = try $0.revision.newNumber(2)
            $0.revision.afterFirstObject =
                "\(number) 0 obj\n<</Type/XRef/W[1 1 1]/Size 1/Length 3>>\nstream\n000\nendstream\nendobj\n"
        },
        within("a second cross-reference stream among the objects", rule: 8, .changed(.unexplainedObject)) {
            let entries: PDFDictionary = [
                "Type": .name("XRef"), "W": .array([1, 1, 1].map(PDFObject.integer)), "Size": .integer(1),
            ]
            let stream = PDFStream(dictionary: entries, data: [0, 0, 255])
            $0.revision.objects.append(.init(try $0.revision.newNumber(2), .stream(stream)))
        },
    ]

    private static let mixtures: [Mutant] = [
        within("a table behind streams", rule: 1, .changed(.otherCrossReference)) { $0.revision.section.form = .table },
        Mutant("a stream behind tables", rule: 1, .changed(.otherCrossReference)) { workshop in
            let revisions = try PDFDocument(bytes: workshop.finishedWithTables).revisions
            let start = Array(workshop.finishedWithTables[..<revisions[3].range.lowerBound])
            let third = try workshop.sign(2, on: start) { $0.revision.section.form = .stream }
            return Specimen(try workshop.signRest(third, from: 3))
        },
        within(
            "an object in an object stream", rule: 1,
            .changed(.otherCrossReference, .changedObject, .unexplainedObject)
        ) {
            let (container, hidden) = (try $0.revision.newNumber(2), try $0.revision.embeddedData().number)
            let data = Array("\(hidden) 0 ".utf8)
            let stream: PDFDictionary = [
                "Type": .name("ObjStm"), "N": .integer(1), "First": .integer(data.count),
            ]
            $0.revision.objects.append(
                .init(container, .stream(PDFStream(dictionary: stream, data: data + Array("(paid)".utf8)))))
            $0.revision.section.entries.append((hidden, .compressed(objectStream: container, index: 0)))
        },
        section(
            "an object in an object stream", .deviating(.baseHasOtherCrossReference, .baseHasUnreachableObject)
        ) { workshop in
            let count = try PDFDocument(bytes: workshop.base).revisions[0].entries.count
            let (container, hidden) = (count + 1, count + 2)
            let data = "\(hidden) 0 "
            let text =
                "\(container) 0 obj\n<</Type/ObjStm/N 1/First \(data.utf8.count)/Length \(data.utf8.count + 6)>>\nstream\n"
                + "\(data)(paid)\nendstream\nendobj\n"
            let offset = try PDFDocument(bytes: workshop.base).revisions[0].crossReferenceOffset
            return try workshop.base(before: text) {
                $0.entries.append((container, .inUse(byteOffset: offset, generation: 0)))
                $0.entries.append((hidden, .compressed(objectStream: container, index: 0)))
            }
        },
    ]

    /// Not read at all.
    private static let broken: [Mutant] = [
        stream("with data behind its compressed data", .badSyntax) {
            $0.filter = compressed(predictor: 12)
            $0.encode = { Flate.deflate(Predictor.up($0, columns: $1)) + Array("paid".utf8) }
        },
        stream("with fewer bytes than its rows", .badSyntax) { $0.encode = { data, _ in data.dropLast() } },
        stream("with an entry of a fourth kind", .badSyntax) { $0.alterRows = { $0[0][1] = 3 } },
        stream("with an object 0 in use", .badSyntax) { $0.alterRows = { $0.insert([0, 1, 17, 0], at: 0) } },
        stream("with an object in two runs", .badSyntax) { $0.alterRows = { $0.append($0[0]) } },
        stream("with an offset that no file reaches", .badSyntax) {
            $0.widths = [1, 8, 1]
            $0.alterRows = { $0[0][2] = -1 }
        },
        stream("with widths of other fields", .badSyntax) { $0.widths = [1, 3] },
        stream("whose length is a reference", .badSyntax) { $0.length = { _ in "1 0 R" } },
        stream("whose length is another", .badSyntax) { $0.length = { String($0 - 1) } },
        stream("of a thousand million objects", rule: 21, .limitExceeded) { $0.index = { _ in [0, 1_000_000_000] } },
    ]

    /// Entries that lead elsewhere.
    private static let places: [Mutant] = [
        within(
            "a cross-reference stream that leads to another object", rule: 8,
            .changed(.unreadableObject, .unexplainedObject)
        ) {
            $0.revision.pointers = [(try $0.revision.newNumber(2), $0.revision.document.bytes.count)]
        },
        within(
            "a cross-reference stream that leads to itself under another number", rule: 8,
            .changed(.unreadableObject, .unexplainedObject)
        ) {
            let number = try $0.revision.newNumber(2)
            $0.revision.section.stream.alterRows = { rows in
                rows.append([number, 1, rows[rows.count - 1][2], 0])
                rows.sort { $0[0] < $1[0] }
            }
            $0.revision.section.stream.number = number + 1
        },
        within(
            "a cross-reference stream that leads into an earlier revision", rule: 8,
            .changed(.unreadableObject, .unexplainedObject)
        ) {
            $0.revision.pointers = [(try $0.revision.newNumber(2), 17)]
        },
    ]

    private static func stream(
        _ name: String, rule: Int = 1, _ code: PDFReadError.Code,
        _ alter: @escaping @Sendable (inout CraftedSection.Stream) -> Void
    ) -> Mutant {
        raw("a cross-reference stream \(name)", rule: rule, .unreadable(code)) {
            $0.objects = [.init(try $0.newNumber(), .string(ascii: "note"))]
            alter(&$0.section.stream)
        }
    }
}
