import TestSupport
import Testing

@testable import Typesetting

@Suite("Drawings in SVG")
struct SVGTests {
    private func problem(_ svg: [UInt8]) -> SVGProblem? {
        do throws(DocumentImageError) {
            _ = try DocumentImage(svg: svg)
            return nil
        } catch {
            guard case .drawing(let problem) = error else { return nil }
            return problem
        }
    }

    /// Of the content of a drawing, whose first line is the second of the file.
    private func problem(_ content: String) -> SVGProblem? { problem(SVGDrawings.file(content)) }

    private static let dot = "<circle cx=\"9\" cy=\"9\" r=\"5\"/>"

    @Test(arguments: [
        ("<text x=\"1\" y=\"1\">A</text>", SVGProblem.Cause.element("text")),
        ("<image href=\"logo.png\"/>", .element("image")),
        ("<a href=\"https://x.example/\"><path d=\"M0 0\"/></a>", .element("a")),
        ("<svg/>", .element("svg")), ("<switch/>", .element("switch")),
        ("<style>path{fill:red}</style>", .element("style")),
        ("<defs><script>x</script></defs>", .element("script")), ("<g><animate/></g>", .element("animate")),
        ("<foreignObject/>", .element("foreignObject")), ("<linearGradient id=\"g\"/>", .element("linearGradient")),
        ("<rect width=\"9\" height=\"9\" fill=\"url(#g)\"/>", .value("url(#g)", of: "fill")),
        ("<rect width=\"9\" height=\"9\" style=\"filter:url(#f)\"/>", .value("url(#f)", of: "filter")),
        ("<g clip-path=\"url(#c)\"/>", .value("url(#c)", of: "clip-path")),
        ("<g mask=\"url(#c)\"/>", .value("url(#c)", of: "mask")),
        ("<g style=\"mix-blend-mode:multiply\"/>", .value("multiply", of: "mix-blend-mode")),
        ("<rect width=\"9mm\" height=\"9\"/>", .value("9mm", of: "width")),
        ("<rect width=\"-9\" height=\"9\"/>", .value("-9", of: "width")),
        ("<rect width=\"1e7\" height=\"9\"/>", .value("1e7", of: "width")),
        ("<rect width=\"nan\"/>", .value("nan", of: "width")),
        ("<g onclick=\"x()\"/>", .attribute("onclick", element: "g")),
        ("<g fill=\"rougge\"/>", .value("rougge", of: "fill")),
        ("<path d=\"M0 0L1\"/>", .pathData(character: 7)), ("<path d=\"L0 0\"/>", .pathData(character: 2)),
        ("<path d=\"M0 0A1 1 0 2 0 5 5\"/>", .pathData(character: 12)),
        ("<path d=\"M0 0 1e999 0\"/>", .pathData(character: 6)),
        ("<g transform=\"rotate(1 2)\"/>", .value("rotate(1 2)", of: "transform")),
        ("<g transform=\"turn(1)\"/>", .value("turn(1)", of: "transform")),
        ("<polygon points=\"1 2 3\"/>", .value("1 2 3", of: "points")), ("<use href=\"#x\"/>", .reference("#x")),
        ("<use href=\"other.svg#x\"/>", .reference("other.svg#x")),
        ("<g id=\"s\"><use href=\"#s\"/></g>", .reference("#s")),
        ("<g opacity=\".5\"><path d=\"M0 0\"/></g>", .sharedOpacity),
        ("<circle r=\"5\" stroke=\"red\" opacity=\".5\"/>", .sharedOpacity),
        ("<g transform=\"scale(1e6)\"><circle r=\"5\" transform=\"scale(9)\"/></g>", .numberOutOfRange("circle")),
        ("<path d=\"M0 0a1e-8 1e6 0 1 1 1e6 1e6\"/>", .numberOutOfRange("path")), ("<path d=\"M0 0\"/>", .empty),
        ("", .empty),
    ])
    func `are refused by the name of what is not drawn`(content: String, cause: SVGProblem.Cause) {
        #expect(problem(content)?.cause == cause)
    }

    @Test func `are refused with the line`() {
        #expect(problem("\(Self.dot)\n<g>\n<text>A</text></g>") == SVGProblem(line: 4, .element("text")))
    }

