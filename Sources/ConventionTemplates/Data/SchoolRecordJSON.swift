package import Parties
import XMLBridge

/// Reads and writes what a school says of itself: JSON with the names that `convention.xml` and contact sheets have.
package enum SchoolRecordJSON {
    package static let format = "urn:seing:school:1"

    private static let form = DataFormat(
        namespace: format,
        root: .record(
            "schoolRecord",
            [
                ConventionForm.school,
                .list("contacts", of: contact, count: 1...SchoolRecord.persons.count),
                DataForm.list("priority", of: priority, count: 0...PriorityEducation.allCases.count).optional,
            ]))

    private static let contact = DataForm.record(
        "contact",
        [
            .value("of", .choice(SchoolRecord.persons.map(\.rawValue))), .value("email", .email).optional,
            .value("telephone", .telephone).optional,
        ])

    private static let priority = DataForm.value(
        "kind", .choice(PriorityEducation.allCases.map(\.rawValue)))

    /// - Throws: ``ConventionDataError`` with every fault, each with its line.
    package static func parse(_ bytes: [UInt8]) throws(ConventionDataError) -> SchoolRecord {
        let json: JSONValue
        do throws(JSONProblem) { json = try JSONReader.read(bytes) } catch {
            throw ConventionDataError([DataDocumentReader.fault(error)])
        }
        let tree = try JSONMapping(format: form).tree(from: json)
        let faults = DataFormChecker(format: form).faults(in: tree)
        guard faults.isEmpty else { throw ConventionDataError(faults) }
        let root = DataReader(tree, form: form.root)
        let record = SchoolRecord(
            school: try ConventionReader(root: root).school(try root.record("school")),
            contacts: try ContactSheetXML.contacts(root), priority: try priority(root))
        let incoherent = record.faults()
        guard incoherent.isEmpty else {
            throw ConventionDataError(incoherent.map { $0.withLine(tree.line(at: $0.path)) })
        }
        return record
    }

    private static func priority(_ root: DataReader) throws(ConventionDataError) -> Set<PriorityEducation> {
        var kinds: Set<PriorityEducation> = []
        for item in try root.optionalRecord("priority")?.ownItems() ?? [] {
            if let kind = PriorityEducation(rawValue: try item.ownText()) { kinds.insert(kind) }
        }
        return kinds
    }

    package static func bytes(_ record: SchoolRecord) -> [UInt8] {
        let tree = DataTree.record(
            "schoolRecord",
            [
                ConventionWriter.school(record.school), ContactSheetXML.tree(record.contacts),
                record.priority.isEmpty ? nil : DataTree.record("priority", kinds(of: record)),
            ])
        return JSONMapping(format: form).bytes(of: tree.normalised(in: form))
    }

    /// In one order, so that the same record makes the same file.
    private static func kinds(of record: SchoolRecord) -> [XMLElement?] {
        PriorityEducation.allCases.filter(record.priority.contains).map { DataTree.text("kind", $0.rawValue) }
    }
}
