import PAdESValidation
import PDFModel

extension Mutant {
    /// What can be done to a section of either form: documents that were issued with tables are accepted as they were begun.
    static let bothForms: [Mutant] = updatedSections + firstSections

    /// The revision of the third signature.
    private static let updatedSections: [Mutant] = [
        both("an object between the last and the cross-reference", rule: 2, .strayBytes) {
            $0.revision.beforeTable = "9 0 obj\n(paid)\nendobj\n"
        },
        both("a comment in front of the trailer", rule: 2, .strayBytes) {
            $0.revision.section.beforeTrailer = "% paid\n"
        },
        both("a comment inside the trailer", rule: 2, .strayBytes) { $0.revision.section.trailerText = "% paid\n" },
        // Of a stream, what stands there is compared with ours.
        both("a comment between trailer and startxref", rule: 2, .strayBytes, stream: .otherCrossReference) {
            $0.revision.section.beforeStartxref = "% 9 0 obj (paid) endobj\n"
        },
        both("a signed trailer with an entry of its own", rule: 14, .changedTrailer) {
            $0.revision.section.trailerText = "/Note (paid)"
        },
        both("a trailer with a second identifier that is no string", rule: 14, .changedTrailer) {
            let first = try ($0.revision.trailer["ID"]?.arrayValue?.first).orThrow()
            $0.revision.trailer["ID"] = .array([first, .array([.string(ascii: "paid")])])
        },
        both("a trailer with a third identifier", rule: 14, .changedTrailer) {
            let first = try ($0.revision.trailer["ID"]?.arrayValue?.first).orThrow()
            $0.revision.trailer["ID"] = .array([first, first, .string(ascii: "paid")])
        },
        both("a trailer that counts more objects than there are", rule: 14, .changedTrailer) {
            $0.revision.section.size = 100_000
        },
        both("a signature under a larger number than readers have to know", rule: 14, .changedTrailer) {
            $0.signatureNumber = 9_000_000
            $0.fieldEntries["V"] = .reference(PDFReference(number: $0.signatureNumber))
        },
    ].flatMap(\.self)

    private static let firstSections: [Mutant] = [
        bothBases("an object that no cross-reference names", .baseHasStrayBytes, before: "9 0 obj\n(paid)\nendobj\n"),
        bothBases("a comment between objects and cross-reference", .baseHasStrayBytes, before: "% paid\n"),
        bothBases(
            "a comment behind the cross-reference", .baseHasStrayBytes, stream: .baseHasOtherCrossReference
        ) { $0.beforeStartxref = "% 9 0 obj (paid) endobj\n" },
        bothBases("a trailer that counts fewer objects than there are", .baseHasUnusualTrailer) { $0.size = 100 },
        bothBases("a trailer that counts more objects than there are", .baseHasUnusualTrailer) { $0.size = 100_000 },
        bothBases("a trailer with an entry of its own", .baseHasUnusualTrailer) { $0.trailerText = "/Note (paid)" },
        // Every signature has to go on counting from there.
        [
            section(
                "a table that counts further than readers have to",
                .judged(
                    Verdicts(.changed, .trusted, .deviating), [.baseHasUnusualTrailer, .changedTrailer], [])
            ) { try $0.base(.table) { $0.entries.append((9_000_000, .free(generation: 0))) } }
        ],
    ].flatMap(\.self)

    /// - Parameter more: What is found besides when the section is a stream.
    private static func both(
        _ name: String, rule: Int, _ finding: FindingCode, stream more: FindingCode? = nil,
        _ alter: @escaping @Sendable (inout CraftedSignature) throws -> Void
    ) -> [Mutant] {
        let found = [finding, more].compactMap(\.self)
        return [
            within(name, rule: rule, .judged(Verdicts(.changed, .trusted, .conforming), found, []), alter),
            Mutant(
                "\(name), with tables", rule: rule, .judged(Verdicts(.changed, .trusted, .conforming), [finding], [])
            ) { workshop in
                let start = try workshop.withTables(after: 2)
                return Specimen(try workshop.signRest(try workshop.sign(2, on: start, alter), from: 3))
            },
        ]
    }

    private static func bothBases(
        _ name: String, _ finding: FindingCode, stream more: FindingCode? = nil, before text: String = "",
        _ alter: @escaping @Sendable (inout CraftedSection) -> Void = { _ in }
    ) -> [Mutant] {
        [CrossReference.Form.stream, .table].map { form in
            let found = [finding, form == .stream ? more : nil].compactMap(\.self)
            return section(
                form == .stream ? name : "\(name), with a table",
                .judged(Verdicts(.intact, .trusted, .deviating), found, [])
            ) { try $0.base(form, before: text, alter) }
        }
    }
}
