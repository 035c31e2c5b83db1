package import Parties
package import XMLBridge

/// Reads and writes the data of conventions: `convention.xml`, and JSON of the same structure.
package struct ConventionXML: Sendable {
    private let draft: DataDocumentReader
    /// The dates of seconde by which data are judged.
    package let calendar: PlacementCalendar

    /// - Parameters:
    ///   - schema: `Templates/Schemas/convention.rng`.
    ///   - calendar: The dates of seconde.
    package init(schema: RelaxNGSchema, calendar: PlacementCalendar = .standard) {
        self.calendar = calendar
        draft = DataDocumentReader(format: ConventionForm.draft, schema: schema)
    }

    /// Reads data as a school hands them in, XML or JSON by their first character.
    ///
    /// - Throws: ``ConventionDataError`` with every fault, each with its line.
    package func parse(_ bytes: [UInt8]) throws(ConventionDataError) -> ConventionData {
        let tree = Self.isJSON(bytes) ? try draft.tree(json: bytes) : try draft.tree(xml: bytes)
        return try Self.data(tree, ConventionForm.draft) { $0.faults(calendar: calendar) }
    }

    /// Whether data say who is asked to sign and need not, if only that nobody is; `true` for what cannot be read.
    package func saysWhoMaySign(_ bytes: [UInt8]) -> Bool {
        let tree = try? Self.isJSON(bytes) ? draft.tree(json: bytes) : draft.tree(xml: bytes)
        return tree.map(Self.saysWhoMaySign) ?? true
    }

    static func saysWhoMaySign(_ tree: XMLElement) -> Bool {
        tree.element(named: "signing")?.element(named: "optional") != nil
    }

    /// Reads the file embedded in an issued document.
    ///
    /// Its form is checked and not the schema: nobody corrects such a file, and what the form does not know is refused.
    package static func parseIssued(_ bytes: [UInt8]) throws(ConventionDataError) -> IssuedConvention {
        let tree = try DataDocumentReader.tree(xml: bytes, format: ConventionForm.issued)
        let reader = DataReader(tree, form: ConventionForm.issued.root)
        return IssuedConvention(
            data: try data(tree, ConventionForm.issued) { $0.coherenceFaults() },
            issue: try issue(try reader.record("issue")))
    }

    /// Reads canonical data that were accepted once and kept: whatever the rules on working time say today.
    package static func parseKept(_ bytes: [UInt8]) throws(ConventionDataError) -> ConventionData {
        let tree = try DataDocumentReader.tree(xml: bytes, format: ConventionForm.draft)
        return try data(tree, ConventionForm.draft) { $0.coherenceFaults() }
    }

    /// A fault that was found in data after they were read, with its line in the file that they came from.
    package func placed(_ fault: ConventionFault, in bytes: [UInt8]) -> ConventionFault {
        let tree = try? Self.isJSON(bytes) ? draft.tree(json: bytes) : draft.tree(xml: bytes)
        return fault.withLine(tree?.line(at: fault.path))
    }

    /// Reads a tree that was made from something else than XML or JSON.
    ///
    /// - Throws: ``ConventionDataError`` with every fault, each with the line that its element has.
    func parse(tree: XMLElement) throws(ConventionDataError) -> ConventionData {
        try draft.require(tree)
        return try Self.data(tree, ConventionForm.draft) { $0.faults(calendar: calendar) }
    }

    /// The digest that names the values, whatever file they came from: that of their canonical bytes.
    ///
    /// - Parameter sha256: The digest function.
    /// - Returns: « sha256: » and 64 hexadecimal digits.
    package static func canonicalDigest(_ data: ConventionData, sha256: ([UInt8]) -> [UInt8]) -> String {
        digestText(sha256(serialize(data)))
    }

    /// The same of the file that an issued document carries, with what the issue added.
    package static func canonicalDigest(_ convention: IssuedConvention, sha256: ([UInt8]) -> [UInt8]) -> String {
        digestText(sha256(serialize(convention)))
    }

    private static func digestText(_ digest: [UInt8]) -> String {
        "sha256:" + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The canonical bytes: the same values always give the same ones. They are their own exclusive canonical XML.
    package static func serialize(_ data: ConventionData) -> [UInt8] {
        XMLWriter.bytes(of: ConventionWriter.tree(data).normalised(in: ConventionForm.draft))
    }

    package static func serialize(_ convention: IssuedConvention) -> [UInt8] {
        let tree = ConventionWriter.tree(convention.data, issue: convention.issue)
        return XMLWriter.bytes(of: tree.normalised(in: ConventionForm.issued))
    }

    /// Every value that a document may print, with its path as faults name it.
    package static func values(of data: ConventionData) -> [(path: String, text: String)] {
        ConventionWriter.tree(data).normalised(in: ConventionForm.draft).values(in: ConventionForm.draft)
    }

    package static func json(_ data: ConventionData) -> [UInt8] {
        JSONMapping(format: ConventionForm.draft).bytes(
            of: ConventionWriter.tree(data).normalised(in: ConventionForm.draft))
    }

    /// Values that may not have been read from a file, in their normal form, if they would be read from one that was kept.
    ///
    /// Hours are judged when data are handed in, by the rules and dates of that day; a document is set again whatever they
    /// say later.
    static func accepted(
        _ data: ConventionData, issuedOn: CalendarDate
    ) throws(ConventionDataError) -> AcceptedConvention {
        let tree = ConventionWriter.tree(data).normalised(in: ConventionForm.draft)
        let faults =
            DataFormChecker(format: ConventionForm.draft).faults(in: tree) + data.coherenceFaults(issuedOn: issuedOn)
        guard faults.isEmpty else { throw ConventionDataError(faults) }
        let root = DataReader(tree, form: ConventionForm.draft.root)
        return AcceptedConvention(data: try ConventionReader(root: root).convention(), tree: tree)
    }

    private static func data(
        _ tree: XMLElement, _ format: DataFormat, _ check: (ConventionData) -> [ConventionFault]
    ) throws(ConventionDataError) -> ConventionData {
        let data = try ConventionReader(root: DataReader(tree, form: format.root)).convention()
        let faults = check(data)
        guard faults.isEmpty else { throw ConventionDataError(faults.map { $0.withLine(tree.line(at: $0.path)) }) }
        return data
    }

    private static func issue(_ node: DataReader) throws(ConventionDataError) -> IssueRecord {
        let template = try node.record("template")
        let amended = node.optionalRecord("amends")
        return IssueRecord(
            conventionID: try node.text("identifier"),
            issuedOn: try node.value("issuedOn", CalendarDate.init(iso8601:)),
            createdAt: try node.value("createdAt", Instant.init(iso8601:)),
            isDemonstration: try node.text("demonstration") == "true",
            template: .init(
                identifier: try template.text("identifier"), version: try template.text("version"),
                digest: try template.text("digest")),
            order: try order(node), amends: try amended.map(Self.amendedReference),
            verificationAddress: try node.optionalText("verificationAddress"))
    }

    private static func amendedReference(
        _ node: DataReader
    ) throws(ConventionDataError) -> IssueRecord.AmendedReference {
        .init(conventionID: try node.text("identifier"), digest: try node.text("digest"))
    }

    private static func order(
        _ node: DataReader
    ) throws(ConventionDataError) -> [[ConventionData.RequiredSignature]] {
        var groups: [[ConventionData.RequiredSignature]] = []
        for group in try node.items("order") {
            var names: [ConventionData.RequiredSignature] = []
            for item in try group.ownItems() {
                if let name = ConventionData.RequiredSignature(rawValue: try item.ownText()) { names.append(name) }
            }
            groups.append(names)
        }
        return groups
    }

    static func isJSON(_ bytes: [UInt8]) -> Bool {
        let text = bytes.starts(with: JSONReader.byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
        return text.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
    }
}

/// Values in their normal form, and the tree that they were read from.
struct AcceptedConvention {
    let data: ConventionData
    fileprivate let tree: XMLElement

    /// The canonical bytes of the file that the issued document carries.
    func issued(_ issue: IssueRecord) -> [UInt8] {
        // The tree is in its normal form already: only what the issue adds is brought into it.
        let added = XMLElement(tree.name, children: [.element(ConventionWriter.tree(of: issue))])
        var tree = tree
        tree.children += added.normalised(in: ConventionForm.issued).children
        return XMLWriter.bytes(of: tree)
    }
}

extension ConventionFault {
    func withLine(_ line: Int?) -> ConventionFault { ConventionFault(cause, at: path, line: line) }
}
