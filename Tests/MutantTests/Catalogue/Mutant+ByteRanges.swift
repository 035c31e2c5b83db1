import ConventionVerification
import PAdES
import PAdESValidation
import PDFModel

extension Mutant {
    /// Byte ranges that do not cover what they seem to, each signed as it is by the last signatory.
    static let byteRanges: [Mutant] = numbers + holes + wrapped

    private static let numbers: [Mutant] = [
        malformed("a byte range of three numbers") { "[0 \($0.first.count) \($0.second.lowerBound)]" },
        malformed("a byte range of six numbers") {
            "[0 \($0.first.count) \($0.second.lowerBound) \($0.second.count) 0 0]"
        },
        malformed("a byte range with a negative number") { "[0 \($0.first.count) -1 \($0.second.count)]" },
        malformed("a byte range that does not begin at the first byte") {
            "[9 \($0.first.count - 9) \($0.second.lowerBound) \($0.second.count)]"
        },
        malformed("a byte range whose spans overlap") {
            "[0 \($0.first.count) \($0.first.count - 9) \($0.second.count)]"
        },
        malformed("a byte range that ends behind the file") {
            "[0 \($0.first.count) \($0.second.lowerBound) \($0.second.count + 1)]"
        },
        malformed("a byte range with a number beyond all bounds") {
            "[0 \($0.first.count) \($0.second.lowerBound) 999999999999999999]"
        },
        malformed("a byte range with a fraction") {
            "[0 \($0.first.count).0 \($0.second.lowerBound) \($0.second.count)]"
        },
        malformed("a byte range with a number by reference") { "[0 \($0.first.count) 1 0 R \($0.second.count)]" },
        malformed("a byte range by reference") { _ in "1 0 R" },
        malformed("a byte range that is null") { _ in "null" },
        malformed("an empty byte range") { _ in "[]" },
        malformed("a byte range without a hole") { "[0 \($0.first.count) \($0.first.count) \($0.second.count)]" },
    ]

    private static let holes: [Mutant] = [
        last("a byte range that stands twice", rule: 3, .changed(.unreadableObject, .revisionNotSigned)) {
            $0.byteRangeText = { _ in "[0 1 2 3]/ByteRange[0 1 2 3]" }
        },
        range("a hole that begins before the contents", .broken(.holeIsNotContents)) { range in
            ByteRange(holeAt: range.hole.lowerBound - 10..<range.hole.upperBound, end: range.second.upperBound)
        },
        range("a hole that ends behind the contents", .broken(.holeIsNotContents)) { range in
            ByteRange(holeAt: range.hole.lowerBound..<range.hole.upperBound + 2, end: range.second.upperBound)
        },
        range("a hole that reaches to the end of the object", .broken(.holeIsNotContents)) { range in
            ByteRange(holeAt: range.hole.lowerBound..<range.hole.upperBound + 10, end: range.second.upperBound)
        },
        range("a hole without the brackets", .broken(.holeIsNotContents, .messageDigestDiffers)) { range in
            ByteRange(holeAt: range.hole.lowerBound + 1..<range.hole.upperBound - 1, end: range.second.upperBound)
        },
        range("a second span that ends before its revision does", .broken(.coveragePartial, .revisionNotSigned)) {
            range in
            ByteRange(holeAt: range.hole, end: range.second.upperBound - 30)
        },
        range("a second span that ends at the end of file marker", .broken(.coveragePartial, .revisionNotSigned)) {
            range in
            ByteRange(holeAt: range.hole, end: range.second.upperBound - 1)
        },
        range(
            "a byte range over the revision before", .broken(.holeIsNotContents, .coveragePartial, .revisionNotSigned)
        ) { range in
            ByteRange(holeAt: 1_000..<2_000, end: 5_000)
        },
    ]

