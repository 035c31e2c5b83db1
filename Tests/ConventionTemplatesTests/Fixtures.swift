import Foundation
import OpenSSLBridge
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

extension Repository {
    static func store(own: String? = nil) throws -> TemplateStore {
        try TemplateStore(
            directory: root.appending(path: "Templates").path(), own: own, sha256: DigestAlgorithm.sha256.digest)
    }

    static func issue(
        of data: ConventionData, on day: String = "2026-11-23", isDemonstration: Bool = true
    ) throws -> IssueContext {
        IssueContext(
            conventionID: "7K3F-92QM", issuedOn: try #require(CalendarDate(iso8601: day)), createdAt: 1_795_424_400,
            isDemonstration: isDemonstration, order: [data.signing.required])
    }
}
