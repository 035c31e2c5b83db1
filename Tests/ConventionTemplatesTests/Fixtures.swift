import Foundation
import Parties
import Testing
import XMLBridge

@testable import ConventionTemplates

/// Files of the repository that the tests read.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: root.appending(path: path))) }

    static func schema(_ name: String) throws -> RelaxNGSchema {
        try RelaxNGSchema(try bytes("Templates/Schemas/\(name).rng"))
    }

    static let conventionExamples = [
        "public-lycee-seconde.xml", "private-college-troisieme.xml", "two-representatives.xml", "adult-pupil.json",
    ]

    static let contactExamples = [
        "public-lycee-seconde.contacts.xml", "private-college-troisieme.contacts.xml",
        "two-representatives.contacts.xml", "adult-pupil.contacts.json",
    ]

    static func example(_ name: String) throws -> ConventionData {
        try ConventionXML(schema: try schema("convention")).parse(try bytes("Examples/conventions/\(name)"))
    }
}
