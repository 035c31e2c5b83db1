import Typesetting

extension SampleConvention {
    static let articles: [Block] =
        [.heading(level: 2, [Inline("Titre I – Dispositions générales")])] + texts.enumerated().flatMap(article)

    private static func article(_ index: Int, _ text: (title: String, paragraphs: [String])) -> [Block] {
        [.heading(level: 3, [Inline("Article \(index + 1) – \(text.title)")])]
            + text.paragraphs.map { .paragraph([Inline($0)], .body) }
    }

    private static let texts: [(title: String, paragraphs: [String])] = [
        (
            "Objet",
            [
                "La présente convention a pour objet la mise en œuvre d’une séquence d’observation en milieu "
                    + "professionnel au bénéfice de l’élève désigné ci-dessus."
            ]
        ),
        (
            "Annexes",
            [
                "Les objectifs et les modalités de la séquence sont consignés dans l’annexe pédagogique ; les "
                    + "questions de frais et d’assurances sont traitées dans l’annexe financière."
            ]
        ),
        (
            "Organisation",
            [
                "L’organisation de la séquence est arrêtée d’un commun accord entre le responsable de l’organisme "
                    + "d’accueil et le chef d’établissement."
            ]
        ),
        (
            "Statut de l’élève",
            [
                "Pendant toute la durée de la séquence, l’élève conserve son statut scolaire et demeure sous "
                    + "l’autorité et la responsabilité du chef d’établissement.",
                "Il ne peut prétendre à aucune rémunération ni gratification de l’organisme d’accueil.",
            ]
        ),
        (
            "Activités",
            [
                "L’élève ne participe pas à la production. Il peut mener des enquêtes en liaison avec les "
                    + "enseignements, prendre part à des activités de l’organisme d’accueil, à des essais ou à des "
                    + "démonstrations, sous le contrôle des personnes chargées de l’encadrer.",
                "Il ne peut accéder aux machines, appareils ou produits dont l’usage est proscrit aux mineurs par "
                    + "les articles D. 4153-15 à D. 4153-37 du code du travail. Il n’effectue aucune manœuvre sur "
                    + "d’autres machines, produits ou appareils de production, ni les travaux légers autorisés aux "
                    + "mineurs par le même code.",
            ]
        ),
        (
            "Assurances",
            [
                "Il est vivement recommandé que l’élève soit couvert par une assurance de responsabilité civile et "
                    + "de dommages corporels. L’organisme d’accueil, sauf s’il relève des services de l’État, prend "
                    + "les dispositions nécessaires pour garantir sa responsabilité civile."
            ]
        ),
        (
            "Accident",
            [
                "En cas d’accident survenant à l’élève, soit sur le lieu de la séquence, soit au cours du trajet, le "
                    + "responsable de l’organisme d’accueil alerte sans délai le chef d’établissement, par tout moyen, "
                    + "et lui adresse le jour même la déclaration d’accident dûment remplie."
            ]
        ),
        (
            "Protection de l’élève",
            [
                "L’organisme d’accueil prévient tout agissement sexiste, tout harcèlement et toute violence, "
                    + "qu’elle soit sexuelle, verbale, physique ou discriminatoire. Dès son arrivée, l’élève reçoit "
                    + "une information claire sur les règles applicables et sur les voies de signalement.",
                "L’organisme d’accueil évalue les risques auxquels l’élève est exposé, lui fournit les équipements "
                    + "de protection individuelle nécessaires et s’assure qu’il a été formé à leur port. La séquence "
                    + "peut être suspendue ou interrompue, en concertation, lorsque ces exigences ne sont pas "
                    + "respectées.",
            ]
        ),
        (
            "Difficultés",
            [
                "Le chef d’établissement et le responsable de l’organisme d’accueil se tiennent mutuellement informés "
                    + "des difficultés qui pourraient naître de l’application de la convention et prennent, d’un "
                    + "commun accord et en liaison avec l’équipe pédagogique, les mesures propres à les résoudre, "
                    + "notamment en cas de manquement à la discipline. Toute absence est aussitôt signalée au chef "
                    + "d’établissement."
            ]
        ),
        (
            "Durée",
            [
                "La séquence se déroule pendant deux semaines consécutives dans la seconde quinzaine du mois de juin, "
                    + "ou pendant une semaine dans chacun de deux organismes d’accueil."
            ]
        ),
    ]

