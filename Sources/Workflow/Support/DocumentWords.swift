import ConventionDomain

/// What mails call the document that is signed, and what hangs on its signatures.
struct DocumentWords {
    let values: [MailVariable: String]

    init(_ drafting: Drafting) {
        if let follows = drafting.follows {
            values = follows.effectiveOn.map { Self.amendment(FrenchDate.day(iso: $0)) } ?? Self.attestation
        } else {
            values = Self.convention(FrenchDate.day(iso: drafting.outline.firstDay))
        }
    }

    private static func convention(_ firstDay: String) -> [MailVariable: String] {
        [
            .document: "convention de stage", .deadline: firstDay,
            .stake: "Le stage commence le \(firstDay) ; sans toutes les signatures, il ne peut pas commencer.",
            .meanwhile: "L’élève ne doit pas commencer avant que toutes les parties aient signé.",
            .afterwards: "Sans nouvelle convention, le stage ne peut pas commencer.",
        ]
    }

    /// The host signs it when it likes; nothing hangs on it but that it is there.
    private static let attestation: [MailVariable: String] = [
        .document: "déclaration de fin de stage (attestation)", .deadline: "", .stake: "", .meanwhile: "",
        .afterwards: "",
    ]

    private static func amendment(_ effectiveOn: String) -> [MailVariable: String] {
        [
            .document: "modification de la convention de stage (avenant)", .deadline: effectiveOn,
            .stake:
                "La modification doit prendre effet le \(effectiveOn) ; sans toutes les signatures, la convention continue de "
                + "s’appliquer sans changement.",
            .meanwhile: "La convention s’applique sans changement tant que toutes les parties n’ont pas signé.",
            .afterwards: "La convention continue de s’appliquer sans changement.",
        ]
    }
}
