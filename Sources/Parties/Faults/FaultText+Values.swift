extension FaultText {
    /// One value is not what it should be.
    static let values: [ConventionFault.Code: FaultText] = [
        .emptyText: .init("le texte est vide ; complétez-le", "found no text, expected some; fill it in"),
        .textTooLong: .init(
            "{found} caractères, au plus {expected} sont admis ; raccourcissez",
            "found {found} characters, expected at most {expected}; shorten it"),
        .contactInText: .init(
            "le texte contient une adresse électronique ou un numéro de téléphone, qui ne se signe pas ; mettez-le dans "
                + "la fiche de contacts",
            "the text holds an e-mail address or a telephone number, which is never signed; put it into the contact sheet"
        ),
        .identityNumberInText: .init(
            "le texte contient ce qui ressemble à un INE ou à un numéro de sécurité sociale, qui n’ont pas leur place dans une "
                + "convention ; retirez-le",
            "the text holds what looks like a pupil's national number (INE) or a social security number, which have no place in a "
                + "convention; take it out"),
        .forbiddenCharacter: .init(
            "{value} contient le caractère {found}, invisible, trompeur ou sans lettre ; retapez le texte au clavier",
            "{value} holds the character {found}, which is invisible, misleads or has no letter; type the text again"),
        .characterNotPrinted: .init(
            "{value} contient le caractère {found}, que la police des conventions n’a pas ; écrivez ce texte en lettres latines, "
                + "grecques ou cyrilliques",
            "{value} holds the character {found}, which the typeface of conventions lacks; write this text in Latin, Greek or "
                + "Cyrillic letters"),
        .notADate: .init(
            "{value} n’est pas une date ; écrivez l’année, le mois et le jour, par exemple 2027-06-14",
            "{value} is no day that exists; write year, month and day, such as 2027-06-14"),
        .notATime: .init(
            "{value} n’est pas une heure ; écrivez-la sur quatre chiffres, par exemple 09:30",
            "{value} is no time of day; write it with four digits, such as 09:30"),
        .notAnInstant: .init(
            "{value} n’est pas un instant en temps universel, comme 2027-05-03T09:12:00Z",
            "{value} is no moment in UTC, such as 2027-05-03T09:12:00Z"),
        .notAChoice: .init(
            "{value} ne figure pas parmi les valeurs admises ; écrivez l’un de ces mots : {expected}",
            "{value} is not known; write one of {expected}"),
        .notAUAI: .init(
            "{value} n’est pas un code UAI ; il faut sept chiffres et une lettre majuscule, par exemple 0990011Z",
            "{value} is no UAI code, expected seven digits and a capital letter, such as 0990011Z"),
        .wrongUAILetter: .init(
            "la lettre de {value} ne correspond pas aux chiffres, qui donnent {expected} ; vérifiez le code UAI",
            "the letter of {value} does not belong to its digits, expected {expected}; check the UAI code"),
        .notASIRET: .init(
            "{value} n’est pas un numéro SIRET : {found} chiffres, 14 sont attendus, sans espace",
            "{value} is no SIRET: found {found} digits, expected 14 without spaces"),
        .notAPostalCode: .init(
            "{value} n’est pas un code postal français ; il faut cinq chiffres (20… en Corse, CEDEX s’écrit après la "
                + "commune), ou un pays si l’adresse est à l’étranger",
            "{value} is no French postal code, expected five digits (20… in Corsica, CEDEX stands behind the town), or a "
                + "country if the address is abroad"),
        .notANAFCode: .init(
            "{value} n’est pas un code NAF ; il faut quatre chiffres et une lettre, par exemple 62.01Z",
            "{value} is no NAF code, expected four digits and a letter, such as 62.01Z"),
        .notAnEMailAddress: .init(
            "{value} n’est pas une adresse électronique ; écrivez-en une seule, comme nom@exemple.fr, sans accent ni espace",
            "{value} is no e-mail address; write one, such as name@example.fr, without accents and spaces"),
        .domainNotASCII: .init(
            "le domaine de {value} a des lettres accentuées ; écrivez sa forme technique, qui commence par xn--",
            "the domain of {value} has letters beyond ASCII; write its technical form, which begins with xn--"),
        .notAPhoneNumber: .init(
            "{value} n’est pas un numéro de téléphone ; écrivez-le comme 06 39 98 12 34, ou avec + et l’indicatif du pays",
            "{value} is no telephone number; write it as 06 39 98 12 34, or with + and the country code"),
        .notADigest: .init(
            "{value} n’est pas une empreinte : sha256: et 64 chiffres hexadécimaux minuscules",
            "{value} is no digest: sha256: and 64 hexadecimal digits in lower case"),
    ]

    /// Values that do not fit together.
    static let coherence: [ConventionFault.Code: FaultText] = [
        .endBeforeStart: .init(
            "le dernier jour précède le premier ; corrigez l’une des deux dates",
            "found a last day before the first one, expected the same day or a later one"),
        .dayOutsidePlacement: .init(
            "ce jour n’est pas compris entre le premier et le dernier jour du stage",
            "found a day outside the placement, expected one from its first to its last day"),
        .daysOutOfOrder: .init(
            "ce jour ne suit pas le précédent ; chaque jour figure une seule fois, dans l’ordre",
            "found a day that is not later than the one before it, expected each day once, in order"),
        .slotEndsBeforeStart: .init(
            "la plage se termine avant d’avoir commencé ; indiquez une heure plus tardive du même jour",
            "found an end that is not after the beginning, expected a later time of the same day"),
        .slotsOverlap: .init(
            "la plage commence avant la fin de la précédente ; les plages se suivent sans se chevaucher",
            "found a beginning before the end of the slot above, expected slots in order, without overlap"),
        .birthDateImplausible: .init(
            "l’élève aurait {found} ans au premier jour du stage, de 10 à 25 ans sont admis ; vérifiez l’année",
            "found an age of {found} on the first day of the placement, expected 10 to 25; check the year"),
        .siretMissing: .init(
            "le SIRET manque ; seul un organisme établi à l’étranger peut s’en passer",
            "found no SIRET for a host whose address is in France, expected one"),
        .boardDeliberationNotPublic: .init(
            "un établissement privé n’a pas de délibération de conseil d’administration à citer ; supprimez la date",
            "found a deliberation of the board of a private school, expected one for a public school only"),
        .contactTwice: .init(
            "cette personne a déjà une ligne ; réunissez les deux", "found the same person a second time; join both"),
        .noticeOfNoParent: .init(
            "seul un représentant légal qui ne signe pas est informé de la convention ; supprimez « notice » ici",
            "found notice for somebody who is no legal representative, expected it for one who does not sign"),
        .contactEmpty: .init(
            "ni adresse électronique ni téléphone ; indiquez au moins l’un des deux",
            "found neither e-mail address nor telephone, expected one"),
        .schoolMailboxMissing: .init(
            "aucune adresse électronique de qui signe pour l’établissement ; ajoutez { \"of\": \"school\", \"email\": \"…\" }",
            "found no e-mail address of who signs for the school; add { \"of\": \"school\", \"email\": \"…\" }"),
    ]

    /// Who signs.
    static let signatures: [ConventionFault.Code: FaultText] = [
        .deputyWithoutDelegation: .init(
            "un adjoint signe par délégation ; indiquez l’acte dans « delegation », ou le chef d’établissement lui-même",
            "found a deputy head without a delegation, expected the act under which he or she signs, or the head of school"
        ),
        .delegateNotDeputy: .init(
            "dans un établissement public, seul un adjoint signe par délégation ; indiquez-le, avec sa fonction",
            "found a delegate of a public school who is no deputy head, expected a deputy head (adjoint)"),
        .minorWithoutRepresentative: .init(
            "l’élève est mineur et aucun responsable légal ne signe ; ajoutez-en au moins un, et sa signature",
            "found a minor pupil and no legal representative who signs, expected at least one"),
        .adultWithRepresentative: .init(
            "l’élève est majeur et signe seul ; supprimez les responsables légaux et leurs signatures",
            "found a pupil of age and a legal representative, expected the pupil alone: leave representatives out"),
        .emancipatedTooYoung: .init(
            "l’élève aurait {found} ans, et l’émancipation n’est pas possible avant {expected} ans ; ôtez-la et nommez les "
                + "responsables légaux, ou vérifiez la date de naissance",
            "found an emancipated pupil of {found}, expected at least {expected}; leave it out and name the representatives, "
                + "or check the date of birth"),
        .emancipatedWithRepresentative: .init(
            "l’élève est émancipé et signe seul ; supprimez les responsables légaux et leurs signatures",
            "found an emancipated pupil and a legal representative, expected the pupil alone: leave representatives out"
        ),
        .representativeUnknown: .init(
            "la signature {expected} est demandée, mais seulement {found} responsable(s) légal(aux) figurent",
            "found {expected} in the list, but the data name {found} representatives"),
        .signatureMissing: .init(
            "la signature {expected} n’est pas demandée ; {found} sont toujours requis",
            "found no {expected}, expected {found} in the list"),
        .signatureRepeated: .init(
            "la signature {found} est demandée deux fois ; gardez-la une fois",
            "found {found} a second time, expected each signature once"),
        .optionalSignatoryUnknown: .init(
            "la signature facultative {found} est demandée, mais les données ne nomment pas cette personne ; nommez-la ou retirez-la",
            "found the optional signature {found}, but the data do not name this person: name the person or take it out"
        ),
        .optionalSignatureNotPossible: .init(
            "seule une convention porte des signatures facultatives ; retirez-les d’un avenant ou d’une attestation",
            "found an optional signature in an amendment or an attestation, expected them in a convention only"),
        .optionalSignatureWithoutBox: .init(
            "la signature facultative {found} est demandée, mais ce modèle n’a pas de cadre pour elle ; retirez-la ou prenez un modèle "
                + "qui en a un",
            "found the optional signature {found}, but this template has no box for it: take it out or use a template that has one"
        ),
    ]
}

