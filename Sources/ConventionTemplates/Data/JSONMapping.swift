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
            throw Self.wrongKind(json, "document", .notAJSONObject)
        }
        guard let marker = members.first(where: { $0.name == "format" }),
            case .string(format.namespace) = marker.value.content
        else {
            throw ConventionDataError([
                ConventionFault(
                    .init(.missingFormat, expected: [format.namespace]), at: "format", line: json.line)
            ])
        }
        let content = JSONValue(
            content: .object(members.filter { $0.name != "format" }), line: json.line, range: json.range)
        return try element(content, format.root, path: "")
    }

    private func element(_ json: JSONValue, _ form: DataForm, path: String) throws(ConventionDataError) -> XMLElement {
        switch (form.content, json.content) {
        case (.value, .string(let text)): make(form.name, [.text(text)], json)
        case (.value(.boolean), .boolean(let value)): make(form.name, [.text(value ? "true" : "false")], json)
        case (.value, _): throw Self.wrongKind(json, path, .notAJSONText)
        case (.record(let members), .object(let found)): make(form.name, try children(found, members, path), json)
        case (.record, _): throw Self.wrongKind(json, path, .notAJSONObject)
        case (.list(let item, _), .array(let values)): make(form.name, try items(values, item, path), json)
        case (.list, _): throw Self.wrongKind(json, path, .notAJSONArray)
        }
    }

    private func children(
        _ found: [JSONValue.Member], _ members: [DataForm], _ path: String
    ) throws(ConventionDataError) -> [XMLNode] {
        var children: [XMLNode] = []
        for member in members {
            guard let value = found.first(where: { $0.name == member.name })?.value else { continue }
            let place = path.isEmpty ? member.name : "\(path)/\(member.name)"
            children.append(.element(try element(value, member, path: place)))
        }
        let known = Set(members.map(\.name))
        return children
            + found.filter { !known.contains($0.name) }.map { .element(make($0.name, [], $0.value)) }
    }

    private func items(
        _ values: [JSONValue], _ item: DataForm, _ path: String
    ) throws(ConventionDataError) -> [XMLNode] {
        var items: [XMLNode] = []
        for (index, value) in values.enumerated() {
            items.append(.element(try element(value, item, path: "\(path)/\(item.name)[\(index + 1)]")))
        }
        return items
    }

    private func make(_ name: String, _ children: [XMLNode], _ json: JSONValue) -> XMLElement {
        XMLElement(name, namespace: format.namespace, children: children, line: json.line)
    }

    private static func wrongKind(
        _ json: JSONValue, _ path: String, _ code: ConventionFault.Code
    ) -> ConventionDataError {
        ConventionDataError([ConventionFault(.init(code), at: path, line: json.line)])
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
