package import ConventionTemplates
import PAdESValidation
package import PDFModel
package import Typesetting

/// Sets revision 0 of a document again from the data inside it, so that the data and the printed text cannot disagree.
///
/// The template is the very text that the document names, current or earlier.
package struct DocumentReproducer: Sendable {
    private let store: TemplateStore
    private let typesetter: Typesetter

    /// - Throws: ``TypesettingError`` when the typeface is not installed.
    package init(store: TemplateStore) throws(TypesettingError) {
        self.store = store
        typesetter = Typesetter(fonts: try FontSet())
    }

    /// - Throws: `PDFReadError` when the bytes are not a PDF that can be read, or the time is up.
    package func reproduce(
        _ bytes: [UInt8], mayGoOn: @escaping @Sendable () -> Bool
    ) throws(PDFReadError) -> Reproduction {
        let document = try PDFDocument(bytes: bytes, mayGoOn: mayGoOn)
        guard let data = try BaseOutline(of: document).conventionXML, let issued = try? ConventionXML.parseIssued(data)
        else { return .noData }
        let named = issued.issue.template
        guard let template = try? store.template(named.identifier, digest: named.digest) else {
            return .templateMissing(identifier: named.identifier, version: named.version)
        }
        let issue = IssueContext(issued.issue)
        // Documents made before there were cross-reference streams in ours have a table.
        let form = document.revisions[0].crossReference.form == .table ? FileForm.withTable : .current
        guard let content = try? template.fill(issued.data, issue: issue),
            let again = try? typesetter.typeset(content.marked(issued.data, issue), as: form)
        else { return .impossible }
        let base = document.bytes[document.revisions[0].range]
        if base.elementsEqual(again.bytes) { return .identical }
        return .different(atByte: zip(base, again.bytes).prefix { $0 == $1 }.underestimatedCount)
    }
}

/// What came of setting a document again.
package enum Reproduction: Hashable, Sendable {
    /// Byte for byte the same.
    case identical
    /// The first byte that differs, from 0. The text was altered before anybody signed, or another version of the program or
    /// of the typeface set it.
    case different(atByte: Int)
    /// The document carries no data of a convention.
    case noData
    /// The text that it names is not here, neither as the current version of the template nor as an earlier one.
    case templateMissing(identifier: String, version: String)
    /// The template and these data do not make a document.
    case impossible
}
