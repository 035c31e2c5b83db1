import Testing

@testable import XMLBridge

@Suite("XMLDocument")
struct XMLDocumentTests {
    static func code(_ text: String, limits: XMLLimits = XMLLimits()) -> XMLProblem.Code? {
        do { _ = try XMLDocument(parsing: Array(text.utf8), limits: limits) } catch { return error.code }
        return nil
    }

    @Test(arguments: [
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\"> %p;]><a/>",
        "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><lolz>&c;</lolz>",
    ])
    func `refuses a document type before it reads a declaration`(text: String) {
        #expect(Self.code(text) == .documentTypeRefused)
    }

    @Test(arguments: [
        "", " ", "<a>", "<a></b>", "<a>&x;</a>", "<a/><b/>", "<a b='1' b='2'/>", "<a>\u{1}</a>", "<a xmlns:x=''/>",
    ])
    func `refuses what is not well formed`(text: String) {
        #expect(Self.code(text) == .notWellFormed)
    }

    @Test func `refuses bytes that are not UTF-8, whatever encoding they claim`() {
        let latin = Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>".utf8) + [0xE9] + Array("</a>".utf8)
        #expect(throws: XMLProblem.self) { try XMLDocument(parsing: latin) }
    }

    @Test func `names line and column of a fault`() throws {
        let problem = try #require(throws: XMLProblem.self) {
            try XMLDocument(parsing: Array("<a>\n  <b></c>\n</a>".utf8))
        }
        #expect(problem.line == 2)
        #expect(problem.column > 0)
    }

    @Test func `refuses what is too deep, too large, too many`() {
        let deep = String(repeating: "<a>", count: 33) + String(repeating: "</a>", count: 33)
        #expect(Self.code(deep) == .tooDeep)
        #expect(
            Self.code("<a>" + String(repeating: " ", count: 100) + "</a>", limits: XMLLimits(byteCount: 50))
                == .tooLarge)
        #expect(
            Self.code("<a>" + String(repeating: "<b/>", count: 40) + "</a>", limits: XMLLimits(nodeCount: 20))
                == .tooManyNodes)
        // Within what can be told from the bytes, and found when the tree is read.
        #expect(
            Self.code("<a>" + String(repeating: "<b/>", count: 20) + "</a>", limits: XMLLimits(nodeCount: 20))
                == .tooManyNodes)
        #expect(Self.code(String(repeating: "<a>", count: 100_000)) != nil)
    }

    @Test func `does not include other files`() throws {
        let text =
            "<a xmlns:i='http://www.w3.org/2001/XInclude'><i:include href='file:///etc/hostname' parse='text'/></a>"
        #expect(try XMLDocument(parsing: Array(text.utf8)).root.elements.map(\.name) == ["include"])
    }

    @Test func `copies names, namespaces, attributes, texts and lines out`() throws {
        let text = "<?p i?>\n<a xmlns='urn:x' k='v &amp; w'>é<!-- c --><![CDATA[<b>]]>\n<b xml:lang='fr'/></a>"
        let root = try XMLDocument(parsing: Array(text.utf8)).root
        #expect(root.name == "a" && root.namespace == "urn:x" && root.attributes == ["k": "v & w"] && root.line == 2)
        #expect(root.text == "é<b>\n")
        #expect(root.elements.map(\.line) == [3])
        #expect(root.elements.first?.attributes == ["{http://www.w3.org/XML/1998/namespace}lang": "fr"])
    }

    @Test func `gives the same canonical form to documents that say the same`() throws {
        let first = try XMLDocument(parsing: Array("<a  y='2' x=\"1\"/>".utf8)).canonicalBytes()
        let second = try XMLDocument(parsing: Array("<?xml version='1.0'?><a x='1'\ny='2'><!-- no --></a>".utf8))
            .canonicalBytes()
        #expect(first == second)
        #expect(String(decoding: first, as: UTF8.self) == "<a x=\"1\" y=\"2\"></a>")
    }
}