    static let pedagogicalAnnex: [Block] = [
        .heading(level: 2, [Inline("Titre II – Annexe pédagogique")]),
        .fields([
            field("Tuteur", "Émile Grossin, chef d’atelier"), field("Enseignante référente", "Ελένη Παπαδοπούλου"),
            field("Période", "du 14 au 25 juin 2027 inclus"),
            field("Lieu", "Atelier, 3, impasse des Cœurs-Volants, 92160 Antony"),
        ]),
        .heading(level: 3, [Inline("Horaires")]), timetable,
        .note([
            .paragraph(
                [
                    Inline("Repères réglementaires. ", .bold),
                    Inline(
                        "Sept heures par jour et trente-cinq heures par semaine au plus ; repos quotidien de quatorze "
                            + "heures ; deux jours de repos consécutifs par semaine ; pause d’au moins trente minutes "
                            + "dès quatre heures et demie d’activité."),
                ], .body)
        ]),
        .heading(level: 3, [Inline("Objectifs et activités")]),
        .paragraph(
            [
                Inline(
                    "La séquence sensibilise l’élève à l’environnement technologique, économique et professionnel, en "
                        + "liaison avec les programmes et l’éducation à l’orientation. Les activités prévues sont :")
            ], .body),
        .list(
            .dashes,
            items: [
                [
                    .paragraph(
                        [Inline("découverte de l’atelier, des essences de bois et des règles de sécurité ;")], .body)
                ],
                [.paragraph([Inline("observation du débit, de l’assemblage et de la pose sur un chantier ;")], .body)],
                [
                    .paragraph(
                        [Inline("entretiens avec la cheffe d’entreprise, les compagnons et l’apprenti ;")], .body)
                ],
            ]),
        .heading(level: 3, [Inline("Compétences visées")]),
        .list(
            .numbers,
            items: [
                [.paragraph([Inline("Observer", .bold), Inline(" : décrire un environnement professionnel.")], .body)],
                [
                    .paragraph(
                        [
                            Inline("Communiquer", .bold),
                            Inline(" : adopter une posture adaptée et poser des questions pertinentes."),
                        ], .body)
                ],
                [
                    .paragraph(
                        [
                            Inline("Comprendre", .bold),
                            Inline(
                                " : faire preuve de curiosité, saisir les enjeux, les relations entre les personnes et "
                                    + "les phases d’un travail."),
                        ], .body)
                ],
                [.paragraph([Inline("S’impliquer", .bold), Inline(" : montrer sa motivation.")], .body)],
            ]),
    ]

    private static let timetable = Block.table(
        Table(
            caption: "Horaires de la première semaine",
            header: ["Jour", "Matin", "Après-midi", "Durée"].map { [Inline($0)] },
            rows: [
                ["Lundi 14 juin", "9 h – 12 h", "13 h – 17 h", "7 h"],
                ["Mardi 15 juin", "9 h – 12 h", "13 h – 17 h", "7 h"],
                ["Mercredi 16 juin", "9 h – 12 h", "–", "3 h"],
                ["Jeudi 17 juin", "9 h – 12 h", "13 h – 17 h", "7 h"],
                ["Vendredi 18 juin", "9 h – 12 h", "13 h – 16 h", "6 h"],
            ].map { row in row.map { [Inline($0)] } }, columnWeights: [2, 2, 2, 1], firstColumnIsHeader: true))

    static let financialAnnex: [Block] = [
        .heading(level: 2, [Inline("Titre III – Annexe financière")]),
        .table(
            Table(
                header: [[Inline("Poste")], [Inline("Modalités")]],
                rows: [
                    [[Inline("Hébergement")], [Inline("Sans objet : l’élève rentre chaque soir à son domicile.")]],
                    [
                        [Inline("Restauration")],
                        [
                            Inline(
                                "L’élève accède à l’espace de restauration aux conditions du personnel. Le coût est à la "
                                    + "charge de ses représentants légaux, sauf prise en charge par l’organisme "
                                    + "d’accueil.")
                        ],
                    ],
                    [
                        [Inline("Transport")],
                        [
                            Inline(
                                "Le trajet au début et à la fin du temps de présence est assimilé au trajet entre le "
                                    + "domicile et l’établissement ; l’élève peut l’accomplir seul.")
                        ],
                    ],
                    [[Inline("Assurance")], [Inline("Se reporter à l’article 6 de la convention.")]],
                ], columnWeights: [1, 3.4], firstColumnIsHeader: true)),
    ]

    private static func field(_ label: String, _ value: String) -> Field {
        Field(label: label, value: [Inline(value)])
    }
}
