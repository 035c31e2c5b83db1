import PAdES
import PDFModel

/// Looks in revision 0 for anything that could show a reader something else than what was signed.
struct BaseDocumentInspector {
    /// Keys that start something.
    private static let actionKeys: Set<PDFName> = ["OpenAction", "AA", "JS", "JavaScript", "Launch", "URI"]
    /// Source: ISO 32000-1 §12.6.4, table 198.
    private static let actionTypes: Set<PDFName> = [
        "GoTo", "GoToR", "GoToE", "Launch", "Thread", "URI", "Sound", "Movie", "Hide", "Named", "SubmitForm",
        "ResetForm",
        "ImportData", "JavaScript", "SetOCGState", "Rendition", "Trans", "GoTo3DView", "RichMediaExecute",
    ]
    private static let activeContent: Set<PDFName> = [
        "XFA", "RichMedia", "RichMediaContent", "3DD", "Movie", "Sound", "Rendition",
    ]
    private static let associatedFileName = Array("convention.xml".utf8)

    let document: PDFDocument
    private var base: Revision { document.revisions[0] }

    func inspect() -> BaseDocumentFacts {
        var oddities: Set<BaseDocumentFacts.Oddity> = []
        do throws(PDFReadError) {
            oddities.formUnion(try objectOddities())
            oddities.formUnion(try formOddities())
            oddities.formUnion(try catalogOddities())
        } catch {
            oddities.insert(.unreadableObject)
        }
        switch RevisionLayout(document: document, revision: base).check() {
        case .whole: break
        case .strayBytes: oddities.insert(.strayBytes)
        case .unreadableObject: oddities.insert(.unreadableObject)
        }
        return BaseDocumentFacts(oddities: oddities, conventionXML: try? conventionXML())
    }

    /// Walks everything that can be reached from the trailer, and compares with everything that is defined.
    private func objectOddities() throws(PDFReadError) -> Set<BaseDocumentFacts.Oddity> {
        var oddities: Set<BaseDocumentFacts.Oddity> = []
        var reached: Set<Int> = []
        var pending: [PDFObject] = base.trailer.map(\.value)
        while let object = pending.popLast() {
            switch object {
            case .reference(let reference):
                guard reached.insert(reference.number).inserted else { continue }
                pending.append(try document.indirectObject(reference, asOf: 0).object)
            case .array(let elements): pending += elements
            case .dictionary(let dictionary):
                oddities.formUnion(keyOddities(dictionary))
                pending += dictionary.map(\.value)
            case .stream(let stream):
                oddities.formUnion(keyOddities(stream.dictionary))
                pending += stream.dictionary.map(\.value)
            default: continue
            }
        }
        let defined = base.entries.filter { if case .inUse = $0.value { true } else { false } }
        if defined.keys.contains(where: { !reached.contains($0) }) { oddities.insert(.unreachableObject) }
        return oddities
    }

    /// An action is known by its type, because `/A` holds attributes in structure elements (ISO 32000-1 §14.7.5).
    private func keyOddities(_ dictionary: PDFDictionary) -> Set<BaseDocumentFacts.Oddity> {
        var oddities: Set<BaseDocumentFacts.Oddity> = []
        for key in dictionary.keys {
            if Self.actionKeys.contains(key) { oddities.insert(.action) }
            if Self.activeContent.contains(key) { oddities.insert(.activeContent) }
            if key == "OCProperties" || key == "OC" { oddities.insert(.optionalContent) }
        }
        if let type = dictionary["S"]?.nameValue, Self.actionTypes.contains(type) { oddities.insert(.action) }
        return oddities
    }

    private func formOddities() throws(PDFReadError) -> Set<BaseDocumentFacts.Oddity> {
        guard let form = try InteractiveForm(of: document, asOf: 0) else { return [.noSignatureFlags] }
        var oddities: Set<BaseDocumentFacts.Oddity> = []
        if !form.otherFieldNames.isEmpty { oddities.insert(.otherFormField) }
        if form.dictionary["SigFlags"] != .integer(3) { oddities.insert(.noSignatureFlags) }
        if form.dictionary["NeedAppearances"] != nil { oddities.insert(.unusualWidget) }
        // Print and Locked, as declared by us (ISO 32000-1 §12.5.3): never hidden, never off the page.
        if form.signatureFields.contains(where: { $0.dictionary["F"] != .integer(132) || ($0.size?.width ?? 0) <= 0 }) {
            oddities.insert(.unusualWidget)
        }
        return oddities
    }

    private func catalogOddities() throws(PDFReadError) -> Set<BaseDocumentFacts.Oddity> {
        let catalog = try document.catalog(asOf: 0)
        var oddities: Set<BaseDocumentFacts.Oddity> = []
        if catalog["Perms"] != nil { oddities.insert(.certification) }
        let names = try document.dictionary(catalog["Names"], asOf: 0)
        if let names, names.keys.contains(where: { $0 != "EmbeddedFiles" && $0 != "Dests" }) {
            oddities.insert(.action)
        }
        let tree = try document.dictionary(names?["EmbeddedFiles"], asOf: 0)
        let listed = try document.array(tree?["Names"], asOf: 0) ?? []
        let associated = try document.array(catalog["AF"], asOf: 0) ?? []
        let isOnlyOurs =
            (listed.isEmpty && associated.isEmpty)
            || (listed.count == 2 && listed[0].stringValue == Self.associatedFileName && associated == [listed[1]])
        if !isOnlyOurs || tree?["Kids"] != nil { oddities.insert(.otherEmbeddedFile) }
        return oddities
    }

    /// Source: ISO 19005-3 §6.8; ISO 32000-1 §7.11.4.
    private func conventionXML() throws(PDFReadError) -> [UInt8]? {
        let catalog = try document.catalog(asOf: 0)
        for object in try document.array(catalog["AF"], asOf: 0) ?? [] {
            guard let file = try document.dictionary(object, asOf: 0), file["F"]?.stringValue == Self.associatedFileName
            else { continue }
            let embedded = try document.dictionary(file["EF"], asOf: 0)
            guard let stream = try document.resolve(embedded?["F"], asOf: 0).streamValue else { return nil }
            return try stream.decoded(limit: 1 << 20)
        }
        return nil
    }
}
