import ConventionVerification
import PAdES
import PAdESValidation
import PDFModel

extension Mutant {
    /// A field that gains more, less or something else than a signature and its appearance.
    static let fields: [Mutant] = changedFields + values + appearances

    private static let changedFields: [Mutant] = [
        changed("a field that moves when it is signed", .changed(.changedField, .unsafeAppearance)) {
            $0["Rect"] = .array([0, 0, 300, 300].map(PDFObject.integer))
        },
        changed("a field that is hidden when it is signed") { $0["F"] = .integer(130) },
        changed(
            "a field that is renamed when it is signed",
            .changed(.changedField, convention: [.fieldsDiffer, .orderDiffers])
        ) { $0["T"] = .text("witness") },
        changed("a field that gets an action when it is signed") {
            $0["AA"] = .dictionary(["E": .dictionary(["S": .name("URI")])])
        },
        changed("a field that gets a lock when it is signed") {
            $0["Lock"] = .dictionary(["Type": .name("SigFieldLock"), "Action": .name("All")])
        },
        changed("a field that loses its alternative text when it is signed") { $0["TU"] = nil },
        changed("a field with an appearance for the mouse") { field in
            guard case .dictionary(var appearance) = field["AP"] else { return }
            appearance["D"] = appearance["N"]
            field["AP"] = .dictionary(appearance)
        },
        changed("a field on another page when it is signed") { $0["P"] = .reference(PDFReference(number: 1)) },
    ]

    private static let values: [Mutant] = [
        within(
            "a signature written into the field itself",
            .changed(.changedField, .revisionNotSigned, .unexplainedObject, convention: [.orderDiffers])
        ) {
            $0.fieldEntries["V"] = .dictionary(["Type": .name("Sig"), "Filter": .name("Adobe.PPKLite")])
        },
        within(
            "an array for a signature",
            .changed(.changedField, .unexplainedObject, .revisionNotSigned, convention: [.orderDiffers])
        ) {
            let number = try $0.revision.newNumber(2)
            $0.fieldEntries["V"] = .reference(PDFReference(number: number))
            $0.revision.objects = [.init(number, .array([]))]
        },
        within(
            "an earlier signature for a second field",
            .broken(
                .changedField, .signatureTwiceOverSameBytes, .revisionNotSigned, .unexplainedObject, .sameKeyTwice,
                identity: .untrusted, convention: [.nameDiffers, .orderDiffers, .roleDiffers, .samePersonTwice])
        ) {
            $0.fieldEntries["V"] = .reference(try $0.revision.signedField(0).value.orThrow())
        },
        within(
            "a signature that is nowhere",
            .changed(.changedField, .revisionNotSigned, .unexplainedObject, convention: [.orderDiffers])
        ) {
            $0.fieldEntries["V"] = .reference(PDFReference(number: try $0.revision.newNumber(5)))
        },
        Mutant(
            "an array for the first signature, before anybody else signs", rule: 10,
            .changed(.changedField, .revisionNotSigned, .unsafeAppearance, convention: [.orderDiffers])
        ) {
            workshop in
            var revision = try CraftedRevision(on: workshop.base)
            var field = try revision.signedField(0)
            let number = try revision.newNumber()
            var dictionary = field.dictionary
            dictionary["V"] = .reference(PDFReference(number: number))
            revision.objects = [.init(field.reference.number, .dictionary(dictionary)), .init(number, .array([]))]
            field = try revision.signedField(0)
            return Specimen(try workshop.signRest(try revision.bytes(), from: 1))
        },
    ]

    private static let appearances: [Mutant] = [
        appearance("an appearance larger than its field") {
            $0["BBox"] = .array([0, 0, 595, 842].map(PDFObject.integer))
        },
        appearance("an appearance with corners below zero") {
            $0["BBox"] = .array([-9, -9, 100, 50].map(PDFObject.integer))
        },
        appearance("an appearance smaller than its field") {
            $0["BBox"] = .array([0, 0, 20, 10].map(PDFObject.integer))
        },
        appearance("an appearance whose box has a fifth number") {
            $0["BBox"] = .array(($0["BBox"]?.arrayValue ?? []) + [.reference(PDFReference(number: 1))])
        },
        appearance("an appearance that is a PostScript program") { $0["FormType"] = .integer(2) },
        appearance("an appearance without a box") { $0["BBox"] = nil },
        appearance("an appearance that is turned") {
            $0["Matrix"] = .array([0, 1, -1, 0, 0, 0].map(PDFObject.integer))
        },
        appearance("an appearance on a layer") { $0["OC"] = .dictionary(["Type": .name("OCG"), "Name": .text("x")]) },
        appearance("an appearance that shows a page of the document") {
            $0["Resources"] = .dictionary(["XObject": .dictionary(["X": .reference(PDFReference(number: 1))])])
        },
        appearance("an appearance whose data lie in another file") { $0["F"] = .string(ascii: "http://example.org/a") },
        within("an appearance that is no stream", .changed(.unsafeAppearance, .unexplainedObject)) {
            let number = try $0.revision.newNumber(2)
            $0.revision.objects = [.init(number, .dictionary([:]))]
            $0.fieldEntries["AP"] = .dictionary(["N": .reference(PDFReference(number: number))])
        },
        within("an appearance that was there before", .changed(.unsafeAppearance, .unexplainedObject)) {
            $0.fieldEntries["AP"] = $0.field.dictionary["AP"]
        },
        within("an appearance that cannot be inflated", .changed(.unsafeAppearance)) {
            $0.appearance.dictionary["Filter"] = .name("FlateDecode")
            $0.appearance.data = [1, 2, 3]
        },
        within("an appearance that inflates without end", rule: 21, .changed(.unsafeAppearance)) {
            $0.appearance.dictionary["Filter"] = .name("FlateDecode")
            $0.appearance.data = Flate.deflate([UInt8](repeating: 0x20, count: 8 << 20))
        },
        within("an appearance with a font of its own", .changed(.unsafeAppearance, .unexplainedObject)) {
            let font: PDFDictionary = [
                "Type": .name("Font"), "Subtype": .name("Type1"), "BaseFont": .name("Helvetica"),
            ]
            let number = try $0.revision.newNumber(2)
            $0.revision.objects = [.init(number, .dictionary(font))]
            $0.appearance.dictionary["Resources"] = .dictionary([
                "Font": .dictionary(["Text": .reference(PDFReference(number: number))])
            ])
        },
    ]

    private static func changed(
        _ name: String, _ expected: Expectation = .changed(.changedField),
        _ alter: @escaping @Sendable (inout PDFDictionary) -> Void
    ) -> Mutant {
        within(name, expected) { alter(&$0.fieldEntries) }
    }

    private static func appearance(
        _ name: String, _ alter: @escaping @Sendable (inout PDFDictionary) -> Void
    ) -> Mutant {
        within(name, .changed(.unsafeAppearance)) { alter(&$0.appearance.dictionary) }
    }
}
