import Parties

/// The addresses of the pages of a school's directory of hosts.
package enum HostPaths {
    static let list = "/ecole/entreprises"
    static let table = "/ecole/entreprises/annuaire.csv"
    static let add = "/ecole/entreprises/ajouter"
    static let write = "/ecole/entreprises/ecrire"
    static let messages = "/ecole/entreprises/messages"
    /// Where a host asks to be left alone.
    static let stopPrefix = "/employeurs/ne-plus-ecrire"
    static let stopParameter = "renvoi"

    /// Where a host publishes an offer.
    package static let publishing = EmployerOfferPaths.new

    package static func stop(_ reference: String) -> String { "\(stopPrefix)/\(reference)" }
    /// The name of the parameter in a route.
    static let parameter = "siret"

    static func host(_ siret: SIRET) -> String { "\(list)/\(siret.digits)" }

    /// Behind the address of a host.
    static let note = "/note"
    static let block = "/bloquer"
    static let unblock = "/debloquer"
    static let invite = "/inviter"
    static let takeBack = "/reprendre-invitation"
    static let rename = "/renommer"
    static let remove = "/retirer"
}

/// The names of what these pages ask for in their address and forms.
enum HostFieldName {
    static let query = "q"
    static let group = "liste"
    static let siret = "siret"
    static let name = "nom"
    static let city = "ville"
    static let note = "note"
    /// Of the note, or of the invitation, as the page has it.
    static let edition = "edition"
    /// A number that was doubted and is sent again.
    static let confirmed = "confirme"
    static let reason = "motif"
    static let email = "courriel"
    static let reserved = "reservee"
    static let subject = "objet"
    static let text = "texte"
    static let act = "acte"
    /// Before the number of a host that was ticked.
    static let choice = "s-"
    static let all = "tout"
    /// The numbers of those who were chosen, once the message was read again.
    static let chosen = "structures"
    static let key = "cle"
    /// What was just done, as the address tells it to which the browser is sent.
    static let done = "fait"
}
