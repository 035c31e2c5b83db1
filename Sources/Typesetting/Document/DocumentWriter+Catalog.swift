import PDFModel

/// What made the file, in XMP and in the information dictionary.
private let producer = "Seing"

extension DocumentWriter {
    /// Source: ISO 32000-1 §14.3.3; it says the same as the XMP packet (ISO 19005-3 §6.6).
    mutating func addInformation() -> PDFReference {
        let metadata = content.metadata
        let time = PDFObject.string(ascii: CalendarTime(seconds: metadata.creationTime).pdf)
        var information: PDFDictionary = ["Title": textString(metadata.title)]
        if !metadata.author.isEmpty { information["Author"] = textString(metadata.author) }
        if !metadata.subject.isEmpty { information["Subject"] = textString(metadata.subject) }
        information["Creator"] = textString(producer)
        information["Producer"] = textString(producer)
        information["CreationDate"] = time
        return file.add(.dictionary(information))
    }

    /// Language, title in the window, metadata and the meaning of colours.
    mutating func addPresentation(to catalog: inout PDFDictionary) {
        // PDF/A has allowed filters here since its second part.
        let packet = addStream(
            xmpPacket(for: content.metadata, producer: producer),
            ["Type": .name("Metadata"), "Subtype": .name("XML")])
        let profile = addCompressed(ColourProfile.sRGB, ["N": .integer(3)])
        catalog["Lang"] = textString(content.metadata.language)
        catalog["ViewerPreferences"] = .dictionary(["DisplayDocTitle": .boolean(true)])
        catalog["Metadata"] = .reference(packet)
        catalog["OutputIntents"] = .array([
            .dictionary([
                "Type": .name("OutputIntent"), "S": .name("GTS_PDFA1"),
                "OutputConditionIdentifier": .string(ascii: ColourProfile.identifier),
                "Info": .string(ascii: ColourProfile.identifier), "DestOutputProfile": .reference(profile),
            ])
        ])
    }

    /// Embeds files and names them both ways that readers look for.
    ///
    /// Source: ISO 19005-3 §6.8; ISO 32000-1 §7.11.4.
    mutating func addAssociatedFiles(to catalog: inout PDFDictionary) {
        guard !content.associatedFiles.isEmpty else { return }
        // Names in a name tree are sorted (ISO 32000-1 §7.9.6).
        let files = content.associatedFiles.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        var references: [PDFObject] = []
        var names: [PDFObject] = []
        for file in files {
            let reference = PDFObject.reference(add(file))
            references.append(reference)
            names += [textString(file.name), reference]
        }
        catalog["AF"] = .array(references)
        catalog["Names"] = .dictionary(["EmbeddedFiles": .dictionary(["Names": .array(names)])])
    }

    private mutating func add(_ associated: AssociatedFile) -> PDFReference {
        let time = CalendarTime(seconds: content.metadata.creationTime).pdf
        let data = addStream(
            associated.data,
            [
                "Type": .name("EmbeddedFile"), "Subtype": .name(PDFName(associated.mediaType)),
                "Params": .dictionary([
                    "ModDate": .string(ascii: time), "Size": .integer(associated.data.count),
                ]),
            ])
        return file.add(
            .dictionary([
                "Type": .name("Filespec"), "F": textString(associated.name), "UF": textString(associated.name),
                "Desc": textString(associated.description),
                "AFRelationship": .name(PDFName(associated.relationship.rawValue)),
                "EF": .dictionary(["F": .reference(data), "UF": .reference(data)]),
            ]))
    }
}
