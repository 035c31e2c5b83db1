import ConventionDomain
import Workflow

/// The names of the fields in the forms of the signing page.
enum SigningFieldName {
    static let consent = "accord"
    static let consentID = "engagement"
    static let consentVersion = "version"
    static let digest = "empreinte"
    static let attempt = "demande"
    static let code = "code"
    static let reason = "motif"
    static let way = "canal"
}

/// What the form sends that asks for a code.
struct ConsentForm: Sendable {
    let isTicked: Bool
    /// The code is not to go to the number on file.
    let byMail: Bool
    var consent: ConsentGiven

    init(_ fields: FormFields) throws(RequestFailure) {
        guard let digest = DocumentDigest(hexadecimal: fields[SigningFieldName.digest]) else { throw .malformedForm }
        byMail = fields.asksForMail
        isTicked = fields[SigningFieldName.consent] == "oui"
        consent = ConsentGiven(
            statementID: fields[SigningFieldName.consentID], version: fields[SigningFieldName.consentVersion],
            shownDigest: digest)
    }
}

extension FormFields {
    /// Whether « Je n’ai plus ce numéro » was pressed.
    var asksForMail: Bool { self[SigningFieldName.way] == "courriel" }
}

/// Which attempt to sign a code belongs to, as the page and its address carry it.
struct AttemptForm: Sendable {
    let attempt: AttemptID
    let digest: DocumentDigest

    init(attempt: AttemptID, digest: DocumentDigest) {
        self.attempt = attempt
        self.digest = digest
    }

    init?(attempt: String, digest: String) {
        guard let attempt = AttemptID(attempt), let digest = DocumentDigest(hexadecimal: digest) else { return nil }
        self.init(attempt: attempt, digest: digest)
    }

    var query: String {
        "\(SigningFieldName.attempt)=\(attempt.text)&\(SigningFieldName.digest)=\(digest.hexadecimal)"
    }
}
