import Parties
import Testing
import XMLBridge

@testable import ConventionTemplates

@Suite("ConventionXML")
struct ConventionXMLTests {
    @Test(arguments: Repository.conventionExamples)
    func `reads every example, and writes what it reads again as the same values`(name: String) throws {
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        let data = try Repository.example(name)
        #expect(try xml.parse(ConventionXML.serialize(data)) == data)
        #expect(try xml.parse(ConventionXML.json(data)) == data)
    }

    @Test(arguments: Repository.conventionExamples)
    func `writes bytes that are their own canonical form`(name: String) throws {
        let bytes = ConventionXML.serialize(try Repository.example(name))
        #expect(try XMLDocument(parsing: bytes).canonicalBytes() == bytes)
    }
}
