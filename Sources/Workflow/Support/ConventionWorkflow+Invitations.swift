import ConventionDomain
import Parties

import struct Foundation.Date

/// A link made for a message: the secret that goes into the mail and what the store keeps.
struct MadeLink {
    let token: LinkToken
    let record: LinkRecord
}

/// Why somebody gets means to sign, and what the message says of it.
enum MeansOccasion: Equatable {
    case firstTime
    /// New ones were asked for; the earlier ones stop working.
    case renewal
    /// The consent was given too long ago for the signature to be made; the earlier means stop working.
    case consentLapsed

    /// The signatory is silent; the earlier means go on working.
    case reminder(businessDaysBefore: Int)
    /// The school allows signatures after the placement has begun; the earlier means go on working.
    case reopening
    /// No parent objects any more; the earlier means go on working.
    case holdLifted
    /// A corrected convention takes the place of one that nobody had signed; with what was corrected, in French.
    case correction(matters: String)
    /// The school took back its statement that the signatory had signed on paper.
    case paperWithdrawn

    var replacesEarlier: Bool { self == .renewal || self == .consentLapsed }

    fileprivate func event(_ fieldName: String) -> ConventionEvent {
        switch self {
        case .firstTime, .reopening, .paperWithdrawn, .holdLifted, .correction:
            .invited(Invitation(fieldName: fieldName))
        case .renewal, .consentLapsed: .linkRenewed(Invitation(fieldName: fieldName))
        case .reminder(let days): .reminded(Reminder(fieldName: fieldName, businessDaysBefore: days))
        }
    }

    fileprivate var mailToAccount: MailKind {
        if case .reminder = self { .reminderAccount } else { .invitationAccount }
    }

    fileprivate func mail(toEmployer: Bool) -> MailKind {
        switch self {
        case .firstTime: toEmployer ? .invitationEmployer : .invitation
        case .renewal: toEmployer ? .renewalEmployer : .renewal
        case .consentLapsed: toEmployer ? .consentLapsedEmployer : .consentLapsed
        case .reminder: toEmployer ? .reminderEmployer : .reminder
        case .paperWithdrawn: toEmployer ? .paperWithdrawnEmployer : .paperWithdrawn
        case .holdLifted: toEmployer ? .holdLiftedEmployer : .holdLifted
        case .reopening: toEmployer ? .reopenedEmployer : .reopened
        case .correction: toEmployer ? .correctedEmployer : .corrected
        }
    }

    /// To who need not sign.
    fileprivate var mailToOptional: MailKind {
        if case .reminder = self { .reminderOptional } else { .invitationOptional }
    }

    /// What the message says besides the means to sign.
    fileprivate var values: [MailVariable: String] {
        if case .correction(let matters) = self { [.matters: matters] } else { [:] }
    }
}

extension ConventionWorkflow {
    func makeLink(
        _ kind: LinkKind, for fieldName: String, of id: ConventionID, base: DocumentDigest, at time: Date
    ) throws(WorkflowError) -> MadeLink {
        guard let token = LinkToken(randomBytes: try randomBytes(LinkToken.byteCount)) else {
            throw .unavailable(.randomness)
        }
        let lifetime = kind == .signing ? settings.signingLinkLifetime : settings.readingLinkLifetime
        let record = LinkRecord(
            hash: token.hash, kind: kind, convention: id, fieldName: fieldName, baseDigest: base,
            expiresAt: time.addingTimeInterval(lifetime))
        return MadeLink(token: token, record: record)
    }

