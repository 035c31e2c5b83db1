import ConventionDomain
import Parties
import XMLBridge

extension TemplateReader {
    private static let metadataParts = [
        "name", "title", "subject", "author", "header", "footer", "source", "signing-order",
    ]

    mutating func metadata(_ element: XMLElement, _ scope: ValueScope) -> TemplateMetadata {
        allow([], on: element)
        refuseText(in: element)
        for child in element.elements where !Self.metadataParts.contains(child.name) {
            refuse(child, in: "inside metadata", expected: Self.metadataParts)
        }
        return TemplateMetadata(
            document: document, grades: grades,
            name: child("name", of: element).map { FrenchTypography.set($0.text) } ?? "", source: source(element),
            signingOrder: signingOrder(element), title: inlineChild("title", of: element, scope),
            subject: inlineChild("subject", of: element, scope),
            author: inlineChild("author", of: element, scope), header: header(element, scope),
            footer: inlineChild("footer", of: element, scope))
    }

    private mutating func source(_ metadata: XMLElement) -> TemplateMetadata.Source {
        guard let element = child("source", of: metadata) else {
            return .init(status: .toVerify, reference: "", publication: "")
        }
        allow(["status", "reference", "publication"], on: element)
        return TemplateMetadata.Source(
            status: word("status", of: element, default: .toVerify), reference: attribute("reference", of: element),
            publication: attribute("publication", of: element))
    }

    /// Countersigned by the employer, unless the template names another order.
    private mutating func signingOrder(_ metadata: XMLElement) -> SigningOrder.Preset {
        guard metadata.elements.contains(where: { $0.name == "signing-order" }),
            let element = child("signing-order", of: metadata)
        else { return .countersign }
        allow(["preset"], on: element)
        refuseText(in: element)
        for inner in element.elements { refuse(inner, in: "inside signing-order", expected: ["no element"]) }
        if element.attributes["preset"] == nil { _ = attribute("preset", of: element) }
        return word("preset", of: element, default: .countersign)
    }

    /// The whole template.
    mutating func template(_ root: XMLElement) -> TemplateParts? {
        guard root.name == "template", root.namespace == Self.namespace else {
            report(
                root.line,
                .init(
                    "l’élément racine n’est pas template dans \(Self.namespace)",
                    "the document element is not template in \(Self.namespace)"),
                .init(
                    "commencez par <template xmlns=\"\(Self.namespace)\">",
                    "begin with <template xmlns=\"\(Self.namespace)\">"))
            return nil
        }
        allow(["identifier", "version", "language", "document", "grades"], on: root)
        refuseText(in: root)
        for child in root.elements where !Self.parts.contains(child.name) {
            refuse(child, in: "inside template", expected: Self.parts)
        }
        let identity = TemplateIdentity(
            identifier: attribute("identifier", of: root), version: attribute("version", of: root))
        requirePlainVersion(identity, line: root.line)
        requireFrench(root)
        document = word("document", of: root, default: TemplateDocument.convention)
        if let words = root.attributes["grades"] { grades = grades(words, line: root.line) }
        let supplements = supplements(of: root)
        let scope = ValueScope(root: ValueCatalogue.shape(of: document).adding(supplements))
        guard let metadata = child("metadata", of: root), let body = child("body", of: root) else { return nil }
        assumptions = assumptions.assuming(Set(grades.map(\.rawValue)), of: "pupil.grade")
        let content = self.body(body, scope)
        requireBoxes(body)
        if case .sheet = document { refuseWhatIsSigned(root) }
        let parts = TemplateParts(
            identity: identity, metadata: self.metadata(metadata, scope), supplements: supplements,
            body: content, unprintedValues: scope.paths.filter(isUnprinted), unguardedValues: unguardedValues,
            servesEmancipated: servesEmancipated)
        reportUnusedSupplements(supplements, of: root)
        return parts
    }

