import ConventionDomain
import Foundation
import Parties
import Typesetting

@testable import Workflow

/// The values that the doubles of the use cases give.
enum Sample {
    static let now = Date(timeIntervalSince1970: 1_780_300_800)
    static let secret = String(repeating: "Sx-_9", count: 8) + "abc"
    static let attemptText = String(repeating: "A", count: 43)
    static let conventionText = "abcdefghijkmnpqrstuv"
    static let conventionID = ConventionID(conventionText) ?? placeholderID
    private static var placeholderID: ConventionID { preconditionFailure("the sample's reference is one") }

    static let school = "Collège Jean-Moulin"
    static let awa = person("student", .student, "Awa", "Diallo", "Élève")
    static let mariam = person("representative-1", .representative, "Mariam", "Diallo", "Mère")
    static let head = person("school", .school, "Hélène", "Roussel", "Principale")
    static let claire = person("employer", .employer, "Claire", "Martin", "Gérante")

    static func person(
        _ fieldName: String, _ role: Signatory.Role, _ given: String, _ family: String, _ capacity: String
    ) -> Signatory {
        Signatory(fieldName: fieldName, role: role, name: PersonName(given: given, family: family), capacity: capacity)
    }

    static func digest(_ byte: UInt8) -> DocumentDigest {
        guard let digest = DocumentDigest(bytes: [UInt8](repeating: byte, count: 32)) else {
            preconditionFailure("32 bytes are a SHA-256")
        }
        return digest
    }

    static let outline = ConventionOutline(
        title: "Convention de stage d’observation", pupil: awa.name, school: school, host: "Menuiserie Martin",
        firstDay: "2026-06-15", lastDay: "2026-06-19")

    static let overlap: PlacementOverlap = {
        let other = ConventionID(String(conventionText.reversed())) ?? placeholderID
        var overlap = PlacementOverlap(convention: conventionID, other: other)
        overlap.otherDays = .init(first: "2026-06-15", last: "2026-06-19")
        return overlap
    }()

    static let parties = [
        PartyStatus(signatory: awa, signedAt: now.addingTimeInterval(-86_400), isAwaited: false),
        PartyStatus(signatory: mariam, signedAt: nil, isAwaited: true),
        PartyStatus(signatory: head, signedAt: nil, isAwaited: false),
        PartyStatus(signatory: claire, signedAt: nil, isAwaited: false),
    ]

    static func consent(_ role: Signatory.Role = .representative) -> ConsentStatement {
        ConsentStatement(
            id: "consent-\(role.rawValue)", version: "2025-11", role: role,
            text:
                "J’agis en qualité de représentant légal ou de représentante légale de l’élève. J’ai lu la convention de"
                + " stage et ses annexes, telles qu’elles me sont présentées. J’autorise l’élève à effectuer ce stage dans"
                + " les conditions qu’elles prévoient. J’accepte de signer ce document par voie électronique.",
            textDigest: digest(9))
    }

    static func view(
        _ situation: SigningView.Situation = .toSign, kind: LinkKind = .signing, signatory: Signatory = mariam,
        outline: ConventionOutline = outline
    ) -> SigningView {
        SigningView(
            convention: conventionID, linkKind: kind, signatory: signatory, outline: outline, situation: situation,
            parties: parties, consent: consent(signatory.role), documentDigest: digest(1),
            linkExpiresAt: now.addingTimeInterval(10 * 86_400))
    }

    static func receipt(_ signatory: Signatory = mariam) -> SigningReceipt {
        SigningReceipt(
            convention: conventionID, signatory: signatory, signedAt: now, identification: .emailCode,
            shownDigest: digest(1), revisionDigest: digest(2),
            certificate: CertificateFacts(serialNumber: "5af0c1", sha256Fingerprint: digest(3), level: "B-T"))
    }

    static func codeRequested() -> CodeRequested {
        guard let attempt = AttemptID(attemptText) else { preconditionFailure("43 characters are an attempt") }
        return CodeRequested(
            attempt: attempt, maskedAddress: "m…@famille.example", expiresAt: now.addingTimeInterval(600))
    }

    static func file() -> DocumentFile {
        DocumentFile(
            convention: conventionID, revisionIndex: 1, digest: digest(1), isComplete: false,
            bytes: Array("%PDF-1.7".utf8))
    }

    static func sheet(_ kind: HandoverSheet) -> SheetFile {
        SheetFile(convention: conventionID, kind: kind, bytes: Array("%PDF-1.7 \(kind.rawValue)".utf8))
    }

    static func employerView() -> EmployerView {
        EmployerView(
            convention: conventionID, signatory: claire, outline: outline, phase: .signing, parties: parties,
            isYourTurn: true, pendingSince: nil, consent: consent(.employer), revisionDigest: digest(1))
    }

    static func refused(isReplay: Bool = false) -> EmployerRefusalResult {
        EmployerRefusalResult(
            convention: conventionID, signatory: claire, refusedAt: now, reason: "Plus de place", isReplay: isReplay)
    }

    static func pending(_ signatory: Signatory = mariam) -> PendingSigning {
        PendingSigning(
            convention: conventionID, signatory: signatory, since: now, consentEndsAt: now.addingTimeInterval(86_400))
    }

    static func countersigned(isReplay: Bool = false) -> CountersignatureOutcome {
        .signed(CountersignatureResult(receipt: receipt(claire), isComplete: true, isReplay: isReplay))
    }
}
