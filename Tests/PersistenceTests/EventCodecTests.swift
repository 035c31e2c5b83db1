import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow

@testable import Persistence

@Suite("EventCodec")
struct EventCodecTests {
    static let digest = DocumentDigest(hexadecimal: String(repeating: "ab", count: 32))

    static func events() throws -> [ConventionEvent] {
        let digest = try #require(Self.digest)
        let time = Date(timeIntervalSince1970: 1_780_300_800)
        let order = try SigningOrder(groups: [["student"], ["school"]])
        return [
            .drafted(
                Drafting(
                    outline: ConventionOutline(
                        title: "Stage", pupil: PersonName(given: "Awa", family: "Diallo"), school: "L", host: "M",
                        firstDay: "2026-06-15", lastDay: "2026-06-26"),
                    signatories: [
                        Signatory(
                            fieldName: "student", role: .student, name: PersonName(given: "Awa", family: "Diallo"),
                            capacity: "Élève")
                    ],
                    organisations: ["school": "L/M"], templateIdentifier: "t", dataDigest: digest, order: order)),
            .issued(Issue(baseDigest: digest, order: order, templateDigest: digest, isDemo: true)),
            .invited(Invitation(fieldName: "student")), .linkRenewed(Invitation(fieldName: "student")),
            .opened(Opening(fieldName: "student", shownDigest: digest)),
            .consentGiven(
                Consent(
                    fieldName: "student", attempt: "a", statementID: "s", statementVersion: "1", textDigest: digest,
                    shownDigest: digest, baseDigest: digest)),
            .codeSent(CodeDispatch(fieldName: "student", attempt: "a", channel: .emailCode, expiresAt: time)),
            .signaturePending(
                PendingSignature(
                    fieldName: "student", attempt: "a", identification: .emailCode, shownDigest: digest, codeTries: 2)),
            .consentLapsed(ConsentLapse(fieldName: "student", attempt: "a", reason: .aged)),
            .signed(
                SignatureRecord(
                    fieldName: "student", attempt: "a", identification: .emailCode, shownDigest: digest,
                    previousDigest: digest, revisionDigest: digest, signedAt: time, codeTries: 2,
                    certificate: CertificateFacts(serialNumber: "0A", sha256Fingerprint: digest, level: "B-T"))),
            .completed(Completion(finalDigest: digest)), .archived(archival(digest, time)),
            .declined(Declining(fieldName: "tutor")),
            .refused(Refusal(fieldName: "student", reason: "« Non »\n", identification: .accessToken)),
            .contactCorrected(
                ContactCorrection(fieldName: "student", formerEmail: "a@exemple.fr", email: "b@exemple.fr")),
            .erased(Erasure(reason: .request)),
        ] + deadlineEvents + placementEvents + objectionEvents + paperEvents(digest)
            + (try amendmentEvents(digest)) + (try partEvents(digest)) + (try replacingEvents(digest, order))
    }

    private static func replacingEvents(_ digest: DocumentDigest, _ order: SigningOrder) throws -> [ConventionEvent] {
        let other = try #require(ConventionID("abcdefghijkmnpqrstuv"))
        var drafting = Drafting(
            outline: ConventionOutline(
                title: "Stage", pupil: PersonName(given: "Awa", family: "Diallo"), school: "L", host: "M",
                firstDay: "2026-06-15", lastDay: "2026-06-26", birthDate: "2011-02-03"),
            signatories: [], organisations: [:], templateIdentifier: "t", dataDigest: digest, order: order)
        drafting.sharedDays = SharedDays(reason: "Deux demi-journées", with: [other])
        drafting.replaces = ReplacedConvention(convention: other, baseDigest: digest)
        return [
            .drafted(drafting), .superseded(Supersession(by: other, reason: "Erreur de dates")),
            .cancelled(Cancellation(reason: "Erreur")),
            .cancelled(Cancellation(reason: "Erreur de dates", replacedBy: other)),
        ]
    }

    private static let objectionEvents: [ConventionEvent] = [
        .parentNotified(
            ParentNotice(
                fieldName: "representative-2", name: PersonName(given: "Ousmane", family: "Diallo"),
                capacity: "Père")),
        .objected(Objection(fieldName: "representative-2", identification: .emailCode)),
        .objectionWithdrawn(ObjectionWithdrawal(fieldName: "representative-2", identification: .emailCode)),
    ]

