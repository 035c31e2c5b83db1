import Parties

/// Whether a text can be an e-mail address that a message is sent to.
func isMailAddress(_ text: String) -> Bool { MailboxAddress(text) != nil }

/// « a…@exemple.fr »: enough for its owner to recognise it.
func masked(_ address: String) -> String {
    let halves = address.split(separator: "@")
    guard halves.count == 2, let first = halves[0].first else { return "…" }
    return "\(first)…@\(halves[1])"
}
