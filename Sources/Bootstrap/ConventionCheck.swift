package import ConventionTemplates
package import Parties
package import Typesetting

/// Judges data by the template that their document is to be made from, as they are judged when a draft is entered.
package struct ConventionCheck: Sendable {
    private let typesetter: Typesetter

    /// - Throws: ``TypesettingError`` when the typeface is not installed.
    package init() throws(TypesettingError) { typesetter = Typesetter(fonts: try FontSet()) }

    init(_ typesetter: Typesetter) { self.typesetter = typesetter }

    /// What the template does not ask for or asks for in vain, and what cannot be printed.
    package func faults(of data: ConventionData, for template: ConventionTemplate) -> [ConventionFault] {
        template.faults(of: data) + unprintable(data)
    }

    /// Why the service makes no drafts from a template; `nil` for one of conventions.
    package static func refusal(of template: ConventionTemplate) -> BilingualText? {
        template.metadata.document == .convention ? nil : noConvention
    }

    /// A name that the typeface does not have is refused when it is entered, not when the convention is issued.
    private func unprintable(_ data: ConventionData) -> [ConventionFault] {
        ConventionXML.values(of: data).compactMap { path, text in
            typesetter.unprintable(in: text).map { scalar in
                let code = String(scalar.value, radix: 16, uppercase: true)
                let name = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
                return ConventionFault(.init(.characterNotPrinted, found: name, typed: text), at: path)
            }
        }
    }

    /// An amendment needs a convention that it changes; a sheet is signed by nobody.
    private static let noConvention = BilingualText(
        "Ce modèle n’est pas celui d’une convention. Un avenant se fait avec « seing convention amend », une attestation "
            + "par l’organisme d’accueil après le stage, et une fiche ne se signe pas. « seing template preview » les montre.",
        "This template is not one of a convention. An amendment is made with “seing convention amend”, an attestation by "
            + "the host after the placement, and a sheet is never signed. “seing template preview” shows them.")
}
