package import ConventionDomain
package import Parties

package import struct Foundation.TimeInterval

/// The limits that a deployment may set; the defaults are the recommended ones. Durations are in seconds.
package struct WorkflowSettings: Hashable, Sendable {
    /// Life of signing links and access tokens.
    package var signingLinkLifetime: TimeInterval = 14 * 86_400
    /// Life of reading links: the retention of a convention.
    package var readingLinkLifetime: TimeInterval = 5 * 366 * 86_400
    /// Life of the links with which parts of a convention are filled.
    package var partLinkLifetime: TimeInterval = 30 * 86_400
    /// How long one reads behind a reading link after a right code.
    package var readingPassLifetime: TimeInterval = 1_800
    package var codeLifetime: TimeInterval = 600
    package var codeTries = 5
    /// How long a consent is good for a signature that waits to be made; afterwards it is asked for again.
    package var consentLifetime: TimeInterval = 86_400
    /// Pause after the last wrong code.
    package var codePause: TimeInterval = 900
    /// Codes of one kind sent to one signatory in one hour.
    package var codesPerHour = 3
    /// Codes for reading sent to one signatory in one day.
    package var readingCodesPerDay = 10
    /// Wrong codes for reading, without a right one, after which a signatory's reading links stop working.
    package var readingGuesses = 30
    /// What the school asks of those who sign in a role; nothing where it does not say.
    package var identification: [Signatory.Role: IdentificationPolicy] = [:]
    /// Whether text messages can be sent.
    package var sendsTexts = false
    /// Text messages for decisions sent to one number in one hour, about whichever conventions.
    package var textsPerHour = 6
    /// The same for reading, counted apart: who holds a reading link that was passed on must leave what it takes to sign.
    package var readingTextsPerHour = 3
    /// New links sent to one signatory in one hour.
    package var renewalsPerHour = 3
    /// Who signs before whom, when the school has one order for all its conventions; `nil` leaves it to the template.
    package var signingOrder: SigningOrder.Preset?
    /// Whether both legal representatives sign wherever two are named; one suffices otherwise.
    package var bothRepresentativesSign = false
    /// Who is asked to sign, and need not, in every convention whose data do not say.
    package var optionalSignatures: [ConventionData.OptionalSignature] = []
    /// Whether an organisation's seal stands for its representative's signature.
    package var acceptsSeals = false
    /// Whether whoever signs for the school may do so with an own certificate and its software's key, instead of link or account.
    package var acceptsSchoolCertificates = false
    /// How long the value of a signature made elsewhere is waited for.
    package var signatureSessionLifetime: TimeInterval = 600
    /// How often a decision is taken anew because another signatory was faster.
    package var rounds = 8
    /// In which mails tell the time.
    package var timeZone = SchoolTimeZone.paris
    /// How long the school keeps what.
    package var retention = RetentionRules()
    /// The service runs with a demonstration PKI: documents and mails say so.
    package var isDemo = false

    package init() {}
}
