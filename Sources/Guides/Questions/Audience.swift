/// For whom an answer is written; the raw value stands in files and in addresses.
package enum Audience: String, Hashable, Sendable, CaseIterable {
    case pupils = "eleves"
    case families = "familles"
    case employers = "employeurs"
    case schools = "etablissements"

    package var title: String {
        switch self {
        case .pupils: "Élèves"
        case .families: "Familles"
        case .employers: "Employeurs"
        case .schools: "Établissements scolaires"
        }
    }

    /// What the page about it says first.
    package var lead: String {
        switch self {
        case .pupils: "Trouver un stage, y aller, signer la convention."
        case .families: "Autoriser le stage, vérifier, signer, garder."
        case .employers: "Accueillir un ou une élève, ce que l’on doit et ce que l’on ne doit pas."
        case .schools: "Préparer, faire signer, suivre, vérifier et conserver les conventions."
        }
    }
}