    private static func partEvents(_ digest: DocumentDigest) throws -> [ConventionEvent] {
        let drafting = Drafting(
            outline: ConventionOutline(
                title: "Stage", pupil: PersonName(given: "Awa", family: "Diallo"), school: "L", host: "M",
                firstDay: "2026-06-15", lastDay: "2026-06-26"),
            signatories: [], organisations: [:], templateIdentifier: "t", dataDigest: digest,
            order: try SigningOrder(groups: [["student"]]))
        return [
            .prepared(drafting),
            .partRequested(PartRequest(fieldName: "employer", part: .host, isReminder: true)),
            .partSaved(PartSaving(dataDigest: digest)),
            .partGiven(PartGiving(part: .host, fieldName: "employer", dataDigest: digest)),
            .partGiven(PartGiving(part: .family, fieldName: nil)),
            .partDisputed(PartDispute(fieldName: "representative-1", message: "« Non »")),
            .handedBack(HandingBack(reason: "Les horaires")),
            .partCorrected(PartCorrection(drafting: drafting, asksFamily: true, hostDigest: digest)),
            .hostProposed(HostProposal(fieldName: "representative-1", dataDigest: digest, isGiven: true)),
            .proposalReturned(ProposalReturn(reason: "Quel atelier ?")),
            .hostConfirmed(HostConfirmation(drafting: drafting)), .readied(Readiness(hostDigest: digest)),
        ]
    }

    private static let deadlineEvents: [ConventionEvent] = [
        .disowned(Disowning(fieldName: "student")),
        .reminded(Reminder(fieldName: "student", businessDaysBefore: 5)),
        .alarmed(Alarm(missing: ["student"])),
        .expired(Expiry(reason: .placementBegun, missing: ["student", "school"])),
        .reopened(Reopening(reason: "Décision")),
        .legalHoldPlaced(LegalHold(reason: .accident)),
        .legalHoldLifted(LegalHoldLifting(reason: "Dossier clos")),
    ]

    private static func amendmentEvents(_ digest: DocumentDigest) throws -> [ConventionEvent] {
        let id = try #require(ConventionID("abcdefghijkmnpqrstuv"))
        let drafting = Drafting(
            outline: ConventionOutline(
                title: "Avenant", pupil: PersonName(given: "Awa", family: "Diallo"), school: "L", host: "M",
                firstDay: "2026-06-15", lastDay: "2026-06-27", follows: .amendment),
            signatories: [], organisations: [:], templateIdentifier: "t", dataDigest: digest,
            order: try SigningOrder(groups: [["school"]]),
            follows: FollowedConvention(
                kind: .amendment, convention: id, baseDigest: digest, effectiveOn: "2026-06-17"))
        return [
            .amendmentBegun(AmendmentBeginning(amendment: id)), .drafted(drafting),
            .attestationRequested(AttestationRequest(fieldName: "employer", isReminder: true)),
            .attestationBegun(AttestationBeginning(attestation: id)),
            .attested(Attesting(attestation: id, baseDigest: digest, finalDigest: digest)),
            .amended(
                Amending(
                    amendment: id, baseDigest: digest, finalDigest: digest, effectiveOn: "2026-06-17",
                    drafting: drafting)),
        ]
    }

    private static let placementEvents: [ConventionEvent] = [
        .ended(Ending(lastDay: "2026-06-26")),
        .interrupted(Interruption(day: "2026-06-17", reason: "« Fermeture »")),
        .resumed(Resumption(reason: "Erreur")),
    ]

    private static func paperEvents(_ digest: DocumentDigest) -> [ConventionEvent] {
        [
            .paperChosen(PaperWish(fieldName: "student")),
            .paperAttested(
                PaperAttestation(
                    fieldName: "student", signedOn: "2026-06-09", attestedBy: "Hélène Roussel", function: "proviseure",
                    baseDigest: digest, statementDigest: digest, scanDigest: digest)),
            .paperWithdrawn(PaperWithdrawal(fieldName: "student", statementDigest: digest, reason: "Erreur")),
        ]
    }

    private static func archival(_ digest: DocumentDigest, _ time: Date) -> Archival {
        Archival(level: "B-LTA", previousDigest: digest, revisionDigest: digest, provableUntil: time)
    }

    @Test func `every kind of event is read back as it was written`() throws {
        let events = try Self.events()
        #expect(Set(events.map(\.kind)) == Set(ConventionEvent.Kind.allCases))
        for event in events {
            #expect(try EventCodec.decode(try EventCodec.encode(event), type: event.kind.rawValue) == event)
        }
    }

    @Test func `the payload's form is fixed: journals already written depend on it`() throws {
        let digest = String(repeating: "ab", count: 32)
        let event = try #require(try Self.events().first { $0.kind == .signed })
        #expect(
            String(decoding: try EventCodec.encode(event), as: UTF8.self)
                == #"{"attempt":"a","certificate":{"level":"B-T","serialNumber":"0A","sha256Fingerprint":"\#(digest)"},"#
                + #""codeTries":2,"fieldName":"student","identification":"emailCode","previousDigest":"\#(digest)","#
                + #""revisionDigest":"\#(digest)","shownDigest":"\#(digest)","signedAt":1780300800}"#)
    }

    @Test(arguments: [("unknown", "{}"), ("invited", "{}"), ("invited", "["), ("issued", #"{"fieldName":"student"}"#)])
    func `an unknown type or a payload of another type is damage`(type: String, payload: String) {
        #expect(throws: StoreError.self) { try EventCodec.decode(Array(payload.utf8), type: type) }
    }
}
