import ConventionVerification
import PAdES
import PAdESValidation
import PDFModel
import TestSupport

extension Mutant {
    /// Bytes that are no document, half a document, or more than one.
    static let files: [Mutant] = notDocuments + cutOff + extended + sections + tables

    private static let notDocuments: [Mutant] = [
        Mutant("an empty file", rule: 1, .unreadable(.noHeader)) { _ in Specimen([]) },
        Mutant("a web page with the name of a PDF", rule: 1, .unreadable(.noHeader)) { _ in
            Specimen(Array("<!DOCTYPE html><title>convention.pdf</title>".utf8))
        },
        Mutant("bytes before the header", rule: 1, .unreadable(.noHeader), bytes: { [0x0A] + $0.finished }),
        Mutant("a file of more than 50 MB", rule: 21, .unreadable(.limitExceeded)) { workshop in
            Specimen(workshop.finished + [UInt8](repeating: 0x20, count: 50 << 20))
        },
    ]

    private static let cutOff: [Mutant] = [
        Mutant("nobody has signed yet", rule: 5, .unsigned) { Specimen($0.base) },
        Mutant("the document as it was after one signature", rule: 5, .sound(missing: 3), bytes: { try $0.after(1) }),
        Mutant("the document as it was after two signatures", rule: 5, .sound(missing: 2), bytes: { try $0.after(2) }),
        Mutant(
            "the document as it was after three signatures", rule: 5, .sound(missing: 1), bytes: { try $0.after(3) }),
        Mutant("cut off in the middle of revision 0", rule: 1, .unreadable(.noCrossReference)) { workshop in
            Specimen(Array(workshop.base.prefix(workshop.base.count / 2)))
        },
        Mutant("cut off in the last signature", rule: 1, .unreadable(.noCrossReference)) { workshop in
            Specimen(Array(workshop.finished.dropLast(2_000)))
        },
        Mutant("cut off just behind the third signature's revision", rule: 1, .changed(.bytesAfterEnd)) { workshop in
            Specimen(Array(workshop.finished.prefix(try workshop.after(3).count + 40)))
        },
    ]

    private static let extended: [Mutant] = [
        Mutant("a line end more at the end", rule: 1, .changed(.bytesAfterEnd), bytes: { $0.finished + [0x0A] }),
        Mutant(
            "white space at the end", rule: 1, .changed(.bytesAfterEnd), bytes: { $0.finished + Array("\r\n \n".utf8) }
        ),
        Mutant(
            "the last line end taken away", rule: 2,
            .broken(.byteRangeMalformed, .messageDigestDiffers, .revisionNotSigned), bytes: { $0.finished.dropLast() }),
        Mutant("a text at the end", rule: 1, .changed(.bytesAfterEnd), bytes: { $0.finished + Array("paid".utf8) }),
        Mutant(
            "a comment at the end", rule: 1, .changed(.bytesAfterEnd), bytes: { $0.finished + Array("% paid\n".utf8) }),
        Mutant(
            "an end of file that leads back to the state before the last signature", rule: 2, .changed(.bytesAfterEnd)
        ) {
            workshop in
            let revisions = try PDFDocument(bytes: workshop.finished).revisions
            let end = "startxref\n\(revisions[3].crossReferenceOffset)\n%%EOF\n"
            return Specimen(workshop.finished + Array(end.utf8))
        },
        Mutant(
            "the unsigned document behind the signed one", rule: 2,
            .judged(Verdicts(.changed, .none, .conforming), [.bytesAfterEnd, .noSignature], [])
        ) {
            Specimen($0.finished + $0.base)
        },
    ]

