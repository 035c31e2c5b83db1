import PAdES
import PDFModel

/// Looks in revision 0 for anything that could show a reader something else than what was signed.
struct BaseDocumentInspector {
    let document: PDFDocument
    /// `nil` when there is none.
    let form: InteractiveForm?
    private var base: Revision { document.revisions[0] }

    func inspect() -> BaseDocumentFacts {
        var oddities = trailerOddities().union(layoutOddities())
        if !base.crossReference.isOrdinary { oddities.insert(.otherCrossReference) }
        var conventionXML: [UInt8]?
        do throws(PDFReadError) {
            let walk = try BaseObjectWalk(document)
            oddities.formUnion(walk.oddities)
            oddities.formUnion(try catalogOddities())
            oddities.formUnion(try BaseFormInspector(document: document, form: form).oddities())
            let file = try AssociatedFileInspector(document: document, embeddedFileCount: walk.embeddedFileCount)
            oddities.formUnion(try file.oddities())
            conventionXML = try file.conventionXML()
        } catch {
            oddities.insert(.unreadableObject)
        }
        return BaseDocumentFacts(oddities: oddities, conventionXML: conventionXML)
    }

    /// Entries of the catalog that documents of Seing have, and those that other rules report.
    private static let catalogKeys: [PDFName] = [
        "Type", "Pages", "AcroForm", "StructTreeRoot", "MarkInfo", "Outlines", "Names", "AF", "Metadata",
        "OutputIntents", "Lang", "ViewerPreferences", "PageMode", "OpenAction", "AA", "URI", "Collection",
        "OCProperties",
        "Perms",
    ]

    private static let trailerKeys: [PDFName] = ["Size", "Root", "Info", "ID"]

    private func catalogOddities() throws(PDFReadError) -> Set<BaseDocumentFacts.Oddity> {
        let catalog = try document.catalog(asOf: 0)
        return catalog.keys.allSatisfy(Self.catalogKeys.contains) ? [] : [.unusualStructure]
    }

    private func layoutOddities() -> Set<BaseDocumentFacts.Oddity> {
        switch RevisionLayout(document: document, revision: base).check() {
        case .whole: []
        case .strayBytes: [.strayBytes]
        case .unreadableObject: [.unreadableObject]
        }
    }

    /// A reader ignores objects whose number is not below `/Size`, another one may not.
    ///
    /// Source: ISO 32000-1 §7.5.5, table 15.
    private func trailerOddities() -> Set<BaseDocumentFacts.Oddity> {
        let trailer = base.trailer
        let halves = trailer["ID"]?.arrayValue ?? []
        let size = (base.entries.largestNumber ?? 0) + 1
        let isSound =
            trailer.keys.allSatisfy(Self.trailerKeys.contains)
            && trailer["Size"] == .integer(size) && size < CrossReference.sizeLimit
            && trailer["Root"]?.referenceValue != nil && halves.count == 2
            && halves.allSatisfy { $0.stringValue != nil }
        return isSound ? [] : [.unusualTrailer]
    }
}
