package import ConventionDomain
package import Parties

/// What a template says about itself and puts into every document made from it.
package struct TemplateMetadata: Hashable, Sendable {
    /// Whether somebody compared the text with the one it is modelled on.
    package enum SourceStatus: String, Hashable, Sendable, CaseIterable {
        /// Nobody has; the service says so to the school until an administrator records who did, and when.
        case toVerify = "to-verify"
        case verified
    }

    /// The official text on which the template is modelled.
    package struct Source: Hashable, Sendable {
        package let status: SourceStatus
        /// « NOR MENE2517062C »
        package let reference: String
        /// « BO n° 47 du 21-11-2025 »
        package let publication: String
    }

    /// Which document is made from it.
    package let document: TemplateDocument
    /// Whose document it is.
    package let grades: [ConventionData.Grade]
    package let name: String
    package let source: Source
    /// Who signs before whom, unless the school says otherwise.
    package let signingOrder: SigningOrder.Preset
    let title: InlineContent
    let subject: InlineContent
    let author: InlineContent
    let header: HeaderContent
    let footer: InlineContent
}
