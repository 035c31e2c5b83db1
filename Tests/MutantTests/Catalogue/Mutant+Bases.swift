import ConventionVerification
import PAdES
import PAdESValidation
import PDFModel

extension Mutant {
    /// Documents that were prepared for deceit before anybody signed; all four sign them all the same.
    static let bases: [Mutant] = active + forms + pages + embeddedFiles + hidden

    private static let active: [Mutant] = [
        base("an opening action", .deviating(.baseHasAction)) {
            $0[$0.catalog]["OpenAction"] = .dictionary(["S": .name("JavaScript"), "JS": .string(ascii: "app.alert(1)")])
        },
        base("a page that starts something", .deviating(.baseHasAction)) {
            let action = $0.add(.dictionary(["S": .name("Named"), "N": .name("Print")]))
            $0[$0.pages[0]]["AA"] = .dictionary(["O": action])
        },
        base("scripts by name", .deviating(.baseHasAction)) {
            let script = $0.add(.dictionary(["S": .name("JavaScript"), "JS": .string(ascii: "0")]))
            var names = $0[$0.catalog]["Names"]?.dictionaryValue ?? [:]
            names["JavaScript"] = .dictionary(["Names": .array([.string(ascii: "a"), script])])
            $0[$0.catalog]["Names"] = .dictionary(names)
        },
        base("a link that starts a program", .deviating(.baseHasAction, .baseHasOtherAnnotation)) {
            let action: PDFDictionary = ["S": .name("Launch"), "F": .string(ascii: "cmd.exe")]
            $0.annotate(0, ["Type": .name("Annot"), "Subtype": .name("Link"), "A": .dictionary(action)])
        },
        base("bookmarks that start something", .deviating(.baseHasAction)) {
            let outline = try $0.first("Type", "Outlines")
            let item = try ($0[outline]["First"]?.referenceValue).orThrow()
            $0[item]["A"] = .dictionary(["S": .name("URI"), "URI": .string(ascii: "http://example.org")])
        },
        base("layers", .deviating(.baseHasOptionalContent)) {
            $0[$0.catalog]["OCProperties"] = .dictionary(["OCGs": .array([]), "D": .dictionary([:])])
        },
        base("a film", .deviating(.baseHasActiveContent, .baseHasOtherAnnotation)) {
            $0.annotate(
                0, ["Type": .name("Annot"), "Subtype": .name("RichMedia"), "RichMediaContent": .dictionary([:])])
        },
        base("an image that prints otherwise than it shows", .deviating(.baseHasActiveContent)) {
            let image: PDFDictionary = ["Type": .name("XObject"), "Subtype": .name("Image"), "Alternates": .array([])]
            let reference = $0.add(.stream(PDFStream(dictionary: image, data: [])))
            $0.draw(reference, on: 0)
        },
        base("a page of another file", .deviating(.baseHasActiveContent)) {
            let file: PDFDictionary = ["F": .string(ascii: "other.pdf"), "Page": .integer(0)]
            let form: PDFDictionary = ["Type": .name("XObject"), "Subtype": .name("Form"), "Ref": .dictionary(file)]
            let reference = $0.add(.stream(PDFStream(dictionary: form, data: [])))
            $0.draw(reference, on: 0)
        },
        base("a content that lies in another file", .deviating(.baseHasActiveContent, .baseHasUnreachableObject)) {
            let stream = PDFStream(dictionary: ["F": .string(ascii: "http://example.org/a")], data: [])
            $0[$0.pages[0]]["Contents"] = $0.add(.stream(stream))
        },
        base("a collection of files", .deviating(.baseHasActiveContent)) {
            $0[$0.catalog]["Collection"] = .dictionary(["Type": .name("Collection")])
        },
    ]

