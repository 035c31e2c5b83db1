import PAdES
import PDFModel

/// A document as of one revision, with the place of each object in it.
struct DocumentState {
    let index: Int
    let catalog: PDFDictionary
    let roles: ObjectRoles
    var tree: FieldTree { roles.tree }

    init(_ document: PDFDocument, asOf index: Int) throws(PDFReadError) {
        self.index = index
        catalog = try document.catalog(asOf: index)
        roles = try ObjectRoles(document, asOf: index)
    }
}

/// Holds a later state of a document against an earlier one, and names each change that the signatures made until then
/// do not allow.
///
/// Source: ISO 32000-1 §12.8.2.2, table 254; pades.md B5 rules 8 to 16.
struct RevisionComparison {
    let document: PDFDocument
    let old: DocumentState
    let new: DocumentState
    let permissions: SigningPermissions
    private(set) var modifications: [Modification] = []
    /// What the allowed changes refer to.
    var gained: [PDFObject] = []
    private var paintings: [PDFReference: PagePainting] = [:]

    /// - Parameter permissions: What the signatures up to the earlier state allow.
    init(
        _ document: PDFDocument, from old: DocumentState, to new: DocumentState, permissions: SigningPermissions
    ) {
        (self.document, self.old, self.new, self.permissions) = (document, old, new, permissions)
    }

    /// - Throws: `PDFReadError` when the time is up.
    mutating func run() throws(PDFReadError) -> [Modification] {
        compareTrailers()
        let changed = document.revisions[old.index + 1...new.index].reduce(into: Set<Int>()) {
            $0.formUnion($1.entries.keys)
        }
        for number in changed.sorted() { try compare(number) }
        try followGained()
        try document.checkTime()
        return modifications
    }

    mutating func note(_ kind: Modification.Kind, _ number: Int? = nil) {
        let modification = Modification(kind, object: number)
        if !modifications.contains(modification), modifications.count < 100 { modifications.append(modification) }
    }

    // MARK: One object

    private mutating func compare(_ number: Int) throws(PDFReadError) {
        guard let (entry, revision) = document.entry(of: number, asOf: new.index) else { return }
        let before = document.entry(of: number, asOf: old.index)?.entry
        let isReached = old.roles[number] != nil
        if case .free = entry {
            if isReached { note(.shadowHide, number) }
            return
        }
        var generation = 0
        if case .inUse(let offset, let stated) = entry {
            generation = stated
            // A table that lists objects of an earlier save brings back what was prepared there.
            guard revision.range.contains(offset) else { return note(.shadowHideAndReplace, number) }
        }
        switch before {
        case nil: if isReached { note(.shadowHideAndReplace, number) }
        case .free(let expected): if isReached || expected != generation { note(.changedGeneration, number) }
        case .some(let before):
            if case .inUse(_, let stated) = before, stated != generation { return note(.changedGeneration, number) }
            try compare(PDFReference(number: number, generation: generation))
        }
    }

    private mutating func compare(_ reference: PDFReference) throws(PDFReadError) {
        try document.checkTime()
        let number = reference.number
        guard let roles = old.roles[number] else {
            // Nobody saw it when it was signed; whoever sees it now sees something else than what was signed.
            if new.roles[number] != nil, !isStructural(number) { note(.shadowHideAndReplace, number) }
            return
        }
        guard let before = try? document.indirectObject(reference, asOf: old.index).object,
            let after = try? document.indirectObject(reference, asOf: new.index).object
        else { return note(.unreadableObject, number) }
        guard before != after else { return }
        for role in roles { try judge(number, role, before, after) }
    }

    /// Streams that only serve to find objects are named by nothing.
    private func isStructural(_ number: Int) -> Bool {
        let object = try? document.indirectObject(PDFReference(number: number), asOf: old.index).object
        return [.name("XRef"), .name("ObjStm")].contains(object?.streamValue?.dictionary["Type"])
    }

    private mutating func judge(
        _ number: Int, _ role: ObjectRole, _ before: PDFObject, _ after: PDFObject
    ) throws(PDFReadError) {
        let dictionaries = (before.dictionaryValue ?? [:], after.dictionaryValue ?? [:])
        switch role {
        case .catalog: try compareCatalogs(dictionaries.0, dictionaries.1, number)
        case .page: try comparePages(dictionaries.0, dictionaries.1, number)
        case .annotations: try compareAnnotations(before.arrayValue ?? [], after.arrayValue ?? [], number)
        case .annotation: compareAnnotation(dictionaries.0, dictionaries.1, number)
        case .form: try compareForms(dictionaries.0, dictionaries.1, number)
        case .fieldList: try compareFieldLists(before.arrayValue ?? [], after.arrayValue ?? [], number)
        case .fieldGroup: try compareGroups(dictionaries.0, dictionaries.1, number)
        case .field: try compareFields(dictionaries.0, dictionaries.1, number)
        case .fieldValue(let field): checkFilling(old.tree.fields[field], number)
        case .appearance(let field): try checkRewrittenAppearance(old.tree.fields[field], number)
        case .signature: note(.changedSignedField, number)
        case .information: compareInformation(dictionaries.1, number)
        case .metadata: checkMetadata(after, number)
        case .securityStore: compareStores(before, after, number)
        case .extensions: gained.append(after)
        case .pageTree: note(.changedPage, number)
        case .fixed(.changedFont): note(.shadowReplace, number)
        case .fixed(let kind): note(kind, number)
        }
    }