    /// Adds to a change what lets a signatory sign: link or access token, and the message that carries it.
    func addMeansToSign(
        for fieldName: String, of dossier: Dossier, base: DocumentDigest, occasion: MeansOccasion,
        revoking: Bool = true, to change: inout ConventionChange
    ) throws(WorkflowError) {
        let signatory = try dossier.requireSignatory(fieldName)
        // In an archived document, whose statement about a paper was taken back, nobody can sign any more.
        guard dossier.archivals.isEmpty else { return }
        change.events.append(occasion.event(fieldName))
        if occasion.replacesEarlier, revoking {
            change.revocations.append(Revocation(fieldName: fieldName, reach: .signing))
        }
        switch signatory.role {
        case .school where mustUseAccount(fieldName, of: dossier):
            try addReadingLink(
                occasion.mailToAccount, for: fieldName, of: dossier, base: base,
                [.endpoint: ports.addresses.head(.home)], to: &change)
        case .student, .representative, .school:
            try addSigningLink(for: fieldName, of: dossier, base: base, occasion: occasion, to: &change)
        case .teacher, .tutor:
            try addSigningLink(for: fieldName, of: dossier, base: base, occasion: occasion, to: &change)
        case .employer where dossier.drafting.follows?.kind == .attestation:
            try addSigningLink(for: fieldName, of: dossier, base: base, occasion: occasion, to: &change)
        case .employer:
            try addAccessGrant(for: fieldName, of: dossier, base: base, occasion: occasion, to: &change)
        }
    }

    private func addSigningLink(
        for fieldName: String, of dossier: Dossier, base: DocumentDigest, occasion: MeansOccasion,
        to change: inout ConventionChange
    ) throws(WorkflowError) {
        let letters = letters(for: dossier)
        let link = try makeLink(.signing, for: fieldName, of: dossier.id, base: base, at: change.at)
        let isOptional = dossier.drafting.order.optional.contains(fieldName)
        change.links.append(link.record)
        change.mails.append(
            try letters.write(
                isOptional ? occasion.mailToOptional : occasion.mail(toEmployer: false), to: fieldName,
                key: try messageKey(),
                (isOptional ? [:] : occasion.values).merging([
                    .link: ports.addresses.signing(link.token),
                    .expires: letters.dates.day(link.record.expiresAt),
                ]) { own, _ in own }, notAfter: link.record.expiresAt))
    }

    private func addAccessGrant(
        for fieldName: String, of dossier: Dossier, base: DocumentDigest, occasion: MeansOccasion,
        to change: inout ConventionChange
    ) throws(WorkflowError) {
        guard let token = AccessToken(randomBytes: try randomBytes(AccessToken.byteCount)) else {
            throw .unavailable(.randomness)
        }
        let expiry = change.at.addingTimeInterval(settings.signingLinkLifetime)
        change.accessGrants.append(
            AccessGrant(hash: token.hash, convention: dossier.id, fieldName: fieldName, expiresAt: expiry))
        let letters = letters(for: dossier)
        let link = try makeLink(.reading, for: fieldName, of: dossier.id, base: base, at: change.at)
        let signatory = try dossier.requireSignatory(fieldName)
        let statement = try consent(for: signatory.role)
        let commands = EmployerCommands(
            signatory: signatory, consentVersion: statement.version, accessToken: token,
            convention: dossier.id, addresses: ports.addresses)
        change.links.append(link.record)
        change.mails.append(
            try letters.write(
                occasion.mail(toEmployer: true), to: fieldName, key: try messageKey(),
                occasion.values.merging([
                    .link: ports.addresses.reading(link.token), .accessToken: token.text,
                    .endpoint: ports.addresses.countersignature(dossier.id), .expires: letters.dates.day(expiry),
                    .download: commands.download, .request: commands.countersign, .statement: statement.text,
                    .refusal: ports.addresses.refusal(dossier.id),
                ]) { own, _ in own }, notAfter: expiry))
    }

    /// Adds a message with a new reading link.
    ///
    /// - Parameter base: Revision 0 of a convention that is issued with the same change; `nil` for one that was.
    func addReadingLink(
        _ kind: MailKind, for fieldName: String, of dossier: Dossier, base: DocumentDigest? = nil,
        _ values: [MailVariable: String] = [:], to change: inout ConventionChange
    ) throws(WorkflowError) {
        let base = if let base { base } else { try dossier.requireIssue().baseDigest }
        let letters = letters(for: dossier)
        let link = try makeLink(.reading, for: fieldName, of: dossier.id, base: base, at: change.at)
        let own: [MailVariable: String] = [
            .link: ports.addresses.reading(link.token), .expires: letters.dates.day(link.record.expiresAt),
        ]
        change.links.append(link.record)
        change.mails.append(
            try letters.write(
                kind, to: fieldName, key: try messageKey(), own.merging(values) { _, specific in specific }))
    }
}
