extension FaultText {
    /// Rules on working time that the convention itself prints, or the law.
    static let workingTime: [ConventionFault.Code: FaultText] = [
        .dayTooLong: .init(
            "{found} de présence ce jour ; la convention en admet au plus {expected}",
            "found {found} of presence on this day; the convention admits at most {expected}"),
        .weekTooLong: .init(
            "{found} de présence dans la semaine ; la convention en admet au plus {expected}",
            "found {found} of presence in this week; the convention admits at most {expected}"),
        .breakMissing: .init(
            "dès 4 h 30 de présence, une pause d’au moins 30 minutes est due ; séparez deux plages d’autant",
            "from 4 h 30 of presence on, a break of 30 minutes is due; leave as much between two slots"),
        .dailyRestTooShort: .init(
            "{found} de repos depuis la veille ; {expected} au moins sont dues",
            "found {found} of rest since the day before, expected at least {expected}"),
        .weeklyRestTooShort: .init(
            "deux jours de repos consécutifs par semaine sont dus, dont le dimanche ; libérez un jour",
            "two consecutive days of rest a week are due, Sunday included; free a day"),
        .beginsTooEarly: .init(
            "un mineur ne commence pas avant {expected} ; commencez plus tard",
            "a minor does not begin before {expected}; begin later"),
        .endsTooLate: .init(
            "à cet âge, la journée se termine au plus tard à {expected} ; finissez plus tôt",
            "at this age the day ends at {expected} at the latest; end earlier"),
        .sundayPresence: .init(
            "ce jour est un dimanche ; un mineur n’y est pas présent, choisissez un autre jour",
            "this day is a Sunday, on which no minor is present; take another day"),
        .publicHoliday: .init(
            "ce jour est férié à l’endroit du stage ; un mineur n’y est pas présent, choisissez un autre jour",
            "this day is a public holiday at the place, on which no minor is present; take another day"),
    ]

    /// What deserves a second look and prevents nothing.
    static let warnings: [ConventionFault.Code: FaultText] = [
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
        .dayLongUnder15: .init(
            "{found} de présence ce jour ; avant 15 ans, il est conseillé de ne pas dépasser {expected}",
            "found {found} of presence on this day; under 15, at most {expected} are advised"),
        .weekLongUnder15: .init(
            "{found} de présence dans la semaine ; avant 15 ans, il est conseillé de ne pas dépasser {expected}",
            "found {found} of presence in this week; under 15, at most {expected} are advised"),
        .dayCountUnusual: .init(
            "jours de présence : {found} ; la durée prévue est de {expected} jours",
            "found {found} days of presence, expected {expected}"),
        .periodUnusual: .init(
            "la séquence de seconde a lieu dans la seconde quinzaine de juin ; vérifiez les dates",
            "the placement of seconde is in the second half of June; check the dates"),
    ]
}
