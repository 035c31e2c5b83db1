import ConventionVerification
import PAdES
import PAdESValidation
import PDFModel

extension Mutant {
    /// Changes that the next signatory signs over, knowingly or not.
    static let coveredChanges: [Mutant] = separateRevisions + insideRevision + strayBytes

    /// A revision of its own between the second and the third signature.
    private static let separateRevisions: [Mutant] = [
        between(
            "an annotation between two signatures",
            .changed(.changedObject, .unexplainedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            try $0.addNote(toPage: 0)
        },
        between(
            "a page between two signatures",
            .changed(.changedObject, .unexplainedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            try $0.addPage()
        },
        between(
            "a form field between two signatures",
            .changed(.changedObject, .unexplainedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            let number = try $0.newNumber()
            $0.objects = [.init(number, .dictionary(["FT": .name("Tx"), "T": .text("remark")]))]
            try $0.changeForm { form in
                let fields = form["Fields"]?.arrayValue ?? []
                form["Fields"] = .array(fields + [.reference(PDFReference(number: number))])
            }
        },
        between(
            "a further signature field between two signatures",
            .changed(
                .changedObject, .unexplainedObject, .revisionNotSigned, .severalFieldsSigned,
                convention: [.fieldsDiffer])
        ) {
            let number = try $0.newNumber()
            $0.objects = [.init(number, .dictionary(["FT": .name("Sig"), "T": .text("mayor")]))]
            try $0.changeForm { form in
                let fields = form["Fields"]?.arrayValue ?? []
                form["Fields"] = .array(fields + [.reference(PDFReference(number: number))])
            }
        },
        between(
            "other information between two signatures",
            .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            let info = try ($0.trailer["Info"]?.referenceValue).orThrow()
            $0.objects = [.init(info.number, .dictionary(["Title": .text("Avenant")]))]
        },
        between(
            "an object freed between two signatures", .changed(.freedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            $0.freed = [try $0.embeddedData().number]
        },
        between(
            "the first signature removed before the third",
            .changed(.changedSignedField, .revisionNotSigned, .severalFieldsSigned, convention: [.orderDiffers])
        ) {
            let field = try $0.signedField(0)
            var dictionary = field.dictionary
            dictionary["V"] = nil
            $0.objects = [.init(field.reference.number, .dictionary(dictionary))]
        },
        between(
            "an object hidden for later use", .changed(.unexplainedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            $0.objects = [.init(try $0.newNumber(), .stream(PDFStream(data: Array("BT ET".utf8))))]
        },
        Mutant(
            "a note between two signatures that the next signature takes away again", rule: 8,
            .changed(.changedObject, .unexplainedObject, .revisionNotSigned, .freedObject, .severalFieldsSigned)
        ) { workshop in
            var revision = try CraftedRevision(on: workshop.after(2))
            let page = try revision.pages()[0]
            let note = try revision.newNumber()
            try revision.addNote(toPage: 0)
            let third = try workshop.sign(2, on: try revision.bytes()) {
                $0.revision.objects = [.init(page.reference.number, .dictionary(page.dictionary))]
                $0.revision.freed = [note]
            }
            return Specimen(try workshop.signRest(third, from: 3))
        },
        Mutant(
            "a revision before the first signature", rule: 9,
            .changed(.revisionNotSigned, .changedObject, .unexplainedObject, .severalFieldsSigned)
        ) {
            workshop in
            var revision = try CraftedRevision(on: workshop.base)
            try revision.addNote(toPage: 0)
            return Specimen(try workshop.signRest(try revision.bytes()))
        },
        Mutant(
            "an empty revision before the first signature", rule: 9, .changed(.revisionNotSigned, .severalFieldsSigned)
        ) { workshop in
            Specimen(try workshop.signRest(try CraftedRevision(on: workshop.base).bytes()))
        },
    ]

    /// In the very revision of the third signature.
    private static let insideRevision: [Mutant] = [
        within("a note added by the revision that signs", .changed(.changedObject, .unexplainedObject)) {
            try $0.revision.addNote(toPage: 0, next: 2)
        },
        within("an object hidden by the revision that signs", .changed(.unexplainedObject)) {
            $0.revision.objects = [.init(try $0.revision.newNumber(2), .string(ascii: "later"))]
        },
        within("another page content by the revision that signs", .changed(.changedObject)) {
            let page = try $0.revision.pages()[0].dictionary
            let content = try (page["Contents"]?.referenceValue).orThrow()
            $0.revision.objects = [.init(content.number, .stream(PDFStream(data: Array("BT ET".utf8))))]
        },
        within("an earlier signature's appearance swapped by the revision that signs", .changed(.changedSignedField)) {
            let field = try $0.revision.signedField(0)
            var dictionary = field.dictionary
            dictionary["AP"] = .dictionary(["N": .reference(PDFReference(number: $0.appearanceNumber))])
            $0.revision.objects = [.init(field.reference.number, .dictionary(dictionary))]
        },
        within(
            "an earlier signature's appearance stream replaced by the revision that signs",
            .changed(.changedSignedField)
        ) {
            let appearance = try $0.revision.signedField(0).dictionary["AP"]?.dictionaryValue?["N"]?.referenceValue
                .orThrow()
            $0.revision.objects = [.init(try appearance.orThrow().number, .stream($0.appearance))]
        },
        within("a field that looks signed by somebody who has not", .changed(.changedObject)) {
            let field = try $0.revision.signedField(3)
            var dictionary = field.dictionary
            dictionary["AP"] = .dictionary(["N": .reference(PDFReference(number: $0.appearanceNumber))])
            $0.revision.objects = [.init(field.reference.number, .dictionary(dictionary))]
        },
        Mutant(
            "two fields signed by one signature", rule: 10,
            .broken(
                .severalFieldsSigned, .signatureTwiceOverSameBytes, .changedObject, .unexplainedObject, .sameKeyTwice,
                identity: .untrusted, convention: [.nameDiffers, .orderDiffers, .roleDiffers, .samePersonTwice])
        ) {
            workshop in
            let bytes = try workshop.sign(2) {
                let field = try $0.revision.signedField(3)
                var dictionary = field.dictionary
                dictionary["V"] = $0.fieldEntries["V"]
                $0.revision.objects = [.init(field.reference.number, .dictionary(dictionary))]
            }
            return Specimen(bytes)
        },
        within("an object freed by the revision that signs", .changed(.freedObject)) {
            $0.revision.freed = [try $0.revision.embeddedData().number]
        },
        within("a signature under the number of an older object", .changed(.changedField, .changedObject)) {
            let number = try $0.revision.embeddedData().number
            $0.fieldEntries["V"] = .reference(PDFReference(number: number))
            $0.revision.pointers = []
            $0.signatureNumber = number
        },
        last("a font replaced by the revision that signs", rule: 10, .changed(.changedObject, .unsafeAppearance)) {
            let fonts = try $0.revision.form().dictionary["DR"]?.dictionaryValue?["Font"]?.dictionaryValue
            let font = try (fonts?["Text"]?.referenceValue).orThrow()
            $0.revision.objects = [.init(font.number, .dictionary(["Type": .name("Font")]))]
        },
    ]

    private static let strayBytes: [Mutant] = [
        within("text between two objects", rule: 2, .changed(.strayBytes)) { $0.revision.afterFirstObject = "paid\n" },
        within("an end of file between two objects", rule: 2, .changed(.strayBytes)) {
            $0.revision.afterFirstObject = "startxref\n17\n%%EOF\n"
        },
        within("a comment between two objects", rule: 2, .changed(.strayBytes)) {
            $0.revision.afterFirstObject = "% paid\n"
        },
        within("an object that no table names", rule: 2, .changed(.strayBytes)) {
            $0.revision.afterFirstObject = "9 0 obj\n(paid)\nendobj\n"
        },
        within("an object before the revision's first", rule: 2, .changed(.strayBytes)) {
            $0.revision.beforeObjects = "9 0 obj\n(paid)\nendobj\n"
        },
        within("a comment inside an object", rule: 2, .changed(.strayBytes, .unexplainedObject)) {
            $0.revision.objects = [.init(try $0.revision.newNumber(2), body: Array("[1 % paid\n2]".utf8))]
        },
        within(
            "an object inside the string of another", rule: 2,
            .changed(.unreadableObject, .changedObject, .unexplainedObject)
        ) {
            let number = try $0.revision.newNumber(2)
            let inner = try $0.revision.pages()[0].reference.number
            $0.revision.objects = [.init(number, body: Array("(\(inner) 0 obj null endobj)".utf8))]
            let offset = $0.revision.document.bytes.count + "\(number) 0 obj\n(".utf8.count
            $0.revision.pointers = [(inner, offset)]
        },
    ]

    private static func between(
        _ name: String, _ expected: Expectation, _ alter: @escaping @Sendable (inout CraftedRevision) throws -> Void
    ) -> Mutant {
        Mutant(name, rule: 9, expected) { workshop in
            var revision = try CraftedRevision(on: workshop.after(2))
            try alter(&revision)
            return Specimen(try workshop.signRest(try revision.bytes(), from: 2))
        }
    }

    /// The third signature made as told, the fourth as usual.
    static func within(
        _ name: String, rule: Int = 10, _ expected: Expectation,
        _ alter: @escaping @Sendable (inout CraftedSignature) throws -> Void
    ) -> Mutant {
        Mutant(name, rule: rule, expected) { workshop in
            Specimen(try workshop.signRest(try workshop.sign(2, alter), from: 3))
        }
    }
}
