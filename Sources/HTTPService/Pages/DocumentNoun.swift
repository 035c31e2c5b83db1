import Workflow

/// What pages call the document that they are about: who is asked for an amendment reads of no convention that would stop.
struct DocumentNoun: Sendable {
    /// « la convention », « l’avenant »
    let the: String
    /// « de la convention », « de l’avenant »
    let ofThe: String
    /// « cette convention », « cet avenant »
    let this: String
}

extension DocumentRelation {
    var noun: DocumentNoun {
        switch self {
        case .none, .amended: DocumentNoun(the: "la convention", ofThe: "de la convention", this: "cette convention")
        case .amends: DocumentNoun(the: "l’avenant", ofThe: "de l’avenant", this: "cet avenant")
        case .attests: DocumentNoun(the: "l’attestation", ofThe: "de l’attestation", this: "cette attestation")
        }
    }

    /// Whether the document changes another one, which holds whatever becomes of it.
    var isOfAnAmendment: Bool { if case .amends = self { true } else { false } }
}
