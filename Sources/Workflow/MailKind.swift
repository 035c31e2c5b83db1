/// The messages that the service sends; each is a file `Templates/Mails/fr/<name>.txt`.
package enum MailKind: String, Hashable, Sendable, CaseIterable {
    /// To student, representative or school, when it is their turn: the signing link.
    case invitation
    /// To the employer, when it is its turn: reading link, endpoint and access token.
    case invitationEmployer = "invitation-employer"
    /// The same as the invitation, with a new link that was asked for.
    case renewal
    case renewalEmployer = "renewal-employer"
    /// A new reading link that was asked for.
    case renewalReading = "renewal-reading"
    case code
    /// To who has just signed: the facts of the signature and a reading link.
    case receipt
    /// To everybody, once all have signed.
    case completed
    /// To the school, at once, with the reason.
    case refusedSchool = "refused-school"
    /// To the others, without the reason.
    case refused
    case cancelled
}
