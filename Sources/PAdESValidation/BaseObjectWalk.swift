import PDFModel

/// Walks everything that can be reached from the trailer of revision 0, and compares with everything that is defined.
struct BaseObjectWalk {
    /// Keys that start something.
    static let actionKeys: RareNames = ["OpenAction", "AA", "JS", "JavaScript", "Launch", "URI"]
    /// Source: ISO 32000-1 §12.6.4, table 198.
    static let actionTypes: RareNames = [
        "GoTo", "GoToR", "GoToE", "Launch", "Thread", "URI", "Sound", "Movie", "Hide", "Named", "SubmitForm",
        "ResetForm",
        "ImportData", "JavaScript", "SetOCGState", "Rendition", "Trans", "GoTo3DView", "RichMediaExecute",
    ]
    /// Keys that bring content which is no page, which is elsewhere, or which differs between screen and paper.
    private static let activeContentKeys: RareNames = [
        "XFA", "RichMedia", "RichMediaContent", "3DD", "Movie", "Sound", "Rendition", "Alternates", "Ref", "OPI", "PS",
        "Collection",
    ]

    private(set) var oddities: Set<BaseDocumentFacts.Oddity> = []
    /// How many dictionaries name an embedded file.
    private(set) var embeddedFileCount = 0

    /// - Throws: `PDFReadError` when something that is referred to cannot be read.
    init(_ document: PDFDocument) throws(PDFReadError) {
        let base = document.revisions[0]
        var reached = NumberSet(expecting: base.entries.count)
        var pending: [PDFObject] = base.trailer.map(\.value)
        while let object = pending.popLast() {
            if case .reference(let reference) = object {
                guard reached.insert(reference.number) else { continue }
                visit(try document.indirectObject(reference, asOf: 0).object, &pending)
            } else {
                visit(object, &pending)
            }
        }
        // Streams that only serve to find others are reported as another form of cross-reference.
        base.structuralObjects.forEach { _ = reached.insert($0) }
        let isUnreached = base.entries.contains { number, entry in
            if case .free = entry { false } else { !reached.contains(number) }
        }
        if isUnreached { oddities.insert(.unreachableObject) }
    }

    /// Notes what is odd about an object, and adds those that it holds to the pending ones.
    private mutating func visit(_ object: PDFObject, _ pending: inout [PDFObject]) {
        switch object {
        case .reference: pending.append(object)
        case .array(let elements):
            for element in elements where element.holdsOthers { pending.append(element) }
        case .dictionary(let dictionary): note(dictionary, &pending)
        case .stream(let stream):
            note(stream.dictionary, &pending)
            // Source: ISO 32000-1 §7.3.8.2, table 5: the data lie in another file.
            if stream.dictionary["F"] != nil { oddities.insert(.activeContent) }
        default: break
        }
    }

    /// An action is known by its type, because `/A` holds attributes in structure elements (ISO 32000-1 §14.7.5).
    private mutating func note(_ dictionary: PDFDictionary, _ pending: inout [PDFObject]) {
        for (key, value) in dictionary {
            if value.holdsOthers { pending.append(value) }
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

/// Names that nearly no name asked about is one of.
struct RareNames: ExpressibleByArrayLiteral {
    private let names: Set<PDFName>
    /// A bit for each length that a name of the set has: most others have none of these, and need not be hashed.
    private let lengths: UInt64

    init(arrayLiteral names: PDFName...) {
        self.names = Set(names)
        lengths = names.reduce(0) { $0 | 1 << UInt64($1.rawValue.utf8.count) }
    }

    func contains(_ name: PDFName) -> Bool {
        lengths >> UInt64(name.rawValue.utf8.count) & 1 == 1 && names.contains(name)
    }
}

/// Numbers of objects, most of which lie close together.
private struct NumberSet {
    /// Whether each of the first numbers is in the set.
    private var first: [Bool]
    private var others: Set<Int> = []

    /// - Parameter count: How many objects there are.
    init(expecting count: Int) { first = Array(repeating: false, count: 2 * count + 64) }

    /// - Returns: Whether the number was not in the set before.
    mutating func insert(_ number: Int) -> Bool {
        guard first.indices.contains(number) else { return others.insert(number).inserted }
        defer { first[number] = true }
        return !first[number]
    }

    func contains(_ number: Int) -> Bool {
        first.indices.contains(number) ? first[number] : others.contains(number)
    }
}

extension PDFObject {
    /// Whether it is, holds or leads to other objects.
    fileprivate var holdsOthers: Bool {
        switch self {
        case .array, .dictionary, .stream, .reference: true
        case .null, .boolean, .integer, .real, .string, .name: false
        }
    }
}
