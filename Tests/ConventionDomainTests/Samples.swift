import ConventionDomain
import Parties

import struct Foundation.Date

/// Events about one convention with three signatories, of every kind.
enum Sample {
    static let base = digest(0)
    static let order = order([["student", "representative-1"], ["school"]])

    static func digest(_ number: UInt8) -> DocumentDigest {
        guard let digest = DocumentDigest(bytes: [UInt8](repeating: number, count: 32)) else { preconditionFailure() }
        return digest
    }

    static func order(_ groups: [[String]]) -> SigningOrder {
        guard let order = try? SigningOrder(groups: groups) else { preconditionFailure() }
        return order
    }

    static let drafted = ConventionEvent.drafted(
        Drafting(
            outline: ConventionOutline(
                title: "Convention", pupil: PersonName(given: "Awa", family: "Diallo"), school: "Lycée", host: "Martin",
                firstDay: "2026-06-15", lastDay: "2026-06-26"),
            signatories: [], organisations: [:], templateIdentifier: "observation-2025-11", dataDigest: digest(99),
            order: order))

    static let prepared: ConventionEvent = {
        guard case .drafted(let drafting) = drafted else { preconditionFailure() }
        return .prepared(drafting)
    }()

    static func given(_ part: PreparationPart) -> ConventionEvent {
        .partGiven(PartGiving(part: part, fieldName: "employer", dataDigest: part == .host ? digest(90) : nil))
    }

    static let saved = ConventionEvent.partSaved(PartSaving(dataDigest: digest(90)))
    static let readied = ConventionEvent.readied(Readiness(hostDigest: digest(90)))
    static let handedBack = ConventionEvent.handedBack(HandingBack(reason: "Le tuteur manque"))
    static let disputed = ConventionEvent.partDisputed(PartDispute(fieldName: "student", message: "Le nom est faux"))
    static func requested(_ part: PreparationPart, _ fieldName: String = "employer") -> ConventionEvent {
        .partRequested(PartRequest(fieldName: fieldName, part: part))
    }
    static func corrected(asksFamily: Bool) -> ConventionEvent {
        guard case .drafted(let drafting) = drafted else { preconditionFailure() }
        return .partCorrected(PartCorrection(drafting: drafting, asksFamily: asksFamily))
    }

    /// The school leaves the host to the family.
    static let preparedOpen: ConventionEvent = {
        guard case .drafted(var drafting) = drafted else { preconditionFailure() }
        drafting.isHostOpen = true
        return .prepared(drafting)
    }()
    static func proposed(isGiven: Bool) -> ConventionEvent {
        .hostProposed(HostProposal(fieldName: "representative-1", dataDigest: digest(92), isGiven: isGiven))
    }
    static let returned = ConventionEvent.proposalReturned(ProposalReturn(reason: "Quel atelier ?"))
    static let confirmed: ConventionEvent = {
        guard case .drafted(let drafting) = drafted else { preconditionFailure() }
        return .hostConfirmed(HostConfirmation(drafting: drafting))
    }()

    static let issued = ConventionEvent.issued(Issue(baseDigest: base, order: order, templateDigest: digest(98)))

    static func declined(_ fieldName: String) -> ConventionEvent { .declined(Declining(fieldName: fieldName)) }

    /// Besides the three, the tutor is asked, who need not sign.
    static let askingTutor: [ConventionEvent] = {
        guard case .drafted(let former) = drafted,
            let order = try? SigningOrder(groups: order.groups, optional: ["tutor"])
        else { preconditionFailure() }
        return [
            .drafted(
                Drafting(
                    outline: former.outline, signatories: [], organisations: [:],
                    templateIdentifier: former.templateIdentifier, dataDigest: former.dataDigest, order: order)),
            .issued(Issue(baseDigest: base, order: order, templateDigest: digest(98))),
        ]
    }()

