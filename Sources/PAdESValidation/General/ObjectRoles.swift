import PDFModel

/// What an object is to the document.
enum ObjectRole: Hashable {
    case catalog, pageTree, page, annotations, annotation
    case form, fieldList, fieldGroup, field
    /// Values and appearances of a field, by its place in the tree of fields.
    case fieldValue(Int), appearance(Int)
    case signature
    case information, metadata, securityStore, extensions
    /// What nobody may change after a signature, by what it is for.
    case fixed(Modification.Kind)
}

/// Everything that readers reach in a document as of one revision, and what it is for.
struct ObjectRoles {
    let tree: FieldTree
    private(set) var pages: [PDFReference] = []
    private let document: PDFDocument
    private let index: Int
    private var roles: [Int: Set<ObjectRole>] = [:]
    /// Objects that other parts refer to without owning them.
    private var anchors: Set<Int> = []

    subscript(number: Int) -> Set<ObjectRole>? { roles[number] }

    /// - Throws: `PDFReadError` when catalog, page tree or form cannot be read.
    init(_ document: PDFDocument, asOf index: Int) throws(PDFReadError) {
        (self.document, self.index) = (document, index)
        tree = try FieldTree(document, asOf: index)
        let catalog = try document.catalog(asOf: index)
        anchor(document.trailer(asOf: index)["Root"], .catalog)
        try anchorPages(catalog["Pages"], depth: 0)
        try anchorForm(catalog)
        for page in pages { try anchorAnnotations(of: page) }
        for number in anchors.sorted() { spreadParts(of: number) }
        spread(document.trailer(asOf: index)["Info"], .information)
        try document.checkTime()
    }

    private mutating func anchor(_ object: PDFObject?, _ role: ObjectRole) {
        guard let number = object?.referenceValue?.number else { return }
        anchors.insert(number)
        roles[number, default: []].insert(role)
    }

    private mutating func anchorPages(_ node: PDFObject?, depth: Int) throws(PDFReadError) {
        guard depth < document.limits.nestingDepth, let reference = node?.referenceValue,
            !anchors.contains(reference.number), let dictionary = try document.dictionary(node, asOf: index)
        else {
            throw PDFReadError(.badSyntax, found: "a page tree that is none", expected: "each page once")
        }
        guard let kids = try document.array(dictionary["Kids"], asOf: index) else {
            pages.append(reference)
            return anchor(node, .page)
        }
        anchor(node, .pageTree)
        for kid in kids { try anchorPages(kid, depth: depth + 1) }
    }

    private mutating func anchorForm(_ catalog: PDFDictionary) throws(PDFReadError) {
        anchor(catalog["AcroForm"], .form)
        anchor(tree.form["Fields"], .fieldList)
        for number in tree.groups { anchor(.reference(PDFReference(number: number)), .fieldGroup) }
        for number in tree.indexOfObject.keys { anchor(.reference(PDFReference(number: number)), .field) }
    }

    private mutating func anchorAnnotations(of page: PDFReference) throws(PDFReadError) {
        let list = try document.dictionary(.reference(page), asOf: index)?["Annots"]
        anchor(list, .annotations)
        for annotation in try document.array(list, asOf: index) ?? [] {
            guard let number = annotation.referenceValue?.number, tree.indexOfObject[number] == nil else { continue }
            anchor(annotation, .annotation)
        }
    }

    private mutating func spreadParts(of number: Int) {
        guard let object = read(number) else { return }
        for role in roles[number] ?? [] { spreadParts(object, of: number, as: role) }
    }

    private mutating func spreadParts(_ object: PDFObject, of number: Int, as role: ObjectRole) {
        let field = tree.indexOfObject[number]
        if role == .annotations || role == .fieldList {
            // What is written in place belongs to the list.
            for element in object.arrayValue ?? [] where element.referenceValue == nil {
                spread(element, .fixed(.changedAnnotation))
            }
        }
        for (key, value) in object.dictionaryValue ?? [:] {
            guard
                let part = role.part(key, field: field, isSignature: field.map { tree.fields[$0].isSignature } ?? false)
            else { continue }
            if role == .catalog, key == "AcroForm" {
                for (key, value) in value.dictionaryValue ?? [:] {
                    if let part = ObjectRole.form.part(key, field: nil, isSignature: false) { spread(value, part) }
                }
            } else {
                spread(value, part)
            }
        }
    }

