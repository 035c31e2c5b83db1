package import ConventionDomain
package import Parties

/// What is known of how one convention came to be signed, for somebody who has to prove it.
///
/// docs/proof-file.md says the same to strangers. It holds no code, no link and no token: the journal has none.
package struct ProofFile: Hashable, Sendable {
    /// What the signatures are about, as lists and mails tell it.
    package struct Subject: Hashable, Sendable {
        package let outline: ConventionOutline
        package let templateIdentifier: String
        /// Of the convention's data in canonical XML.
        package let dataDigest: DocumentDigest

        package init(outline: ConventionOutline, templateIdentifier: String, dataDigest: DocumentDigest) {
            (self.outline, self.templateIdentifier, self.dataDigest) = (outline, templateIdentifier, dataDigest)
        }
    }

    package let scope: ProofScope
    /// Seconds since 1970-01-01T00:00:00Z.
    package let madeAt: Int64
    /// Whether everything is without legal value.
    package let isDemo: Bool
    package let reference: String
    package let state: ConventionState.Phase
    package let subject: Subject
    package let revisions: [ProofRevision]
    /// In the order in which the convention lists them.
    package let parties: [ProofParty]
    package let journal: JournalExtract
    /// The events that this reader may know, and when they happened.
    package let events: [ProofEvent]

    package init(
        scope: ProofScope, madeAt: Int64, isDemo: Bool, reference: String, state: ConventionState.Phase,
        subject: Subject, revisions: [ProofRevision], parties: [ProofParty], journal: JournalExtract,
        events: [ProofEvent]
    ) {
        (self.scope, self.madeAt, self.isDemo, self.reference) = (scope, madeAt, isDemo, reference)
        (self.state, self.subject, self.revisions, self.parties) = (state, subject, revisions, parties)
        (self.journal, self.events) = (journal, events)
    }

    /// The freezing of bytes and order; `nil` before.
    package var issue: Issue? {
        for event in events { if case .issued(let issue) = event.event { return issue } }
        return nil
    }
}

/// An event that a reader may know.
package struct ProofEvent: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let at: Int64
    package let event: ConventionEvent

    package init(at: Int64, event: ConventionEvent) { (self.at, self.event) = (at, event) }
}

/// One state of the document's file; the bytes of each are the beginning of the next.
package struct ProofRevision: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case base
        /// The signature of one signatory, by field name.
        case signature(String)
        /// An archival layer, and until when its time-stamp proves the document (Unix time).
        case archive(level: String, provableUntil: Int64)
    }

    package let digest: DocumentDigest
    /// Seconds since 1970-01-01T00:00:00Z.
    package let at: Int64
    package let kind: Kind

    package init(digest: DocumentDigest, at: Int64, kind: Kind) {
        (self.digest, self.at, self.kind) = (digest, at, kind)
    }

    /// The revision that an event made; `nil` for events that leave the document as it is.
    ///
    /// A new kind of event has to be placed here on purpose.
    package init?(_ event: ProofEvent) {
        switch event.event {
        case .issued(let issue): self.init(digest: issue.baseDigest, at: event.at, kind: .base)
        case .signed(let record):
            self.init(
                digest: record.revisionDigest, at: record.signedAt.unixSeconds,
                kind: .signature(record.fieldName))
        case .archived(let archival):
            self.init(
                digest: archival.revisionDigest, at: event.at,
                kind: .archive(
                    level: archival.level, provableUntil: archival.provableUntil.unixSeconds))
        case .prepared, .partRequested, .partSaved, .partGiven, .partDisputed, .handedBack, .partCorrected,
            .hostProposed, .proposalReturned, .hostConfirmed, .readied,
            .drafted, .invited, .opened, .consentGiven, .codeSent, .signaturePending, .consentLapsed, .linkRenewed,
            .contactCorrected, .disowned, .reminded, .alarmed, .expired, .reopened, .paperChosen, .paperAttested,
            .paperWithdrawn, .completed, .amendmentBegun, .amended, .ended, .interrupted, .resumed,
            .attestationRequested, .attestationBegun, .attested, .refused, .declined, .parentNotified,
            .objected,
            .objectionWithdrawn, .cancelled, .superseded, .legalHoldPlaced, .legalHoldLifted, .erased:
            return nil
        }
    }
}

/// One who has to sign, or may.
package struct ProofParty: Hashable, Sendable {
    /// Who it is; only what the reader may know.
    package struct Person: Hashable, Sendable {
        package let name: PersonName
        package let capacity: String
        /// For which organisation; `nil` for who signs for himself or herself.
        package let organisation: String?
        /// Where the person was reached when he or she signed, masked; `nil` when nothing is on file.
        package let maskedEmail: String?

        package init(name: PersonName, capacity: String, organisation: String?, maskedEmail: String?) {
            (self.name, self.capacity, self.organisation) = (name, capacity, organisation)
            self.maskedEmail = maskedEmail
        }
    }

    /// A text that was agreed to, word for word.
    package struct Statement: Hashable, Sendable {
        /// SHA-256 of the text in UTF-8.
        package let digest: DocumentDigest
        package let text: String

        package init(digest: DocumentDigest, text: String) { (self.digest, self.text) = (digest, text) }
    }

    package let fieldName: String
    package let role: Signatory.Role
    /// `nil` when it is somebody else's file.
    package let person: Person?
    /// Texts of the consents that are known word for word.
    package let statements: [Statement]
    package let signature: ProofSignature?

    package init(
        fieldName: String, role: Signatory.Role, person: Person?, statements: [Statement], signature: ProofSignature?
    ) {
        (self.fieldName, self.role, self.person) = (fieldName, role, person)
        (self.statements, self.signature) = (statements, signature)
    }
}

/// A signature as the document itself holds it.
package struct ProofSignature: Hashable, Sendable {
    /// Names in the certificate; only what the reader may know.
    package struct Certificate: Hashable, Sendable {
        /// RFC 4514.
        package let subject, issuer: String
        /// Unix time.
        package let notBefore, notAfter: Int64

        package init(subject: String, issuer: String, notBefore: Int64, notAfter: Int64) {
            (self.subject, self.issuer) = (subject, issuer)
            (self.notBefore, self.notAfter) = (notBefore, notAfter)
        }
    }

    /// Number of the revision that it made.
    package let revision: Int
    /// Hexadecimal.
    package let certificateSerial: String
    package let certificateDigest: DocumentDigest
    package let certificate: Certificate?
    /// What its time-stamp states, Unix time; `nil` when it has none.
    package let timeStamp: Int64?
    /// Common name of the unit that made the time-stamp.
    package let timeStampUnit: String?

    package init(
        revision: Int, certificateSerial: String, certificateDigest: DocumentDigest, certificate: Certificate?,
        timeStamp: Int64?, timeStampUnit: String?
    ) {
        (self.revision, self.certificateSerial) = (revision, certificateSerial)
        (self.certificateDigest, self.certificate) = (certificateDigest, certificate)
        (self.timeStamp, self.timeStampUnit) = (timeStamp, timeStampUnit)
    }
}

/// A mail address of which the reader sees enough to recognise it, and nobody enough to write to it.
package enum MaskedAddress {
    /// - Returns: « c***@exemple.fr »
    package static func of(_ address: String) -> String {
        guard let at = address.lastIndex(of: "@"), let first = address.first, address.startIndex < at else {
            return "***"
        }
        return "\(first)***\(address[at...])"
    }
}
