import Testing
import XMLBridge

/// Expected bytes are written by hand after W3C Exclusive XML Canonicalization 1.0 §3.
@Suite("Exclusive canonical XML of a part")
struct SubsetTests {
    private let text = """
        <a xmlns="urn:a" xmlns:unused="urn:u" two="2" one='1'><b/><!-- not there --><c xmlns="urn:c">\
        <d xmlns="urn:a">x &lt; y</d></c>z</a>
        """

    private func canonical(of apex: XMLElementPath?, without hole: XMLElementPath? = nil) throws -> String {
        String(
            decoding: try XMLDocument(parsing: Array(text.utf8)).canonicalBytes(of: apex, without: hole), as: UTF8.self)
    }

    @Test func `has the namespaces that it uses, wherever they were declared, and no others`() throws {
        #expect(try canonical(of: [0]) == "<b xmlns=\"urn:a\"></b>")
        #expect(try canonical(of: [1]) == "<c xmlns=\"urn:c\"><d xmlns=\"urn:a\">x &lt; y</d></c>")
        #expect(try canonical(of: [1, 0]) == "<d xmlns=\"urn:a\">x &lt; y</d>")
    }

    @Test func `leaves out an element with all inside it, and nothing around it`() throws {
        #expect(try canonical(of: nil, without: [1]) == "<a xmlns=\"urn:a\" one=\"1\" two=\"2\"><b></b>z</a>")
        #expect(try canonical(of: [1], without: [1, 0]) == "<c xmlns=\"urn:c\"></c>")
    }

    @Test func `is the whole document when nothing is chosen`() throws {
        let whole = try XMLDocument(parsing: Array(text.utf8)).canonicalBytes()
        #expect(try canonical(of: nil) == String(decoding: whole, as: UTF8.self))
    }

    @Test(arguments: [[2], [0, 0], [1, 1]] as [XMLElementPath])
    func `is refused where there is no element`(path: XMLElementPath) {
        #expect(throws: XMLProblem.self) { try canonical(of: path) }
        #expect(throws: XMLProblem.self) { try canonical(of: nil, without: path) }
    }
}
