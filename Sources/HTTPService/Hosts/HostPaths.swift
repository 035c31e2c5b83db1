import Parties

/// The addresses of the pages of a school's directory of hosts.
enum HostPaths {
    static let list = "/ecole/entreprises"
    static let table = "/ecole/entreprises/annuaire.csv"
    static let add = "/ecole/entreprises/ajouter"
    /// The name of the parameter in a route.
    static let parameter = "siret"

    static func host(_ siret: SIRET) -> String { "\(list)/\(siret.digits)" }

    /// Behind the address of a host.
    static let note = "/note"
    static let block = "/bloquer"
    static let unblock = "/debloquer"
    static let invite = "/inviter"
}

/// The names of what these pages ask for in their address and forms.
enum HostFieldName {
    static let query = "q"
    static let group = "liste"
    static let siret = "siret"
    static let name = "nom"
    static let city = "ville"
    static let note = "note"
    /// Of the note as the page has it.
    static let edition = "edition"
    /// A number that was doubted and is sent again.
    static let confirmed = "confirme"
    static let reason = "motif"
    static let email = "courriel"
    static let reserved = "reservee"
    /// What was just done, as the address tells it to which the browser is sent.
    static let done = "fait"
}