extension FaultText {
    /// What the template asks for beyond the values of every convention.
    static let supplements: [ConventionFault.Code: FaultText] = [
        .wrongDocument: .init(
            "les données sont celles d’un document « {found} », le modèle en fait un autre, « {expected} » ; choisissez "
                + "un autre modèle ou corrigez documentKind",
            "the data are those of a document “{found}”, the template makes another, “{expected}”; choose another template "
                + "or mend documentKind"),
        .gradeNotServed: .init(
            "le modèle n’est pas fait pour ce niveau, mais pour : {expected} ; choisissez un autre modèle",
            "the template is not made for this grade, but for {expected}; choose another template"),
        .emancipationNotServed: .init(
            "le modèle dit majeur l’élève qui n’a pas de responsable légal, ce qui est faux d’un élève émancipé ; choisissez un "
                + "modèle qui connaît l’émancipation (pupil.standing), comme observation-2025-11",
            "the template calls a pupil without representatives of age, which is wrong of an emancipated one; choose a template "
                + "that knows emancipation (pupil.standing), such as observation-2025-11"),
        .supplementUnknown: .init(
            "le modèle ne demande pas ce complément ; il connaît : {expected}",
            "the template does not ask for this supplement; it knows {expected}"),
        .supplementMissing: .init(
            "le complément « {found} » ({expected}) manque ; le modèle l’imprime, ajoutez-le",
            "the supplement “{found}” ({expected}) is missing; the template prints it, add it"),
        .supplementRepeated: .init(
            "ce complément figure deux fois ; gardez-le une fois",
            "found this supplement a second time, expected it once"),
        .notAnAmount: .init(
            "{value} n’est pas un montant ; écrivez-le en euros avec un point, par exemple 4.35",
            "{value} is no amount; write it in euros with a point, such as 4.35"),
        .notANumber: .init(
            "{value} n’est pas un nombre entier de 0 à 9999", "{value} is no whole number from 0 to 9999"),
    ]
}