    private static let forms: [Mutant] = [
        form("XFA", .deviating(.baseHasActiveContent)) { $0["XFA"] = .string(ascii: "<xdp/>") },
        form("appearances that are made anew", .deviating(.baseHasUnusualWidget)) {
            $0["NeedAppearances"] = .boolean(true)
        },
        form("a form that does not announce signatures", .deviating(.baseHasNoSignatureFlags)) { $0["SigFlags"] = nil },
        base("a text field", .deviating(.baseHasOtherFormField)) {
            let field = $0.add(.dictionary(["FT": .name("Tx"), "T": .text("remark")]))
            $0.changeForm { form in
                form["Fields"] = .array((form["Fields"]?.arrayValue ?? []) + [field])
            }
        },
        base("a certification", rule: 16, .deviating(.baseIsCertified)) {
            $0[$0.catalog]["Perms"] = .dictionary(["DocMDP": .null])
        },
        widget("a hidden field") { $0["F"] = .integer(2) },
        widget("a field that is not printed") { $0["F"] = .integer(128) },
        widget("a field of no size") { $0["Rect"] = .array([10, 10, 10, 10].map(PDFObject.integer)) },
        widget("a field with an appearance for the mouse") { field in
            guard case .dictionary(var appearance) = field["AP"] else { return }
            appearance["R"] = appearance["N"]
            field["AP"] = .dictionary(appearance)
        },
        widget("a field without an appearance", .baseHasUnreachableObject) { $0["AP"] = nil },
        Mutant("in revision 0: a field over another", rule: 15, .deviating(.baseHasMisplacedField)) { workshop in
            Specimen(
                try workshop.finish { base in
                    let (first, second) = (base.fields[0], base.fields[1])
                    base[second]["Rect"] = base[first]["Rect"]
                })
        },
        Mutant("in revision 0: a field beside its page", rule: 15, .deviating(.baseHasMisplacedField)) { workshop in
            Specimen(
                try workshop.finish { base in
                    base[base.fields[3]]["Rect"] = .array([700, 100, 900, 160].map(PDFObject.integer))
                })
        },
        Mutant("in revision 0: a field that leaves its page", rule: 15, .deviating(.baseHasMisplacedField)) {
            workshop in
            Specimen(
                try workshop.finish { base in
                    base[base.fields[3]]["Rect"] = .array([500, 780, 700, 880].map(PDFObject.integer))
                })
        },
        widget("a field on two pages") { $0["P"] = nil },
        widget("a field with a lock") { $0["Lock"] = .dictionary(["Action": .name("All")]) },
        widget("a field that prefers weak digests") { $0["SV"] = .dictionary(["DigestMethod": .array([])]) },
        widget("a field with its name in another object", convention: [.fieldsDiffer]) {
            $0["T"] = .reference(PDFReference(number: 1))
        },
        Mutant("a field that is no widget of any page", rule: 15, .deviating(.baseHasUnusualWidget)) { workshop in
            Specimen(
                try workshop.finish { base in
                    for page in base.pages { base[page]["Annots"] = nil }
                })
        },
        Mutant("a field that is on its page twice", rule: 15, .deviating(.baseHasUnusualWidget)) { workshop in
            Specimen(
                try workshop.finish { base in
                    let page = try base.pages.last { base[$0]["Annots"] != nil }.orThrow()
                    let annotations = try (base[page]["Annots"]?.arrayValue).orThrow()
                    base[page]["Annots"] = .array(annotations + [annotations[0]])
                })
        },
        Mutant(
            "a field that seems signed before anybody signs", rule: 15,
            .deviating(.baseHasFilledField, convention: [.orderDiffers])
        ) {
            workshop in
            var base = try EditedBase(workshop.base)
            base[base.fields[0]]["V"] = .dictionary(["Type": .name("Sig")])
            var bytes = base.bytes()
            for index in 1..<4 { bytes = try workshop.sign(index, on: bytes) }
            return Specimen(bytes)
        },
        Mutant(
            "two fields of the same name", rule: 15,
            .deviating(.baseHasUnusualWidget, .baseHasMisplacedField, convention: [.fieldsDiffer])
        ) { workshop in
            Specimen(
                try workshop.finish { base in
                    let second = base.add(.dictionary(base[base.fields[3]]))
                    base.changeForm { $0["Fields"] = .array(($0["Fields"]?.arrayValue ?? []) + [second]) }
                })
        },
        Mutant("a field below another", rule: 15, .deviating(.baseHasUnusualWidget, convention: [.fieldsDiffer])) {
            workshop in
            var edited = try EditedBase(workshop.base)
            let field = edited.fields[3]
            let parent = edited.add(.dictionary(["T": .text("parties"), "Kids": .array([.reference(field)])]))
            edited.changeForm { form in
                let fields = (form["Fields"]?.arrayValue ?? []).filter { $0 != .reference(field) }
                form["Fields"] = .array(fields + [parent])
            }
            return Specimen(try (0..<3).reduce(edited.bytes()) { try workshop.sign($1, on: $0) })
        },
    ]

