import Testing

@testable import XMLBridge

@Suite("RelaxNGSchema")
struct RelaxNGSchemaTests {
    private static let source = """
        <grammar xmlns="http://relaxng.org/ns/structure/1.0"
            datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
          <start><element name="a">
            <oneOrMore><element name="n"><data type="positiveInteger"/></element></oneOrMore>
            <optional><element name="end"><empty/></element></optional>
          </element></start>
        </grammar>
        """

    private static func problems(_ text: String) throws -> [XMLProblem] {
        try RelaxNGSchema(Array(source.utf8)).problems(in: XMLDocument(parsing: Array(text.utf8)))
    }

    @Test(arguments: [
        "<grammar/>", "<grammar xmlns='http://relaxng.org/ns/structure/1.0'/>",
        "<element xmlns='http://relaxng.org/ns/structure/1.0' name='a'><ref name='gone'/></element>",
        "<!DOCTYPE element><element xmlns='http://relaxng.org/ns/structure/1.0' name='a'><empty/></element>", "",
    ])
    func `refuses what is no schema`(text: String) {
        #expect(throws: XMLProblem.self) { try RelaxNGSchema(Array(text.utf8)) }
    }

    @Test func `fetches nothing that a schema refers to`() {
        let text = "<externalRef xmlns='http://relaxng.org/ns/structure/1.0' href='file:///etc/hostname'/>"
        #expect(throws: XMLProblem.self) { try RelaxNGSchema(Array(text.utf8)) }
    }

    @Test(arguments: [
        ("<b/>", [1]), ("<a/>", [1]), ("<a>\n<n>0</n></a>", [2]), ("<a>\n<n>1</n>\n<x/></a>", [3]),
        ("<a><n>1</n></a>", []), ("<a><n>1</n><end/></a>", []), ("<a k='v'><n>1</n></a>", [1]),
    ])
    func `names the line of a fault, once`(text: String, lines: [Int]) throws {
        #expect(try Self.problems(text).map(\.line) == lines)
    }

    @Test func `prefers the message that says more`() {
        let vague = XMLProblem(.invalid, line: 3, "Element n failed to validate content")
        let exact = XMLProblem(.invalid, line: 3, "Type positiveInteger doesn't allow value '0'")
        let other = XMLProblem(.invalid, line: 5, "Did not expect element x there")
        #expect(RelaxNGSchema.onePerLine([vague, exact, other, vague]) == [exact, other])
    }

    @Test func `is shared by tasks without mixing up their verdicts`() async throws {
        let schema = try RelaxNGSchema(Array(Self.source.utf8))
        let wrong = await withTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<200).count { index in
                        let isBad = (index + task).isMultiple(of: 2)
                        let text = isBad ? "<a><n>x</n></a>" : "<a><n>7</n></a>"
                        guard let document = try? XMLDocument(parsing: Array(text.utf8)) else { return true }
                        return schema.problems(in: document).isEmpty == isBad
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }
}
