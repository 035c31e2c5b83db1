/// The messages that the service sends; each is a file `Templates/Mails/fr/<name>.txt`.
package enum MailKind: String, Hashable, Sendable, CaseIterable {
    /// To student, representative or school, when it is their turn: the signing link.
    case invitation
    /// To the employer, when it is its turn: reading link, endpoint and access token.
    case invitationEmployer = "invitation-employer"
    /// To who signs for the school with an account, when it is their turn: where to enter, and a link to read or refuse, not to sign.
    case invitationAccount = "invitation-account"
    /// The same to who is silent.
    case reminderAccount = "reminder-account"
    /// To who may sign and need not, once: the signing link, and that nobody waits for it.
    case invitationOptional = "invitation-optional"
    /// The same to who is silent, once.
    case reminderOptional = "reminder-optional"
    /// The same as the invitation, with a new link that was asked for.
    case renewal
    case renewalEmployer = "renewal-employer"
    /// The consent was given too long ago for the signature to be made: the same as the renewal, and why.
    case consentLapsed = "consent-lapsed"
    case consentLapsedEmployer = "consent-lapsed-employer"
    /// To the school: whoever opened a signatory's link is somebody else.
    case disownedSchool = "disowned-school"
    /// To who is awaited and silent: the means to sign once more; the earlier ones go on working.
    case reminder
    case reminderEmployer = "reminder-employer"
    /// To the school: a code has to go by SMS, and there is no number that a signatory can use.
    case numberSchool = "number-school"
    /// To the school: too many wrong codes were entered behind somebody's reading link, which does not work any more.
    case guessedSchool = "guessed-school"
    /// To the school, shortly before the placement begins: who has not signed.
    case alarmSchool = "alarm-school"
    /// To the school, when the placement has begun or is over without all signatures: who has not signed, and what can be done.
    case expiredSchool = "expired-school"
    /// The same to everybody else: the pupil must not begin.
    case expired
    /// The school allows signatures all the same: the means to sign.
    case reopened
    case reopenedEmployer = "reopened-employer"
    /// To the school, every business day while something is under way: who is missing, what failed, what is late.
    case digest
    /// To who signs for a host, once: its software was not reached for days, and is told nothing any more.
    case endpointGivenUp = "endpoint-given-up"
    /// To a school, at once: somebody says that there is a danger where its pupils have applied.
    case offerDangerSchool = "offer-danger-school"
    /// A new reading link that was asked for.
    case renewalReading = "renewal-reading"
    case code
    /// A code that confirms a refusal instead of a signature.
    case codeRefusal = "code-refusal"
    /// A code that opens the pages behind a reading link.
    case codeReading = "code-reading"
    /// To who has just signed: the facts of the signature and a reading link.
    case receipt
    /// To everybody, once all have signed.
    case completed
    /// The same, when one of them has signed on paper.
    case completedOnPaper = "completed-on-paper"
    /// To everybody: the convention that was said to be complete is not.
    case completionRetracted = "completion-retracted"
    /// To the school: a signatory would rather sign a printed copy.
    case paperChosenSchool = "paper-chosen-school"
    /// To who has signed on paper: the school has said so, and a reading link.
    case paperAttested = "paper-attested"
    /// The school took that back: the means to sign.
    case paperWithdrawn = "paper-withdrawn"
    case paperWithdrawnEmployer = "paper-withdrawn-employer"
    /// To the school, at once, with the reason.
    case refusedSchool = "refused-school"
    /// To the others, without the reason.
    case refused
    case cancelled
    /// To a parent who does not sign, when the convention is issued: a link to read of it, and to object.
    case parentNotice = "parent-notice"
    /// To the same: a new link, with which an objection is also taken back.
    case parentNoticeRenewal = "parent-notice-renewal"
    /// A code with which that parent objects, or takes the objection back.
    case codeObjection = "code-objection"
    /// To the school, at once: a parent who does not sign objects, and nobody can sign.
    case objectedSchool = "objected-school"
    /// To the school: that parent has taken the objection back.
    case objectionWithdrawnSchool = "objection-withdrawn-school"
    /// To everybody else who was invited: the school is looking at the convention, for now nobody can sign.
    case onHold = "on-hold"
    /// The hold is over: the means to sign.
    case holdLifted = "hold-lifted"
    case holdLiftedEmployer = "hold-lifted-employer"
    /// The same to who has nothing to sign now.
    case holdEnded = "hold-ended"
    /// To the parties of a convention that sign none of its amendment: there is one.
    case amended
    /// What ``alarmSchool``, ``expiredSchool`` and ``expired`` are to a convention, for an amendment.
    case amendmentAlarmSchool = "amendment-alarm-school"
    case amendmentExpiredSchool = "amendment-expired-school"
    case amendmentExpired = "amendment-expired"
    /// To the host, after the placement: it is asked to attest what was done; and the same once more.
    case attestationRequest = "attestation-request"
    case attestationReminder = "attestation-reminder"
    /// To the other parties: the host has signed it.
    case attested
    /// A corrected convention takes the place of one that nobody had signed: the means to sign, and what was corrected.
    case corrected
    case correctedEmployer = "corrected-employer"
    /// To who was invited to sign the former one and is not sent the corrected one now.
    case superseded
    /// The same when somebody had signed the former one, with the school's reason.
    case reissued
    /// To everybody but the school: the placement stopped before its last day; without the reason.
    case interrupted
    /// To the school, with the reason.
    case interruptedSchool = "interrupted-school"
    /// To everybody: that was a mistake.
    case resumed
    /// To the host, when a convention is being prepared: the link to its part, and the same for software.
    case partHost = "part-host"
    /// The same to a host that has given nothing yet.
    case partReminder = "part-reminder"
    /// The same when the school wants the host to change its part, with the reason.
    case partHandedBack = "part-handed-back"
    /// To the family, when a convention is being prepared: the link to its data.
    case partFamily = "part-family"
    case partFamilyReminder = "part-family-reminder"
    /// The same when the family has to name the host as well.
    case partFamilyHost = "part-family-host"
    /// The same when the school wants it to name another, with the reason.
    case partHostReturned = "part-host-returned"
    /// To who signs for the school with an account: the link that begins a session.
    case headEntry = "head-entry"
    /// To the same, once: what became of a list that was agreed to.
    case headBatch = "head-batch"
    /// To whoever asks to enter as an employer: the link that lets in, and makes the account the first time.
    case employerEntry = "employer-entry"
    /// To who moderates offers: the link that lets in together with a code.
    case moderatorEntry = "moderator-entry"
    /// To a pupil whom a roster has with this address: the link that lets in.
    case pupilEntry = "pupil-entry"
    /// To a minor's legal representative whom a roster has with this address: the same, to follow the child's applications.
    case familyEntry = "family-entry"

    /// To an employer: a pupil applies for one of its offers; until when it is asked to answer.
    case applicationArrived = "application-arrived"
    /// To the same when the answer is due in two days.
    case applicationReminderEmployer = "application-reminder-employer"
    case applicationMessageEmployer = "application-message-employer"
    /// To the same: the pupil takes the place.
    case applicationConfirmed = "application-confirmed"
    /// To the same: whatever ended the application but itself.
    case applicationEndedEmployer = "application-ended-employer"
    /// To a pupil whose school knows an address: the place is offered; until when he or she may take it.
    case applicationAccepted = "application-accepted"
    /// To the same when that day is near.
    case applicationReminderPupil = "application-reminder-pupil"
    case applicationMessagePupil = "application-message-pupil"
    case applicationDeclined = "application-declined"
    case applicationEndedPupil = "application-ended-pupil"
    /// To an employer: moderation lets its offer be seen.
    case offerPublished = "offer-published"
    /// To the same: it does not, and why.
    case offerRefused = "offer-refused"
    /// To who moderates, once a day: offers wait.
    case offersWaiting = "offers-waiting"
    /// To a host: a school would be glad of an offer, whose form is filled already.
    case hostInvitation = "host-invitation"
    /// To several hosts, one by one: what a school has written, where an offer is published, and how to be left alone.
    case hostMessage = "host-message"

    /// What a text may say besides ``MailVariable/always``; it must say each of them, or the message would miss its point.
    package var required: Set<MailVariable> {
        switch self {
        case .invitation, .renewal, .consentLapsed, .reminder, .reopened, .paperWithdrawn, .renewalReading, .completed,
            .parentNotice, .parentNoticeRenewal, .holdLifted, .invitationOptional, .reminderOptional:
            [.link, .expires]
        case .completedOnPaper: [.link, .expires, .signatures]
        case .paperAttested: [.link, .expires, .signedAt]
        case .partFamily, .partFamilyReminder, .partFamilyHost: [.link, .expires]
        case .partHostReturned: [.link, .expires, .reason]
        case .partHost, .partReminder: [.link, .expires, .endpoint, .accessToken]
        case .partHandedBack: [.link, .expires, .endpoint, .accessToken, .reason]
        case .invitationEmployer, .renewalEmployer, .consentLapsedEmployer, .reminderEmployer, .reopenedEmployer,
            .paperWithdrawnEmployer, .holdLiftedEmployer:
            [.link, .expires, .endpoint, .accessToken, .download, .statement, .request, .refusal]
        case .code, .codeRefusal, .codeReading, .codeObjection: [.code, .minutes]
        case .objectedSchool, .objectionWithdrawnSchool: [.parent]
        case .receipt: [.link, .expires, .signedAt, .digest]
        case .corrected: [.link, .expires, .matters]
        case .correctedEmployer:
            [.link, .expires, .endpoint, .accessToken, .download, .statement, .request, .refusal, .matters]
        case .reissued: [.reason]
        case .refusedSchool: [.refusedBy, .reason]
        case .amended: [.link, .expires, .amendment]
        case .attestationRequest, .attestationReminder: [.link, .expires, .endpoint, .accessToken]
        case .attested: [.link, .expires]
        case .interrupted: [.outcome]
        case .interruptedSchool: [.outcome, .reason]
        case .invitationAccount, .reminderAccount: [.link, .expires, .endpoint]
        case .alarmSchool, .expiredSchool, .disownedSchool, .paperChosenSchool, .numberSchool, .guessedSchool:
            [.missing]
        case .amendmentAlarmSchool, .amendmentExpiredSchool: [.missing, .deadline]
        case .amendmentExpired: [.deadline]
        case .digest: [.lines]
        case .endpointGivenUp: [.today, .endpoint]
        case .offerDangerSchool: [.today, .lines]
        case .headEntry, .employerEntry, .moderatorEntry, .pupilEntry, .familyEntry: [.link, .minutes]
        case .headBatch: [.link, .lines]
        case .refused, .cancelled, .expired, .completionRetracted, .resumed, .onHold, .holdEnded, .superseded: []
        default: requiredOfPlacements
        }
    }

    /// The same of mails about offers and applications.
    private var requiredOfPlacements: Set<MailVariable> {
        switch self {
        case .applicationArrived, .applicationReminderEmployer, .applicationAccepted, .applicationReminderPupil:
            [.link, .lines, .deadline]
        case .applicationMessageEmployer, .applicationMessagePupil, .applicationConfirmed, .offerPublished,
            .offersWaiting:
            [.link, .lines]
        case .applicationEndedEmployer, .applicationEndedPupil, .applicationDeclined: [.link, .lines, .outcome]
        case .offerRefused: [.link, .lines, .reason]
        case .hostInvitation: [.link, .school, .host, .expires]
        case .hostMessage: [.lines, .link, .school, .host, .stop]
        default: []
        }
    }

    /// Every variable a text of this kind may use. Those that name no convention are about many or none, all others about one.
    package var allowed: Set<MailVariable> {
        switch self {
        case .digest: required.union([.school, .today])
        case .offerDangerSchool, .hostInvitation: required
        case .hostMessage: required.union([.subject])
        case .headEntry, .headBatch, .moderatorEntry, .pupilEntry, .applicationArrived, .applicationReminderEmployer,
            .applicationMessageEmployer, .applicationConfirmed, .applicationEndedEmployer, .applicationAccepted,
            .applicationReminderPupil, .applicationMessagePupil, .applicationDeclined, .applicationEndedPupil,
            .offerPublished, .offerRefused, .offersWaiting:
            required.union([.recipient])
        // Whoever types the address the first time has told no name; behind a family's address may be either parent.
        case .employerEntry, .familyEntry: required
        default: required.union(MailVariable.always)
        }
    }
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
    /// How the parties have signed: « 3 signatures électroniques, 1 sur papier attestée par … ».
    case signatures
    case digest
    case refusedBy = "refused_by"
    case reason
    /// Reference of an amendment.
    case amendment
    /// What is signed, behind « la » or « une »: « convention de stage », « modification de la convention de stage (avenant) ».
    case document
    /// The day by which it has to be signed: the first one of the placement, or the one from which an amendment is to hold.
    case deadline
    /// What hangs on the signatures, what holds until all have signed, and what holds when there will be none: a sentence each.
    case stake, meanwhile, afterwards
    /// What a corrected convention differs in: « les dates du stage et les horaires ».
    case matters
    /// What became of the placement, in a sentence.
    case outcome
    /// Who has not signed, or whom else the message is about: names and roles.
    case missing
    /// A parent who does not sign: name and capacity.
    case parent
    /// Of the digest: the day, and what it says of all conventions, on several lines. Of an endpoint: the day on which it was given up. Of a danger: the day
    /// of the report, and which offer it is about.
    case today
    case lines
    /// What a person wrote above a message of his or her own.
    case subject
    /// Link by which whoever receives a message asks to be left alone.
    case stop

    /// Whether the value may have several lines.
    var isBlock: Bool { self == .lines }

    /// Known for every message.
    package static let always: Set<MailVariable> = [
        .recipient, .pupil, .host, .school, .reference, .firstDay, .lastDay, .document, .deadline, .stake, .meanwhile,
        .afterwards,
    ]
}
