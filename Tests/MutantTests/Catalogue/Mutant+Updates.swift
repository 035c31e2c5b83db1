import ConventionVerification
import PAdES
import PAdESValidation
import PDFModel

extension Mutant {
    /// Revisions that nobody signed, behind the last signature: the incremental saving attack in its many forms.
    static let updates: [Mutant] = additions + structures + fieldUpdates + entries

    private static let additions: [Mutant] = [
        raw("an update that changes nothing", rule: 9, .changed(.revisionNotSigned, .severalFieldsSigned)) { _ in },
        raw(
            "an update that adds an object nobody uses", rule: 8,
            .changed(.unexplainedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            $0.objects = [.init(try $0.newNumber(), .string(ascii: "note"))]
        },
        raw(
            "an update that writes an object again as it was", rule: 8,
            .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            $0.objects = [.init(1, try $0.object(1))]
        },
        raw(
            "an annotation over the text", rule: 13,
            .changed(.changedObject, .unexplainedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            try $0.addNote(toPage: 0)
        },
        raw(
            "another content for the first page", rule: 8,
            .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            let content = try $0.pages()[0].dictionary["Contents"].flatMap(\.referenceValue).orThrow()
            $0.objects = [.init(content.number, .stream(PDFStream(data: Array("BT ET".utf8))))]
        },
        raw(
            "a page more", rule: 13,
            .changed(.changedObject, .unexplainedObject, .revisionNotSigned, .severalFieldsSigned)
        ) { try $0.addPage() },
        raw("a page less", rule: 13, .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)) {
            let (tree, pages) = try $0.pageTree()
            var fewer = tree.dictionary
            fewer["Kids"] = .array(Array(pages.dropLast()))
            fewer["Count"] = .integer(pages.count - 1)
            $0.objects = [.init(tree.reference.number, .dictionary(fewer))]
        },
        raw("other embedded data", rule: 13, .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)) {
            let data = try $0.embeddedData()
            $0.objects = [.init(data.number, .stream(PDFStream(data: Array("<convention/>".utf8))))]
        },
    ]

