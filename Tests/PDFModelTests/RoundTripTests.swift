import TestSupport
import Testing

@testable import PDFModel

@Suite("What was written")
struct RoundTripTests {
    private func objects(_ seed: UInt64) -> [PDFObject] {
        var generator = SeededGenerator(seed: seed)
        return (0..<20).map { _ in .random(using: &generator, depth: 3) }
    }

    private func stream(_ seed: UInt64) -> PDFObject {
        var generator = SeededGenerator(seed: seed)
        let data = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
            UInt8.random(in: 0...255, using: &generator)
        }
        return .stream(PDFStream(dictionary: ["Seed": .integer(Int(seed))], data: data))
    }

    @Test(arguments: 0..<40 as Range<UInt64>, [CrossReference.Form.table, .stream])
    func `as a new file and a revision of it is read back`(seed: UInt64, form: CrossReference.Form) throws {
        let (first, second) = (objects(seed) + [stream(seed)], objects(seed + 1_000) + [stream(seed + 1_000)])
        var file = PDFFileBuilder(crossReference: form)
        let references = first.map { file.add($0) }
        var update = try IncrementalUpdate(
            of: PDFDocument(bytes: file.serialize(root: references[0], info: nil, identifier: [1])))
        for (reference, object) in zip(references, second) { update.set(object, at: reference) }
        let document = try PDFDocument(bytes: update.serialize(identifier: [2]).bytes)
        for (index, states) in [first, second].enumerated() {
            for (reference, object) in zip(references, states) {
                let read = try document.indirectObject(reference, asOf: index)
                #expect(read.object == object, "seed \(seed), \(reference)")
                // A second look, from what is kept, shows the same.
                #expect(try document.indirectObject(reference, asOf: index) == read)
            }
        }
        #expect(document.revisions.map(\.crossReference.isOrdinary) == [true, true])
        #expect(document.revisions.map(\.crossReference.form) == [form, form])
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `into an object stream is read back`(seed: UInt64) throws {
        let objects = objects(seed)
        var texts: [Int: [UInt8]] = [:]
        for (index, object) in objects.enumerated() {
            var serializer = PDFSerializer()
            serializer.append(object)
            texts[index + 1] = serializer.bytes
        }
        let (header, content) = texts.sorted { $0.key < $1.key }.reduce(into: ([UInt8](), [UInt8]())) {
            $0.0 += Array("\($1.key) \($0.1.count) ".utf8)
            $0.1 += $1.value + [0x0A]
        }
        let entries = "/Type/ObjStm/N \(objects.count)/First \(header.count)/Filter/FlateDecode"
        var forge = PDFForge()
        forge.appendRevision(bytes: [50: PDFForge.stream(entries, Flate.deflate(header + content))]) { style in
            style.form = .stream
            style.alterRows = { rows in
                (rows + (0..<objects.count).map { [$0 + 1, 2, 50, $0] }).sorted { $0[0] < $1[0] }
            }
        }
        let document = try PDFDocument(bytes: forge.output)
        for (index, object) in objects.enumerated() {
            let read = try document.indirectObject(PDFReference(number: index + 1), asOf: 0)
            #expect(read.object == object, "seed \(seed), object \(index + 1)")
        }
    }
}

/// Every form, cut off at every byte and with every byte altered: read or refused, never a crash, and never read as whole
/// when the end is missing.
@Suite("An altered file of any form")
struct AlteredFormTests {
    private static let forms: [[UInt8]] = [
        PDFForge.bytes(OnePage.all), OnePage.compressed(),
        OnePage.compressed {
            $0.filter = "/Filter/FlateDecode"
            $0.encode = { data, _ in Flate.deflate(data) }
        },
        PDFForge.bytes(OnePage.all, compressed: [5: "(hidden)"]) { $0.form = .hybrid },
        PDFForge.Linearized(first: OnePage.all.filter { $0.key != 2 }, rest: OnePage.all.filter { $0.key == 2 })
            .bytes(),
    ]

    /// Reads everything there is.
    private func read(_ bytes: [UInt8]) throws {
        let document = try PDFDocument(bytes: bytes)
        for revision in document.revisions {
            for number in revision.entries.keys {
                let object = try? document.indirectObject(PDFReference(number: number), asOf: revision.index)
                if let stream = object?.object.streamValue { _ = try? document.decode(stream, limit: 1 << 16) }
            }
            _ = try? document.asSeenInTables()?.catalog(asOf: revision.index)
        }
    }

    @Test(arguments: forms.indices)
    func `is refused wherever it is cut off`(index: Int) {
        let bytes = Self.forms[index]
        // Without its last line end, a file is whole.
        for count in 0..<bytes.count - 1 {
            #expect(code { try read(Array(bytes[..<count])) } != nil, "\(count) of \(bytes.count) bytes")
        }
    }

    @Test(arguments: forms.indices, [0x01, 0x10, 0x80] as [UInt8])
    func `is read or refused whichever byte is altered`(index: Int, bits: UInt8) {
        for position in Self.forms[index].indices {
            var bytes = Self.forms[index]
            bytes[position] ^= bits
            _ = code { try read(bytes) }
        }
    }
}
