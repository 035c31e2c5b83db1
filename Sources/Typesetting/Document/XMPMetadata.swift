/// The XMP packet: what the document is called, and which standards it claims to follow.
///
/// Source: ISO 19005-3 §6.6; ISO 14289-1 §5; XMP part 1.
func xmpPacket(for metadata: DocumentMetadata, producer: String) -> [UInt8] {
    let time = CalendarTime(seconds: metadata.creationTime).xmp
    let packet = """
        <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
        xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
        xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfaid:part="3" pdfaid:conformance="A" pdfuaid:part="1" pdf:Producer="\(escaped(producer))"
        xmp:CreatorTool="\(escaped(producer))" xmp:CreateDate="\(time)">
        <dc:language><rdf:Bag><rdf:li>\(escaped(metadata.language))</rdf:li></rdf:Bag></dc:language>
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(escaped(metadata.title))</rdf:li></rdf:Alt></dc:title>
        \(optionalProperties(of: metadata))\(extensionSchema)
        </rdf:Description>
        </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="r"?>
        """
    return Array(packet.utf8)
}

private func optionalProperties(of metadata: DocumentMetadata) -> String {
    var properties = ""
    if !metadata.author.isEmpty {
        properties += "<dc:creator><rdf:Seq><rdf:li>\(escaped(metadata.author))</rdf:li></rdf:Seq></dc:creator>\n"
    }
    if !metadata.subject.isEmpty {
        let subject = escaped(metadata.subject)
        properties +=
            "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">\(subject)</rdf:li></rdf:Alt>"
            + "</dc:description>\n"
    }
    return properties
}

/// Declares `pdfuaid:part`, which PDF/A does not know by itself.
///
/// Source: ISO 19005-3 §6.6.2.3.
private let extensionSchema = """
    <pdfaExtension:schemas xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
    <rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>part</pdfaProperty:name>
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    <pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>Part of ISO 14289 the file follows</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
    </rdf:li></rdf:Bag></pdfaExtension:schemas>
    """

/// Text as it stands in XML, in attributes too; spaced as in the information dictionary.
private func escaped(_ text: String) -> String {
    var result = ""
    for character in plainlySpaced(text).unicodeScalars {
        switch character {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        default: result.unicodeScalars.append(character)
        }
    }
    return result
}
