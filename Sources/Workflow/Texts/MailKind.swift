/// The messages that the service sends; each is a file `Templates/Mails/fr/<name>.txt`.
package enum MailKind: String, Hashable, Sendable, CaseIterable {
    /// To student, representative or school, when it is their turn: the signing link.
    case invitation
    /// To the employer, when it is its turn: reading link, endpoint and access token.
    case invitationEmployer = "invitation-employer"
    /// The same as the invitation, with a new link that was asked for.
    case renewal
    case renewalEmployer = "renewal-employer"
    /// The consent was given too long ago for the signature to be made: the same as the renewal, and why.
    case consentLapsed = "consent-lapsed"
    case consentLapsedEmployer = "consent-lapsed-employer"
    /// A new reading link that was asked for.
    case renewalReading = "renewal-reading"
    case code
    /// A code that confirms a refusal instead of a signature.
    case codeRefusal = "code-refusal"
    /// To who has just signed: the facts of the signature and a reading link.
    case receipt
    /// To everybody, once all have signed.
    case completed
    /// To the school, at once, with the reason.
    case refusedSchool = "refused-school"
    /// To the others, without the reason.
    case refused
    case cancelled

    /// What a text may say besides ``MailVariable/always``; it must say each of them, or the message would miss its point.
    package var required: Set<MailVariable> {
        switch self {
        case .invitation, .renewal, .consentLapsed, .renewalReading, .completed: [.link, .expires]
        case .invitationEmployer, .renewalEmployer, .consentLapsedEmployer:
            [.link, .expires, .endpoint, .accessToken, .download, .statement, .request, .refusal]
        case .code, .codeRefusal: [.code, .minutes]
        case .receipt: [.link, .expires, .signedAt, .digest]
        case .refusedSchool: [.refusedBy, .reason]
        case .refused, .cancelled: []
        }
    }

    /// Every variable a text of this kind may use.
    package var allowed: Set<MailVariable> { required.union(MailVariable.always) }
}

/// What the placeholders of mail texts stand for.
package enum MailVariable: String, Hashable, Sendable, CaseIterable {
    /// Full name of who receives the message.
    case recipient
    /// The pupil: given name for the family, full name for school and employer.
    case pupil
    case host, school
    /// Reference of the convention.
    case reference
    case firstDay = "first_day"
    case lastDay = "last_day"
    case link, expires, endpoint
    /// Address to which an employer's software sends a refusal.
    case refusal
    case accessToken = "access_token"
    /// Commands that fetch the document and countersign it, each on one line.
    case download, request
    /// What the employer declares by countersigning.
    case statement
    case code, minutes
    case signedAt = "signed_at"
    case digest
    case refusedBy = "refused_by"
    case reason

    /// Known for every message.
    package static let always: Set<MailVariable> = [
        .recipient, .pupil, .host, .school, .reference, .firstDay, .lastDay,
    ]
}
