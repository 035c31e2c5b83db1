import Foundation
import Parties
import Testing
import Typesetting
import XMLBridge

@testable import ConventionTemplates

@Suite("The template observation-2025-11")
struct ShippedTemplateTests {
    @Test(arguments: Repository.conventionExamples)
    func `is filled by every example without a missing value`(name: String) throws {
        let template = try Repository.store().template("observation-2025-11")
        let data = try Repository.example(name)
        let content = try template.fill(data, issue: try Repository.issue(of: data))
        let text = plainText(content.blocks)
        #expect(text.contains("Article 10"))
        #expect(content.associatedFiles.map(\.name) == ["convention.xml"])
    }
}
