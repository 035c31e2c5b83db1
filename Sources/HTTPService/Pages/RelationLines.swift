import ConventionDomain
import Workflow

/// How the document of a page stands to others, and where they are.
struct RelationLines: Sendable {
    struct Amendment: Sendable {
        let reference: String
        let signedOn: String
        let effectiveOn: String
        let path: String
    }

    /// Of an attestation: the reference of the convention that it is about.
    let attests: String?
    /// Of an amendment: the reference of the convention that it changes, from when on, and where that can be read.
    let amends: String?
    let effectiveOn: String?
    let conventionPath: String?
    /// Of a convention, oldest first.
    let amendments: [Amendment]

    static let amendmentsEnd = "avenants"
    static let conventionEnd = "convention-modifiee.pdf"

    /// - Returns: `nil` for a document that stands alone.
    init?(_ relation: DocumentRelation, path: String, _ dates: FrenchDates) {
        switch relation {
        case .none: return nil
        case .amends(let convention, let day):
            attests = nil
            (amends, effectiveOn) = (convention.text, FrenchDate.day(iso: day))
            (conventionPath, amendments) = ("\(path)/\(Self.conventionEnd)", [])
        case .attests(let convention):
            (attests, amends, effectiveOn, amendments) = (convention.text, nil, nil, [])
            conventionPath = "\(path)/\(Self.conventionEnd)"
            return
        case .amended(let amendments):
            (attests, amends, effectiveOn, conventionPath) = (nil, nil, nil, nil)
            self.amendments = amendments.map { amendment in
                Amendment(
                    reference: amendment.reference.text, signedOn: dates.day(amendment.signedAt),
                    effectiveOn: FrenchDate.day(iso: amendment.effectiveOn),
                    path: "\(path)/\(Self.amendmentsEnd)/\(amendment.reference.text)")
            }
        }
    }
}

extension DocumentRelation {
    /// What was signed, behind « Vous avez signé ».
    var signedDocument: String {
        switch self {
        case .none, .amended: "la convention de stage"
        case .amends: "la modification de la convention de stage (avenant)"
        case .attests: "l’attestation de fin du stage"
        }
    }
}

extension FailurePages {
    /// Of an amendment: the placement is under way, and goes on as it was agreed.
    static func expired(_ relation: DocumentRelation) -> Message {
        guard case .amends = relation else { return expired }
        return Message(
            title: "Cette modification n’a pas été signée à temps",
            paragraphs: ["La convention continue de s’appliquer sans changement. Vous n’avez rien à faire."])
    }

    static func closed(_ relation: DocumentRelation) -> Message {
        guard case .amends = relation else { return closed }
        return Message(
            title: "Cet avenant n’est plus à signer",
            paragraphs: [
                "Il a été annulé ou refusé\u{A0}: la convention s’applique sans changement, et vous n’avez plus rien à faire.",
                "Pour en savoir plus, adressez-vous à l’établissement scolaire.",
            ])
    }

    static func onHold(_ relation: DocumentRelation) -> Message {
        guard case .amends = relation else { return onHold }
        return Message(
            title: "L’établissement examine cette modification",
            paragraphs: [
                "Personne ne peut la signer pour le moment, et la convention s’applique sans changement.",
                "Vous n’avez rien à faire\u{A0}: vous recevrez un message si elle peut de nouveau être signée, ou si elle est annulée.",
            ])
    }
}