    static func consent(_ fieldName: String, base: DocumentDigest = base) -> ConventionEvent {
        .consentGiven(
            Consent(
                fieldName: fieldName, attempt: "attempt-\(fieldName)", statementID: "consent", statementVersion: "1",
                textDigest: digest(97), shownDigest: base, baseDigest: base))
    }

    /// The signature that turns revision `previous` into revision `previous + 1`.
    static func signed(_ fieldName: String, on previous: UInt8, making next: UInt8? = nil) -> ConventionEvent {
        .signed(
            SignatureRecord(
                fieldName: fieldName, attempt: "attempt-\(fieldName)", identification: .emailCode, shownDigest: base,
                previousDigest: digest(previous), revisionDigest: digest(next ?? previous + 1),
                signedAt: Date(timeIntervalSince1970: 0), codeTries: 1,
                certificate: CertificateFacts(serialNumber: "01", sha256Fingerprint: digest(96), level: "B-T")))
    }

    static func pending(_ fieldName: String) -> ConventionEvent {
        .signaturePending(
            PendingSignature(
                fieldName: fieldName, attempt: "attempt-\(fieldName)", identification: .emailCode, shownDigest: base,
                codeTries: 1))
    }
    static func lapsed(_ fieldName: String) -> ConventionEvent {
        .consentLapsed(ConsentLapse(fieldName: fieldName, attempt: "attempt-\(fieldName)", reason: .aged))
    }
    static func attested(_ fieldName: String, base: DocumentDigest = base) -> ConventionEvent {
        .paperAttested(
            PaperAttestation(
                fieldName: fieldName, signedOn: "2026-06-09", attestedBy: "Hélène Roussel", function: "proviseure",
                baseDigest: base, statementDigest: digest(90), scanDigest: digest(91)))
    }
    static func withdrawn(_ fieldName: String) -> ConventionEvent {
        .paperWithdrawn(
            PaperWithdrawal(fieldName: fieldName, statementDigest: digest(90), reason: "Mauvaise numérisation"))
    }
    static func invited(_ fieldName: String) -> ConventionEvent { .invited(Invitation(fieldName: fieldName)) }
    static func refused(_ fieldName: String) -> ConventionEvent {
        .refused(Refusal(fieldName: fieldName, reason: "Les horaires ne conviennent pas.", identification: .emailCode))
    }
    static let notified = ConventionEvent.parentNotified(
        ParentNotice(
            fieldName: "representative-2", name: PersonName(given: "Ousmane", family: "Diallo"), capacity: "Père"))
    static let objected = ConventionEvent.objected(
        Objection(fieldName: "representative-2", identification: .emailCode))
    static let objectionWithdrawn = ConventionEvent.objectionWithdrawn(
        ObjectionWithdrawal(fieldName: "representative-2", identification: .emailCode))
    static func codeSent(_ fieldName: String) -> ConventionEvent {
        .codeSent(
            CodeDispatch(
                fieldName: fieldName, attempt: "attempt", channel: .emailCode,
                expiresAt: Date(timeIntervalSince1970: 600)))
    }
    static let cancelled = ConventionEvent.cancelled(Cancellation(reason: "Erreur de dates"))
    static let superseded: ConventionEvent = {
        guard let by = ConventionID("abcdefghijkmnpqrstuv") else { preconditionFailure("the reference is one") }
        return .superseded(Supersession(by: by, reason: "Erreur de dates"))
    }()
    static let erased = ConventionEvent.erased(Erasure(reason: .retention))
    static func reminded(_ fieldName: String) -> ConventionEvent {
        .reminded(Reminder(fieldName: fieldName, businessDaysBefore: 5))
    }
    static let alarmed = ConventionEvent.alarmed(Alarm(missing: ["school"]))
    static func expired(_ reason: Expiry.Reason) -> ConventionEvent {
        .expired(Expiry(reason: reason, missing: ["student", "representative-1", "school"]))
    }
    static let held = ConventionEvent.legalHoldPlaced(LegalHold(reason: .accident))
    static let released = ConventionEvent.legalHoldLifted(LegalHoldLifting(reason: "Dossier clos"))
    static let reopened = ConventionEvent.reopened(Reopening(reason: "Signature en cours à l’hôpital"))
    static func completed(_ revision: UInt8) -> ConventionEvent {
        .completed(Completion(finalDigest: digest(revision)))
    }

