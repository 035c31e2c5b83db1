import XMLBridge

/// The attributes of an element: those of its kind, and those of its style.
struct SVGAttributes {
    private let element: XMLElement

    init(_ element: XMLElement) { self.element = element }

    static let ofShapes: [String: Set<String>] = [
        "path": ["d"], "rect": ["x", "y", "width", "height", "rx", "ry"], "circle": ["cx", "cy", "r"],
        "ellipse": ["cx", "cy", "rx", "ry"], "line": ["x1", "y1", "x2", "y2"], "polyline": ["points"],
        "polygon": ["points"],
    ]

    /// Attributes that change nothing of what is drawn.
    private static let harmless: Set<String> = [
        "id", "class", "version", "baseProfile", "preserveAspectRatio", "viewBox", "role", "lang", "tabindex",
        "focusable", "transform", "style", "zoomAndPan", "contentStyleType", "contentScriptType",
    ]

    /// The style that holds for the element.
    ///
    /// - Parameter own: Attributes that say what and where it is.
    /// - Throws: ``SVGProblem`` for an attribute or a value that would be drawn otherwise, or that is none.
    func style(inside outer: SVGStyle, _ own: Set<String> = []) throws(SVGProblem) -> SVGStyle {
        var style = outer
        let ofRoot: Set<String> = element.name == "svg" ? ["x", "y", "width", "height"] : []
        for (name, value) in element.attributes.sorted(by: { $0.key < $1.key }) {
            if SVGStyle.isProperty(name) {
                try set(name, to: value, in: &style)
            } else if !Self.isHarmless(name), !own.contains(name), !ofRoot.contains(name) {
                throw SVGProblem(line: element.line, .attribute(name, element: element.name))
            }
        }
        // What the attribute style says comes after the other attributes (§6.4).
        for declaration in (element.attributes["style"] ?? "").split(separator: ";") {
            let parts = declaration.split(separator: ":", maxSplits: 1).map(trimmed)
            guard parts.count == 2 || parts == [""] else {
                throw SVGProblem(line: element.line, .value(trimmed(declaration), of: "style"))
            }
            if parts.count == 2 { try set(parts[0], to: parts[1], in: &style) }
        }
        return style
    }

    private func set(_ name: String, to value: String, in style: inout SVGStyle) throws(SVGProblem) {
        guard style.set(name, to: trimmed(value[...])) else {
            throw SVGProblem(line: element.line, .value(value, of: name))
        }
    }

    /// What other programs keep for themselves, and what is for screen readers.
    private static func isHarmless(_ name: String) -> Bool {
        harmless.contains(name) || name.hasPrefix("{") || name.hasPrefix("aria-") || name.hasPrefix("data-")
    }

    private func trimmed(_ text: Substring) -> String {
        let isSpace: (Character) -> Bool = { $0.isWhitespace }
        return String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }

    // MARK: Geometry

    /// - Returns: 0 when the attribute is absent.
    func length(_ name: String) throws(SVGProblem) -> Double {
        guard let text = element.attributes[name] else { return 0 }
        guard let length = SVGScanner.length(text) else { throw SVGProblem(line: element.line, .value(text, of: name)) }
        return length
    }

    private func size(_ name: String) throws(SVGProblem) -> Double {
        let length = try length(name)
        guard length >= 0 else {
            throw SVGProblem(line: element.line, .value(element.attributes[name] ?? "", of: name))
        }
        return length
    }

    func outline(segmentLimit: Int) throws(SVGProblem) -> SVGOutline {
        switch element.name {
        case "path":
            try SVGPathReader.outline(element.attributes["d"] ?? "", line: element.line, segmentLimit: segmentLimit)
        case "rect": try rectangle()
        case "circle": try ellipse("r", "r")
        case "ellipse": try ellipse("rx", "ry")
        case "line": try line()
        default: try polygon(isClosed: element.name == "polygon")
        }
    }

    /// A radius that is not given is as long as the other one (§9.2).
    private func rectangle() throws(SVGProblem) -> SVGOutline {
        let (width, height) = (try size("width"), try size("height"))
        guard width > 0, height > 0 else { return SVGOutline() }
        let hasBoth = (x: radius("rx") != nil, y: radius("ry") != nil)
        let (rx, ry) = (try size(hasBoth.x ? "rx" : "ry"), try size(hasBoth.y ? "ry" : "rx"))
        return .rectangle(
            SVGPoint(x: try length("x"), y: try length("y")), SVGPoint(x: width, y: height),
            radii: SVGPoint(x: rx, y: ry))
    }

    private func radius(_ name: String) -> String? { element.attributes[name] }

    private func ellipse(_ horizontal: String, _ vertical: String) throws(SVGProblem) -> SVGOutline {
        let radii = SVGPoint(x: try size(horizontal), y: try size(vertical))
        guard radii.x > 0, radii.y > 0 else { return SVGOutline() }
        return .ellipse(centre: SVGPoint(x: try length("cx"), y: try length("cy")), radii: radii)
    }

    private func line() throws(SVGProblem) -> SVGOutline {
        var outline = SVGOutline()
        outline.move(to: SVGPoint(x: try length("x1"), y: try length("y1")))
        outline.line(to: SVGPoint(x: try length("x2"), y: try length("y2")))
        return outline
    }

    private func polygon(isClosed: Bool) throws(SVGProblem) -> SVGOutline {
        let text = element.attributes["points"] ?? ""
        guard let numbers = SVGScanner.numbers(text), let outline = SVGOutline.polygon(numbers, isClosed: isClosed)
        else { throw SVGProblem(line: element.line, .value(text, of: "points")) }
        return outline
    }
}
