import ConventionDomain
import Parties

/// Commands for a terminal with which an employer fetches the document and countersigns it, ready to be pasted.
///
/// The token goes to curl through its standard input: what is among its arguments, every user of the machine can see.
/// `printf` is a command of the shell itself and shows in no list of processes.
struct EmployerCommands {
    private static let file = "convention.pdf"

    let signatory: Signatory
    let consentVersion: String
    let accessToken: AccessToken
    let convention: ConventionID
    let addresses: LinkAddresses

    var download: String {
        "\(authorization) | curl -fsS -H @- -o \(Self.file) '\(addresses.document(convention))'"
    }

    /// Source: curl(1), `--header @-`, since 7.55.
    private var authorization: String { "printf 'Authorization: Bearer %s' \(accessToken.text)" }

    /// The digest is taken from the file that was fetched: what is signed is what was read.
    var countersign: String {
        let body = """
            {"signatory":{"givenName":\(json(signatory.name.given)),"familyName":\(json(signatory.name.family))},\
            "capacity":\(json(signatory.capacity)),"consentVersion":\(json(consentVersion)),\
            "revisionSha256":"'"$(sha256sum \(Self.file) | cut -c1-64)"'"}
            """
        return "\(authorization) | curl -sS -H @- -H 'Content-Type: application/json' "
            + "-H 'Idempotency-Key: \(convention.text)' -d '\(body)' '\(addresses.countersignature(convention))'"
    }

    /// A JSON string that also stands between the apostrophes of a shell.
    ///
    /// Source: RFC 8259 §7.
    private func json(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "'": result += "\\u0027"
            case _ where scalar.value < 0x20: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
