import PAdES
import PDFModel

/// Explains every object and every byte of a revision, or names what it cannot explain.
///
/// Two kinds of change are allowed after the document was issued: a field that revision 0 declares gains its value and
/// its appearance; and validation data and a document time-stamp are added, seen by nobody. Everything else, seen or
/// unseen on the page, is a modification.
struct ModificationAnalysis {
    let document: PDFDocument
    let revision: Revision
    let forms: FormHistory
    private var previous: Int { revision.index - 1 }

    /// What the revision was made for, and everything that this does not explain.
    func analyse() -> RevisionFacts {
        var modifications = otherCrossReference() + strayBytes() + changedEntries() + changedTrailer()
        var kind = RevisionKind.other
        do throws(PDFReadError) {
            let change = try signedFields()
            if change.count == 1 {
                kind = .signature(field: change[0].after.name)
                modifications += try explain(change[0])
            } else if change.isEmpty,
                let archival = try ArchivalAnalysis(of: document, revision: revision, forms: forms)
            {
                kind = .archival
                modifications += archival.modifications + unexplained(explained: archival.explained)
            } else {
                modifications.append(Modification(.notOneSignature))
                modifications += unexplained(explained: [])
            }
        } catch {
            modifications.append(Modification(.unreadableObject))
        }
        return RevisionFacts(
            index: revision.index, range: revision.range, kind: kind, modifications: Self.bounded(modifications))
    }

    /// The first of each kind: whoever changes a hundred thousand objects gets no report of a hundred thousand lines.
    private static func bounded(_ modifications: [Modification]) -> [Modification] {
        var counts: [Modification.Kind: Int] = [:]
        return modifications.filter { modification in
            counts[modification.kind, default: 0] += 1
            return counts[modification.kind, default: 0] <= countLimit
        }
    }

    private static let countLimit = 20

    private struct FieldChange {
        let before: SignatureField
        let after: SignatureField
    }

    /// Fields that were empty before this revision and are filled after it.
    private func signedFields() throws(PDFReadError) -> [FieldChange] {
        guard let before = try forms.form(asOf: previous), let after = try forms.form(asOf: revision.index) else {
            return []
        }
        return before.signatureFields.compactMap { old in
            guard !old.isSigned, let new = after.signatureFields.first(where: { $0.reference == old.reference }),
                new.isSigned, revision.entries[old.reference.number] != nil
            else { return nil }
            return FieldChange(before: old, after: new)
        }
    }

    private func explain(_ change: FieldChange) throws(PDFReadError) -> [Modification] {
        let field = change.after
        var modifications: [Modification] = []
        var explained: Set<Int> = [field.reference.number]
        if !isAllowed(change) { modifications.append(Modification(.changedField, object: field.reference.number)) }
        // What is new and wrong is reported as what it was made for, not as unexplained besides.
        let value = field.value.flatMap { isNew($0) ? $0 : nil }
        if let value { explained.insert(value.number) }
        var isValue = false
        if let value { isValue = try isSignature(value) }
        if !isValue {
            modifications.append(Modification(.changedField, object: field.reference.number))
        }
        modifications += try explainAppearance(of: field, &explained)
        return modifications + unexplained(explained: explained)
    }

    private func explainAppearance(
        of field: SignatureField, _ explained: inout Set<Int>
    ) throws(PDFReadError) -> [Modification] {
        guard let appearance = field.dictionary["AP"]?.dictionaryValue?["N"]?.referenceValue, isNew(appearance) else {
            return [Modification(.unsafeAppearance)]
        }
        explained.insert(appearance.number)
        let isSafe = try isSafeAppearance(appearance, in: field)
        return isSafe ? [] : [Modification(.unsafeAppearance, object: appearance.number)]
    }

    /// Whether nothing but `/V` was added and `/AP` replaced by a single normal appearance.
    private func isAllowed(_ change: FieldChange) -> Bool {
        var before = change.before.dictionary
        var after = change.after.dictionary
        guard after["AP"]?.dictionaryValue?.keys == ["N"] else { return false }
        before["AP"] = nil
        after["AP"] = nil
        after["V"] = nil
        return before == after
    }

    private static let appearanceKeys: [PDFName] = ["Type", "Subtype", "FormType", "BBox", "Resources", "Filter"]
    private static let trailerKeys: [PDFName] = ["Size", "Root", "Info", "ID", "Prev"]

    /// Three lines of text take some hundred bytes.
    private static let appearanceByteCount = 1 << 20

    private func isNew(_ reference: PDFReference) -> Bool {
        reference.generation == 0 && revision.entries[reference.number] != nil
            && document.entry(of: reference.number, asOf: previous) == nil
    }

