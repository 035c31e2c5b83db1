package import Parties
package import XMLBridge

/// Reads and writes contact sheets, XML and JSON of the same structure.
package struct ContactSheetXML: Sendable {
    private let reader: DataDocumentReader

    /// - Parameter schema: `Templates/Schemas/contact-sheet.rng`.
    package init(schema: RelaxNGSchema) {
        reader = DataDocumentReader(format: ContactSheetForm.format, schema: schema)
    }

    /// Reads a sheet, XML or JSON by its first character.
    package func parse(_ bytes: [UInt8]) throws(ConventionDataError) -> ContactSheet {
        try sheet(ConventionXML.isJSON(bytes) ? try reader.tree(json: bytes) : try reader.tree(xml: bytes))
    }

    /// Reads a tree that was made from something else than XML or JSON.
    func parse(tree: XMLElement) throws(ConventionDataError) -> ContactSheet {
        try reader.require(tree)
        return try sheet(tree)
    }

    private func sheet(_ tree: XMLElement) throws(ConventionDataError) -> ContactSheet {
        let sheet = try Self.sheet(DataReader(tree, form: ContactSheetForm.format.root))
        let faults = sheet.faults()
        guard faults.isEmpty else { throw ConventionDataError(faults.map { $0.withLine(tree.line(at: $0.path)) }) }
        return sheet
    }

    package static func serialize(_ sheet: ContactSheet) -> [UInt8] {
        XMLWriter.bytes(of: tree(sheet).normalised(in: ContactSheetForm.format))
    }

    package static func json(_ sheet: ContactSheet) -> [UInt8] {
        JSONMapping(format: ContactSheetForm.format).bytes(of: tree(sheet).normalised(in: ContactSheetForm.format))
    }

    private static func sheet(_ root: DataReader) throws(ConventionDataError) -> ContactSheet {
        ContactSheet(
            convention: try root.optionalText("convention"), contacts: try contacts(root),
            parents: try root.optionalValue("parents", ContactSheet.Parents.init(rawValue:)),
            emergencyKit: try root.optionalValue("emergencyKit", ContactSheet.EmergencyKit.init(rawValue:)))
    }

    /// The list of contacts below a root.
    static func contacts(_ root: DataReader) throws(ConventionDataError) -> [ContactSheet.Contact] {
        var contacts: [ContactSheet.Contact] = []
        for item in try root.items("contacts") {
            contacts.append(
                .init(
                    of: try item.value("of", ContactSheet.Person.init(rawValue:)),
                    email: try item.optionalText("email"),
                    telephone: try item.optionalText("telephone"),
                    notice: try item.optionalValue("notice", ContactSheet.Notice.init(rawValue:))))
        }
        return contacts
    }

    static func tree(_ contacts: [ContactSheet.Contact]) -> XMLElement {
        DataTree.record(
            "contacts",
            contacts.map {
                DataTree.record(
                    "contact",
                    [
                        DataTree.text("of", $0.of.rawValue), DataTree.optionalText("email", $0.email),
                        DataTree.optionalText("telephone", $0.telephone),
                        DataTree.optionalText("notice", $0.notice?.rawValue),
                    ])
            })
    }

    static func tree(_ sheet: ContactSheet) -> XMLElement {
        DataTree.record(
            "contactSheet",
            [
                DataTree.optionalText("convention", sheet.convention), tree(sheet.contacts),
                DataTree.optionalText("parents", sheet.parents?.rawValue),
                DataTree.optionalText("emergencyKit", sheet.emergencyKit?.rawValue),
            ])
    }
}
