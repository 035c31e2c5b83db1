import Bootstrap
import ConventionTemplates
import Foundation
import Parties
import Workflow

/// The schools of a demonstration: those of the samples in `Examples/conventions`.
struct DemoSchools {
    /// One of them, with who looks after placements there.
    struct School {
        let uai: String
        /// Name of the sample that names it.
        let sample: String
        let staff: DemoAccounts.Account
        var priority: Set<PriorityEducation> = []
    }

    static let tillion = "0990011Z"
    static let sainteAnne = "0990012A"
    static let milliat = "0990013B"

    static let lycee = School(
        uai: tillion, sample: "public-lycee-seconde",
        staff: .init(
            name: "Aline Mercier", email: "secretariat@lycee-tillion.example", role: .staff, school: tillion))

    /// Those that a full demonstration has besides.
    static let colleges = [
        School(
            uai: sainteAnne, sample: "private-college-troisieme",
            staff: .init(
                name: "Gaëlle Prigent", email: "secretariat@sainte-anne.example", role: .staff, school: sainteAnne)),
        School(
            uai: milliat, sample: "two-representatives",
            staff: .init(name: "Rachid Amara", email: "secretariat@milliat.example", role: .staff, school: milliat),
            priority: [.repPlus]),
    ]

    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// Enters what a school says of itself, unless it has said so already.
    func enter(_ school: School) throws -> UAI {
        let sample = "\(installation.resources.examples)/conventions/\(school.sample)"
        let data = [UInt8](try Data(contentsOf: URL(filePath: sample + ".xml")))
        let named = try installation.templates.conventionXML.parse(data).school
        guard try installation.schoolRegister.record(of: named.uai) == nil else { return named.uai }
        let sheet = try installation.contactSheet(
            [UInt8](try Data(contentsOf: URL(filePath: sample + ".contacts.xml"))))
        let contacts = sheet.contacts.filter { SchoolRecord.persons.contains($0.of) }
        let record = SchoolRecord(school: named, contacts: contacts, priority: school.priority)
        _ = try installation.schoolRegister.set(SchoolRecordJSON.bytes(record))
        return named.uai
    }
}