    // MARK: What changes bring with them

    /// Everything that is new is followed until something that was seen before; nothing may have waited for it unseen.
    private mutating func followGained() throws(PDFReadError) {
        var visited: Set<Int> = []
        var pending = gained
        while let object = pending.popLast() {
            switch object {
            case .reference(let reference):
                guard visited.insert(reference.number).inserted, old.roles[reference.number] == nil else { continue }
                try document.checkTime()
                if case .some(let known) = document.entry(of: reference.number, asOf: old.index)?.entry {
                    guard case .free = known else {
                        note(.shadowHideAndReplace, reference.number)
                        continue
                    }
                }
                if let target = try? document.indirectObject(reference, asOf: new.index).object {
                    pending.append(target)
                }
            case .array(let elements): pending += elements
            case .dictionary(let dictionary): pending += follow(dictionary)
            case .stream(let stream): pending += follow(stream.dictionary)
            default: continue
            }
        }
    }

    /// Nothing that is added after a signature may act.
    private mutating func follow(_ dictionary: PDFDictionary) -> [PDFObject] {
        let acts =
            dictionary.keys.contains { BaseObjectWalk.actionKeys.contains($0) }
            || dictionary["S"]?.nameValue.map(BaseObjectWalk.actionTypes.contains) ?? false
        if acts { note(.changedAction) }
        if dictionary["OC"] != nil { note(.changedLayers) }
        return dictionary.filter { !["P", "Parent", "IRT", "Data"].contains($0.key) }.map(\.value)
    }

    func changedKeys(_ before: PDFDictionary, _ after: PDFDictionary) -> [PDFName] {
        (before.keys + after.keys.filter { before[$0] == nil }).filter { before[$0] != after[$0] }
    }

    // MARK: Pictures

    /// Whether an appearance would hide text of the page that was signed.
    mutating func hidesText(_ appearance: PDFObject?, at rectangle: PDFObject?, on page: PDFReference?) -> Bool {
        let streams = appearanceStreams(appearance)
        let covers = streams.contains {
            let painting = PagePainting(appearance: $0, of: document, asOf: new.index)
            return painting.covers || !painting.isKnown
        }
        guard covers else { return false }
        guard let rectangle = Rectangle(upright: rectangle) else { return true }
        return mayHoldText(rectangle, on: page)
    }

    mutating func mayHoldText(_ rectangle: Rectangle, on page: PDFReference?) -> Bool {
        guard rectangle.width > 0, rectangle.height > 0 else { return false }
        // Without a page of its own it may stand on any.
        let pages = page.map { [$0] } ?? old.roles.pages
        return pages.contains { painting(of: $0).hasText(in: rectangle) }
    }

    private mutating func painting(of page: PDFReference) -> PagePainting {
        if let known = paintings[page] { return known }
        let dictionary = (try? document.dictionary(.reference(page), asOf: old.index)) ?? [:]
        let painting = PagePainting(page: dictionary, of: document, asOf: old.index)
        paintings[page] = painting
        return painting
    }

    /// The normal appearances, of every state; those that show while a mouse is over them are no better.
    func appearanceStreams(_ appearance: PDFObject?, asOf index: Int? = nil) -> [PDFStream] {
        let index = index ?? new.index
        guard let appearance = try? document.dictionary(appearance, asOf: index) else { return [] }
        return appearance.map(\.value).flatMap { value -> [PDFStream] in
            let object = (try? document.resolve(value, asOf: index)) ?? .null
            if let stream = object.streamValue { return [stream] }
            return (object.dictionaryValue ?? [:]).compactMap { state in
                (try? document.resolve(state.value, asOf: index))?.streamValue
            }
        }
    }

    func pageOf(_ dictionary: PDFDictionary) -> PDFReference? {
        dictionary["P"]?.referenceValue.flatMap { old.roles.pages.contains($0) ? $0 : nil }
    }
}

extension Rectangle {
    /// The same rectangle, whichever corners it was given by.
    init?(upright object: PDFObject?) {
        guard let numbers = object?.arrayValue?.compactMap(\.numberValue), numbers.count == 4 else { return nil }
        self.init(
            left: min(numbers[0], numbers[2]), bottom: min(numbers[1], numbers[3]),
            right: max(numbers[0], numbers[2]), top: max(numbers[1], numbers[3]))
    }
}
