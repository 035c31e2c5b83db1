import ConventionDomain
import ConventionTemplates
import Parties
import Typesetting
import Workflow

import struct Foundation.Date

/// What the school's statement about a signature on paper says, for people and for programs.
///
/// Source: ADR 0034.
struct PaperStatementContent {
    /// Name of the only signature field.
    static let fieldName = "seal"

    let facts: PaperStatementFacts
    let timeZone: SchoolTimeZone
    /// Whose seal it will bear.
    let sealName: String

    /// « sha256: » and hexadecimal digits of the scan.
    let scanDigest: String

    var signature: PaperSignature {
        PaperSignature(
            conventionID: facts.convention.text, conventionDigest: "sha256:" + facts.baseDigest.hexadecimal,
            isDemonstration: facts.isDemo, fieldName: facts.signatory.fieldName, signatory: facts.signatory.name,
            signedOn: facts.signedOn, attestedBy: facts.attestedBy, function: facts.function,
            attestedAt: Instant(secondsSince1970: Int64(facts.attestedAt.timeIntervalSince1970)),
            scan: .init(name: facts.scan.kind.fileName, mediaType: facts.scan.kind.mediaType, digest: scanDigest))
    }

    var document: DocumentContent {
        DocumentContent(
            metadata: DocumentMetadata(
                title: "Attestation de signature sur papier", subject: "Convention \(facts.convention.text)",
                author: facts.outline.school, creationTime: Int64(facts.attestedAt.timeIntervalSince1970)),
            blocks: blocks, footer: "Attestation de signature sur papier – convention \(facts.convention.text)",
            associatedFiles: [
                AssociatedFile(
                    name: "attestation.xml", description: "Ce que dit l’attestation, pour les logiciels",
                    mediaType: "application/xml", relationship: .data,
                    data: PaperSignatureXML.serialize(signature)),
                AssociatedFile(
                    name: facts.scan.kind.fileName, description: "Numérisation de l’exemplaire signé",
                    mediaType: facts.scan.kind.mediaType, relationship: .supplement, data: facts.scan.bytes),
            ])
    }

    private var blocks: [Block] {
        let demonstration: [Block] =
            facts.isDemo ? [.note([paragraph("Document de démonstration, sans valeur juridique.")])] : []
        return [.heading(level: 1, [Inline("Attestation de signature sur papier")])] + demonstration + [
            .paragraph([Inline(lead)], .lead),
            .heading(level: 2, [Inline("La convention")]), .fields(convention),
            .heading(level: 2, [Inline("La signature sur papier")]), .fields(handwritten),
            .heading(level: 2, [Inline("L’attestation")]), .fields(attestation),
            .paragraph([Inline(Self.limits)], .small),
            .signatureBoxes([
                SignatureBox(
                    fieldName: Self.fieldName, title: "Cachet de la plateforme", expectedSignatory: sealName,
                    placeholder: "cachet à apposer", alternativeText: "Cachet de la plateforme, \(sealName)")
            ]),
        ]
    }

    private var lead: String {
        "\(facts.attestedBy), \(facts.function), atteste détenir un exemplaire imprimé de la convention désignée ci-dessous, "
            + "signé à la main par la personne nommée ici. La numérisation de cet exemplaire est jointe au présent fichier."
    }

    private static let limits =
        "Ce document porte le cachet électronique de la plateforme, et non la signature de la personne qui atteste\u{A0}: le cachet et son "
        + "horodatage garantissent que le texte et la numérisation n’ont pas changé depuis leur enregistrement au nom de l’établissement. "
        + "Ils ne garantissent pas que la signature manuscrite est de la main de la personne nommée. Ce document complète le fichier PDF de la "
        + "convention, qui porte les signatures électroniques des autres parties\u{A0}; les deux se vérifient ensemble."

    private var convention: [Field] {
        [
            field("Référence", facts.convention.text), field("Élève", facts.outline.pupil.full),
            field("Organisme d’accueil", facts.outline.host),
            field("SHA-256 du texte", Self.grouped(facts.baseDigest.hexadecimal)),
        ]
    }

    private var handwritten: [Field] {
        [
            field("Signataire", "\(facts.signatory.name.full) (\(facts.signatory.capacity))"),
            field("Date portée sur le papier", FrenchDate.day(iso: facts.signedOn.iso8601)),
            field("Numérisation jointe", "\(facts.scan.kind.fileName), \(size)"),
            field("SHA-256 de la numérisation", Self.grouped(String(scanDigest.dropFirst("sha256:".count)))),
        ]
    }

    private var attestation: [Field] {
        [
            field("Établissement", facts.outline.school), field("Atteste", "\(facts.attestedBy), \(facts.function)"),
            field("Enregistrée le", FrenchDate(timeZone: timeZone).moment(facts.attestedAt)),
        ]
    }

    private var size: String {
        facts.scan.bytes.count < 10_000 ? "\(facts.scan.bytes.count) octets" : "\(facts.scan.bytes.count / 1_000) ko"
    }

    private func field(_ label: String, _ value: String) -> Field { Field(label: label, value: [Inline(value)]) }

    private func paragraph(_ text: String) -> Block { .paragraph([Inline(text)], .body) }

    /// In groups of sixteen, so that lines break between them.
    private static func grouped(_ digits: String) -> String {
        let digits = Array(digits)
        return stride(from: 0, to: digits.count, by: 16).map { String(digits[$0..<min($0 + 16, digits.count)]) }
            .joined(separator: " ")
    }
}
