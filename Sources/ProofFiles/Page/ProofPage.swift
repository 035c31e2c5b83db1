import ConventionDomain
import Parties
package import Typesetting

package import struct Foundation.Date

/// A proof file for reading, in French: the blocks of a page and of a PDF.
package struct ProofPage {
    private let file: ProofFile
    private let words: ProofWords

    /// - Parameter moment: Tells a time to French readers, such as « 1er juin 2026 à 14 h 05 (heure de Paris) ».
    package init(_ file: ProofFile, moment: @escaping (Date) -> String) {
        (self.file, words) = (file, ProofWords(moment: moment))
    }

    package var content: DocumentContent {
        DocumentContent(
            metadata: DocumentMetadata(
                title: "Dossier de preuve – \(file.reference)",
                subject: "Preuves de la signature d’une convention de stage",
                author: file.subject.outline.school, creationTime: file.madeAt),
            blocks: opening + convention + revisions + file.parties.flatMap(party) + journal + limits,
            footer: "Dossier de preuve – convention \(file.reference)")
    }

    private var opening: [Block] {
        var note: [Block] = [
            text(
                "Ce texte est fait pour être lu. Ce qui fait preuve est le fichier XML du même dossier, que la plateforme a "
                    + "scellé et horodaté\u{A0}: gardez-le tel quel, avec la convention signée.")
        ]
        if file.isDemo {
            note.append(text("Démonstration\u{A0}: sans valeur juridique.", .bold))
        }
        return [
            .heading(level: 1, [Inline("Dossier de preuve")]), .paragraph([Inline(reader)], .lead), .note(note),
        ]
    }

    private var reader: String {
        let made = "Établi le \(words.moment(file.madeAt))."
        guard case .signatory(let field) = file.scope,
            let own = file.parties.first(where: { $0.fieldName == field })
        else { return "De la convention entière, pour l’établissement. \(made)" }
        let name = own.person.map { "\($0.name.full), " } ?? ""
        return "De la signature de\u{A0}: \(name)\(words.role(own.role).lowercasedFirst). \(made) "
            + "Les autres signataires n’y sont désignés que par leur rôle."
    }

    private var convention: [Block] {
        let outline = file.subject.outline
        var fields = [
            field("Référence", file.reference), field("État", words.state(file.state)),
            field("Document", outline.title),
        ]
        if file.scope.tells(of: ConventionData.RequiredSignature.student.rawValue) {
            fields.append(field("Élève", outline.pupil.full))
        }
        fields += [
            field("Établissement", outline.school), field("Organisme d’accueil", outline.host),
            field("Premier jour", words.day(outline.firstDay)), field("Dernier jour", words.day(outline.lastDay)),
            field("Modèle de texte", file.subject.templateIdentifier),
        ]
        if let issue = file.issue { fields.append(field("Empreinte du modèle", issue.templateDigest)) }
        fields.append(field("Empreinte des données", file.subject.dataDigest))
        return [heading("La convention"), .fields(fields)]
    }

    private var revisions: [Block] {
        guard !file.revisions.isEmpty else { return [] }
        let rows = file.revisions.enumerated().map { index, revision in
            [
                [Inline(String(index))], [Inline(words.origin(of: revision, parties: file.parties))],
                [Inline(words.moment(revision.at))],
            ]
        }
        let digests = file.revisions.enumerated().map { index, revision in
            field("État \(index)", revision.digest)
        }
        return [
            heading("Le fichier, d’un état au suivant"),
            text("Chaque signature s’ajoute à la suite du fichier sans rien y changer."),
            .table(
                Table(
                    header: [[Inline("État")], [Inline("Ce qui l’a fait")], [Inline("Quand")]], rows: rows,
                    columnWeights: [1, 5, 5], firstColumnIsHeader: true)),
            text("Empreintes (SHA-256) du fichier à chacun de ces états\u{A0}:"), .fields(digests),
        ]
    }

    private func party(_ party: ProofParty) -> [Block] {
        let role = words.title(of: party)
        var blocks = [heading(party.person.map { "\(role)\u{A0}: \($0.name.full)" } ?? role)]
        if let person = party.person {
            var fields = [field("Qualité", person.capacity)]
            if let organisation = person.organisation { fields.append(field("Pour", organisation)) }
            if let email = person.maskedEmail { fields.append(field("Adresse (masquée)", email)) }
            blocks.append(.fields(fields))
        }
        let acts = file.events.filter { $0.event.fieldName == party.fieldName }
        if file.scope.tells(of: party.fieldName), !acts.isEmpty {
            blocks.append(.list(.dashes, items: acts.map { [text(words.sentence(for: $0))] }))
        }
        for statement in party.statements {
            blocks += [
                text("Déclaration acceptée, mot pour mot\u{A0}:"), .note([text("«\u{A0}\(statement.text)\u{A0}»")]),
            ]
        }
        return blocks + signature(of: party)
    }

    private func signature(of party: ProofParty) -> [Block] {
        guard let signature = party.signature else { return [text(withoutSignature(party))] }
        var fields = [
            field("Signature", "état \(signature.revision) du fichier"),
            field("Certificat n°", signature.certificateSerial),
            field("Son empreinte", signature.certificateDigest),
        ]
        if let certificate = signature.certificate {
            fields += [
                field("Au nom de", spaced(certificate.subject)), field("Émis par", spaced(certificate.issuer)),
                field("Valable", "du \(words.moment(certificate.notBefore)) au \(words.moment(certificate.notAfter))"),
            ]
        }
        if let time = signature.timeStamp {
            let unit = signature.timeStampUnit.map { ", par «\u{A0}\($0)\u{A0}»" } ?? ""
            fields.append(field("Horodatage", words.moment(time) + unit))
        }
        return [.fields(fields)]
    }

    /// What is known of a part that the file has no electronic signature of.
    private func withoutSignature(_ party: ProofParty) -> String {
        guard file.scope.tells(of: party.fieldName) else {
            return "Le fichier n’a pas de signature électronique de cette partie."
        }
        let last = file.events.last {
            $0.event.fieldName == party.fieldName && [.paperAttested, .paperWithdrawn].contains($0.event.kind)
        }
        return last?.event.kind == .paperAttested
            ? "A signé sur papier, d’après l’établissement\u{A0}; son attestation est un fichier à part, avec l’image du papier."
            : "N’a pas signé à la date de ce dossier."
    }

    private var journal: [Block] {
        let count = file.journal.events.count
        let open = file.events.count
        var blocks = [
            heading("Le journal"),
            text(
                "\(count) événements enregistrés pour cette convention, enchaînés par leurs empreintes\u{A0}: qui n’est pas la plateforme "
                    + "ne peut en changer ou en retirer aucun sans que cela se voie. Ce dossier donne le contenu de \(open) d’entre eux\u{A0}; des autres, "
                    + "le type, l’heure et l’empreinte."),
        ]
        if let last = file.journal.events.last { blocks.append(.fields([field("Dernière empreinte", last.hash)])) }
        blocks.append(
            text(
                file.journal.anchor == nil
                    ? "Les derniers événements n’étaient pas encore horodatés quand ce dossier a été établi\u{A0}; un dossier établi plus "
                        + "tard le montrera."
                    : "Un horodatage, joint au dossier, montre que ces événements existaient quand il a été fait."))
        return blocks
    }

    private var limits: [Block] {
        [
            heading("Ce que ce dossier ne prouve pas"),
            .list(
                .dashes,
                items: [
                    "Les signatures sont des signatures électroniques simples\u{A0}: aucune pièce d’identité n’a été vérifiée.",
                    "Il dit à quelle adresse la personne a été jointe, et non qui lisait ce courriel.",
                    "Ni l’adresse IP ni le navigateur des signataires ne sont enregistrés\u{A0}; ni codes ni liens n’y figurent.",
                    "Ses faits sont ceux que la plateforme a enregistrés\u{A0}; seuls les horodatages faits par d’autres qu’elle le prouvent "
                        + "contre elle.",
                ].map { [text($0)] }),
            text(
                "Pour le vérifier sans réseau\u{A0}: seing verify convention.pdf --proof dossier-de-preuve.xml --trust DOSSIER-DE-CONFIANCE"
            ),
        ]
    }

    /// A name of RFC 4514, which has no spaces, with places for a line to end.
    private func spaced(_ name: String) -> String { name.replacing(",", with: ", ").replacing("\\, ", with: "\\,") }

    private func heading(_ title: String) -> Block { .heading(level: 2, [Inline(title)]) }

    private func text(_ text: String, _ style: Inline.Style = .regular) -> Block {
        .paragraph([Inline(text, style)], .body)
    }

    private func field(_ label: String, _ value: String) -> Field { Field(label: label, value: [Inline(value)]) }

    /// In two halves, so that a line ends between them and not anywhere.
    private func field(_ label: String, _ digest: DocumentDigest) -> Field {
        field(label, ProofWords.halves(of: digest))
    }
}

extension String {
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