    /// Declared fields are for people: a time-stamp over the document has a field of its own.
    private func isSignature(_ reference: PDFReference) throws(PDFReadError) -> Bool {
        let object = try document.indirectObject(reference, asOf: revision.index)
        return SignatureDictionary(object).map { !$0.isDocumentTimeStamp } ?? false
    }

    /// An appearance draws inside its field with fonts that were there before, and does nothing else.
    private func isSafeAppearance(_ reference: PDFReference, in field: SignatureField) throws(PDFReadError) -> Bool {
        guard let stream = try document.indirectObject(reference, asOf: revision.index).object.streamValue,
            stream.dictionary.keys.allSatisfy(Self.appearanceKeys.contains),
            stream.dictionary["Subtype"] == .name("Form"),
            [nil, .name("XObject")].contains(stream.dictionary["Type"]),
            [nil, .integer(1)].contains(stream.dictionary["FormType"]),
            let place = Rectangle(field.dictionary["Rect"]), let box = Rectangle(stream.dictionary["BBox"]),
            box == Rectangle(left: 0, bottom: 0, right: place.width, top: place.height),
            let resources = stream.dictionary["Resources"]?.dictionaryValue,
            (try? document.decode(stream, limit: Self.appearanceByteCount)) != nil
        else { return false }
        let fonts = resources["Font"]?.dictionaryValue ?? [:]
        return resources.keys.allSatisfy { $0 == "Font" }
            && fonts.allSatisfy { font in
                guard let number = font.value.referenceValue?.number else { return false }
                return document.entry(of: number, asOf: previous) != nil && revision.entries[number] == nil
            }
    }

    /// Objects of this revision that the signature does not account for.
    private func unexplained(explained: Set<Int>) -> [Modification] {
        let signed = objectsOfSignedFields()
        let explained = explained.union(newStreams())
        return revision.entries.keys.filter { !explained.contains($0) }.compactMap { number in
            if case .free = revision.entries[number] { return nil }
            guard document.entry(of: number, asOf: previous) != nil else {
                return Modification(.unexplainedObject, object: number)
            }
            return Modification(signed.contains(number) ? .changedSignedField : .changedObject, object: number)
        }
    }

    /// A stream that says where the revision's objects are is one of them, unless it has the number of an earlier one.
    private func newStreams() -> Set<Int> {
        revision.crossReference.streamNumbers.filter { document.entry(of: $0, asOf: previous) == nil }
    }

    /// Numbers of the fields that were signed before this revision, of their values and of their appearances.
    private func objectsOfSignedFields() -> Set<Int> {
        let fields = (try? forms.form(asOf: previous))?.signatureFields.filter(\.isSigned) ?? []
        return Set(
            fields.flatMap { field in
                let appearance = field.dictionary["AP"]?.dictionaryValue?["N"]?.referenceValue
                return [field.reference, field.value, appearance].compactMap { $0?.number }
            })
    }

    private func changedEntries() -> [Modification] {
        revision.entries.compactMap { number, entry in
            switch entry {
            case .free: return Modification(.freedObject, object: number)
            case .inUse(_, let generation):
                return generation == 0 ? nil : Modification(.changedGeneration, object: number)
            case .compressed: return nil
            }
        }
    }

    /// Some readers see what streams name and others do not: a revision is written as the one before.
    private func otherCrossReference() -> [Modification] {
        let (before, after) = (document.revisions[previous].crossReference, revision.crossReference)
        return after.isOrdinary && after.form == before.form ? [] : [Modification(.otherCrossReference)]
    }

    /// Source: ISO 32000-1 §7.5.5, table 15.
    private func changedTrailer() -> [Modification] {
        let before = document.trailer(asOf: previous)
        let after = revision.trailer
        let size = max(
            before["Size"]?.integerValue ?? 0, (revision.entries.largestNumber ?? 0) + 1)
        let isSound =
            after.keys.allSatisfy(Self.trailerKeys.contains)
            && after["Root"] == before["Root"] && after["Info"] == before["Info"]
            && isNextIdentifier(after["ID"], of: before["ID"]) && after["Size"] == .integer(size)
            && size < CrossReference.sizeLimit
        return isSound ? [] : [Modification(.changedTrailer)]
    }

    /// The first half names the document and stays, the second its state; both are strings.
    ///
    /// Source: ISO 32000-1 §14.4.
    private func isNextIdentifier(_ after: PDFObject?, of before: PDFObject?) -> Bool {
        guard let halves = after?.arrayValue else { return before == nil }
        return halves.count == 2 && halves.allSatisfy { $0.stringValue != nil }
            && halves.first == before?.arrayValue?.first
    }

    private func strayBytes() -> [Modification] {
        switch RevisionLayout(document: document, revision: revision).check() {
        case .whole: []
        case .strayBytes: [Modification(.strayBytes)]
        case .unreadableObject(let number): [Modification(.unreadableObject, object: number)]
        }
    }
}
