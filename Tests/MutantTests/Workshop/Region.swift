import PDFModel

/// A part of the finished document that means one thing.
struct Region: Hashable, CustomStringConvertible {
    let description: String
    let range: Range<Int>

    /// Every part of a document, each once: header, objects by what they are, holes, cross-references.
    static func all(of bytes: [UInt8]) throws -> [Region] {
        let document = try PDFDocument(bytes: bytes)
        var regions = [Region(description: "header", range: 0..<15)]
        for revision in document.revisions {
            regions += try objects(of: revision, in: document)
            let place = "revision \(revision.index)"
            let form = revision.crossReference.form
            let section = revision.crossReferenceOffset..<revision.range.upperBound
            let last = Array(bytes[section]).lastRange(of: Array("startxref".utf8))
            let end = section.lowerBound + (try last.orThrow("no startxref").lowerBound)
            regions += [
                Region(description: "cross-reference \(form) of \(place)", range: section.lowerBound..<end),
                Region(description: "end of \(place)", range: end..<section.upperBound),
            ]
        }
        return regions
    }

    private static func objects(of revision: Revision, in document: PDFDocument) throws -> [Region] {
        var kinds: Set<String> = []
        var regions: [Region] = []
        for number in revision.entries.keys where !revision.crossReference.streamNumbers.contains(number) {
            let object = try document.indirectObject(PDFReference(number: number), asOf: revision.index)
            let kind = kind(of: object.object)
            // One of each kind is enough: there are hundreds of structure elements.
            guard kinds.insert(kind).inserted else { continue }
            guard let hole = object.stringRange(of: "Contents"), kind == "Sig" else {
                regions.append(Region(description: "\(kind) of revision \(revision.index)", range: object.range))
                continue
            }
            regions += try parts(of: object.range, hole: hole, in: document.bytes, revision.index)
        }
        return regions
    }

    /// Dictionary, CMS and padding of a signature.
    private static func parts(of range: Range<Int>, hole: Range<Int>, in bytes: [UInt8], _ index: Int) throws
        -> [Region]
    {
        var end = hole.upperBound - 1
        while bytes[end - 1] == UInt8(ascii: "0") { end -= 1 }
        return [
            Region(description: "signature dictionary of revision \(index)", range: range.lowerBound..<hole.lowerBound),
            Region(description: "CMS of revision \(index)", range: hole.lowerBound..<end),
            Region(description: "padding of revision \(index)", range: end..<hole.upperBound),
            Region(
                description: "end of the signature dictionary of revision \(index)",
                range: hole.upperBound..<range.upperBound),
        ]
    }

    private static func kind(of object: PDFObject) -> String {
        let dictionary = object.streamValue?.dictionary ?? object.dictionaryValue ?? [:]
        let name = dictionary["FT"] ?? dictionary["Subtype"] ?? dictionary["Type"] ?? dictionary["S"]
        if dictionary["FT"] != nil { return "field" }
        return (name?.nameValue?.rawValue ?? "object") + (object.streamValue == nil ? "" : " stream")
    }
}
