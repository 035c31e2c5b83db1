package import ConventionTemplates
import Foundation
package import Parties

/// Who compared which template with the official text, and when: a small file in the data directory.
///
/// Until somebody has, the service tells the school so wherever it relies on the template.
package struct TemplateReviews: Sendable {
    private struct Review: Codable {
        /// For who reads the file; the digest alone decides.
        var template: String?
        /// The text that was compared; an edited template has another digest and has to be compared again.
        let digest: String
        let by: String
        /// ISO 8601
        let on: String
    }

    private let file: URL

    package init(dataDirectory: String) { file = URL(filePath: dataDirectory + "/template-reviews.json") }

    /// What the school has to know; `nil` when the template is verified, or its comparison is on record.
    package func notice(for template: ConventionTemplate) -> BilingualText? {
        let source = template.metadata.source
        guard source.status == .toVerify else { return nil }
        guard !reviews().values.contains(where: { $0.digest == template.digest }) else { return nil }
        let official = "\(source.reference), \(source.publication)"
        return BilingualText(
            "Le texte de ce modèle de convention n’a pas encore été comparé au texte officiel (\(official)). "
                + "L’établissement doit le faire vérifier avant de s’en servir.",
            "The text of this template has not been compared with the official one (\(official)) yet. "
                + "The school has to have it checked before relying on it.")
    }

    /// Records a comparison, replacing an earlier one of the same text: those of other versions stay, for the documents made
    /// from them.
    ///
    /// - Throws: What the file system says; the earlier records stay then.
    package func record(_ template: ConventionTemplate, by person: String, on day: CalendarDate) throws {
        var all = reviews()
        let (identifier, version) = (template.identity.identifier, template.identity.version)
        all[template.digest] = Review(
            template: "\(identifier) \(version)", digest: template.digest, by: person, on: day.iso8601)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(all).write(to: file, options: .atomic)
    }

    private func reviews() -> [String: Review] {
        guard let data = try? Data(contentsOf: file) else { return [:] }
        return (try? JSONDecoder().decode([String: Review].self, from: data)) ?? [:]
    }
}
