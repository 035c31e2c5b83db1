import PDFModel

/// A change of coordinates.
///
/// Source: ISO 32000-1 §8.3.3.
private struct Transform {
    var a = 1.0, b = 0.0, c = 0.0, d = 1.0, e = 0.0, f = 0.0

    init() {}

    /// - Returns: `nil` when the operands are not six numbers.
    init?(_ operands: [PDFObject]?) {
        let numbers = operands?.compactMap(\.numberValue) ?? []
        guard numbers.count == 6 else { return nil }
        (a, b, c, d, e, f) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
    }

    /// First `self`, then `other`.
    func then(_ other: Transform) -> Transform {
        var result = Transform()
        (result.a, result.b) = (a * other.a + b * other.c, a * other.b + b * other.d)
        (result.c, result.d) = (c * other.a + d * other.c, c * other.b + d * other.d)
        (result.e, result.f) = (e * other.a + f * other.c + other.e, e * other.b + f * other.d + other.f)
        return result
    }

    func moved(_ x: Double, _ y: Double) -> Transform {
        var translation = Transform()
        (translation.e, translation.f) = (x, y)
        return translation.then(self)
    }

    /// The upright rectangle around a transformed one.
    func box(_ left: Double, _ bottom: Double, _ right: Double, _ top: Double) -> Rectangle {
        let corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
        let xs = corners.map { a * $0.0 + c * $0.1 + e }
        let ys = corners.map { b * $0.0 + d * $0.1 + f }
        return Rectangle(
            left: xs.min() ?? 0, bottom: ys.min() ?? 0, right: xs.max() ?? 0, top: ys.max() ?? 0)
    }
}

/// What a content stream does, roughly: where it shows text, and whether it covers what lies below.
///
/// No glyph is looked up: the width of a text is estimated generously, so that a doubt counts as text.
struct PagePainting {
    private static let byteCountLimit = 8 << 20
    private static let formDepthLimit = 8
    /// Average advance of a glyph in ems, and how far glyphs reach above and below their line.
    private static let advance = 0.6, ascent = 0.8, descent = 0.2

    /// Where text is shown, in the coordinates of the page.
    private(set) var text: [Rectangle] = []
    /// Whether areas are filled or pictures shown, other than blended with what lies below.
    private(set) var covers = false
    /// Whether everything could be read.
    private(set) var isKnown = true

    private let document: PDFDocument
    private let index: Int

    /// What the contents of a page paint.
    init(page: PDFDictionary, of document: PDFDocument, asOf index: Int) {
        (self.document, self.index) = (document, index)
        var bytes: [UInt8] = []
        do throws(PDFReadError) {
            let contents = try document.resolve(page["Contents"], asOf: index)
            for part in contents.arrayValue ?? [contents] where part != .null {
                guard let stream = try document.resolve(part, asOf: index).streamValue else { continue }
                bytes += try document.decode(stream, limit: Self.byteCountLimit) + [0x0A]
            }
            let resources = try inherited("Resources", of: page)
            try paint(bytes, resources: resources, from: Transform(), depth: 0)
        } catch {
            isKnown = false
        }
    }

    /// What an appearance paints.
    init(appearance: PDFStream, of document: PDFDocument, asOf index: Int) {
        (self.document, self.index) = (document, index)
        do throws(PDFReadError) { try paint(appearance, from: Transform(), depth: 0) } catch { isKnown = false }
    }

    /// Whether there is, or may be, text in a place.
    func hasText(in place: Rectangle) -> Bool { !isKnown || text.contains { $0.overlaps(place) } }

    private func inherited(_ key: PDFName, of page: PDFDictionary) throws(PDFReadError) -> PDFDictionary {
        var node: PDFDictionary? = page
        for _ in 0..<document.limits.nestingDepth {
            guard let dictionary = node else { break }
            if let value = dictionary[key] { return try document.dictionary(value, asOf: index) ?? [:] }
            node = try document.dictionary(dictionary["Parent"], asOf: index)
        }
        return [:]
    }

