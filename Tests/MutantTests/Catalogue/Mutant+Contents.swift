import ConventionVerification
import PAdES
import PAdESValidation
import PDFModel

extension Mutant {
    /// Signature dictionaries that say too much, too little, or nothing at all: universal signature forgery.
    static let contents: [Mutant] = forgeries + digits + entries

    private static let forgeries: [Mutant] = [
        last(
            "contents of nothing but zeros", rule: 6,
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) {
            $0.contentsText = { "<" + String(repeating: "0", count: $0.count) + ">" }
        },
        last(
            "contents that are null", rule: 6,
            .broken(
                .contentsMalformed, .holeIsNotContents, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) {
            $0.contentsText = { "null" + String(repeating: " ", count: $0.count - 2) }
        },
        last(
            "contents that are an empty string", rule: 6,
            .broken(
                .contentsMalformed, .holeIsNotContents, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) {
            $0.contentsText = { "<>" + String(repeating: " ", count: $0.count) }
        },
        last(
            "contents of one byte", rule: 6,
            .broken(
                .contentsMalformed, .holeIsNotContents, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) {
            $0.contentsText = { "<00>" + String(repeating: " ", count: $0.count - 2) }
        },
        Mutant(
            "a signature dictionary without contents and range", rule: 6,
            .broken(
                .byteRangeMalformed, .contentsMalformed, .revisionNotSigned, .unsafeAppearance, .certificateMissing,
                .notPAdES, .claimedTimeMissing, identity: .untrusted, profile: .deviating,
                convention: [.identificationMissing, .roleDiffers])
        ) {
            workshop in
            var revision = try CraftedRevision(on: workshop.after(3))
            let field = try revision.signedField(3)
            let number = try revision.newNumber()
            var dictionary = field.dictionary
            dictionary["V"] = .reference(PDFReference(number: number))
            let value: PDFDictionary = ["Type": .name("Sig"), "Filter": .name("Adobe.PPKLite")]
            revision.objects = [
                .init(field.reference.number, .dictionary(dictionary)), .init(number, .dictionary(value)),
            ]
            return Specimen(try revision.bytes())
        },
        Mutant(
            "the first signature's contents copied into the last", rule: 6,
            .broken(
                .messageDigestDiffers, .sameKeyTwice, .timeStampOrder, identity: .untrusted,
                convention: [.nameDiffers, .roleDiffers, .samePersonTwice])
        ) {
            workshop in
            let bytes = workshop.finished
            let first = try bytes.hole(first: true)
            let last = try bytes.hole(first: false)
            let digits = bytes[first].dropLast()
            guard digits.count < last.count else { throw CannotMutate("the first signature is larger than the last") }
            var copy = bytes
            let padding = [UInt8](repeating: 0x30, count: last.count - digits.count - 1)
            copy.replaceSubrange(last, with: digits + padding + [UInt8(ascii: ">")])
            return Specimen(copy)
        },
    ]

    private static let digits: [Mutant] = [
        last(
            "contents in a literal string", rule: 4,
            .broken(
                .holeIsNotContents, .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) {
            $0.contentsText = { "(" + String(repeating: "0", count: $0.count) + ")" }
        },
        last("contents that stand twice", rule: 4, .changed(.unreadableObject, .revisionNotSigned)) {
            $0.contentsText = { "<\($0.dropLast(13))>/Contents<00>" }
        },
        last("a space among the digits", rule: 4, .broken(.holeIsNotContents)) {
            $0.contentsText = { "<" + $0.dropLast(2) + "  >" }
        },
        last("a comment for padding", rule: 4, .broken(.holeIsNotContents, .strayBytes)) {
            $0.contentsText = { "<" + $0.dropLast(9) + ">% paid  \n" }
        },
        last("digits written in another case than ours", rule: 6, .deviating(.encodingNotCanonical)) {
            $0.contentsText = { "<" + $0.uppercased() + ">" }
        },
        last(
            "something hidden in the padding", rule: 6,
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) {
            $0.contentsText = { "<" + $0.dropLast(8) + "50414944>" }
        },
        last("an odd number of digits", rule: 4, .broken(.holeIsNotContents)) {
            $0.contentsText = { "<" + $0.dropLast() + "> " }
        },
    ]

    private static let entries: [Mutant] = [
        entry("a signature of PKCS #7", .deviating(.notPAdES)) { $0["SubFilter"] = .name("adbe.pkcs7.detached") },
        entry("a signature of PKCS #7 over a digest", .deviating(.notPAdES)) {
            $0["SubFilter"] = .name("adbe.pkcs7.sha1")
        },
        entry("a signature of X.509 alone", .deviating(.notPAdES)) { $0["SubFilter"] = .name("adbe.x509.rsa_sha1") },
        entry("a signature that says it is a document time-stamp", .deviating(.notPAdES, .signatureDictionaryEntries)) {
            $0["Type"] = .name("DocTimeStamp")
            $0["SubFilter"] = .name("ETSI.RFC3161")
        },
        entry("a signature without a format", .deviating(.notPAdES)) { $0["SubFilter"] = nil },
        entry("a signature of another handler", .deviating(.signatureDictionaryEntries)) {
            $0["Filter"] = .name("Other")
        },
        entry("a signature without a type", .deviating(.signatureDictionaryEntries)) { $0["Type"] = nil },
        entry("a certificate in the dictionary", .deviating(.signatureDictionaryEntries)) {
            $0["Cert"] = .string([1, 2, 3])
        },
        entry("a reason", .deviating(.signatureDictionaryEntries)) { $0["Reason"] = .text("I disagree") },
        entry("a signatory's name in an older object", .deviating(.signatureDictionaryEntries)) {
            $0["Name"] = .reference(PDFReference(number: 1))
        },
        entry("a certification", rule: 16, .deviating(.signatureDictionaryEntries)) {
            let parameters: PDFDictionary = ["Type": .name("TransformParams"), "V": .name("1.2"), "P": .integer(1)]
            $0["Reference"] = .array([
                .dictionary([
                    "Type": .name("SigRef"), "TransformMethod": .name("DocMDP"),
                    "TransformParams": .dictionary(parameters),
                ])
            ])
        },
        entry("an entry that refers to an older object", .deviating(.signatureDictionaryEntries)) {
            $0["Data"] = .reference(PDFReference(number: 1))
        },
        entry("a signature without a claimed time", .deviating(.claimedTimeMissing)) { $0["M"] = nil },
        entry("a claimed time without a zone", .deviating(.claimedTimeMissing)) {
            $0["M"] = .string(ascii: "D:20261123090000")
        },
        entry("a claimed time on a day that is none", .deviating(.claimedTimeMissing)) {
            $0["M"] = .string(ascii: "D:20260231090000Z")
        },
    ]

    private static func entry(
        _ name: String, rule: Int = 7, _ expected: Expectation,
        _ alter: @escaping @Sendable (inout PDFDictionary) -> Void
    ) -> Mutant {
        last(name, rule: rule, expected) { alter(&$0.signatureEntries) }
    }
}

extension [UInt8] {
    /// The value of a `/Contents` that is a hexadecimal string, brackets included.
    func hole(first: Bool) throws -> Range<Int> {
        let marker = Array("/Contents <".utf8)
        let found = try (first ? firstRange(of: marker) : lastRange(of: marker)).orThrow("no contents")
        let end = try self[found.upperBound...].firstIndex(of: UInt8(ascii: ">")).orThrow("no end of the contents")
        return found.upperBound - 1..<end + 1
    }
}