    private func read(_ number: Int) -> PDFObject? {
        guard let entry = document.entry(of: number, asOf: index)?.entry else { return nil }
        var generation = 0
        if case .inUse(_, let stated) = entry { generation = stated }
        return try? document.indirectObject(PDFReference(number: number, generation: generation), asOf: index).object
    }

    /// Gives a role to everything below an object, up to what has a place of its own.
    private mutating func spread(_ object: PDFObject?, _ role: ObjectRole) {
        var pending = [(object ?? .null, role)]
        while let (object, role) = pending.popLast() {
            switch object {
            case .reference(let reference):
                guard !anchors.contains(reference.number),
                    roles[reference.number, default: []].insert(role).inserted
                else { continue }
                if let target = try? document.indirectObject(reference, asOf: index).object {
                    pending.append((target, role))
                }
            case .array(let elements): pending += elements.map { ($0, role) }
            case .dictionary(let dictionary): pending += dictionary.map { ($0.value, role.below($0.key)) }
            case .stream(let stream): pending += stream.dictionary.map { ($0.value, role.below($0.key)) }
            default: continue
            }
        }
    }
}

extension ObjectRole {
    /// Inside resources, fonts are told apart: exchanging one changes every text that is set in it.
    fileprivate func below(_ key: PDFName) -> ObjectRole {
        self == .fixed(.changedContent) && key == "Font" ? .fixed(.changedFont) : self
    }

    /// - Parameters:
    ///   - field: The place of the field in the tree, if the object is a field or a widget.
    /// - Returns: What the value of a key is for; `nil` when it has a place of its own.
    fileprivate func part(_ key: PDFName, field: Int?, isSignature: Bool) -> ObjectRole? {
        switch self {
        case .catalog: Self.catalogPart(key)
        case .pageTree: ["Kids", "Parent"].contains(key) ? nil : .fixed(.changedContent)
        case .page: Self.pagePart(key)
        case .form: key == "Fields" ? nil : .fixed(key == "DR" ? .changedContent : .changedForm)
        case .field: Self.fieldPart(key, field: field, isSignature: isSignature)
        case .fieldGroup: ["Kids", "Parent"].contains(key) ? nil : .fixed(.changedField)
        case .annotation: ["P", "Parent", "IRT"].contains(key) ? nil : .fixed(.changedAnnotation)
        default: nil
        }
    }

    private static func catalogPart(_ key: PDFName) -> ObjectRole? {
        switch key {
        case "Pages": nil
        case "AcroForm": .form
        case "Metadata": .metadata
        case "DSS": .securityStore
        case "Extensions": .extensions
        default: .fixed(Modification.Kind(catalogKey: key))
        }
    }

    private static func pagePart(_ key: PDFName) -> ObjectRole? {
        switch key {
        case "Parent", "Annots": nil
        case "Contents", "Resources", "Group": .fixed(.changedContent)
        case "AA": .fixed(.changedAction)
        case "Metadata": .metadata
        default: .fixed(.changedPage)
        }
    }

    private static func fieldPart(_ key: PDFName, field: Int?, isSignature: Bool) -> ObjectRole? {
        switch key {
        case "Kids", "Parent", "P": nil
        case "V", "RV": isSignature ? .signature : field.map(ObjectRole.fieldValue)
        case "AP": field.map(ObjectRole.appearance)
        case "A", "AA": .fixed(.changedAction)
        default: .fixed(.changedField)
        }
    }
}

extension Modification.Kind {
    /// What a change of an entry of the catalog is called.
    ///
    /// Source: ISO 32000-1 §7.7.2, table 28.
    init(catalogKey key: PDFName) {
        switch key {
        case "Pages": self = .changedPage
        case "Outlines", "Dests", "Names", "PageLabels", "Threads", "AF": self = .changedNavigation
        case "StructTreeRoot", "MarkInfo", "Lang": self = .changedStructure
        case "OCProperties": self = .changedLayers
        case "OpenAction", "AA", "URI": self = .changedAction
        case "Perms", "Legal": self = .changedPermissions
        default: self = .changedCatalog
        }
    }
}