    private mutating func paint(_ form: PDFStream, from outer: Transform, depth: Int) throws(PDFReadError) {
        guard depth < Self.formDepthLimit else {
            isKnown = false
            return
        }
        try document.checkTime()
        let own = Transform(try document.array(form.dictionary["Matrix"], asOf: index)) ?? Transform()
        let resources = try document.dictionary(form.dictionary["Resources"], asOf: index) ?? [:]
        try paint(
            try document.decode(form, limit: Self.byteCountLimit), resources: resources, from: own.then(outer),
            depth: depth)
    }

    private struct State {
        var matrix: Transform
        var fontSize = 0.0
        var leading = 0.0
        var isBlended = false
    }

    private mutating func paint(
        _ bytes: [UInt8], resources: PDFDictionary, from start: Transform, depth: Int
    ) throws(PDFReadError) {
        var state = State(matrix: start)
        var stack: [State] = []
        var line = Transform()
        var position = Transform()
        for operation in try ContentStream.operations(in: bytes) {
            let numbers = operation.operands.compactMap(\.numberValue)
            switch operation.name {
            case "q": if stack.count < 512 { stack.append(state) }
            case "Q": state = stack.popLast() ?? state
            case "cm": state.matrix = (Transform(operation.operands) ?? Transform()).then(state.matrix)
            case "gs": state.isBlended = try isBlended(operation.operands.first?.nameValue, resources)
            case "BT": (line, position) = (Transform(), Transform())
            case "Tf": state.fontSize = numbers.last ?? 0
            case "TL": state.leading = numbers.last ?? 0
            case "Tm":
                line = Transform(operation.operands) ?? Transform()
                position = line
            case "Td", "TD":
                guard numbers.count == 2 else { continue }
                if operation.name == "TD" { state.leading = -numbers[1] }
                line = line.moved(numbers[0], numbers[1])
                position = line
            case "T*": (line, position) = nextLine(line, state)
            case "'", "\"":
                (line, position) = nextLine(line, state)
                show(operation.operands, at: &position, state)
            case "Tj", "TJ": show(operation.operands, at: &position, state)
            case "Do": try paintObject(operation.operands.first?.nameValue, resources, state, depth: depth)
            case "f", "F", "f*", "B", "B*", "b", "b*", "sh", "BI": if !state.isBlended { covers = true }
            default: continue
            }
        }
    }

    private func nextLine(_ line: Transform, _ state: State) -> (Transform, Transform) {
        let next = line.moved(0, -state.leading)
        return (next, next)
    }

    private mutating func show(_ operands: [PDFObject], at position: inout Transform, _ state: State) {
        let strings = operands.flatMap { $0.arrayValue ?? [$0] }
        let count = strings.reduce(0) { $0 + ($1.stringValue?.count ?? 0) }
        guard count > 0 else { return }
        let size = abs(state.fontSize)
        let width = Double(count) * Self.advance * size
        text.append(
            position.then(state.matrix).box(0, -Self.descent * size, width, Self.ascent * size))
        position = position.moved(width, 0)
    }

    private mutating func paintObject(
        _ name: PDFName?, _ resources: PDFDictionary, _ state: State, depth: Int
    ) throws(PDFReadError) {
        let objects = try document.dictionary(resources["XObject"], asOf: index)
        guard let name, let object = objects?[name] else { return }
        guard let stream = try document.resolve(object, asOf: index).streamValue else { return }
        if stream.dictionary["Subtype"] == .name("Form") {
            let wasCovering = covers
            try paint(stream, from: state.matrix, depth: depth + 1)
            if state.isBlended { covers = wasCovering }
        } else if !state.isBlended {
            covers = true
        }
    }

    /// Whether what is painted next lets show through what lies below.
    ///
    /// Source: ISO 32000-1 §11.6.3, §11.6.4.4.
    private func isBlended(_ name: PDFName?, _ resources: PDFDictionary) throws(PDFReadError) -> Bool {
        let states = try document.dictionary(resources["ExtGState"], asOf: index)
        guard let name, let state = try document.dictionary(states?[name], asOf: index) else { return false }
        let mode = state["BM"]?.arrayValue?.first ?? state["BM"]
        if mode == .name("Multiply") || mode == .name("Darken") { return true }
        return state["ca"]?.numberValue.map { $0 <= 0.6 } ?? false
    }
}
