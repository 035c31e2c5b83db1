import Typesetting

/// A realistic convention with made-up people, as a template would fill it.
enum SampleConvention {
    static let metadata = DocumentMetadata(
        title: "Convention de stage d’observation – Léa Nguyễn",
        subject: "Séquence d’observation en milieu professionnel", author: "Lycée Marie-Curie",
        creationTime: 1_803_988_800)

    static func content(signatoryCount: Int = 4) -> DocumentContent {
        DocumentContent(
            metadata: metadata, blocks: blocks(signatoryCount: signatoryCount),
            footer: "Convention SEQ-2027-0042 – Léa Nguyễn – Lycée Marie-Curie, Sceaux",
            associatedFiles: [
                AssociatedFile(
                    name: "convention.xml", description: "Données de la convention", mediaType: "application/xml",
                    relationship: .data, data: Array("<convention xmlns=\"urn:example\"/>".utf8))
            ])
    }

    private static func blocks(signatoryCount: Int) -> [Block] {
        opening + parties + articles + pedagogicalAnnex + financialAnnex
            + [
                .keepTogether([
                    .heading(level: 2, [Inline("Signatures")]),
                    .paragraph(
                        [
                            Inline("Chaque signataire signe électroniquement, pour ce qui le concerne. "),
                            Inline("La convention est complète lorsque tous ont signé.", .bold),
                        ], .body), .signatureBoxes(Array(boxes.prefix(signatoryCount))),
                ])
            ]
    }

    private static let opening: [Block] = [
        .heading(
            level: 1,
            [
                Inline(
                    "Convention relative à l’organisation de la séquence d’observation en milieu professionnel")
            ]),
        .paragraph([Inline("Élèves de collège (4ᵉ, 3ᵉ) et de lycée (2ᵈᵉ générale et technologique)")], .lead),
        recital("Vu le code du travail", ", notamment son article L. 4153-1 ;"),
        recital(
            "Vu le code de l’éducation",
            ", notamment ses articles L. 124-1, L. 134-9, L. 313-1, L. 331-4, L. 331-5, L. 332-3, L. 335-2, "
                + "L. 411-3, L. 421-7, L. 911-4, D. 331-1 à D. 331-9 et D. 333-3-1 ;"),
        recital("Vu le code civil", ", notamment ses articles 1240 à 1242 ;"),
        recital(
            "Vu la circulaire n° 96-248 du 25 octobre 1996", " relative à la surveillance des élèves ;"),
        recital(
            "Vu la circulaire du 21 novembre 2025",
            " relative aux séquences d’observation en milieu professionnel ;"),
        recital(
            "Vu la délibération du conseil d’administration", " de l’établissement en date du 4 février 2027."),
    ]

    private static func recital(_ reference: String, _ rest: String) -> Block {
        .paragraph([Inline(reference, .italic), Inline(rest)], .recital)
    }

    private static let parties: [Block] = [
        .heading(level: 2, [Inline("Entre les soussignés")]),
        .heading(level: 3, [Inline("L’organisme d’accueil")]),
        .fields([
            field("Raison sociale", "Menuiserie Martin & Fils SARL"), field("SIRET", "732 829 320 00074"),
            field("Siège", "12 bis, rue des Érables, 92330 Sceaux"),
            field("Représenté par", "Claire Martin, gérante"),
        ]),
        .heading(level: 3, [Inline("L’établissement d’enseignement")]),
        .fields([
            field("Établissement", "Lycée Marie-Curie (public)"), field("Code UAI", "0920145N"),
            field("Adresse", "1, rue Constant-Pilate, 92330 Sceaux"),
            field("Représenté par", "Jean-Baptiste Lefèvre, proviseur"),
        ]),
        .heading(level: 3, [Inline("Concernant l’élève")]),
        .fields([
            field("Prénom et nom", "Léa Nguyễn"), field("Née le", "9 mars 2011"),
            field("Classe", "2ᵈᵉ 4, seconde générale et technologique"),
            field("Représentants légaux", "Nguyễn Thị Hồng et Łukasz Żółkiewski"),
        ]),
    ]

    private static func field(_ label: String, _ value: String) -> Field {
        Field(label: label, value: [Inline(value)])
    }

    private static let boxes = [
        SignatureBox(
            fieldName: "student", title: "L’élève", expectedSignatory: "Léa Nguyễn",
            placeholder: "À signer par Léa Nguyễn", alternativeText: "Signature de l’élève, Léa Nguyễn"),
        SignatureBox(
            fieldName: "representative-1", title: "Représentante légale", expectedSignatory: "Nguyễn Thị Hồng",
            placeholder: "À signer par Nguyễn Thị Hồng",
            alternativeText: "Signature de la représentante légale, Nguyễn Thị Hồng"),
        SignatureBox(
            fieldName: "school", title: "Le chef d’établissement",
            expectedSignatory: "Jean-Baptiste Lefèvre, proviseur", placeholder: "À signer par Jean-Baptiste Lefèvre",
            alternativeText: "Signature du chef d’établissement, Jean-Baptiste Lefèvre, proviseur"),
        SignatureBox(
            fieldName: "employer", title: "Pour l’organisme d’accueil", expectedSignatory: "Claire Martin, gérante",
            placeholder: "À signer par Claire Martin",
            alternativeText: "Signature pour l’organisme d’accueil, Claire Martin, gérante"),
        SignatureBox(
            fieldName: "representative-2", title: "Représentant légal", expectedSignatory: "Łukasz Żółkiewski",
            placeholder: "À signer par Łukasz Żółkiewski",
            alternativeText: "Signature du représentant légal, Łukasz Żółkiewski"),
    ]
}
