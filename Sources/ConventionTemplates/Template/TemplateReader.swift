import XMLBridge

/// Makes a template's parts from its elements, and collects everything that is wrong with them.
///
/// Reading goes on after a problem, so that one run names all of them.
struct TemplateReader {
    static let namespace = "urn:seing:template:1"

    private(set) var problems: [TemplateProblem] = []
    /// Number of the last article, to see that they follow each other.
    var lastArticle = 0
    /// Lines of the blocks of signature boxes; there must be one.
    var signatureBoxLines: [Int] = []

    mutating func report(_ line: Int, _ cause: String, _ remedy: String) {
        problems.append(TemplateProblem(line: line, cause: cause, remedy: remedy))
    }

    // MARK: Attributes

    /// The value of an attribute that must be there.
    mutating func attribute(_ name: String, of element: XMLElement) -> String {
        if let value = element.attributes[name], !value.isEmpty { return value }
        report(element.line, "the element \(element.name) has no attribute \(name)", "add \(name)=\"…\"")
        return ""
    }

    /// One of a few words; the first of them when the attribute is absent.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, of element: XMLElement, default standard: Word
    ) -> Word {
        guard let text = element.attributes[name] else { return standard }
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        report(element.line, "the attribute \(name) of \(element.name) is \"\(text)\"", "write one of \(known)")
        return standard
    }

    mutating func allow(_ names: Set<String>, on element: XMLElement) {
        for name in element.attributes.keys.sorted() where !names.contains(name) {
            let known = names.isEmpty ? "it has none" : "it has \(names.sorted().joined(separator: ", "))"
            report(element.line, "the element \(element.name) has an unknown attribute \(name)", known)
        }
    }

    // MARK: Elements

    mutating func refuse(_ element: XMLElement, in place: String, expected: [String]) {
        let known = "expected " + expected.joined(separator: ", ")
        guard element.namespace == Self.namespace else {
            report(
                element.line, "the element \(element.name) is not in the namespace \(Self.namespace)",
                "declare xmlns=\"\(Self.namespace)\" on the element template")
            return
        }
        report(element.line, "the element \(element.name) is not known \(place)", known)
    }

    mutating func refuseText(in element: XMLElement) {
        guard element.hasOwnText else { return }
        report(element.line, "the element \(element.name) holds text of its own", "put the text into a paragraph")
    }

    /// The only child element of that name.
    mutating func child(_ name: String, of element: XMLElement) -> XMLElement? {
        let found = element.elements.filter { $0.name == name }
        if found.isEmpty {
            report(element.line, "the element \(element.name) has no \(name)", "add <\(name)>…</\(name)>")
        }
        if found.count > 1 {
            report(found[1].line, "the element \(element.name) has a second \(name)", "keep one of them")
        }
        return found.first
    }
}
