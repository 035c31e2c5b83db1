import Parties
import XMLBridge

/// Characters that nobody sees and that can make a text read otherwise than it is stored, such as U+202E, which turns its direction.
///
/// The first of each line is told, and of those that are written as a reference (`&#x202E;`), the line of their element.
struct HiddenCharacters {
    static func problems(in root: XMLElement, source: [UInt8]) -> [TemplateProblem] {
        var lines: [Int: Unicode.Scalar] = [:]
        var line = 1
        for (index, scalar) in String(decoding: source, as: UTF8.self).unicodeScalars.enumerated() {
            if scalar == "\n" { line += 1 }
            // A byte order mark may begin a file.
            if isHidden(scalar), index > 0 || scalar != "\u{FEFF}" { lines[line] = lines[line] ?? scalar }
        }
        if lines.isEmpty { collect(root, &lines) }
        return lines.sorted { $0.key < $1.key }.map(problem)
    }

    private static func collect(_ element: XMLElement, _ lines: inout [Int: Unicode.Scalar]) {
        let texts = [element.text] + element.attributes.values
        if let found = texts.lazy.flatMap(\.unicodeScalars).first(where: isHidden) {
            lines[element.line] = lines[element.line] ?? found
        }
        for inner in element.elements { collect(inner, &lines) }
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: scalar != "\n" && scalar != "\t" && scalar != "\r"
        case .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    private static func problem(line: Int, scalar: Unicode.Scalar) -> TemplateProblem {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let name = scalar.properties.name.map { " (\($0))" } ?? ""
        return TemplateProblem(
            line: line,
            cause: .init(
                "le texte contient le caractère invisible \(code)\(name)",
                "the text holds the invisible character \(code)\(name)"),
            remedy: .init(
                "effacez le passage et tapez-le de nouveau au clavier", "delete the passage and type it again"))
    }
}