    static let amendment: ConventionID = {
        guard let id = ConventionID("abcdefghijkmnpqrstuv") else { preconditionFailure() }
        return id
    }()
    static let amendmentBegun = ConventionEvent.amendmentBegun(AmendmentBeginning(amendment: amendment))
    static let amended: ConventionEvent = {
        guard case .drafted(let drafting) = drafted else { preconditionFailure() }
        return .amended(
            Amending(
                amendment: amendment, baseDigest: digest(80), finalDigest: digest(81), effectiveOn: "2026-06-17",
                drafting: drafting))
    }()
    static let attestationBegun = ConventionEvent.attestationBegun(AttestationBeginning(attestation: amendment))
    static let attested = ConventionEvent.attested(
        Attesting(attestation: amendment, baseDigest: digest(82), finalDigest: digest(83)))
    static func attestationRequested(_ fieldName: String) -> ConventionEvent {
        .attestationRequested(AttestationRequest(fieldName: fieldName))
    }
    static let ended = ConventionEvent.ended(Ending(lastDay: "2026-06-26"))
    static let interrupted = ConventionEvent.interrupted(
        Interruption(day: "2026-06-17", reason: "Fermeture de l’atelier"))
    static let resumed = ConventionEvent.resumed(Resumption(reason: "Erreur de dossier"))

    /// The layer that turns revision `previous` into revision `previous + 1`.
    static func archived(_ previous: UInt8) -> ConventionEvent {
        .archived(
            Archival(
                level: "B-LTA", previousDigest: digest(previous), revisionDigest: digest(previous + 1),
                provableUntil: Date(timeIntervalSince1970: 0)))
    }

    /// One event of each kind that concerns the given signatory or the whole convention.
    static func events(_ fieldName: String, revision: UInt8) -> [ConventionEvent] {
        preparing + [
            drafted, issued, invited(fieldName), .opened(Opening(fieldName: fieldName, shownDigest: base)),
            consent(fieldName),
            codeSent(fieldName), codeSent("representative-2"),
            pending(fieldName), lapsed(fieldName), .paperChosen(PaperWish(fieldName: fieldName)),
            attested(fieldName), withdrawn(fieldName),
            .linkRenewed(Invitation(fieldName: fieldName)), signed(fieldName, on: revision), completed(revision),
            .contactCorrected(
                ContactCorrection(fieldName: fieldName, formerEmail: "a@exemple.fr", email: "b@exemple.fr")),
            .disowned(Disowning(fieldName: fieldName)), reminded(fieldName), alarmed, expired(.placementBegun),
            expired(.placementOver), reopened,
            archived(revision), amendmentBegun, amended, ended, interrupted, resumed,
            attestationRequested(fieldName), attestationBegun, attested, refused(fieldName),
            declined(fieldName), notified, objected,
            objectionWithdrawn, cancelled, superseded, held, released, erased,
        ]
    }

    /// One event of each kind that happens before there is a draft.
    static let preparing = [
        prepared, requested(.host), requested(.family), saved, given(.host), given(.family), disputed, handedBack,
        corrected(asksFamily: false), corrected(asksFamily: true), proposed(isGiven: false), proposed(isGiven: true),
        returned, confirmed, readied,
    ]

    /// A state of every stage of the parts.
    static let statesBeforeDraft: [(state: ConventionState, revision: UInt8)] = [
        (after([prepared]), 0), (after([prepared, saved]), 0), (after([prepared, given(.host)]), 0),
        (after([prepared, given(.family)]), 0), (after([prepared, disputed]), 0),
        (after([prepared, given(.host), given(.family)]), 0),
        (after([prepared, given(.host), given(.family), readied]), 0),
        (after([prepared, given(.host), given(.family), readied, handedBack]), 0),
        (after([preparedOpen]), 0), (after([preparedOpen, proposed(isGiven: true)]), 0),
        (after([preparedOpen, given(.family), proposed(isGiven: true), returned]), 0),
    ]

