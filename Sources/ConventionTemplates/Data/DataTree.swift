import XMLBridge

/// Shorthand to build the tree of a data format from values.
enum DataTree {
    static func text(_ name: String, _ value: String) -> XMLElement { XMLElement(name, children: [.text(value)]) }

    static func optionalText(_ name: String, _ value: String?) -> XMLElement? { value.map { text(name, $0) } }

    static func record(_ name: String, _ members: [XMLElement?]) -> XMLElement {
        XMLElement(name, children: members.compactMap(\.self).map(XMLNode.element))
    }
}

extension XMLElement {
    /// The same tree, with every element in a namespace and every text in its normal form.
    func normalised(in format: DataFormat) -> XMLElement { normalised(format.root, namespace: format.namespace) }

    private func normalised(_ form: DataForm, namespace: String) -> XMLElement {
        var result = self
        result.namespace = namespace
        switch form.content {
        case .value(let value): result.children = [.text(value.normalised(text))]
        case .record(let members):
            result.children = elements.map { child in
                .element(
                    members.first { $0.name == child.name }.map { child.normalised($0, namespace: namespace) } ?? child)
            }
        case .list(let item, _):
            result.children = elements.map { .element($0.normalised(item, namespace: namespace)) }
        }
        return result
    }
}
