import PAdES
import PAdESValidation
import PDFModel

extension Mutant {
    /// The same finished document taken for anybody's PDF: what its signatures allow passes, what is known as an attack is called by
    /// its name. Attacks on documents of other programs are in `PAdESTests/GeneralPolicyTests`.
    static let general: [Mutant] = allowed + attacks

    private static let allowed: [Mutant] = [
        endingAtMarker("the last signature up to the last letter of the end of file marker", 3),
        endingAtMarker("an earlier signature up to the last letter of the end of file marker", 2),
        any("as it is", .sound(missing: 0)) { _ in },
        any("information updated", .sound(missing: 0)) {
            let number = try ($0.trailer["Info"]?.referenceValue?.number).orThrow("no information")
            var information = try $0.object(number).dictionaryValue.orThrow("no dictionary")
            information["ModDate"] = .string(ascii: "D:20270101000000Z")
            $0.objects = [.init(number, .dictionary(information))]
        },
        any("an object that nobody uses", .sound(missing: 0)) {
            $0.objects = [.init(try $0.newNumber(), .string(ascii: "note"))]
        },
    ]

    private static let attacks: [Mutant] = [
        any("an annotation over the text", .attacked(.evilAnnotation)) { try $0.addNote(toPage: 0) },
        any("a page more", .attacked(.changedPage)) { try $0.addPage() },
        any("another content for the first page", .attacked(.changedContent)) {
            $0.objects = [.init(try $0.contentNumber(), .stream(PDFStream(data: Array("BT ET".utf8))))]
        },
        any("the content of the first page freed", .attacked(.shadowHide)) { $0.freed = [try $0.contentNumber()] },
        any("the content of the first page under another generation", .attacked(.changedGeneration)) {
            let number = try $0.contentNumber()
            $0.objects = [.init(number, generation: 1, try $0.object(number))]
        },
        any("a table that names an earlier object in another's place", .attacked(.shadowHideAndReplace)) {
            let number = try $0.contentNumber()
            let entry = try ($0.document.entry(of: 1, asOf: 0)?.entry).orThrow("no object 1")
            guard case .inUse(let offset, _) = entry else { throw CannotMutate("object 1 is free") }
            $0.pointers = [(number, offset)]
        },
        any("other embedded data", .attacked(.changedNavigation)) {
            let data = try $0.embeddedData()
            $0.objects = [.init(data.number, .stream(PDFStream(data: Array("<convention/>".utf8))))]
        },
        any("an opening action", .attacked(.changedAction)) {
            try $0.changeCatalog {
                $0["OpenAction"] = .dictionary(["S": .name("JavaScript"), "JS": .string(ascii: "x")])
            }
        },
        any("layers", .attacked(.changedLayers)) {
            try $0.changeCatalog { $0["OCProperties"] = .dictionary(["OCGs": .array([])]) }
        },
        any("another structure", .attacked(.changedStructure)) {
            try $0.changeCatalog { $0["StructTreeRoot"] = .dictionary(["Type": .name("StructTreeRoot")]) }
        },
        any("a signed field's appearance exchanged", .attacked(.changedSignedField)) {
            let field = try $0.signedField(0)
            let appearance = field.dictionary["AP"]?.dictionaryValue?["N"]?.referenceValue
            var stream = try $0.object(appearance.orThrow("no appearance").number).streamValue.orThrow("no stream")
            stream = PDFStream(dictionary: stream.dictionary, data: Array("0 g 0 0 99 99 re f".utf8))
            var dictionary = stream.dictionary
            dictionary["Filter"] = nil
            $0.objects = [
                .init(try appearance.orThrow().number, .stream(PDFStream(dictionary: dictionary, data: stream.data)))
            ]
        },
        any("a text field more", .attacked(.changedForm)) {
            let number = try $0.newNumber()
            try $0.changeForm {
                let fields = $0["Fields"]?.arrayValue ?? []
                $0["Fields"] = .array(fields + [.reference(PDFReference(number: number))])
            }
            $0.objects.append(.init(number, .dictionary(["FT": .name("Tx"), "T": .text("more")])))
        },
    ]

    /// A signature that leaves out the line end behind `%%EOF`, as those of some programs do.
    private static func endingAtMarker(_ name: String, _ index: Int) -> Mutant {
        Mutant("for the general policy: \(name)", rule: 22, .sound(missing: 0)) { workshop in
            let signed = try workshop.sign(index) { $0.endsAtMarker() }
            var specimen = Specimen(try workshop.signRest(signed, from: index + 1))
            specimen.policy = .general
            return specimen
        }
    }

    private static func any(
        _ name: String, _ expected: Expectation, _ alter: @escaping @Sendable (inout CraftedRevision) throws -> Void
    ) -> Mutant {
        Mutant("for the general policy: \(name)", rule: 22, expected) { workshop in
            var revision = try CraftedRevision(on: workshop.finished)
            try alter(&revision)
            var specimen = Specimen(try revision.bytes())
            specimen.policy = .general
            return specimen
        }
    }
}

extension Expectation {
    /// Changed in a save that no signature covers.
    fileprivate static func attacked(_ finding: FindingCode) -> Expectation {
        .judged(Verdicts(.changed, .trusted, .general), [finding, .incrementalSaving], [])
    }
}

extension CraftedSignature {
    /// Covers everything but the line end behind the end of file marker.
    mutating func endsAtMarker() {
        byteRangeText = {
            "[\(($0.numbers.dropLast() + [$0.second.count - 1]).map(String.init).joined(separator: " "))]"
        }
        covered = { file, range in Array(file[range.first] + file[range.second].dropLast()) }
    }
}

extension CraftedRevision {
    fileprivate func contentNumber() throws -> Int {
        try (pages()[0].dictionary["Contents"]?.referenceValue).orThrow("no content").number
    }
}
