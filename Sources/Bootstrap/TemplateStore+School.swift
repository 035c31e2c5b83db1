package import ConventionTemplates
import OpenSSLBridge
package import Parties

extension TemplateStore {
    /// The templates that came with the program, and the school's own in its data directory.
    ///
    /// - Throws: ``TemplateError`` when a schema is missing or cannot be used.
    package static func forSchool(
        resources: Resources, dataDirectory: String, calendar: PlacementCalendar = .standard
    ) throws(TemplateError) -> TemplateStore {
        try TemplateStore(
            directory: resources.templates, own: dataDirectory + "/templates", calendar: calendar,
            sha256: DigestAlgorithm.sha256.digest)
    }
}
