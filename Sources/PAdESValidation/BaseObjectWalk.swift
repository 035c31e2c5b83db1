import PDFModel

/// Walks everything that can be reached from the trailer of revision 0, and compares with everything that is defined.
struct BaseObjectWalk {
    /// Keys that start something.
    static let actionKeys: Set<PDFName> = ["OpenAction", "AA", "JS", "JavaScript", "Launch", "URI"]
    /// Source: ISO 32000-1 §12.6.4, table 198.
    static let actionTypes: Set<PDFName> = [
        "GoTo", "GoToR", "GoToE", "Launch", "Thread", "URI", "Sound", "Movie", "Hide", "Named", "SubmitForm",
        "ResetForm",
        "ImportData", "JavaScript", "SetOCGState", "Rendition", "Trans", "GoTo3DView", "RichMediaExecute",
    ]
    /// Keys that bring content which is no page, which is elsewhere, or which differs between screen and paper.
    private static let activeContentKeys: Set<PDFName> = [
        "XFA", "RichMedia", "RichMediaContent", "3DD", "Movie", "Sound", "Rendition", "Alternates", "Ref", "OPI", "PS",
        "Collection",
    ]

    /// Looked for first, because nearly no key is one of these.
    private static let notableKeys = actionKeys.union(activeContentKeys).union(["OCProperties", "OC", "EF"])

    private(set) var oddities: Set<BaseDocumentFacts.Oddity> = []
    /// How many dictionaries name an embedded file.
    private(set) var embeddedFileCount = 0

    /// - Throws: `PDFReadError` when something that is referred to cannot be read.
    init(_ document: PDFDocument) throws(PDFReadError) {
        let base = document.revisions[0]
        var reached: Set<Int> = []
        var pending: [PDFObject] = base.trailer.map(\.value)
        while let object = pending.popLast() {
            if case .reference(let reference) = object {
                guard reached.insert(reference.number).inserted else { continue }
                pending.append(try document.indirectObject(reference, asOf: 0).object)
            } else {
                pending += visit(object)
            }
        }
        // Streams that only serve to find others are reported as another form of cross-reference.
        reached.formUnion(base.structuralObjects)
        let isUnreached = base.entries.contains { number, entry in
            if case .free = entry { false } else { !reached.contains(number) }
        }
        if isUnreached { oddities.insert(.unreachableObject) }
    }

    /// Notes what is odd about an object and returns what it holds.
    private mutating func visit(_ object: PDFObject) -> [PDFObject] {
        switch object {
        case .array(let elements): return elements
        case .dictionary(let dictionary):
            note(dictionary)
            return dictionary.map(\.value)
        case .stream(let stream):
            note(stream.dictionary)
            // Source: ISO 32000-1 §7.3.8.2, table 5: the data lie in another file.
            if stream.dictionary["F"] != nil { oddities.insert(.activeContent) }
            return stream.dictionary.map(\.value)
        default: return []
        }
    }

    /// An action is known by its type, because `/A` holds attributes in structure elements (ISO 32000-1 §14.7.5).
    private mutating func note(_ dictionary: PDFDictionary) {
        for (key, _) in dictionary where Self.notableKeys.contains(key) {
            if Self.actionKeys.contains(key) { oddities.insert(.action) }
            if Self.activeContentKeys.contains(key) { oddities.insert(.activeContent) }
            if key == "OCProperties" || key == "OC" { oddities.insert(.optionalContent) }
            if key == "EF" { embeddedFileCount += 1 }
        }
        if let type = dictionary["S"]?.nameValue, Self.actionTypes.contains(type) { oddities.insert(.action) }
        // Another reader, or a repairing one, would look for objects in these (ISO 32000-1 §7.5.7, §7.5.8).
        switch dictionary["Type"]?.nameValue {
        case "ObjStm"?, "XRef"?: oddities.insert(.unreachableObject)
        case "OCG"?, "OCMD"?: oddities.insert(.optionalContent)
        default: break
        }
    }
}