    /// A state of every phase, and of every stage of signing, with the number of its newest revision.
    static let states: [(state: ConventionState, revision: UInt8)] =
        statesBeforeDraft + [
            (after([]), 0), (after([drafted]), 0), (after([drafted, issued]), 0),
            (after([drafted, issued, consent("student")]), 0),
            (after([drafted, issued, consent("student"), pending("student")]), 0),
            (after([drafted, issued, consent("student"), pending("student"), lapsed("student")]), 0),
            (after([drafted, issued, consent("student"), signed("student", on: 0)]), 1),
            (after([drafted, issued, notified]), 0), (after([drafted, issued, notified, objected]), 0),
            (after([drafted, issued, notified, consent("student"), objected, expired(.placementBegun), reopened]), 0),
            (after(allSigned), 3), (after(allSigned + [completed(3)]), 3),
            (after(allSigned + [completed(3), ended]), 3), (after(allSigned + [completed(3), interrupted]), 3),
            (after([drafted, issued, expired(.placementBegun)]), 0),
            (after([drafted, issued, notified, objected, expired(.placementBegun)]), 0),
            (after([drafted, issued, expired(.placementBegun), reopened]), 0),
            (after([drafted, issued, attested("student")]), 0), (after(completedOnPaper), 2),
            (after(completedOnPaper + [ended]), 2), (after(completedOnPaper + [amendmentBegun]), 2),
            (after(allSigned + [completed(3), amendmentBegun]), 3),
            (after(allSigned + [completed(3), amendmentBegun, amended]), 3),
            (after(allSigned + [completed(3), amendmentBegun, amended, amendmentBegun]), 3),
            (after(allSigned + [completed(3), ended, attestationBegun]), 3),
            (after(allSigned + [completed(3), ended, attestationBegun, attested]), 3),
            (after(allSigned + [completed(3), interrupted, attestationBegun]), 3),
            (after(allSigned + [completed(3), interrupted, attestationBegun, attested]), 3),
            (after(allSigned + [completed(3), amendmentBegun, ended]), 3),
            (after(allSigned + [completed(3), amendmentBegun, interrupted]), 3),
            (after(allSigned + [completed(3), amendmentBegun, amended, interrupted]), 3),
            (after(askingTutor), 0), (after(askingTutor + [declined("tutor")]), 0),
            (after(askingTutor + [consent("tutor"), signed("tutor", on: 0)]), 1),
            (after(askingTutor + allSigned.dropFirst(2)), 3),
            (after(askingTutor + allSigned.dropFirst(2) + [completed(3)]), 3),
            (after([drafted, issued, refused("student")]), 0), (after([drafted, cancelled]), 0),
            (after([drafted, cancelled, erased]), 0), (after([drafted, superseded]), 0),
            (after([drafted, issued, consent("student"), superseded]), 0),
        ]

    static let allSigned = [
        drafted, issued, consent("representative-1"), signed("representative-1", on: 0), consent("student"),
        signed("student", on: 1), consent("school"), signed("school", on: 2),
    ]

    /// The school signs first, so that nobody has signed because of the paper.
    static let completedOnPaper = [
        drafted,
        .issued(
            Issue(
                baseDigest: base, order: order([["school"], ["student", "representative-1"]]),
                templateDigest: digest(98))),
        consent("school"), signed("school", on: 0), consent("student"), signed("student", on: 1),
        attested("representative-1"), completed(2),
    ]

    static func after(_ events: [ConventionEvent]) -> ConventionState {
        guard let state = try? ConventionState.after(events) else { preconditionFailure("the sample is possible") }
        return state
    }
}
