import PDFModel
import Testing

@testable import Typesetting

@Suite("Revision 0 as signatures need it")
struct RevisionZeroTests {
    private let document: TypesetDocument
    private let pdf: PDFDocument
    private let catalog: PDFDictionary

    init() throws {
        document = try Typesetter(fonts: Fonts.set()).typeset(SampleConvention.content(signatoryCount: 5))
        pdf = try PDFDocument(bytes: document.bytes)
        catalog = try pdf.catalog(asOf: 0)
    }

    @Test func `is one revision with the identifier twice`() throws {
        #expect(pdf.revisions.count == 1)
        let identifiers = try #require(pdf.trailer(asOf: 0)["ID"]?.arrayValue)
        #expect(identifiers.count == 2 && identifiers[0] == identifiers[1])
        #expect(identifiers[0].stringValue?.count == 16)
    }

    @Test func `declares an empty signature field for each box, merged with its widget`() throws {
        let form = try #require(try pdf.dictionary(catalog["AcroForm"], asOf: 0))
        #expect(form["SigFlags"] == .integer(3))
        #expect(form["NeedAppearances"] == nil && form["DA"] == nil && form["XFA"] == nil)
        let fields = try #require(form["Fields"]?.arrayValue).map { try #require(try pdf.dictionary($0, asOf: 0)) }
        #expect(
            fields.map { $0["T"]?.stringValue.map { String(decoding: $0, as: UTF8.self) } }
                == ["student", "representative-1", "school", "employer", "representative-2"])
        for field in fields {
            #expect(field["FT"] == .name("Sig") && field["Subtype"] == .name("Widget"))
            #expect(field["F"] == .integer(132))
            #expect(field["V"] == nil && field["Kids"] == nil)
            #expect(field["TU"]?.stringValue?.isEmpty == false)
            let page = try #require(try pdf.dictionary(field["P"], asOf: 0))
            #expect(page["Type"] == .name("Page"))
        }
    }

    @Test func `gives each field an appearance of its own size with embedded fonts`() throws {
        for field in try fields() {
            let rectangle = try numbers(field["Rect"])
            let appearance = try #require(try pdf.resolve(field["AP"]?.dictionaryValue?["N"], asOf: 0).streamValue)
            let box = try numbers(appearance.dictionary["BBox"])
            #expect(abs(box[2] - (rectangle[2] - rectangle[0])) < 0.02)
            #expect(abs(box[3] - (rectangle[3] - rectangle[1])) < 0.02)
            let resources = try pdf.dictionary(appearance.dictionary["Resources"], asOf: 0)
            let fonts = try #require(resources?["Font"]?.dictionaryValue)
            #expect(fonts["Text"] == (try self.resources())["Text"])
        }
    }

    @Test func `leads from each field to a Form element with an alternative text, and back`() throws {
        let root = try #require(try pdf.dictionary(catalog["StructTreeRoot"], asOf: 0))
        let numbers = try #require(try pdf.dictionary(root["ParentTree"], asOf: 0)?["Nums"]?.arrayValue)
        let form = try #require(try pdf.dictionary(catalog["AcroForm"], asOf: 0))
        for reference in try #require(form["Fields"]?.arrayValue) {
            let key = try #require(try pdf.dictionary(reference, asOf: 0)?["StructParent"])
            let place = try #require(stride(from: 0, to: numbers.count, by: 2).first { numbers[$0] == key })
            let element = try #require(try pdf.dictionary(numbers[place + 1], asOf: 0))
            #expect(element["S"] == .name("Form"))
            #expect(element["Alt"]?.stringValue?.isEmpty == false)
            #expect(element["K"]?.dictionaryValue?["Obj"] == reference)
        }
    }

    @Test func `can set French names, capacities and dates in the regular face of an appearance`() throws {
        let characters =
            "Gaëlle Œuvrard-Lefèvre, Loïc Brûlé, Ça, proviseure – signé le 12 mars 2027, 14 h 05 « » ’"
        let font = try #require(try pdf.dictionary(try resources()["Text"], asOf: 0))
        let map = try #require(try pdf.resolve(font["ToUnicode"], asOf: 0).streamValue)
        let codes = pairs(of: String(decoding: try inflated(map), as: UTF8.self))
        for scalar in (characters + "\u{A0}\u{202F}").unicodeScalars { #expect(codes[String(scalar)] != nil) }
        #expect(codes["\u{202F}"] != codes[" "] && codes["\u{A0}"] != codes[" "])
        let descendant = try #require(try pdf.dictionary(font["DescendantFonts"]?.arrayValue?.first, asOf: 0))
        let widths = try #require(descendant["W"]?.arrayValue)
        // The repertoire of all documents, and behind it what this one adds.
        #expect(widths.first == .integer(1) && widths.count == 4)
        let lists = widths.compactMap(\.arrayValue)
        // Three letters of ordinals have a second code, for their raised forms.
        #expect(lists.map(\.count).reduce(0, +) == codes.count + 3)
        #expect(lists.joined().allSatisfy { $0.integerValue != nil })
    }

    @Test func `can set the expected signatory's name, whatever the alphabet, in both faces`() throws {
        var content = SampleBlocks.everyKind
        content.footer = ""
        let pdf = try PDFDocument(bytes: try Typesetter(fonts: Fonts.set()).typeset(content).bytes)
        let form = try #require(try pdf.dictionary(try pdf.catalog(asOf: 0)["AcroForm"], asOf: 0))
        let fonts = try #require(form["DR"]?.dictionaryValue?["Font"]?.dictionaryValue)
        for face in ["Text", "TextBold"] {
            let font = try #require(try pdf.dictionary(fonts[PDFName(face)], asOf: 0))
            let map = try #require(try pdf.resolve(font["ToUnicode"], asOf: 0).streamValue)
            let codes = pairs(of: String(decoding: try inflated(map), as: UTF8.self))
            for scalar in "Юлия Щербакова".unicodeScalars { #expect(codes[String(scalar)] != nil) }
        }
    }

    @Test func `can set in the regular face whatever any face prints`() throws {
        var content = SampleBlocks.everyKind
        content.blocks.append(.paragraph([Inline("Żółw Ďáblík", .italic)], .body))
        let pdf = try PDFDocument(bytes: try Typesetter(fonts: Fonts.set()).typeset(content).bytes)
        let form = try #require(try pdf.dictionary(try pdf.catalog(asOf: 0)["AcroForm"], asOf: 0))
        let fonts = try #require(form["DR"]?.dictionaryValue?["Font"]?.dictionaryValue)
        let font = try #require(try pdf.dictionary(fonts["Text"], asOf: 0))
        let map = try #require(try pdf.resolve(font["ToUnicode"], asOf: 0).streamValue)
        let codes = pairs(of: String(decoding: try inflated(map), as: UTF8.self))
        for character in "ŻółĎáí" { #expect(codes[String(character)] != nil) }
    }

    @Test func `holds no action, script or object that the catalog does not lead to`() throws {
        var reached: Set<Int> = []
        var keys: Set<PDFName> = []
        var waiting: [PDFObject] = [.dictionary(pdf.trailer(asOf: 0))]
        while let object = waiting.popLast() {
            switch object {
            case .reference(let reference) where reached.insert(reference.number).inserted:
                waiting.append(try pdf.indirectObject(reference, asOf: 0).object)
            case .array(let elements): waiting += elements
            case .dictionary(let dictionary): for (key, value) in dictionary { keys.insert(key); waiting.append(value) }
            case .stream(let stream): waiting.append(.dictionary(stream.dictionary))
            default: break
            }
        }
        let defined = pdf.revisions[0].entries.filter { if case .inUse = $0.value { true } else { false } }
        // What says where the objects are is one of them, and startxref leads to it.
        #expect(reached.union(pdf.revisions[0].crossReference.streamNumbers) == Set(defined.map(\.key)))
        #expect(reached.isDisjoint(with: pdf.revisions[0].structuralObjects))
        let forbidden: [PDFName] = [
            "JS", "JavaScript", "OpenAction", "AA", "A2", "Launch", "XFA", "OCProperties", "Group",
        ]
        #expect(keys.isDisjoint(with: forbidden))
    }

    @Test func `embeds the convention's data as it was given and names it in both places`() throws {
        let associated = try #require(catalog["AF"]?.arrayValue)
        let names = try #require(
            catalog["Names"]?.dictionaryValue?["EmbeddedFiles"]?.dictionaryValue?["Names"]?.arrayValue)
        #expect(associated.count == 1 && names.count == 2 && names[1] == associated[0])
        let specification = try #require(try pdf.dictionary(associated[0], asOf: 0))
        #expect(specification["AFRelationship"] == .name("Data"))
        let file = try #require(
            try pdf.resolve(specification["EF"]?.dictionaryValue?["F"], asOf: 0).streamValue)
        #expect(try inflated(file) == SampleConvention.content().associatedFiles[0].data)
    }

    /// Three faces, and names beyond the repertoire in two of them.
    @Test func `stays below sixty-eight kilobytes`() { #expect(document.bytes.count < 68_000) }

    @Test func `gives each font a name of its own`() throws {
        let names = try resources().map(\.value).map { try #require(try pdf.dictionary($0, asOf: 0))["BaseFont"] }
        let tags = try names.map { try #require($0?.nameValue?.rawValue.prefix { $0 != "+" }) }
        #expect(tags.count == 2 && Set(tags).count == 2)
        #expect(tags.allSatisfy { $0.utf8.count == 6 && $0.allSatisfy { ("A"..."Z").contains($0) } })
    }

    // MARK: -

    private func fields() throws -> [PDFDictionary] {
        let form = try #require(try pdf.dictionary(catalog["AcroForm"], asOf: 0))
        return try #require(form["Fields"]?.arrayValue).map { try #require(try pdf.dictionary($0, asOf: 0)) }
    }

    private func resources() throws -> PDFDictionary {
        let form = try #require(try pdf.dictionary(catalog["AcroForm"], asOf: 0))
        return try #require(try pdf.dictionary(form["DR"], asOf: 0)?["Font"]?.dictionaryValue)
    }

    private func numbers(_ object: PDFObject?) throws -> [Double] {
        let elements = try #require(object?.arrayValue)
        return elements.compactMap(\.numberValue)
    }

    private func inflated(_ stream: PDFStream) throws -> [UInt8] { try stream.decoded(limit: 1 << 20) }

    /// The codes of a ToUnicode map by their text.
    private func pairs(of map: String) -> [String: String] {
        var pairs: [String: String] = [:]
        for line in map.split(separator: "\n") {
            let fields = line.split(whereSeparator: { "<> ".contains($0) }).map(String.init)
            let isCodeSpace = ["<00> <DF>", "<E000> <EFFF>"].contains(line)
            guard line.hasPrefix("<"), let text = fields.last, !isCodeSpace else { continue }
            var units = stride(from: 0, to: text.count, by: 4).compactMap {
                UInt16(text.dropFirst($0).prefix(4), radix: 16)
            }
            guard let first = Int(fields[0], radix: 16), let last = Int(fields[fields.count - 2], radix: 16) else {
                continue
            }
            for code in first...last {
                pairs[String(decoding: units, as: UTF16.self)] = String(code, radix: 16)
                units[units.count - 1] += 1
            }
        }
        return pairs
    }
}
