@testable import Typesetting

/// Blocks of every kind, nested where they may be.
enum SampleBlocks {
    static let everyKind: DocumentContent = {
        var content = document(blocks, title: "Tous les blocs")
        content.associatedFiles = [
            AssociatedFile(
                name: "b.xml", description: "Données", mediaType: "text/xml", relationship: .source, data: [0x3C]),
            AssociatedFile(
                name: "a.json", description: "Données", mediaType: "application/json", relationship: .supplement,
                data: []),
        ]
        return content
    }()

    private static let blocks: [Block] = [
        paragraph("En tête", .lead), paragraph("Vu le code", .recital), paragraph("En petit", .small),
        paragraph("Au milieu", .centered), paragraph("   "), .heading(level: 2, [Inline("Partie", .italic)]),
        .heading(level: 3, [Inline("Article")]), .heading(level: 4, [Inline("Alinéa")]),
        .list(
            .bullets,
            items: [
                [paragraph("Un"), .list(.dashes, items: [[paragraph("Un un")], [paragraph("Un deux")]])],
                [.table(table)], [paragraph(" ")],
            ]), .list(.numbers, items: [[paragraph("Premier"), paragraph("suite")]]), .table(table),
        .fields([Field(label: "Nom", value: [Inline("Martin")]), Field(label: "Vide", value: [])]), .fields([]),
        .note([paragraph("Attention"), .list(.dashes, items: [[paragraph("ceci")]])]), .space(30), .pageBreak,
        .keepTogether([
            .heading(level: 2, [Inline("Signatures")]), paragraph("Signer ici."),
            .signatureBoxes([
                SignatureBox(
                    fieldName: "seul", title: "L’élève", expectedSignatory: "Юлия Щербакова",
                    placeholder: "À signer", alternativeText: "Signature de l’élève")
            ]),
        ]),
    ]

    private static let table = Table(
        header: [[Inline("A")], []],
        rows: [[[Inline("1")], [Inline("2", .bold), Inline(" et "), Inline("3", .italic)]], [[], []]],
        columnWeights: [1, 2])
}