    private static let pages: [Mutant] = [
        base("a page of which a part is cropped", .deviating(.baseHasUnusualStructure)) {
            $0[$0.pages[0]]["CropBox"] = .array([0, 400, 595, 842].map(PDFObject.integer))
        },
        base("a page that is turned", .deviating(.baseHasUnusualStructure)) {
            $0[$0.pages[0]]["Rotate"] = .integer(180)
        },
        base("pages that inherit what they show", .deviating(.baseHasUnusualStructure)) {
            let tree = try ($0[$0.catalog]["Pages"]?.referenceValue).orThrow()
            $0[tree]["Resources"] = .dictionary([:])
        },
        base("validation data before any signature", rule: 11, .deviating(.baseHasUnusualStructure)) {
            $0[$0.catalog]["DSS"] = .dictionary(["Certs": .array([])])
        },
        base("data of another program in the catalog", .deviating(.baseHasUnusualStructure)) {
            $0[$0.catalog]["PieceInfo"] = .dictionary(["Editor": .dictionary([:])])
        },
        base("another version in the catalog", .deviating(.baseHasUnusualStructure)) {
            $0[$0.catalog]["Version"] = .name("2.0")
        },
        base(
            "a page tree that counts fewer pages than it has",
            .deviating(.baseIsUnreadable, convention: [.declarationMissing])
        ) {
            let tree = try ($0[$0.catalog]["Pages"]?.referenceValue).orThrow()
            $0[tree]["Count"] = .integer($0.pages.count - 1)
        },
        base("a page that is also a tree of pages", .deviating(.baseIsUnreadable, convention: [.declarationMissing])) {
            $0[$0.pages[0]]["Kids"] = .array([])
        },
        base("a page that is there twice", .deviating(.baseIsUnreadable, convention: [.declarationMissing])) {
            let tree = try ($0[$0.catalog]["Pages"]?.referenceValue).orThrow()
            $0[tree]["Kids"] = .array(($0.pages + [$0.pages[0]]).map(PDFObject.reference))
            $0[tree]["Count"] = .integer($0.pages.count + 1)
        },
        base("a note over the text", .deviating(.baseHasOtherAnnotation)) { $0.annotate(0, CraftedRevision.note) },
        base("a stamp that is not printed", .deviating(.baseHasOtherAnnotation)) {
            $0.annotate(1, ["Type": .name("Annot"), "Subtype": .name("Stamp"), "F": .integer(0)])
        },
        base("an attached file on a page", .deviating(.baseHasOtherAnnotation, .baseHasOtherEmbeddedFile)) {
            let stream = $0.add(.stream(PDFStream(dictionary: ["Type": .name("EmbeddedFile")], data: [1])))
            let file = $0.add(.dictionary(["Type": .name("Filespec"), "EF": .dictionary(["F": stream])]))
            $0.annotate(0, ["Type": .name("Annot"), "Subtype": .name("FileAttachment"), "FS": file])
        },
    ]

    private static let embeddedFiles: [Mutant] = [
        base("a second embedded file", .deviating(.baseHasOtherEmbeddedFile)) {
            let stream = $0.add(.stream(PDFStream(dictionary: ["Type": .name("EmbeddedFile")], data: [1])))
            let file = $0.add(
                .dictionary(["Type": .name("Filespec"), "F": .text("a.xml"), "EF": .dictionary(["F": stream])]))
            $0[$0.catalog]["AF"] = .array(($0[$0.catalog]["AF"]?.arrayValue ?? []) + [file])
        },
        base("other data under the other name of the embedded file", .deviating(.baseHasOtherEmbeddedFile)) {
            let stream = $0.add(.stream(PDFStream(dictionary: ["Type": .name("EmbeddedFile")], data: [1])))
            let file = try $0.first("Type", "Filespec")
            var embedded = $0[file]["EF"]?.dictionaryValue ?? [:]
            embedded["UF"] = stream
            $0[file]["EF"] = .dictionary(embedded)
        },
        base("another name for the embedded file", .deviating(.baseHasOtherEmbeddedFile)) {
            $0[try $0.first("Type", "Filespec")]["UF"] = .text("invoice.xml")
        },
    ]