    private static let wrapped: [Mutant] = [
        Mutant(
            "the last signature's bytes moved, something else in their place", rule: 4,
            .changed(.unreadableObject, .bytesAfterEnd, .revisionNotSigned, .otherCrossReference)
        ) {
            workshop in
            try Specimen(workshop.wrapped())
        },
        Mutant(
            "a second dictionary with the contents and range of the last signature", rule: 4,
            .broken(
                .coveragePartial, .holeIsNotContents, .changedSignedField, .revisionNotSigned, .unexplainedObject,
                .severalFieldsSigned)
        ) {
            workshop in
            var revision = try CraftedRevision(on: workshop.finished)
            let field = try revision.signedField(3)
            let value = try (revision.object(field.value.orThrow().number).dictionaryValue).orThrow()
            let number = try revision.newNumber()
            var dictionary = field.dictionary
            dictionary["V"] = .reference(PDFReference(number: number))
            revision.objects = [
                .init(field.reference.number, .dictionary(dictionary)), .init(number, .dictionary(value)),
            ]
            return Specimen(try revision.bytes())
        },
    ]

    private static func malformed(
        _ name: String, _ text: @escaping @Sendable (ByteRange) -> String
    ) -> Mutant {
        last(name, rule: 3, .broken(.byteRangeMalformed, .messageDigestDiffers, .revisionNotSigned)) {
            $0.byteRangeText = text
        }
    }

    private static func range(
        _ name: String, _ expected: Expectation, _ other: @escaping @Sendable (ByteRange) -> ByteRange
    ) -> Mutant {
        last(name, rule: 4, expected) { signature in
            signature.byteRangeText = { "[\(other($0).numbers.map(String.init).joined(separator: " "))]" }
            signature.covered = { file, range in Array(file[other(range).first] + file[other(range).second]) }
        }
    }

    /// The fourth signature made as told.
    static func last(
        _ name: String, rule: Int, _ expected: Expectation,
        _ alter: @escaping @Sendable (inout CraftedSignature) throws -> Void
    ) -> Mutant {
        Mutant(name, rule: rule, expected) { Specimen(try $0.sign(3, alter)) }
    }
}

extension Workshop {
    /// Signature wrapping: the bytes that the last signature covers stay as they are, but the second span moves to the
    /// end of the file, a second `/ByteRange` in the unsigned hole says so, and between them stands another revision.
    ///
    /// Source: Mladenov and others, "1 Trillion Dollar Refund", ACM CCS 2019, §4.3.
    func wrapped() throws -> [UInt8] {
        let document = try PDFDocument(bytes: finished)
        let last = document.lastRevision
        let start = try finished.lastRange(of: Array("/Contents <".utf8)).orThrow().upperBound - 1
        let end = try finished[start...].firstIndex(of: UInt8(ascii: ">")).orThrow() + 1
        let moved = Array(finished[end...])
        var inserted = Array(">>\nendobj\n".utf8)
        let object = end + 70 + inserted.count
        inserted += Array("1 0 obj\n(the attacker's)\nendobj\n".utf8)
        // The signed startxref at the very end names the old place of the section: the new one is put there.
        let padding = last.crossReferenceOffset - end - 70 - inserted.count
        guard padding >= 0 else { throw CannotMutate("the signed span is too short") }
        inserted += [UInt8](repeating: 0x20, count: padding)
        var section = CraftedSection(form: .stream, trailer: last.trailer)
        section.stream.number = last.crossReference.streamNumbers.first
        section.entries = [(1, .inUse(byteOffset: object, generation: 0))]
        for (number, entry) in last.entries {
            if case .inUse(let offset, _) = entry, offset < start { section.entries.append((number, entry)) }
        }
        inserted += try section.bytes(at: last.crossReferenceOffset)
        let offset = end + 70 + inserted.count
        let range = Array("/ByteRange [0 \(start) \(offset) \(moved.count)]".utf8)
        return finished[..<end] + range + [UInt8](repeating: 0x20, count: 70 - range.count) + inserted + moved
    }
}
