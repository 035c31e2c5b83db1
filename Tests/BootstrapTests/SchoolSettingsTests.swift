import Foundation
import TestSupport
import Testing
import ToolSupport

@testable import Bootstrap

@Suite("Whether a school takes seals")
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

    @Test(arguments: [#""true""#, "null", "[]", "\"yes\""])
    func `what is neither yes nor no is refused`(value: String) throws {
        #expect(throws: SchoolSettings.Fault.self) { try read(#"{"acceptSeals": \#(value)}"#) }
    }
}