    private static let hidden: [Mutant] = [
        base("objects inside a stream", .deviating(.baseHasUnreachableObject)) {
            let objects: PDFDictionary = ["Type": .name("ObjStm"), "N": .integer(1), "First": .integer(4)]
            let stream = $0.add(.stream(PDFStream(dictionary: objects, data: Array("1 0 (paid)".utf8))))
            $0.draw(stream, on: 0)
        },
        base("a cross-reference stream that is drawn", .deviating(.baseHasUnreachableObject)) {
            let entries: PDFDictionary = [
                "Type": .name("XRef"), "W": .array([1, 1, 1].map(PDFObject.integer)), "Size": .integer(1),
            ]
            let stream = $0.add(.stream(PDFStream(dictionary: entries, data: [0, 0, 255])))
            $0.draw(stream, on: 0)
        },
        base("an object that nothing refers to", .deviating(.baseHasUnreachableObject)) {
            _ = $0.add(.string(ascii: "paid"))
        },
        section("a text in the comment of the header", .deviating(.baseHasStrayBytes)) { workshop in
            workshop.base[..<10] + Array("PAID".utf8) + workshop.base[14...]
        },
    ]

    private static func base(
        _ name: String, rule: Int = 15, _ expected: Expectation,
        _ edit: @escaping @Sendable (inout EditedBase) throws -> Void
    ) -> Mutant {
        Mutant("in revision 0: \(name)", rule: rule, expected) { Specimen(try $0.finish(edit)) }
    }

    private static func form(
        _ name: String, _ expected: Expectation, _ edit: @escaping @Sendable (inout PDFDictionary) -> Void
    ) -> Mutant {
        base(name, expected) { $0.changeForm(edit) }
    }

    private static func widget(
        _ name: String, _ more: FindingCode..., convention: [ConventionFinding.Code] = [],
        _ edit: @escaping @Sendable (inout PDFDictionary) -> Void
    ) -> Mutant {
        Mutant(
            "in revision 0: \(name)", rule: 15,
            .judged(Verdicts(.intact, .trusted, .deviating), [.baseHasUnusualWidget] + more, convention)
        ) {
            workshop in
            var base = try EditedBase(workshop.base)
            edit(&base[base.fields[3]])
            return Specimen(try (0..<3).reduce(base.bytes()) { try workshop.sign($1, on: $0) })
        }
    }

    /// A document whose revision 0 was put together anew and which all four signed all the same.
    static func section(
        _ name: String, _ expected: Expectation, _ make: @escaping @Sendable (Workshop) throws -> [UInt8]
    ) -> Mutant {
        Mutant("in revision 0: \(name)", rule: 15, expected) { Specimen(try $0.signRest(try make($0))) }
    }
}

extension EditedBase {
    mutating func annotate(_ page: Int, _ annotation: PDFDictionary) {
        let reference = add(.dictionary(annotation))
        let others = self[pages[page]]["Annots"]?.arrayValue ?? []
        self[pages[page]]["Annots"] = .array(others + [reference])
    }

    /// Names an XObject among the resources of a page.
    mutating func draw(_ object: PDFObject, on page: Int) {
        var resources = self[pages[page]]["Resources"]?.dictionaryValue ?? [:]
        resources["XObject"] = .dictionary(["X": object])
        self[pages[page]]["Resources"] = .dictionary(resources)
    }

    mutating func changeForm(_ change: (inout PDFDictionary) -> Void) {
        guard let form = self[catalog]["AcroForm"]?.referenceValue else { return }
        change(&self[form])
    }
}
