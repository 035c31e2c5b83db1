import XMLBridge

/// Draws an SVG file, or says what in it is not drawn.
///
/// What it reads is a subset: shapes with plain colours. What it does not know it refuses by name, so that no picture is
/// shown otherwise than its author saw it.
///
/// Source: SVG 1.1, second edition.
struct SVGReader {
    static let byteLimit = 256 * 1024
    /// Moves, lines, curves and closings of all shapes together, each time that they are drawn.
    static let segmentLimit = 20_000
    /// Elements inside elements, and elements drawn by `use` inside such.
    static let depthLimit = 64
    /// Bytes of attributes, each time that their element is drawn.
    private static let readLimit = 16 * byteLimit

    static let namespace = "http://www.w3.org/2000/svg"

    var drawing: VectorDrawing
    /// Elements that `use` may draw.
    private let named: [String: XMLElement]
    private var segmentCount = 0
    private var visited = 0
    private var readBytes = 0

    /// - Throws: ``SVGProblem`` for the first thing that cannot be drawn.
    static func drawing(_ bytes: [UInt8]) throws(SVGProblem) -> VectorDrawing {
        guard bytes.count <= byteLimit else {
            throw SVGProblem(.tooManyBytes(count: bytes.count, limit: byteLimit))
        }
        let root = try parse(bytes)
        guard root.name == "svg", root.namespace == namespace else {
            throw SVGProblem(line: root.line, .notSVG(root: root.name))
        }
        var reader = try SVGReader(root)
        try reader.content(of: root, style: SVGStyle(), transform: .identity, depth: 0)
        guard !reader.drawing.isEmpty else { throw SVGProblem(line: root.line, .empty) }
        return reader.drawing
    }

    private static func parse(_ bytes: [UInt8]) throws(SVGProblem) -> XMLElement {
        do throws(XMLProblem) {
            return try XMLDocument(parsing: bytes, limits: XMLLimits(byteCount: byteLimit, depth: depthLimit)).root
        } catch {
            throw SVGProblem(
                line: error.line, error.code == .documentTypeRefused ? .documentType : .notXML(error.message))
        }
    }

    private init(_ root: XMLElement) throws(SVGProblem) {
        let (origin, size) = try Self.viewBox(of: root)
        drawing = VectorDrawing(origin: origin, size: size)
        var named: [String: XMLElement] = [:]
        try Self.collect(root, &named)
        self.named = named
    }

    /// What is drawn: `viewBox`, or width and height.
    private static func viewBox(of root: XMLElement) throws(SVGProblem) -> (origin: SVGPoint, size: SVGPoint) {
        var numbers: [Double]?
        if let text = root.attributes["viewBox"] {
            numbers = SVGScanner.numbers(text)
            guard numbers?.count == 4 else { throw SVGProblem(line: root.line, .value(text, of: "viewBox")) }
        } else if let width = root.attributes["width"].flatMap(SVGScanner.length),
            let height = root.attributes["height"].flatMap(SVGScanner.length)
        {
            numbers = [0, 0, width, height]
        }
        guard let numbers else { throw SVGProblem(line: root.line, .noViewBox) }
        // So that a number written with five decimals is exact enough.
        guard min(numbers[2], numbers[3]) >= 0.1 else {
            throw SVGProblem(line: root.line, .value(numbers.map { "\($0)" }.joined(separator: " "), of: "viewBox"))
        }
        return (SVGPoint(x: numbers[0], y: numbers[1]), SVGPoint(x: numbers[2], y: numbers[3]))
    }

    /// Finds the elements that have names, and refuses wherever it stands what would change other elements.
    private static func collect(_ element: XMLElement, _ named: inout [String: XMLElement]) throws(SVGProblem) {
        guard element.namespace == namespace else { return }
        if Self.isActive(element) { throw SVGProblem(line: element.line, .element(element.name)) }
        if let name = element.attributes["id"], named[name] == nil { named[name] = element }
        for child in element.elements { try collect(child, &named) }
    }

    /// Style sheets, programs and movements; an empty style sheet is what some editors leave.
    private static func isActive(_ element: XMLElement) -> Bool {
        if element.name == "style" { return !element.elements.isEmpty || element.hasOwnText }
        return ["script", "foreignObject", "set"].contains(element.name) || element.name.hasPrefix("animate")
    }

