import Typesetting

extension Sample {
    /// One of each block.
    static let document = DocumentContent(
        metadata: DocumentMetadata(title: "Convention de stage", subject: "", author: "", creationTime: 0),
        blocks: [
            .heading(level: 1, [Inline("Convention relative à l’organisation d’une séquence d’observation")]),
            .paragraph(
                [Inline("Vu le code de l’éducation, et notamment ses articles L. 332-3-1 et D. 333-3-1 ;")], .recital),
            .fields([
                Field(label: "Élève", value: [Inline("Awa Diallo", .bold)]),
                Field(label: "Classe", value: [Inline("3e B")]),
                Field(
                    label: "Organisme d’accueil", value: [Inline("Menuiserie Martin, 12 rue des Tilleuls, 69003 Lyon")]),
            ]),
            .heading(level: 2, [Inline("Article 1 – Objet")]),
            .paragraph(
                [
                    Inline(
                        "La présente convention a pour objet la mise en œuvre d’une séquence d’observation en milieu"),
                    Inline(" professionnel", .bold), Inline(", au bénéfice de l’élève désigné en annexe."),
                ], .body),
            .list(
                .dashes,
                items: [
                    [.paragraph([Inline("l’élève observe, sans prendre part au travail ;")], .body)],
                    [.paragraph([Inline("l’élève suit le règlement intérieur.", .italic)], .body)],
                ]),
            .list(.numbers, items: [[.paragraph([Inline("premier point")], .body)]]),
            .heading(level: 2, [Inline("Article 2 – Horaires")]),
            .table(
                Table(
                    caption: "Horaires de présence",
                    header: [[Inline("")], [Inline("Matin")], [Inline("Après-midi")], [Inline("Total")]],
                    rows: ["lundi", "mardi", "mercredi", "jeudi", "vendredi"].map { day in
                        [[Inline(day)], [Inline("9 h – 12 h")], [Inline("14 h – 17 h")], [Inline("6 h")]]
                    },
                    columnWeights: [1, 1, 1, 1], firstColumnIsHeader: true)),
            .note([
                .paragraph([Inline("Moins de trente heures par semaine pour un élève de moins de quinze ans.")], .body)
            ]),
            .pageBreak,
            .keepTogether([
                .heading(level: 2, [Inline("Signatures")]),
                .signatureBoxes([
                    SignatureBox(
                        fieldName: "student", title: "L’élève", expectedSignatory: "Awa Diallo, élève",
                        placeholder: "à signer par Awa Diallo", alternativeText: "Signature de l’élève"),
                    SignatureBox(
                        fieldName: "employer", title: "Pour l’organisme d’accueil",
                        expectedSignatory: "Claire Martin, gérante", placeholder: "à signer par Claire Martin",
                        alternativeText: "Signature de l’organisme d’accueil"),
                ]),
            ]),
            .space(12),
            .paragraph([Inline("Fait en un exemplaire électronique.")], .small),
        ])
}