    private static let structures: [Mutant] = [
        raw(
            "a catalog with an opening action", rule: 13,
            .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            let action: PDFDictionary = ["S": .name("JavaScript"), "JS": .string(ascii: "app.alert(1)")]
            try $0.changeCatalog { $0["OpenAction"] = .dictionary(action) }
        },
        raw(
            "a catalog with an opening action behind an escaped key", rule: 13,
            .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            let catalog = try $0.catalog()
            let body = serialized(.dictionary(catalog.dictionary)).dropLast(2)
            $0.objects = [
                .init(catalog.reference.number, body: body + Array("/Open#41ction<</S/JavaScript/JS(0)>>>>".utf8))
            ]
        },
        raw(
            "a catalog with validation data of the attacker's", rule: 11,
            .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            try $0.changeCatalog { $0["DSS"] = .dictionary(["Certs": .array([])]) }
        },
        raw("a catalog with permissions", rule: 16, .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned))
        {
            try $0.changeCatalog { $0["Perms"] = .dictionary(["DocMDP": .null]) }
        },
        raw("a catalog with a key that stands twice", rule: 8, .changed(.unreadableObject, .revisionNotSigned)) {
            let catalog = try $0.catalog()
            let body = serialized(.dictionary(catalog.dictionary)).dropLast(2)
            $0.objects = [.init(catalog.reference.number, body: body + Array("/AcroForm<<>>>>".utf8))]
        },
        raw("a catalog with layers", rule: 13, .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)) {
            try $0.changeCatalog { $0["OCProperties"] = .dictionary(["OCGs": .array([]), "D": .dictionary([:])]) }
        },
        raw(
            "a catalog with another page tree", rule: 13,
            .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            try $0.changeCatalog {
                $0["Pages"] = .dictionary(["Type": .name("Pages"), "Kids": .array([]), "Count": .integer(0)])
            }
        },
        raw(
            "a catalog without the form, so that no signature is left", rule: 13,
            .changed(
                .changedObject, .noSignature, .revisionNotSigned, .severalFieldsSigned, identity: .none,
                convention: [.fieldsDiffer])
        ) {
            try $0.changeCatalog { $0["AcroForm"] = nil }
        },
        raw(
            "a form that lets appearances be made anew", rule: 13,
            .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            try $0.changeForm { $0["NeedAppearances"] = .boolean(true) }
        },
        raw("a form with other fonts", rule: 13, .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)) {
            try $0.changeForm { $0["DR"] = .dictionary([:]) }
        },
        raw("a form with XFA", rule: 13, .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)) {
            try $0.changeForm { $0["XFA"] = .string(ascii: "<xdp/>") }
        },
        raw("other document information", rule: 14, .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned))
        {
            let info = try ($0.trailer["Info"]?.referenceValue).orThrow()
            $0.objects = [.init(info.number, .dictionary(["Title": .text("Avenant")]))]
        },
        raw("other metadata", rule: 14, .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)) {
            let metadata = try ($0.catalog().dictionary["Metadata"]?.referenceValue).orThrow()
            $0.objects = [.init(metadata.number, .stream(PDFStream(data: Array("<x/>".utf8))))]
        },
        raw(
            "other structure for those who do not see", rule: 13,
            .changed(.changedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            let tree = try ($0.catalog().dictionary["StructTreeRoot"]?.referenceValue).orThrow()
            $0.objects = [.init(tree.number, .dictionary(["Type": .name("StructTreeRoot")]))]
        },
    ]

    private static let fieldUpdates: [Mutant] = [
        field(
            "a signed field without its value", .changed(.changedSignedField, .revisionNotSigned, .severalFieldsSigned)
        ) { $0["V"] = nil },
        field(
            "a signed field with null for its value",
            .changed(.changedSignedField, .revisionNotSigned, .severalFieldsSigned)
        ) { $0["V"] = .null },
        field(
            "another appearance for a signed field whose value stays",
            .changed(.changedSignedField, .revisionNotSigned, .severalFieldsSigned)
        ) {
            $0["AP"] = .dictionary(["N": .reference(PDFReference(number: 1))])
        },
        field("a signed field hidden", .changed(.changedSignedField, .revisionNotSigned, .severalFieldsSigned)) {
            $0["F"] = .integer(2)
        },
        field(
            "a signed field elsewhere on the page",
            .changed(.changedSignedField, .revisionNotSigned, .severalFieldsSigned)
        ) {
            $0["Rect"] = .array([0, 0, 595, 842].map(PDFObject.integer))
        },
        field(
            "a signed field with another name",
            .changed(.changedSignedField, .revisionNotSigned, .severalFieldsSigned, convention: [.fieldsDiffer])
        ) { $0["T"] = .text("employer-2") },
        field(
            "a signed field that is a text field",
            .changed(.changedSignedField, .revisionNotSigned, .severalFieldsSigned, convention: [.fieldsDiffer])
        ) { $0["FT"] = .name("Tx") },
        field(
            "a signed field with kids",
            .changed(.changedSignedField, .revisionNotSigned, .severalFieldsSigned, convention: [.fieldsDiffer])
        ) { $0["Kids"] = .array([]) },
        raw(
            "another object in place of the signature", rule: 10,
            .broken(.changedSignedField, .coveragePartial, .holeIsNotContents, .revisionNotSigned, .severalFieldsSigned)
        ) {
            let value = try $0.signedField(3).value.orThrow()
            var dictionary = try ($0.object(value.number).dictionaryValue).orThrow()
            dictionary["Name"] = .text("Somebody else")
            $0.objects = [.init(value.number, .dictionary(dictionary))]
        },
        raw(
            "an array in place of the signature", rule: 10,
            .changed(.changedSignedField, .revisionNotSigned, .severalFieldsSigned)
        ) {
            $0.objects = [.init(try $0.signedField(3).value.orThrow().number, .array([]))]
        },
    ]

    private static let entries: [Mutant] = [
        raw("an object freed", rule: 8, .changed(.freedObject, .revisionNotSigned, .severalFieldsSigned)) {
            $0.freed = [try $0.pages()[0].reference.number]
        },
        raw("a signature freed", rule: 8, .changed(.freedObject, .revisionNotSigned, .severalFieldsSigned)) {
            $0.freed = [try $0.signedField(3).value.orThrow().number]
        },
        raw("a signed field freed", rule: 8, .changed(.freedObject, .revisionNotSigned, .unreadableObject)) {
            $0.freed = [try $0.signedField(3).reference.number]
        },
        raw(
            "a page under another generation", rule: 8,
            .changed(.changedGeneration, .revisionNotSigned, .changedObject, .severalFieldsSigned)
        ) {
            let page = try $0.pages()[0]
            $0.objects = [.init(page.reference.number, generation: 1, .dictionary(page.dictionary))]
        },
        raw(
            "a signed field under another generation", rule: 8,
            .changed(.changedGeneration, .revisionNotSigned, .unreadableObject)
        ) {
            let field = try $0.signedField(3)
            $0.objects = [.init(field.reference.number, generation: 1, .dictionary(field.dictionary))]
        },
        raw(
            "an object whose offset lies in an earlier revision", rule: 8,
            .changed(.unreadableObject, .revisionNotSigned, .unexplainedObject, .severalFieldsSigned)
        ) {
            $0.pointers = [(try $0.newNumber(), 17)]
        },
        raw(
            "another catalog beside the first", rule: 14,
            .changed(.changedTrailer, .unexplainedObject, .revisionNotSigned, .severalFieldsSigned)
        ) {
            let number = try $0.newNumber()
            $0.objects = [.init(number, .dictionary(try $0.catalog().dictionary))]
            $0.trailer["Root"] = .reference(PDFReference(number: number))
        },
        raw(
            "a trailer with another identifier", rule: 14,
            .changed(.changedTrailer, .revisionNotSigned, .severalFieldsSigned)
        ) {
            $0.trailer["ID"] = .array([.string(ascii: "other"), .string(ascii: "other")])
        },
        raw(
            "a trailer without information", rule: 14,
            .changed(.changedTrailer, .revisionNotSigned, .severalFieldsSigned)
        ) { $0.trailer["Info"] = nil },
        raw(
            "a trailer with an entry of its own", rule: 14,
            .changed(.changedTrailer, .revisionNotSigned, .severalFieldsSigned)
        ) {
            $0.section.trailerText = "/Note (paid)"
        },
        raw(
            "an object nested a thousand levels deep", rule: 21,
            .changed(.unreadableObject, .revisionNotSigned, .unexplainedObject, .severalFieldsSigned)
        ) {
            let body = String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000)
            $0.objects = [.init(try $0.newNumber(), body: Array(body.utf8))]
        },
    ]

    /// The last signed field, changed after everybody has signed.
    private static func field(
        _ name: String, _ expected: Expectation, _ alter: @escaping @Sendable (inout PDFDictionary) -> Void
    ) -> Mutant {
        raw(name, rule: 10, expected) {
            let field = try $0.signedField(3)
            var dictionary = field.dictionary
            alter(&dictionary)
            $0.objects = [.init(field.reference.number, .dictionary(dictionary))]
        }
    }
}