    // MARK: Elements

    /// What a group holds, with the style and the coordinates of the group.
    private mutating func content(
        of element: XMLElement, style outer: SVGStyle, transform outerTransform: SVGTransform, depth: Int
    ) throws(SVGProblem) {
        let style = try SVGAttributes(element).style(inside: outer)
        guard style.isDisplayed, style.opacity > 0 else { return }
        if style.opacity < 1 { throw SVGProblem(line: element.line, .sharedOpacity) }
        let transform = try transform(of: element, inside: outerTransform)
        for child in element.elements where child.namespace == Self.namespace {
            try draw(child, style: style.handedDown, transform: transform, depth: depth + 1)
        }
    }

    private mutating func draw(
        _ element: XMLElement, style: SVGStyle, transform: SVGTransform, depth: Int
    ) throws(SVGProblem) {
        visited += 1
        readBytes += element.attributes.values.reduce(0) { $0 + $1.utf8.count }
        // A chain of uses that each draw the next one ten times would never end.
        guard visited <= Self.segmentLimit, readBytes <= Self.readLimit else {
            throw SVGProblem(line: element.line, .tooManySegments(limit: Self.segmentLimit))
        }
        switch element.name {
        case "g": try content(of: element, style: style, transform: transform, depth: depth)
        case "use": try use(element, style: style, transform: transform, depth: depth)
        case "path", "rect", "circle", "ellipse", "line", "polyline", "polygon":
            try shape(element, style: style, transform: transform)
        case "defs", "title", "desc", "metadata", "style": break
        default: throw SVGProblem(line: element.line, .element(element.name))
        }
    }

    /// Draws another element here.
    ///
    /// Source: SVG 1.1 §5.6.
    private mutating func use(
        _ element: XMLElement, style outer: SVGStyle, transform outerTransform: SVGTransform, depth: Int
    ) throws(SVGProblem) {
        let attributes = SVGAttributes(element)
        let style = try attributes.style(inside: outer, ["x", "y", "width", "height", "href"])
        guard style.isDisplayed, style.opacity > 0 else { return }
        if style.opacity < 1 { throw SVGProblem(line: element.line, .sharedOpacity) }
        let reference = element.attributes["href"] ?? element.attributes["{http://www.w3.org/1999/xlink}href"] ?? ""
        guard reference.hasPrefix("#"), let target = named[String(reference.dropFirst())], depth < Self.depthLimit
        else {
            throw SVGProblem(line: element.line, .reference(reference))
        }
        let place = SVGTransform.translation(try attributes.length("x"), try attributes.length("y"))
        let transform = try transform(of: element, inside: outerTransform).applied(after: place)
        try draw(target, style: style.handedDown, transform: transform, depth: depth + 1)
    }

    private func transform(of element: XMLElement, inside outer: SVGTransform) throws(SVGProblem) -> SVGTransform {
        guard let text = element.attributes["transform"] else { return outer }
        guard let inner = SVGTransform(text) else {
            throw SVGProblem(line: element.line, .value(text, of: "transform"))
        }
        return outer.applied(after: inner)
    }

    private mutating func shape(
        _ element: XMLElement, style outer: SVGStyle, transform outerTransform: SVGTransform
    ) throws(SVGProblem) {
        let attributes = SVGAttributes(element)
        let style = try attributes.style(inside: outer, SVGAttributes.ofShapes[element.name] ?? [])
        let transform = try transform(of: element, inside: outerTransform)
        let outline = try attributes.outline(segmentLimit: Self.segmentLimit - segmentCount)
        guard style.isDisplayed, style.isVisible, style.opacity > 0 else { return }
        if style.opacity < 1, style.fill != .none, style.stroke != .none {
            throw SVGProblem(line: element.line, .sharedOpacity)
        }
        segmentCount += outline.segments.count
        guard segmentCount <= Self.segmentLimit else {
            throw SVGProblem(line: element.line, .tooManySegments(limit: Self.segmentLimit))
        }
        // A line has no inside.
        var painted = style
        if element.name == "line" { painted.fill = .none }
        guard drawing.draw(outline, style: painted, transform: transform) else {
            throw SVGProblem(line: element.line, .numberOutOfRange(element.name))
        }
    }
}
