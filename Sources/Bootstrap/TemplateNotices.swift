package import ConventionTemplates
package import Parties

/// What a school has to know of a template before it relies on it; none of it keeps anybody from making a document.
package struct TemplateNotices: Sendable {
    private let store: TemplateStore
    private let reviews: TemplateReviews

    package init(_ store: TemplateStore, _ reviews: TemplateReviews) {
        (self.store, self.reviews) = (store, reviews)
    }

    /// Of the text that a document was made from: when it was made, the text may have been the one in force.
    package func notices(of template: ConventionTemplate) -> [BilingualText] {
        reviews.notice(for: template).map { [$0] } ?? []
    }

    /// Of the text that a document is still to be made from.
    package func noticesForNewDocument(from template: ConventionTemplate) -> [BilingualText] {
        supersession(of: template) + notices(of: template)
    }

    private func supersession(of template: ConventionTemplate) -> [BilingualText] {
        do throws(TemplateError) {
            guard let identifier = try store.successor(of: template.identity.identifier) else { return [] }
            let successor = try store.template(identifier)
            let (old, new) = (Self.name(of: template), Self.name(of: successor))
            return [
                BilingualText(
                    "Le modèle \(old) a été remplacé par \(new). Pour une nouvelle convention, choisissez \(identifier).",
                    "The template \(old) was superseded by \(new). For a new convention choose \(identifier).")
            ]
        } catch { return [error.bilingual] }
    }

    /// « observation-2025-11 (NOR MENE2517062C, BO n° 47 du 21-11-2025) »
    private static func name(of template: ConventionTemplate) -> String {
        let source = template.metadata.source
        return "\(template.identity.identifier) (\(source.reference), \(source.publication))"
    }
}
