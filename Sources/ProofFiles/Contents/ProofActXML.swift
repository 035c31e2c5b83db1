import ConventionDomain
import Parties
import XMLBridge

import struct Foundation.Date

/// What happened to a signatory, in elements for people and programs; the journal's payloads say the same, and are committed to.
enum ProofActXML {
    static func element(of event: ProofEvent) -> XMLElement {
        ProofXML.branch(
            "act",
            [ProofXML.leaf("kind", event.event.kind.rawValue), ProofXML.leaf("at", ISO8601.text(event.at))]
                + facts(of: event.event))
    }

    /// A new kind of event has to be placed here on purpose.
    private static func facts(of event: ConventionEvent) -> [XMLElement] {
        switch event {
        case .opened(let opening): [digest("shownSha256", opening.shownDigest)]
        case .consentGiven(let consent): facts(of: consent)
        case .codeSent(let dispatch):
            [text("channel", dispatch.channel.rawValue), time("expiresAt", dispatch.expiresAt)]
        case .signaturePending(let pending):
            [
                text("identification", pending.identification.rawValue), digest("shownSha256", pending.shownDigest),
                text("codeTries", String(pending.codeTries)),
            ]
        case .consentLapsed(let lapse): [text("reason", lapse.reason.rawValue)]
        case .reminded(let reminder): [text("businessDaysBefore", String(reminder.businessDaysBefore))]
        case .signed(let record): facts(of: record)
        case .refused(let refusal):
            [text("identification", refusal.identification.rawValue), text("reason", refusal.reason)]
        case .objected(let objection): [text("identification", objection.identification.rawValue)]
        case .objectionWithdrawn(let withdrawal): [text("identification", withdrawal.identification.rawValue)]
        case .paperAttested(let attestation): facts(of: attestation)
        case .paperWithdrawn(let withdrawal):
            [digest("statementSha256", withdrawal.statementDigest), text("reason", withdrawal.reason)]
        case .invited, .linkRenewed, .disowned, .contactCorrected, .paperChosen, .parentNotified, .declined: []
        case .prepared, .partRequested, .partSaved, .partGiven, .partDisputed, .handedBack, .partCorrected,
            .hostProposed, .proposalReturned, .hostConfirmed, .readied:
            []
        case .drafted, .issued, .alarmed, .expired, .reopened, .completed, .archived, .cancelled, .superseded, .erased:
            []
        case .amendmentBegun, .amended, .ended, .interrupted, .resumed: []
        case .attestationRequested, .attestationBegun, .attested: []
        case .legalHoldPlaced, .legalHoldLifted: []
        }
    }

    private static func facts(of attestation: PaperAttestation) -> [XMLElement] {
        [
            text("signedOn", attestation.signedOn), text("attestedBy", attestation.attestedBy),
            text("function", attestation.function), digest("baseSha256", attestation.baseDigest),
            digest("statementSha256", attestation.statementDigest), digest("scanSha256", attestation.scanDigest),
        ]
    }

    private static func facts(of consent: Consent) -> [XMLElement] {
        var facts = [
            text("statement", consent.statementID), text("version", consent.statementVersion),
            digest("textSha256", consent.textDigest), digest("shownSha256", consent.shownDigest),
            digest("baseSha256", consent.baseDigest),
        ]
        facts += ProofXML.optional("userAgent", consent.userAgent)
        if let batch = consent.batch {
            facts.append(
                ProofXML.branch(
                    "batch",
                    [
                        text("reference", batch.batch), text("count", String(batch.count)),
                        digest("listSha256", batch.listDigest), time("givenAt", batch.givenAt),
                    ]))
        }
        return facts
    }

    private static func facts(of record: SignatureRecord) -> [XMLElement] {
        [
            text("identification", record.identification.rawValue), digest("shownSha256", record.shownDigest),
            text("codeTries", String(record.codeTries)), digest("previousSha256", record.previousDigest),
            digest("revisionSha256", record.revisionDigest), time("signedAt", record.signedAt),
            text("certificateSerial", record.certificate.serialNumber),
            digest("certificateSha256", record.certificate.sha256Fingerprint), text("level", record.certificate.level),
        ] + ProofXML.optional("ownCertificate", record.certificate.ownCertificate?.rawValue)
            + ProofXML.optional("timeStampedBy", record.timeStampedBy)
            + (record.delegation.map { [facts(of: $0)] } ?? [])
    }

    private static func facts(of delegation: DelegationFacts) -> XMLElement {
        ProofXML.branch(
            "delegation",
            [
                text("act", delegation.act), text("function", delegation.function), text("scope", delegation.scope),
                text("from", delegation.from), text("to", delegation.to),
            ])
    }

    private static func text(_ name: String, _ text: String) -> XMLElement { ProofXML.leaf(name, text) }

    private static func digest(_ name: String, _ digest: DocumentDigest) -> XMLElement {
        ProofXML.leaf(name, digest.hexadecimal)
    }

    private static func time(_ name: String, _ time: Date) -> XMLElement {
        ProofXML.leaf(name, ISO8601.text(time.unixSeconds))
    }
}
