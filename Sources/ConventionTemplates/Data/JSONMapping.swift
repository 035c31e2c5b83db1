import Parties
import XMLBridge

/// JSON with the structure of a data format: objects are records, arrays are lists, texts are values.
///
/// The member `format` of the outermost object holds the namespace.
struct JSONMapping {
    let format: DataFormat

    // MARK: From JSON

    /// The tree that the JSON stands for, with the lines of the JSON; what the format does not know is kept, to be refused.
    func tree(from json: JSONValue) throws(ConventionDataError) -> XMLElement {
        guard case .object(let members) = json.content else {
            throw Self.wrongKind(json, format.root.name, "an object")
        }
        guard let marker = members.first(where: { $0.name == "format" }),
            case .string(format.namespace) = marker.value.content
        else {
            throw ConventionDataError([
                ConventionFault(
                    .wrongNamespace, at: "format", line: json.line,
                    "expected a member format that is \(format.namespace)")
            ])
        }
        let content = JSONValue(content: .object(members.filter { $0.name != "format" }), line: json.line)
        return try element(content, format.root)
    }

    private func element(_ json: JSONValue, _ form: DataForm) throws(ConventionDataError) -> XMLElement {
        switch (form.content, json.content) {
        case (.value, .string(let text)): make(form.name, [.text(text)], json)
        case (.value(.boolean), .boolean(let value)): make(form.name, [.text(value ? "true" : "false")], json)
        case (.value, _): throw Self.wrongKind(json, form.name, "a text between quotation marks")
        case (.record(let members), .object(let found)): make(form.name, try children(found, members), json)
        case (.record, _): throw Self.wrongKind(json, form.name, "an object")
        case (.list(let item, _), .array(let values)): make(form.name, try items(values, item), json)
        case (.list, _): throw Self.wrongKind(json, form.name, "an array")
        }
    }

    private func children(_ found: [JSONValue.Member], _ members: [DataForm]) throws(ConventionDataError) -> [XMLNode] {
        var children: [XMLNode] = []
        for member in members {
            guard let value = found.first(where: { $0.name == member.name })?.value else { continue }
            children.append(.element(try element(value, member)))
        }
        let known = Set(members.map(\.name))
        return children
            + found.filter { !known.contains($0.name) }.map { .element(make($0.name, [], $0.value)) }
    }

    private func items(_ values: [JSONValue], _ item: DataForm) throws(ConventionDataError) -> [XMLNode] {
        var items: [XMLNode] = []
        for value in values { items.append(.element(try element(value, item))) }
        return items
    }

    private func make(_ name: String, _ children: [XMLNode], _ json: JSONValue) -> XMLElement {
        XMLElement(name, namespace: format.namespace, children: children, line: json.line)
    }

    private static func wrongKind(_ json: JSONValue, _ name: String, _ expected: String) -> ConventionDataError {
        ConventionDataError([
            ConventionFault(
                .wrongKind, at: name, line: json.line, "found another kind of JSON value, expected \(expected)")
        ])
    }
}

extension JSONMapping {
    // MARK: To JSON

    /// Indented by two spaces, members in the order of the format, a line feed at the end.
    func bytes(of root: XMLElement) -> [UInt8] {
        var text = "{\n  \"format\": \(Self.quoted(format.namespace))"
        if case .record(let members) = format.root.content {
            for (child, form) in Self.pairs(root, members) {
                text += ",\n  \(Self.quoted(child.name)): \(json(child, form, indent: 1))"
            }
        }
        return Array((text + "\n}\n").utf8)
    }

    private func json(_ element: XMLElement, _ form: DataForm, indent: Int) -> String {
        switch form.content {
        case .value(.boolean): element.text
        case .value: Self.quoted(element.text)
        case .record(let members):
            Self.block(
                "{", "}", indent,
                Self.pairs(element, members).map { "\(Self.quoted($0.name)): \(json($0, $1, indent: indent + 1))" })
        case .list(let item, _):
            Self.block("[", "]", indent, element.elements.map { json($0, item, indent: indent + 1) })
        }
    }

    private static func pairs(_ element: XMLElement, _ members: [DataForm]) -> [(XMLElement, DataForm)] {
        element.elements.compactMap { child in members.first { $0.name == child.name }.map { (child, $0) } }
    }

    private static func block(_ open: String, _ close: String, _ indent: Int, _ lines: [String]) -> String {
        guard !lines.isEmpty else { return open + close }
        let inner = String(repeating: "  ", count: indent + 1)
        return open + "\n" + lines.map { inner + $0 }.joined(separator: ",\n") + "\n"
            + String(repeating: "  ", count: indent) + close
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\0"..<" ": result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return "\"\(escaped)\""
    }
}