    private static let sections: [Mutant] =
        both("that names itself as the one before", .unreadable(.noCrossReference)) {
            $0.trailer["Prev"] = .integer($0.document.bytes.count)
        }
        + both("that names a later one as the one before", .unreadable(.noCrossReference)) {
            $0.trailer["Prev"] = .integer($0.document.bytes.count + 100)
        }
        + both("that names one outside the file as the one before", .unreadable(.noCrossReference)) {
            $0.trailer["Prev"] = .integer(-1)
        }
        + both("with an encryption dictionary", .unreadable(.encrypted)) { $0.section.trailerText = "/Encrypt 1 0 R" }
        + both("with a key that stands twice", .unreadable(.badSyntax)) { $0.section.trailerText = "/Root 1 0 R" }
        + both("nested a thousand levels deep", rule: 21, .unreadable(.limitExceeded)) {
            $0.section.trailerText =
                "/A " + String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000)
        }

    private static let tables: [Mutant] = [
        table("a startxref beside its table", .unreadable(.noCrossReference)) {
            $0.section.startxref = { String($0 + 1) }
        },
        raw("a startxref behind the number of its stream", .unreadable(.noCrossReference)) {
            $0.section.startxref = { String($0 + 4) }
        },
        // Read as a stream of another number, which nothing names.
        raw(
            "a startxref inside the number of its stream",
            .changed(
                .otherCrossReference, .unreadableObject, .unexplainedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            $0.section.startxref = { String($0 + 1) }
        },
        table("a hybrid-reference section without its stream", .unreadable(.noCrossReference)) {
            $0.section.trailerText = "/XRefStm 17"
        },
        added("an object that only the stream of a hybrid-reference section names", .hybrid),
        added("a cross-reference stream and an object stream", .stream),
        table("an object that stands twice in the table", .unreadable(.badSyntax)) {
            let line = CraftedRevision.line(17, 0, "n")
            $0.section.table = "7 1\n\(line)7 1\n\(line)"
        },
        table("an object 0 in use", .unreadable(.badSyntax)) {
            $0.section.table = "0 1\n" + CraftedRevision.line(17, 0, "n")
        },
        table("a table of a thousand million objects", rule: 21, .unreadable(.limitExceeded)) {
            $0.section.table = "0 1000000000\n"
        },
        Mutant("more revisions than are read", rule: 21, .unreadable(.limitExceeded)) { workshop in
            let more = try (0..<60).reduce(workshop.finished) { bytes, _ in try CraftedRevision(on: bytes).bytes() }
            return Specimen(more)
        },
    ]

    /// A further revision with one new object, written in another form.
    private static func added(_ name: String, _ form: PDFForge.Form) -> Mutant {
        let expected = Expectation.changed(
            .otherCrossReference, .unexplainedObject, .changedTrailer, .revisionNotSigned, .severalFieldsSigned)
        return Mutant(name, rule: 1, expected) { workshop in
            var forge = try PDFForge(on: workshop.finished)
            forge.appendRevision([:], compressed: [500: "(paid)"]) { $0.form = form }
            return Specimen(forge.output)
        }
    }

    /// A further revision that nobody signed, made as told.
    static func raw(
        _ name: String, rule: Int = 1, _ expected: Expectation,
        _ alter: @escaping @Sendable (inout CraftedRevision) throws -> Void
    ) -> Mutant {
        Mutant(name, rule: rule, expected) { workshop in
            var revision = try CraftedRevision(on: workshop.finished)
            try alter(&revision)
            return Specimen(try revision.bytes())
        }
    }

    /// The same of a document of tables.
    private static func table(
        _ name: String, rule: Int = 1, _ expected: Expectation,
        _ alter: @escaping @Sendable (inout CraftedRevision) throws -> Void
    ) -> Mutant {
        Mutant(name, rule: rule, expected) { workshop in
            var revision = try CraftedRevision(on: workshop.finishedWithTables)
            try alter(&revision)
            return Specimen(try revision.bytes())
        }
    }

    /// What is wrong with either form of a cross-reference.
    private static func both(
        _ name: String, rule: Int = 1, _ expected: Expectation,
        _ alter: @escaping @Sendable (inout CraftedRevision) throws -> Void
    ) -> [Mutant] {
        [
            raw("a cross-reference stream \(name)", rule: rule, expected, alter),
            table("a cross-reference table \(name)", rule: rule, expected, alter),
        ]
    }
}