    private mutating func requireFrench(_ root: XMLElement) {
        let language = attribute("language", of: root)
        guard language != Self.language, !language.isEmpty else { return }
        report(
            root.line,
            .init(
                "la langue (language) du modèle est \"\(language)\"", "the language of the template is \"\(language)\""),
            .init(
                "écrivez language=\"\(Self.language)\" : les dates, les heures et les mentions ajoutées sont en français",
                "write language=\"\(Self.language)\": dates, hours and what is added are in French"))
    }

    private static let language = "fr-FR"

    private mutating func requireBoxes(_ body: XMLElement) {
        let expected = document.kind == nil ? 0 : 1
        guard signatureBoxLines.count != expected else { return }
        report(
            signatureBoxLines.last ?? body.line,
            .init(
                "le corps a \(signatureBoxLines.count) blocs signature-boxes",
                "the body has \(signatureBoxLines.count) blocks of signature boxes"),
            expected == 1
                ? .init("écrivez-en un", "write one")
                : .init("retirez-les : une fiche ne se signe pas", "take them out: a sheet is not signed"))
    }

    /// A sheet asks nobody for values of its own, and nobody signs it.
    private mutating func refuseWhatIsSigned(_ root: XMLElement) {
        let metadata = root.elements.filter { $0.name == "metadata" }.flatMap(\.elements)
        for element in root.elements.filter({ $0.name == "data" }) + metadata.filter({ $0.name == "signing-order" }) {
            report(
                element.line,
                .init("une fiche n’a pas d’élément \(element.name)", "a sheet has no element \(element.name)"),
                .init("retirez-le", "take it out"))
        }
    }

    /// Whether a reader of the document would miss the value: not what another value holds too, nor what only some documents have.
    private func isUnprinted(_ path: String) -> Bool {
        let steps = path.split(separator: ".")
        return !usedPaths.contains(path) && !["count", "givenName", "familyName", "city"].contains(steps.last)
            && !["amended", "template"].contains(steps.first)
    }

    /// Texts of before there was emancipation take a pupil without representatives for one of age.
    private var servesEmancipated: Bool {
        usedPaths.contains("pupil.standing") || usedPaths.isDisjoint(with: ["pupil.adult", "representatives.count"])
    }

    /// A version stands in the list of published templates, in one word.
    private mutating func requirePlainVersion(_ identity: TemplateIdentity, line: Int) {
        if identity.version.wholeMatch(of: /[A-Za-z0-9.\-]{1,50}/) == nil, !identity.version.isEmpty {
            report(
                line,
                .init(
                    "la version \"\(identity.version)\" n’est pas faite d’au plus 50 lettres, chiffres, points et traits d’union",
                    "the version \"\(identity.version)\" is not made of at most 50 letters, digits, points and hyphens"),
                .init("écrivez par exemple 1", "write such as 1"))
        }
    }

    private mutating func grades(_ words: String, line: Int) -> [ConventionData.Grade] {
        words.split(whereSeparator: \.isWhitespace).compactMap { word in
            if let grade = ConventionData.Grade(rawValue: String(word)) { return grade }
            let known = ConventionData.Grade.allCases.map(\.rawValue).joined(separator: ", ")
            report(
                line,
                .init("l’attribut grades nomme \"\(word)\"", "the attribute grades names \"\(word)\""),
                .init("écrivez un ou plusieurs de ces mots : \(known)", "write one or more of \(known)"))
            return nil
        }
    }

    private static let parts = ["metadata", "data", "body"]
}

/// What a template file holds.
struct TemplateParts {
    let identity: TemplateIdentity
    let metadata: TemplateMetadata
    let supplements: [SupplementDeclaration]
    let body: BlockContent
    /// Values that every convention has and this template never asks for.
    let unprintedValues: [String]
    let unguardedValues: [UnguardedValue]
    /// Whether the text is true of a pupil who is emancipated.
    let servesEmancipated: Bool
}
