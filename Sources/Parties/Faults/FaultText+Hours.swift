extension FaultText {
    /// Rules on working time that the convention itself prints, or the law.
    static let workingTime: [ConventionFault.Code: FaultText] = [
        .dayTooLong: .init(
            "{day}, {found} de présence ; au plus {expected} sont admises, raccourcissez la journée",
            "on {day}, found {found} of presence, expected at most {expected}; shorten the day"),
        .weekTooLong: .init(
            "{found} de présence dans la semaine qui comprend {day} ; au plus {expected} sont admises, raccourcissez-la",
            "found {found} of presence in the week with {day}, expected at most {expected}; shorten it"),
        .breakMissing: .init(
            "{day}, il manque une pause : elle est due dès {expected} de présence, et dure au moins 30 minutes d’affilée ; "
                + "laissez-les entre deux plages",
            "on {day} a break is missing: from {expected} of presence on it is due, and lasts 30 minutes; leave them "
                + "between two slots"),
        .dailyRestTooShort: .init(
            "{day}, l’élève revient après {found} de repos ; {expected} au moins sont dues depuis la veille, commencez plus "
                + "tard",
            "on {day} the pupil is back after {found} of rest, expected at least {expected}; begin later"),
        .weeklyRestTooShort: .init(
            "la semaine qui comprend {day} laisse trop peu de repos : cinq jours de présence au plus, et deux jours libres "
                + "de suite, dont le dimanche ; libérez un jour",
            "the week with {day} leaves too little rest: five days of presence at most, and two free days in a row, "
                + "Sunday included; free a day"),
        .beginsTooEarly: .init(
            "{day}, la journée commence avant {expected} ; un mineur n’est pas présent la nuit, commencez plus tard",
            "on {day} the day begins before {expected}; no minor is present at night, begin later"),
        .endsTooLate: .init(
            "{day}, la journée se termine après {expected}, la limite à cet âge ; finissez plus tôt",
            "on {day} the day ends after {expected}, the limit at this age; end earlier"),
        .sundayPresence: .init(
            "{day} : le dimanche est un jour de repos, choisissez un autre jour",
            "on {day}: Sunday is a day of rest, take another day"),
        .publicHoliday: .init(
            "{day} : ce jour est férié à l’endroit du stage, choisissez un autre jour",
            "on {day}: this is a public holiday at the place, take another day"),
        .outsideSchoolYear: .init(
            "{day} est hors de l’année scolaire ; choisissez un jour de classe",
            "on {day}: this is outside the school year, take a day of school"),
        .outsideOfficialPeriod: .init(
            "{day} est hors de la séquence de seconde de cette année, du {found} au {expected} ; choisissez d’autres jours",
            "on {day}: this is outside the placements of seconde of that year, {found} to {expected}; take other days"),
        .tooManyDays: .init(
            "jours de présence : {found} ; au plus {expected} sont admis, supprimez les autres",
            "found {found} days of presence, expected at most {expected}; remove the others"),
    ]

    /// What deserves a second look and prevents nothing.
    static let warnings: [ConventionFault.Code: FaultText] = [
        .emancipatedOfAge: .init(
            "l’élève est majeur le jour de l’émission et signe seul pour cette raison ; l’émancipation n’est pas mentionnée",
            "the pupil is of age on the day of issue and signs alone for that reason; the emancipation is not mentioned"
        ),
        .siretChecksum: .init(
            "la clé du SIRET est fausse ; vérifiez le numéro dans l’annuaire des entreprises",
            "the checksum of the SIRET does not hold; check the number in the register of businesses"),
        .boardDeliberationMissing: .init(
            "la date de la délibération du conseil d’administration qui autorise la signature n’est pas indiquée",
            "the date on which the board authorised the head of this public school to sign is not given"),
        .boardDeliberationTooRecent: .init(
            "la délibération du conseil d’administration a moins de 15 jours ; elle peut ne pas être exécutoire",
            "the deliberation of the board is less than 15 days old; it may not be enforceable yet"),
        .referentTeacherMissing: .init(
            "aucun enseignant référent n’est encore désigné", "no teacher follows the pupil yet"),
        .healthInText: .init(
            "le texte paraît parler de santé, ce qui ne se signe pas ; mettez-le dans la fiche de contacts si la famille "
                + "l’a demandé",
            "the text seems to speak of health, which is never signed; put it into the contact sheet if the family asked "
                + "for it"),
        .healthPlanSigned: .init(
            "ce qui est dit ici du projet d’accueil individualisé (PAI) figurera dans le document signé, que les quatre parties "
                + "liront et garderont ; laissez ce complément vide pour le remettre à part, dans la fiche PAI",
            "what is said here of the health plan (PAI) will stand in the signed document, which all four parties read and keep; "
                + "leave it empty to hand it over apart, in the health sheet"),
        .contactsSigned: .init(
            "adresses électroniques ou numéros de téléphone parmi les compléments : {found} ; ils figureront dans le document "
                + "signé, que les quatre parties liront et garderont ; laissez vides ceux qui peuvent l’être, pour les remettre à "
                + "part, dans la fiche de contacts",
            "found {found} e-mail addresses or telephone numbers among the supplements; they will stand in the signed document, "
                + "which all four parties read and keep; leave empty those that may be, to hand them over apart, in the contact sheet"
        ),
        .supplementOfNobody: .init(
            "le complément {found} est rempli, mais la convention ne nomme pas cette personne ({expected}) ; retirez-le, ou ajoutez "
                + "la personne",
            "the supplement {found} is filled in, but the convention does not name that person ({expected}); take it out, or add the "
                + "person"),
        .dayLongUnder15: .init(
            "{day}, {found} de présence ; avant 15 ans, il est conseillé de ne pas dépasser {expected}",
            "on {day}, found {found} of presence; under 15, at most {expected} are advised"),
        .weekLongUnder15: .init(
            "{found} de présence dans la semaine qui comprend {day} ; avant 15 ans, il est conseillé de ne pas dépasser "
                + "{expected}",
            "found {found} of presence in the week with {day}; under 15, at most {expected} are advised"),
        .dayCountUnusual: .init(
            "jours de présence : {found} ; la durée prévue est de {expected} jours",
            "found {found} days of presence, expected {expected}"),
        .periodUnusual: .init(
            "{day} est hors de la période de juin, sans doute du {found} au {expected} cette année-là ; vérifiez "
                + "les dates",
            "on {day}: this is outside the period of June, which is probably {found} to {expected} in that year; "
                + "check the dates"),
        .periodLate: .init(
            "{day} : au collège, la séquence a lieu de septembre à mai ; vérifiez les dates",
            "on {day}: placements of collège are from September to May; check the dates"),
        .barStatementMissing: .init(
            "l’organisme paraît servir à boire sur place : écrivez dans les activités que l’élève n’est « {expected} »",
            "the host seems to serve drinks on the spot: write into the activities that the pupil is “{expected}”"),
        .weekShort: .init(
            "{found} de présence dans la semaine qui comprend {day} ; certains établissements en demandent {expected}",
            "found {found} of presence in the week with {day}; some schools want {expected}"),
    ]

    /// What is wrong with a table of many conventions.
    static let table: [ConventionFault.Code: FaultText] = [
        .unknownColumn: .init(
            "la colonne {value} n’est pas connue ; corrigez son titre, ou voyez seing convention import --blank",
            "the column {value} is not known; correct its heading, or see seing convention import --blank"),
        .repeatedColumn: .init(
            "la colonne {found} figure deux fois ; gardez-la une fois",
            "the column {found} stands twice; keep it once"),
        .missingColumn: .init(
            "la colonne {found} manque ; ajoutez-la, ou partez de seing convention import --blank",
            "the column {found} is missing; add it, or begin with seing convention import --blank"),
        .cellCountWrong: .init(
            "la ligne a {found} cellules, le titre {expected} ; un séparateur manque ou est de trop",
            "found {found} cells in the row, expected {expected} as in the heading; a separator is missing or too many"),
        .notATimetable: .init(
            "{value} n’indique pas d’horaires ; écrivez de une à quatre plages, par exemple 09:00-12:00 13:00-17:00",
            "{value} gives no hours; write one to four slots, such as 09:00-12:00 13:00-17:00"),
        .separatorUnknown: .init(
            "le titre ne se lit pas ; enregistrez le tableau en CSV, séparé par des points-virgules ou des virgules",
            "the heading cannot be read; save the table as CSV, separated by semicolons or commas"),
        .quoteUnfinished: .init(
            "un guillemet droit ouvre une cellule et rien ne la ferme comme il faut ; doublez ceux du texte",
            "a quotation mark opens a cell that is not closed as it should be; double those of the text"),
        .noRows: .init(
            "le tableau n’a aucune ligne sous son titre ; ajoutez une ligne par convention",
            "found no row below the heading; add a row for each convention"),
        .tooManyRows: .init(
            "le tableau a plus de {expected} lignes ; partagez-le en plusieurs fichiers",
            "found more than {expected} rows; split the table into several files"),
    ]
}
