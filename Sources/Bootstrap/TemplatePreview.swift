package import ConventionTemplates
package import Parties
package import Typesetting

/// Makes documents from made-up data, to look at a template and to try it; they say that they are worth nothing.
package struct TemplatePreview: Sendable {
    package struct Document: Hashable, Sendable {
        package let bytes: [UInt8]
        package let pageCount: Int
        package let narrowColumns: [NarrowColumn]
    }

    private let typesetter: Typesetter

    /// - Throws: ``TypesettingError`` when the typeface is not installed.
    package init() throws(TypesettingError) { typesetter = Typesetter(fonts: try FontSet()) }

    package func document(
        _ template: ConventionTemplate, _ variant: SampleVariant
    ) throws(TemplatePreviewError) -> Document {
        let content: DocumentContent
        do throws(FillError) {
            content = try Self.content(template, variant)
        } catch { throw .filling(error) }
        do throws(TypesettingError) {
            let document = try typesetter.typeset(content)
            return Document(
                bytes: document.bytes, pageCount: document.pageCount,
                narrowColumns: typesetter.narrowColumns(in: content))
        } catch { throw .typesetting(error) }
    }

    private static func content(
        _ template: ConventionTemplate, _ variant: SampleVariant
    ) throws(FillError) -> DocumentContent {
        let issue = issue(variant.data)
        guard case .sheet(let kind) = template.metadata.document, let sample = variant.sheet,
            let context = SheetContext(sample.contacts, of: variant.data, for: sample.reader)
        else { return try template.fill(variant.data, issue: issue).marked(variant.data, issue) }
        return try template.fill(kind, context, of: variant.data, issue: issue)
    }

    /// A month before the placement, an attestation on its last day, at noon: the same bytes on every day.
    private static func issue(_ data: ConventionData) -> IssueContext {
        let before = CalendarDate(dayNumber: data.placement.start.dayNumber - 30) ?? data.placement.start
        let day = data.document == .attestation ? data.placement.end : before
        return IssueContext(
            conventionID: SampleVariant.amended.conventionID, issuedOn: day,
            createdAt: Int64(day.dayNumber) * 86_400 + 43_200,
            isDemonstration: true, order: [data.signing.required],
            amends: data.document == .convention ? nil : SampleVariant.amended,
            verificationAddress: "https://conventions.lycee.example")
    }
}

/// Why a template could not be made with data that are good.
package enum TemplatePreviewError: Error, Hashable, Sendable {
    case filling(FillError)
    case typesetting(TypesettingError)

    package func text(in language: MessageLanguage) -> String {
        switch self {
        case .filling(let error): error.text(in: language)
        case .typesetting(.doesNotFit(let height, let available)):
            BilingualText(
                "une ligne, une rangée ou un cadre haut de \(height) points ne tient pas sur une page, qui en a "
                    + "\(available) ; faites des colonnes plus larges ou moins de texte ensemble",
                "a line, row or box of \(height) points does not fit on a page, which has \(available); make columns "
                    + "wider or keep less text together")(in: language)
        case .typesetting(.emptyText):
            BilingualText(
                "un titre, une rubrique ou une case est vide ; donnez-lui un texte dans tous les cas",
                "a title, a label or a box is empty; give it a text in every case")(in: language)
        case .typesetting(let error): error.description
        }
    }
}
