import Parties
import XMLBridge

/// Makes a template's parts from its elements, and collects everything that is wrong with them.
///
/// Reading goes on after a problem, so that one run names all of them.
struct TemplateReader {
    static let namespace = "urn:seing:template:1"

    private(set) var problems: [TemplateProblem] = []
    /// What breaks rules that came after texts were published; it does not concern those.
    private(set) var laterProblems: [TemplateProblem] = []
    let pictureFiles: TemplatePictures
    /// The pictures that were read, by their files' names.
    var pictures: [String: TemplatePicture] = [:]

    init(pictures: TemplatePictures) { pictureFiles = pictures }

    /// Which document the template makes.
    var document = TemplateDocument.convention
    /// Whose document the template makes.
    var grades = ConventionData.Grade.observing
    /// Number of the last article, to see that they follow each other.
    var lastArticle = 0
    /// Lines of the blocks of signature boxes; there must be one.
    var signatureBoxLines: [Int] = []
    /// Whether the place that is being read is in a tinted box.
    var isInNote = false
    /// The element around the place that is being read whose blocks stay on one page.
    var together: XMLElement?
    /// Every value that was found under its name: what is declared and not among them is printed nowhere.
    var usedPaths: Set<String> = []
    /// Values that may be missing and were printed without a condition, at their first place.
    var unguardedValues: [UnguardedValue] = []
    /// What holds at the place that is being read, by the conditions around it.
    var assumptions = Assumptions()
    /// Whether one of the branches read so far of this choice always holds.
    var isExhausted = false

    mutating func report(_ line: Int, _ cause: BilingualText, _ remedy: BilingualText) {
        problems.append(TemplateProblem(line: line, cause: cause, remedy: remedy))
    }

    /// The same, for a rule that texts which are published already need not keep.
    mutating func reportLater(_ line: Int, _ cause: BilingualText, _ remedy: BilingualText) {
        laterProblems.append(TemplateProblem(line: line, cause: cause, remedy: remedy))
    }

    // MARK: Attributes

    /// The value of an attribute that must be there.
    mutating func attribute(_ name: String, of element: XMLElement) -> String {
        if let value = element.attributes[name], !value.isEmpty { return value }
        report(
            element.line,
            .init(
                "l’attribut \(name) manque à l’élément \(element.name)",
                "the element \(element.name) has no attribute \(name)"),
            .init("ajoutez \(name)=\"…\"", "add \(name)=\"…\""))
        return ""
    }

    /// One of a few words; the first of them when the attribute is absent.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, of element: XMLElement, default standard: Word
    ) -> Word {
        guard let text = element.attributes[name] else { return standard }
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        report(
            element.line,
            .init(
                "l’attribut \(name) de \(element.name) vaut \"\(text)\"",
                "the attribute \(name) of \(element.name) is \"\(text)\""),
            .init("écrivez l’un de ces mots : \(known)", "write one of \(known)"))
        return standard
    }

    mutating func allow(_ names: Set<String>, on element: XMLElement) {
        for name in element.attributes.keys.sorted() where !names.contains(name) {
            let known = names.sorted().joined(separator: ", ")
            report(
                element.line,
                .init(
                    "l’élément \(element.name) a un attribut inconnu, \(name)",
                    "the element \(element.name) has an unknown attribute \(name)"),
                names.isEmpty
                    ? .init("il n’en a aucun", "it has none") : .init("il peut avoir \(known)", "it has \(known)"))
        }
    }

    // MARK: Elements

    mutating func refuse(_ element: XMLElement, in place: String, expected: [String]) {
        let known = expected.joined(separator: ", ")
        guard element.namespace == Self.namespace else {
            report(
                element.line,
                .init(
                    "l’élément \(element.name) n’est pas dans l’espace de noms \(Self.namespace)",
                    "the element \(element.name) is not in the namespace \(Self.namespace)"),
                .init(
                    "déclarez xmlns=\"\(Self.namespace)\" sur l’élément template",
                    "declare xmlns=\"\(Self.namespace)\" on the element template"))
            return
        }
        report(
            element.line,
            .init("l’élément \(element.name) n’est pas prévu ici", "the element \(element.name) is not known \(place)"),
            .init("attendu : \(known)", "expected \(known)"))
    }

    mutating func refuseText(in element: XMLElement) {
        guard element.hasOwnText else { return }
        report(
            element.line,
            .init(
                "l’élément \(element.name) contient directement du texte",
                "the element \(element.name) holds text of its own"),
            .init("mettez ce texte dans un paragraph", "put the text into a paragraph"))
    }

    /// The only child element of that name.
    mutating func child(_ name: String, of element: XMLElement) -> XMLElement? {
        let found = element.elements.filter { $0.name == name }
        if found.isEmpty {
            report(
                element.line,
                .init("\(name) manque dans l’élément \(element.name)", "the element \(element.name) has no \(name)"),
                .init("ajoutez <\(name)>…</\(name)>", "add <\(name)>…</\(name)>"))
        }
        if found.count > 1 {
            report(
                found[1].line,
                .init(
                    "l’élément \(element.name) a un second \(name)", "the element \(element.name) has a second \(name)"),
                .init("n’en gardez qu’un", "keep one of them"))
        }
        return found.first
    }
}
