package import Parties

/// Why a convention was not made from a template and data; nothing was made.
package enum FillError: Error, Hashable, Sendable {
    /// The data are not acceptable, or not on the day of issue.
    case data(ConventionDataError)
    /// The signing order does not name exactly the signatures that the data require.
    case wrongOrder
    /// The template makes something else than what it was chosen for.
    case otherDocument(TemplateDocument, asked: TemplateDocument)
    /// An amendment has to say which convention it amends.
    case nothingAmended
    /// The template prints values that these data do not have; the names, each once, in the order of the template.
    case missingValues([String])
    /// Signatories for whom the template has no box, by the names of their fields.
    case missingSignatureBoxes([String])
}

extension FillError: CustomStringConvertible {
    package var description: String { text.english }

    /// What is wrong and what to do, for who entered the data or wrote the template.
    package var text: BilingualText {
        switch self {
        case .data(let error):
            BilingualText(
                error.faults.map { $0.text(in: .french) }.joined(separator: " "), error.description)
        case .wrongOrder:
            BilingualText(
                "Le modèle n’a pu être rempli : l’ordre de signature ne nomme pas une fois chaque signature requise, et "
                    + "elles seules.",
                "could not fill the template: the signing order does not name each required signature once, and no other"
            )
        case .otherDocument(let found, let asked):
            BilingualText(
                "Le modèle n’a pu être rempli : il fait un document « \(found.rawValue) », et il fallait « "
                    + "\(asked.rawValue) ». Nommez un autre modèle dans settings.json.",
                "could not fill the template: it makes a document \(found.rawValue), expected \(asked.rawValue); name "
                    + "another template in settings.json")
        case .nothingAmended:
            BilingualText(
                "L’avenant n’a pu être établi : il ne dit pas quelle convention il modifie. Indiquez-la.",
                "could not make the amendment: it does not say which convention it amends; name it")
        case .missingValues(let names):
            BilingualText(
                "Le modèle n’a pu être rempli : il imprime \(names.joined(separator: ", ")), que les données ne "
                    + "contiennent pas. Complétez les données, ou faites demander le modèle avec "
                    + "<if value=… exists=\"yes\">.",
                "could not fill the template: it prints \(names.joined(separator: ", ")), which the data do not hold; "
                    + "complete the data, or make the template ask with <if value=… exists=\"yes\">")
        case .missingSignatureBoxes(let fields):
            BilingualText(
                "Le modèle n’a pu être rempli : il n’a pas de case de signature pour "
                    + "\(fields.joined(separator: ", ")).",
                "could not fill the template: it has no signature box for \(fields.joined(separator: ", "))")
        }
    }
}
