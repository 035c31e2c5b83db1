import XMLBridge

/// Shorthand to build the tree of a data format from values.
enum DataTree {
    static func text(_ name: String, _ value: String) -> XMLElement { XMLElement(name, children: [.text(value)]) }

    static func optionalText(_ name: String, _ value: String?) -> XMLElement? { value.map { text(name, $0) } }

    static func record(_ name: String, _ members: [XMLElement?]) -> XMLElement {
        XMLElement(name, children: members.compactMap { $0.map(XMLNode.element) })
    }
}

extension XMLElement {
    /// The same tree, with every element in a namespace and every text in its normal form.
    func normalised(in format: DataFormat) -> XMLElement { normalised(format.root, namespace: format.namespace) }

    private func normalised(_ form: DataForm, namespace: String) -> XMLElement {
        var result = XMLElement(name, namespace: namespace, attributes: attributes, line: line)
        switch form.content {
        case .value(let value): result.children = [.text(value.normalised(text))]
        case .record(let members):
            result.children.reserveCapacity(children.count)
            // Members come in their order: the search goes on behind the one that was found last.
            var next = 0
            for case .element(let child) in children {
                guard let place = members.place(of: child.name, from: next) else {
                    result.children.append(.element(child))
                    continue
                }
                next = place + 1
                result.children.append(.element(child.normalised(members[place], namespace: namespace)))
            }
        case .list(let item, _):
            result.children.reserveCapacity(children.count)
            for case .element(let child) in children {
                result.children.append(.element(child.normalised(item, namespace: namespace)))
            }
        }
        return result
    }
}

extension XMLElement {
    /// Every value of the tree with its path below the root, as faults name it: `representatives/representative[1]/familyName`.
    func values(in format: DataFormat) -> [(path: String, text: String)] { values(format.root, path: "") }

    private func values(_ form: DataForm, path: String) -> [(path: String, text: String)] {
        func below(_ step: String) -> String { path.isEmpty ? step : "\(path)/\(step)" }
        switch form.content {
        case .value: return [(path, text)]
        case .record(let members):
            return elements.flatMap { child in
                members.place(of: child.name, from: 0).map { child.values(members[$0], path: below(child.name)) } ?? []
            }
        case .list(let item, _):
            return elements.enumerated().flatMap { offset, child in
                child.values(item, path: below("\(child.name)[\(offset + 1)]"))
            }
        }
    }
}

extension [DataForm] {
    /// Looks from a place to the end, then from the beginning: the next one is nearly always the one.
    func place(of name: String, from start: Int) -> Int? {
        for place in start..<count where self[place].name == name { return place }
        for place in 0..<start where self[place].name == name { return place }
        return nil
    }
}
