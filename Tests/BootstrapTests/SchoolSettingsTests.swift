import Foundation
import TestSupport
import Testing
import ToolSupport

@testable import Bootstrap

@Suite("What a school has decided")
struct SchoolSettingsTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func read(_ text: String) throws -> SchoolSettings {
        try folder.write(SchoolSettings.fileName, Array(text.utf8))
        return try SchoolSettings.read(dataDirectory: folder.path)
    }

    @Test func `it does when it says so, and not otherwise`() throws {
        #expect(try SchoolSettings.read(dataDirectory: folder.path).acceptsSeals == false)
        #expect(try read("{}").acceptsSeals == false)
        #expect(try read(#"{"acceptSeals": false}"#).acceptsSeals == false)
        #expect(try read(#"{"acceptSeals": true, "signingOrder": "free"}"#).acceptsSeals)
    }

    @Test func `it wants both parents when it says two`() throws {
        #expect(try read("{}").bothRepresentativesSign == false)
        #expect(try read(#"{"representatives": 1}"#).bothRepresentativesSign == false)
        #expect(try read(#"{"representatives": 2}"#).bothRepresentativesSign)
    }

    @Test(arguments: ["0", "3", "\"2\"", "[2]"])
    func `a number of parents that is neither one nor two is refused`(value: String) throws {
        #expect(throws: SchoolSettings.Fault.self) { try read(#"{"representatives": \#(value)}"#) }
    }

    @Test(arguments: [#""true""#, "null", "[]", "\"yes\""])
    func `what is neither yes nor no is refused`(value: String) throws {
        #expect(throws: SchoolSettings.Fault.self) { try read(#"{"acceptSeals": \#(value)}"#) }
    }
}
