import ConventionDomain
import Parties
import Workflow

import struct Foundation.Date

/// What an employer's client reads of a convention.
struct ConventionDTO: Encodable {
    struct Placement: Encodable { let pupil, school, host, firstDay, lastDay: String }
    struct Person: Encodable { let givenName, familyName, capacity: String }
    struct Consent: Encodable { let version, text: String }
    struct Revision: Encodable { let sha256, document: String }
    /// `signedOnPaper` is the day that stands on the paper, when the school attests a signature on paper; absent otherwise.
    struct Party: Encodable {
        let role, name, capacity: String, signedAt: Date?, isAwaited: Bool, signedOnPaper: String?
    }

    /// `effectiveOn` is the day from which the change is to hold.
    struct Amends: Encodable { let convention, effectiveOn: String }
    /// `state` is `awaited` or `signed`; reference and time of the one that the host has signed.
    struct Attestation: Encodable { let state: String, convention: String?, signedAt: Date? }

    let convention: String
    let state: String
    let placement: Placement
    /// Whom the token belongs to.
    let signatory: Person
    let isYourTurn: Bool
    /// Since when the signature is being made; absent when none is.
    let signatureInProgressSince: Date?
    let consent: Consent
    let revision: Revision
    let parties: [Party]
    /// The convention that it changes, when it is an amendment; absent otherwise.
    let amends: Amends?
    /// References of the amendments in force, oldest first; absent when there is none.
    let amendedBy: [String]?
    /// The convention whose placement it attests, when it is an attestation; absent otherwise.
    let attests: String?
    /// How the attestation of the placement stands; absent until the placement is over, and when it did not take place.
    let attestation: Attestation?
    /// Addresses of the sheets that are handed over apart; absent when there is none to be had.
    let contactSheet: String?
    let healthSheet: String?

    /// - Parameters:
    ///   - base: The service's public address.
    ///   - conventions: Path below which the reader's key or token opens the document.
    init(_ view: EmployerView, base: String, conventions: String = ConventionPaths.base) {
        convention = view.convention.text
        state = view.phase.rawValue
        placement = Placement(
            pupil: view.outline.pupil.full, school: view.outline.school, host: view.outline.host,
            firstDay: view.outline.firstDay, lastDay: view.outline.lastDay)
        signatory = Person(view.signatory)
        isYourTurn = view.isYourTurn
        signatureInProgressSince = view.pendingSince
        consent = Consent(version: view.consent.version, text: view.consent.text)
        revision = Revision(
            sha256: view.revisionDigest.hexadecimal,
            document: "\(base)\(conventions)/\(view.convention.text)/document")
        parties = view.parties.map { party in
            Party(
                role: party.signatory.role.rawValue, name: party.signatory.name.full,
                capacity: party.signatory.capacity, signedAt: party.signedAt, isAwaited: party.isAwaited,
                signedOnPaper: party.paper?.attestation.signedOn)
        }
        switch view.relation {
        case .none: (amends, amendedBy, attests) = (nil, nil, nil)
        case .attests(let convention): (amends, amendedBy, attests) = (nil, nil, convention.text)
        case .amends(let convention, let day):
            (amends, amendedBy, attests) = (Amends(convention: convention.text, effectiveOn: day), nil, nil)
        case .amended(let amendments): (amends, amendedBy, attests) = (nil, amendments.map(\.reference.text), nil)
        }
        attestation = Attestation(view.attestation)
        let address = { (sheet: HandoverSheet) in
            view.sheets.contains(sheet) ? base + ConventionPaths.sheet(sheet, view.convention) : nil
        }
        (contactSheet, healthSheet) = (address(.contacts), address(.health))
    }
}

extension ConventionDTO.Attestation {
    fileprivate init?(_ standing: AttestationStanding) {
        switch standing {
        case .none: return nil
        case .awaited: self.init(state: "awaited", convention: nil, signedAt: nil)
        case .signed(let attestation, let at):
            self.init(state: "signed", convention: attestation.text, signedAt: at)
        }
    }
}

extension ConventionDTO.Person {
    init(_ signatory: Signatory) {
        self.init(
            givenName: signatory.name.given, familyName: signatory.name.family, capacity: signatory.capacity)
    }
}

/// What an employer's client gets for a countersignature.
struct CountersignatureDTO: Encodable {
    struct Certificate: Encodable { let serialNumber, sha256: String }
    struct Revision: Encodable { let sha256, readSha256, document: String }

    let convention: String
    let signatory: ConventionDTO.Person
    let signedAt: Date
    let identification: String
    let level: String
    /// `signature` or `seal` when the employer signed with a certificate of its own; absent otherwise.
    let ownCertificate: String?
    let certificate: Certificate
    let revision: Revision
    /// Whether all have signed.
    let isComplete: Bool

    /// - Parameters:
    ///   - base: The service's public address.
    ///   - conventions: Path below which the reader's key or token opens the document.
    init(_ result: CountersignatureResult, base: String, conventions: String = ConventionPaths.base) {
        let receipt = result.receipt
        convention = receipt.convention.text
        signatory = ConventionDTO.Person(receipt.signatory)
        signedAt = receipt.signedAt
        identification = receipt.identification.rawValue
        level = receipt.certificate.level
        ownCertificate = receipt.certificate.ownCertificate?.rawValue
        certificate = Certificate(
            serialNumber: receipt.certificate.serialNumber,
            sha256: receipt.certificate.sha256Fingerprint.hexadecimal)
        revision = Revision(
            sha256: receipt.revisionDigest.hexadecimal, readSha256: receipt.shownDigest.hexadecimal,
            document: "\(base)\(conventions)/\(receipt.convention.text)/document")
        isComplete = result.isComplete
    }
}

/// What an employer's client gets while its countersignature is being made.
struct PendingCountersignatureDTO: Encodable {
    let convention: String
    let state = "signatureInProgress"
    let signatory: ConventionDTO.Person
    let consentRecordedAt: Date
    /// When the consent will have to be given again.
    let consentEndsAt: Date
    /// Address of the convention's state, to be asked again.
    let status: String

    /// - Parameters:
    ///   - base: The service's public address.
    ///   - conventions: Path below which the reader's key or token opens the state.
    init(_ pending: PendingSigning, base: String, conventions: String = ConventionPaths.base) {
        convention = pending.convention.text
        signatory = ConventionDTO.Person(pending.signatory)
        consentRecordedAt = pending.since
        consentEndsAt = pending.consentEndsAt
        status = "\(base)\(conventions)/\(pending.convention.text)"
    }
}

/// What an employer's client gets for a refusal.
struct EmployerRefusalDTO: Encodable {
    let convention: String
    let state: String
    let signatory: ConventionDTO.Person
    let refusedAt: Date
    let reason: String

    init(_ result: EmployerRefusalResult) {
        convention = result.convention.text
        state = ConventionState.Phase.refused.rawValue
        signatory = ConventionDTO.Person(result.signatory)
        refusedAt = result.refusedAt
        reason = result.reason
    }
}
