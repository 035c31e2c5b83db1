import Workflow

/// What everybody who asks is told besides the data, and what is not in the export.
///
/// Source: GDPR, articles 6(1)(e), 15(1), 15(4), 17(3) and 20(3).
enum PersonRightsText {
    static let data: [PersonDatum] = [
        .texts("purposes", "Pourquoi ces données sont traitées", purposes),
        .texts("categories", "De quelles sortes de données il s’agit", categories),
        .texts("recipients", "À qui elles sont communiquées", recipients),
        .texts("retention", "Combien de temps elles sont conservées", retention),
        .texts("source", "D’où elles viennent", source), .texts("rights", "Vos droits", rights),
        .texts("notIncluded", "Ce que cet export ne contient pas, et pourquoi", notIncluded),
    ]

    private static let purposes = [
        "Établir, faire signer et conserver la convention d’un stage ou d’une séquence d’observation, et prouver qui l’a signée et quand.",
        "Responsable du traitement : l’établissement scolaire que nomme la convention. Base, sauf s’il en indique une autre : sa mission "
            + "d’intérêt public (RGPD, article 6, 1, e).",
    ]
    private static let categories = [
        "Identité et place dans la convention ; pour un élève, date de naissance, classe et stage.",
        "Coordonnées pour les messages et les codes ; ce qui a été fait, quand, et comment la personne a été identifiée.",
        "Pour un élève seulement, et jusqu’au dernier jour du stage : qui apporte la trousse d’urgence d’un projet d’accueil individualisé "
            + "(PAI). Rien n’est enregistré d’une maladie.",
    ]
    private static let recipients = [
        "L’établissement ; les parties à la même convention, qui en ont chacune le document ; l’organisme d’accueil pour le stage.",
        "Les prestataires techniques de l’établissement : l’hébergeur, la messagerie et, s’il est configuré, l’envoi de SMS. Un service "
            + "d’horodatage, s’il est extérieur, ne reçoit qu’une empreinte.",
        "Les Archives départementales, pour une convention d’un établissement public.",
        "Le logiciel ne transmet rien hors de l’Union européenne de lui-même ; demandez à l’établissement où ses prestataires se trouvent.",
    ]
    private static let retention = [
        "La date est indiquée pour chaque convention. Elle est suspendue en cas d’accident déclaré ou de litige ; dans un établissement "
            + "public, l’effacement attend le visa des Archives départementales.",
        "Les traces d’envoi, de liens et de codes sont effacées plus tôt, quelques jours à un an après leur fin.",
    ]
    private static let source = [
        "De l’établissement scolaire ; de l’organisme d’accueil, pour la partie qu’il remplit ; de vous-même, quand vous avez signé, refusé, "
            + "écrit ou demandé un lien."
    ]
    private static let rights = [
        "Faire rectifier une donnée : l’établissement corrige vos coordonnées ; ce qui a été signé se corrige par un avenant ou une "
            + "nouvelle convention.",
        "Vous opposer au traitement, ou en demander la limitation ou l’effacement : l’établissement répond. Une convention signée est "
            + "conservée tant qu’elle peut servir de preuve (article 17, 3).",
        "La portabilité (article 20) ne s’applique pas à une mission d’intérêt public ; vos données vous sont tout de même remises dans un "
            + "format lisible par un logiciel.",
        "Aucune décision automatisée n’est prise à votre sujet.",
        "Vous pouvez écrire au délégué à la protection des données de l’établissement, et saisir la CNIL (www.cnil.fr).",
    ]
    private static let notIncluded = [
        "Ce qui concerne d’autres personnes : leurs noms et leurs coordonnées ne figurent que dans les documents PDF, que chaque partie a reçus. "
            + "Un texte libre recopié de la convention (activités, mentions) "
            + "peut nommer quelqu’un.",
        "Les jetons, les codes et leurs empreintes : ils donneraient accès à la convention. Leurs dates y sont.",
        "Le texte des messages : il n’est plus conservé après l’envoi. Leur nature n’est pas enregistrée à part ; l’acte du même "
            + "moment l’indique.",
        "Une adresse antérieure corrigée par l’établissement : elle pouvait être celle d’une autre personne.",
        "Les motifs écrits par l’établissement (annulation, interruption, renvoi…), qui peuvent parler d’autres personnes : l’établissement les "
            + "relit et vous les communique à part.",
        "Ce dont la communication porterait atteinte aux droits d’autrui (article 15, 4).",
        "Les empreintes sous clé qui évitent deux conventions pour les mêmes jours, d’où l’on ne retrouve personne ; les journaux techniques, qui "
            + "ne nomment personne.",
        "Les conventions déjà effacées, dont plus rien ne peut être lu ; les copies de sauvegarde, qui contiennent les mêmes données et "
            + "expirent ; les documents et courriels que d’autres ont reçus.",
    ]
}
