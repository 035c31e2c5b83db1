/// What an SVG file holds that is not drawn, and where.
package struct SVGProblem: Error, Hashable, Sendable {
    package enum Cause: Hashable, Sendable {
        case tooManyBytes(count: Int, limit: Int)
        /// Not well-formed XML, in the parser's words.
        case notXML(String)
        /// A document type, which could declare entities.
        case documentType
        case notSVG(root: String)
        case noViewBox
        /// An element that is not drawn, such as `text`.
        case element(String)
        case attribute(String, element: String)
        /// A value that an attribute or a property may not have.
        case value(String, of: String)
        /// A reference to what is not in the file, to itself, or through too many others.
        case reference(String)
        /// One opacity for shapes or paints that overlap.
        case sharedOpacity
        case pathData(character: Int)
        case numberOutOfRange(String)
        case tooManySegments(limit: Int)
        case empty
    }

    /// From 1; 0 when the problem has no place.
    package let line: Int
    package let cause: Cause

    package init(line: Int = 0, _ cause: Cause) {
        self.line = line
        self.cause = cause
    }
}
