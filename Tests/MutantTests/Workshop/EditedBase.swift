import PDFModel

/// Revision 0 as objects that can be changed before anybody signs.
struct EditedBase {
    /// Object 1 first.
    var objects: [PDFObject]
    let catalog: PDFReference
    let info: PDFReference?
    private let identifier: [UInt8]

    init(_ bytes: [UInt8]) throws {
        let document = try PDFDocument(bytes: bytes)
        let trailer = document.trailer(asOf: 0)
        catalog = try (trailer["Root"]?.referenceValue).orThrow("no root")
        info = trailer["Info"]?.referenceValue
        identifier = try (trailer["ID"]?.arrayValue?.first?.stringValue).orThrow("no identifier")
        let streams = document.revisions[0].crossReference.streamNumbers
        objects = try (1...document.revisions[0].entries.count).filter { !streams.contains($0) }.map {
            try document.indirectObject(PDFReference(number: $0), asOf: 0).object
        }
    }

    subscript(reference: PDFReference) -> PDFDictionary {
        get { objects[reference.number - 1].dictionaryValue ?? [:] }
        set { objects[reference.number - 1] = .dictionary(newValue) }
    }

    mutating func add(_ object: PDFObject) -> PDFObject {
        objects.append(object)
        return .reference(PDFReference(number: objects.count))
    }

    /// The first object that is a dictionary with this entry.
    func first(_ key: PDFName, _ value: PDFName) throws -> PDFReference { try first(key, .name(value)) }

    func first(_ key: PDFName, _ value: PDFObject) throws -> PDFReference {
        let index = objects.firstIndex { $0.dictionaryValue?[key] == value }
        return PDFReference(number: try index.orThrow("no object with \(key) \(value)") + 1)
    }

    var pages: [PDFReference] { references { $0["Type"] == .name("Page") } }
    /// In the order in which they are signed.
    var fields: [PDFReference] {
        Self.fieldNames.flatMap { name in references { $0["T"] == .text(name) && $0["FT"] == .name("Sig") } }
    }
    static let fieldNames = ["student", "representative-1", "school", "employer"]

    private func references(_ matches: (PDFDictionary) -> Bool) -> [PDFReference] {
        objects.indices.filter { objects[$0].dictionaryValue.map(matches) ?? false }.map {
            PDFReference(number: $0 + 1)
        }
    }

    func bytes() -> [UInt8] {
        var file = PDFFileBuilder()
        for object in objects { _ = file.add(object) }
        return file.serialize(root: catalog, info: info, identifier: identifier)
    }
}

extension Workshop {
    /// A document whose revision 0 was changed and which all four signed all the same.
    func finish(_ edit: (inout EditedBase) throws -> Void) throws -> [UInt8] {
        var edited = try EditedBase(base)
        try edit(&edited)
        return try signRest(edited.bytes())
    }
}
