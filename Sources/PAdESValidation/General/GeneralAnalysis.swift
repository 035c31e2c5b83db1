import PAdES
import PDFModel

/// Explains every later revision of anybody's signed document by what its signatures allow.
///
/// Each revision is held against the one before, and the newest against the one that was signed first: what is hidden by one
/// change and shown by the next differs from what was signed.
struct GeneralAnalysis {
    let document: PDFDocument

    /// - Returns: Facts about every revision but the first.
    /// - Throws: `PDFReadError` when the time is up.
    func analyse() throws(PDFReadError) -> [RevisionFacts] {
        var states = States(document)
        var facts: [RevisionFacts] = []
        for revision in document.revisions.dropFirst() {
            let newest = states.newest
            let modifications = states.take(revision.index)
            var found = modifications + differingViews(of: revision)
            if let old = newest, let new = states.newest, old.isSigned, new.state.index == revision.index {
                found += try compare(old.state, new.state)
            }
            facts.append(
                RevisionFacts(
                    index: revision.index, range: revision.range, kind: states.kind,
                    modifications: found))
            try document.checkTime()
        }
        guard let first = states.firstSigned, let last = states.newest?.state, first.index + 1 < last.index,
            let facet = facts.popLast()
        else { return facts }
        let known = Set((facts + [facet]).flatMap(\.modifications))
        let more = try compare(first, last).filter { !known.contains($0) }
        return facts + [facet.adding(more)]
    }

    /// Objects of a hybrid revision that readers of tables see otherwise than readers of streams.
    ///
    /// What only the latter see is what hybrid files are made for; what both see must be the same. Where the table names an
    /// object and the stream names it otherwise, this reader takes the table's word, and others need not.
    ///
    /// Source: ISO 32000-1 §7.5.8.4.
    func differingViews(of revision: Revision) -> [Modification] {
        let contradicted = revision.crossReference.contradictedObjects
        let mixed = revision.crossReference.isMixed ? [Modification(.otherCrossReference)] : []
        let contradictions = mixed + contradicted.sorted().map { Modification(.otherCrossReference, object: $0) }
        let hidden = revision.crossReference.hiddenObjects.subtracting(contradicted)
        guard !hidden.isEmpty, let other = document.asSeenInTables() else { return contradictions }
        return contradictions
            + hidden.sorted().compactMap { number in
                let reference = PDFReference(number: number)
                guard let inTables = try? other.indirectObject(reference, asOf: revision.index).object,
                    inTables != (try? document.indirectObject(reference, asOf: revision.index).object)
                else { return nil }
                return Modification(.otherCrossReference, object: number)
            }
    }

    private func compare(_ old: DocumentState, _ new: DocumentState) throws(PDFReadError) -> [Modification] {
        do throws(PDFReadError) {
            let permissions = try SigningPermissions(document, tree: old.tree, asOf: old.index)
            var comparison = RevisionComparison(document, from: old, to: new, permissions: permissions)
            return try comparison.run()
        } catch {
            try document.checkTime()
            return [Modification(.unreadableObject)]
        }
    }
}

/// The states of a document that could be read.
private struct States {
    struct Known {
        let state: DocumentState
        let isSigned: Bool
    }

    private let document: PDFDocument
    private(set) var newest: Known?
    private(set) var firstSigned: DocumentState?
    /// What the revision taken last was made for.
    private(set) var kind = RevisionKind.other

    init(_ document: PDFDocument) {
        self.document = document
        _ = take(0)
    }

    /// - Returns: That the revision cannot be read, if so.
    mutating func take(_ index: Int) -> [Modification] {
        kind = .other
        guard let state = try? DocumentState(document, asOf: index) else {
            return [Modification(.unreadableObject)]
        }
        let signed = state.tree.fields.filter(\.isSigned).map(\.name)
        let before = Set(newest?.state.tree.fields.filter(\.isSigned).map(\.name) ?? [])
        let added = state.tree.fields.filter { $0.isSigned && !before.contains($0.name) }
        if newest?.state.catalog["DSS"] != state.catalog["DSS"] { kind = .archival }
        if added.count == 1 { kind = isTimeStamp(added[0], index) ? .archival : .signature(field: added[0].name) }
        newest = Known(state: state, isSigned: firstSigned != nil || !signed.isEmpty)
        if firstSigned == nil, !signed.isEmpty { firstSigned = state }
        return []
    }
}

extension States {
    private func isTimeStamp(_ field: FormField, _ index: Int) -> Bool {
        let value = try? document.dictionary(field.dictionary["V"], asOf: index)
        return value?["SubFilter"] == .name("ETSI.RFC3161")
    }
}

extension RevisionFacts {
    fileprivate func adding(_ more: [Modification]) -> RevisionFacts {
        RevisionFacts(index: index, range: range, kind: kind, modifications: modifications + more)
    }
}