    @Test func `are refused when they are no drawing, or do not say their size`() {
        let empty = "<svg xmlns=\"http://www.w3.org/2000/svg\""
        #expect(problem(Array("<svg viewBox=\"0 0 9 9\"/>".utf8)) == SVGProblem(line: 1, .notSVG(root: "svg")))
        #expect(problem(Array("<html/>".utf8)) == SVGProblem(line: 1, .notSVG(root: "html")))
        #expect(problem(Array("\(empty)/>".utf8)) == SVGProblem(line: 1, .noViewBox))
        #expect(problem(Array("\(empty) width=\"9cm\" height=\"9cm\"/>".utf8)) == SVGProblem(line: 1, .noViewBox))
        for box in ["0 0 0 9", "0 0 9", "0 0 9 -9", "0 0 9 nan", "0 0 1e9 1"] {
            guard case .value(_, "viewBox")? = problem(SVGDrawings.file(Self.dot, box: box))?.cause else {
                Issue.record("the box \(box) was not refused")
                continue
            }
        }
        for text in ["", "<svg", "%PDF-1.7"] {
            guard case .notXML? = problem(Array(text.utf8))?.cause else {
                Issue.record("no XML was not refused")
                continue
            }
        }
    }

    @Test func `may have what editors keep for themselves`() throws {
        let content = """
            <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:li/></rdf:RDF></metadata>
            <s:namedview xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" s:zoom="1"/><title>T</title><style/>
            <defs id="defs2"><linearGradient id="unused"><stop offset="0"/></linearGradient></defs>
            <g i:label="Calque 1" xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:groupmode="layer" id="layer1"
              style="fill:#000;font-family:sans-serif;-inkscape-font-specification:sans;marker:none;filter:none;;">
              <circle cx="9" cy="9" r="5" class="x" data-name="y" aria-hidden="true" clip-path="none"/></g>
            """
        #expect(problem(content) == nil)
        let image = try DocumentImage(svg: SVGDrawings.file(Self.dot, box: "0 0 300 150"))
        #expect(image.width == 300 && image.height == 150)
    }

    @Test func `are refused when they have a document type, as one with entities in entities`() {
        let laughs = (1...9).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }.joined()
        let types = ["<!DOCTYPE svg [<!ENTITY l0 \"ha\">\(laughs)]>", "<!DOCTYPE svg SYSTEM \"file:///etc/passwd\">"]
        for type in types {
            let svg = Array(type.utf8) + SVGDrawings.file("&l9;\(Self.dot)")
            #expect(problem(svg) == SVGProblem(line: 1, .documentType))
        }
    }

    /// Each doubles, or multiplies by ten, what the one before draws.
    @Test func `are refused when a few bytes draw more than any logo`() {
        let start = "<g id=\"u0\">\(Self.dot)</g>"
        let chain = (1...30).map { number in
            "<g id=\"u\(number)\">" + String(repeating: "<use href=\"#u\(number - 1)\"/>", count: 10) + "</g>"
        }.joined()
        #expect(problem("<defs>\(start)\(chain)</defs><use href=\"#u30\"/>")?.cause == .tooManySegments(limit: 20_000))
        let space = "<path id=\"p\" d=\"M0 0\(String(repeating: " ", count: 200_000))\"/>"
        let uses = String(repeating: "<use href=\"#p\"/>", count: 2_000)
        #expect(problem("<defs>\(space)</defs>\(uses)")?.cause == .tooManySegments(limit: 20_000))
        let lines = "<path d=\"M0 0\(String(repeating: "h1", count: 20_001))\"/>"
        #expect(problem(lines)?.cause == .tooManySegments(limit: 20_000))
        let much = SVGDrawings.file(String(repeating: " ", count: 256 * 1024))
        #expect(problem(much)?.cause == .tooManyBytes(count: much.count, limit: 256 * 1024))
        let nested = String(repeating: "<g>", count: 100) + String(repeating: "</g>", count: 100)
        guard case .notXML? = problem(nested)?.cause else { return #expect(Bool(false), "nested too deep") }
    }

    @Test func `write no number that PDF does not know`() throws {
        let odd = """
            <path d="M1e-9 1e-320L.0000049 100zA1e-300 1e-300 0 0 1 5 5A0 9 0 0 1 9 9" stroke="red" stroke-width="1e-9"/>
            <path d="M0 0h9" stroke="red" stroke-dasharray="1e-9 1e-9"/><circle r="5" transform="scale(0)"/>
            <path d="M5 5a1e6 1e6 0 1 1 0 .000001"/>
            """
        let image = try DocumentImage(svg: SVGDrawings.file(odd))
        guard case .drawing(let drawing) = image.content else { return #expect(Bool(false), "no drawing") }
        let words = String(decoding: drawing.operators, as: UTF8.self).split { " \n[]".contains($0) }
        for word in words where word.contains(where: \.isNumber) {
            #expect(word.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?/) != nil, "\(word)")
        }
    }
}
