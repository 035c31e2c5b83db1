import PDFModel
import TestSupport
import Testing

/// A stream with the given filters, decoded.
private func decode(_ data: [UInt8], _ filter: PDFObject, _ parameters: PDFObject? = nil) throws -> [UInt8] {
    var dictionary: PDFDictionary = ["Filter": filter]
    dictionary["DecodeParms"] = parameters
    return try PDFStream(dictionary: dictionary, data: data).decoded(limit: 1 << 16)
}

private func decode(_ text: String, _ filter: PDFName) throws -> [UInt8] {
    try decode(Array(text.utf8), .name(filter))
}

@Suite("A stream's filters")
struct FilterTests {
    @Test(arguments: ["DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "Crypt", "Fl", "flatedecode", ""])
    func `are refused when they are images', encryption's or unknown`(name: String) {
        #expect(code { try decode([], .name(PDFName(name))) } == .unsupported)
    }

    @Test func `are refused when there are more than four, or fewer than parameters`() {
        let five = PDFObject.array(Array(repeating: .name("ASCIIHexDecode"), count: 5))
        #expect(code { try decode(Array(">".utf8), five) } == .limitExceeded)
        let hexadecimal = PDFObject.name("ASCIIHexDecode")
        #expect(code { try decode([], hexadecimal, .array([.null, .null])) } == .badSyntax)
        #expect(code { try decode([], hexadecimal, .integer(1)) } == .badSyntax)
        #expect(code { try decode([], .integer(1)) } == .unsupported)
    }

    @Test func `are undone in their order, four deep`() throws {
        let filters = ["ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode", "FlateDecode"].map { PDFObject.name($0) }
        let packed = Flate.deflate(Array("convention".utf8))
        let lengths = [UInt8(packed.count - 1)] + packed + [128]
        let letters = hexadecimal(ascii85(lengths))
        #expect(try decode(letters, .array(filters), .array([.null, .null, .null, .null])) == Array("convention".utf8))
    }

    @Test func `may not give more than the limit, whichever it is`() {
        let zeros = [UInt8](repeating: 0, count: 1 << 17)
        let inputs: [(PDFName, [UInt8])] = [
            ("FlateDecode", Flate.deflate(zeros)), ("RunLengthDecode", Array(repeating: 129, count: 1 << 11) + [128]),
            ("ASCII85Decode", Array(String(repeating: "z", count: 1 << 15).utf8) + Array("~>".utf8)),
            ("ASCIIHexDecode", Array(String(repeating: "0", count: 1 << 18).utf8) + [UInt8(ascii: ">")]),
        ]
        for (name, data) in inputs { #expect(code { try decode(data, .name(name)) } == .badSyntax, "\(name)") }
    }

    @Test(arguments: ["", "4", "4G>", "41", "41>4", "41> "])
    func `refuse hexadecimal digits that do not end, or something behind`(text: String) {
        #expect(code { try decode(text, "ASCIIHexDecode") } == .badSyntax)
    }

    @Test(arguments: [(">", []), ("4 1\n4a>", [0x41, 0x4A]), ("7>", [0x70])] as [(String, [UInt8])])
    func `read hexadecimal digits`(text: String, expected: [UInt8]) throws {
        #expect(try decode(text, "ASCIIHexDecode") == expected)
    }

    @Test(arguments: ["", "~", "87cUR", "8~>", "s8W-\"~>", "8z7cU~>", "87cv~>", "87cUR~>x"])
    func `refuse base 85 that does not end, is too large or has other letters`(text: String) {
        #expect(code { try decode(text, "ASCII85Decode") } == .badSyntax)
    }

    // Worked out by Python's base64.a85encode.
    @Test(arguments: [
        ("~>", ""), ("87cURD]i,\"Ebo80~>", "Hello World!"), ("z5l~>", "\0\0\0\0A"), ("5sb\n~>", "AB"),
    ])
    func `read base 85`(text: String, expected: String) throws {
        #expect(try decode(text, "ASCII85Decode") == Array(expected.utf8))
    }

    @Test(arguments: [[], [0], [5, 1, 2, 128], [200], [0, 1]] as [[UInt8]])
    func `refuse run lengths that do not end`(data: [UInt8]) {
        #expect(code { try decode(data, .name("RunLengthDecode")) } == .badSyntax)
    }

    @Test func `read run lengths`() throws {
        #expect(try decode([2, 1, 2, 3, 254, 9, 128], .name("RunLengthDecode")) == [1, 2, 3, 9, 9, 9])
    }

    // The example of ISO 32000-1 §7.4.4.2.
    @Test func `read LZW`() throws {
        let data: [UInt8] = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01]
        #expect(try decode(data, .name("LZWDecode")) == [45, 45, 45, 45, 45, 65, 45, 45, 45, 66])
    }

    @Test(arguments: [true, false], [10, 600, 5_000, 40_000])
    func `read LZW of any length, whenever its codes grow`(isEarly: Bool, count: Int) throws {
        var generator = SeededGenerator(seed: UInt64(count))
        let data = (0..<count).map { _ in UInt8.random(in: 0...7, using: &generator) }
        let parameters = PDFObject.dictionary(isEarly ? [:] : ["EarlyChange": .integer(0)])
        #expect(try decode(lzw(data, isEarly: isEarly), .name("LZWDecode"), parameters) == data)
    }

    @Test(
        arguments: [[], [0x80], [0x80, 0x0B, 0x60, 0x50], [0x80, 0x7F, 0xFF, 0xFF], [0x80, 0x40, 0x80, 0x80]]
            as [[UInt8]])
    func `refuse LZW that does not end or uses codes before they are there`(data: [UInt8]) {
        #expect(code { try decode(data, .name("LZWDecode")) } == .badSyntax)
    }

    @Test func `refuse an early change that is neither`() {
        #expect(
            code { try decode([0x80], .name("LZWDecode"), .dictionary(["EarlyChange": .integer(2)])) } == .badSyntax)
    }
}

@Suite("A predictor")
struct PredictorTests {
    private func undo(_ data: [UInt8], _ parameters: PDFDictionary) throws -> [UInt8] {
        try decode(Flate.deflate(data), .name("FlateDecode"), .dictionary(parameters))
    }

    @Test(arguments: [
        ["Predictor": 3], ["Predictor": 16], ["Predictor": -1], ["Predictor": 12, "Columns": 0],
        ["Predictor": 12, "Colors": 0], ["Predictor": 12, "Colors": 33], ["Predictor": 2, "BitsPerComponent": 3],
        ["Predictor": 12, "Columns": 1 << 40], ["Predictor": 12, "Columns": 3],
    ])
    func `is refused when it is unknown, or its rows have no such shape`(parameters: [String: Int]) {
        var dictionary = PDFDictionary()
        for (key, value) in parameters { dictionary[PDFName(key)] = .integer(value) }
        #expect(code { try undo([0, 1, 2], dictionary) } == .badSyntax)
    }

    @Test func `is refused when a row is of a type that there is not`() {
        #expect(code { try undo([5, 1], ["Predictor": .integer(12)]) } == .badSyntax)
    }

    /// Rows by hand from RFC 2083 §6: none, sub, up, average, Paeth.
    @Test func `of PNG is undone row by row`() throws {
        let rows: [UInt8] = [0, 10, 20, 30, 1, 1, 2, 3, 2, 5, 5, 5, 3, 10, 0, 0, 4, 1, 2, 250]
        let expected: [UInt8] = [10, 20, 30, 1, 3, 6, 6, 8, 11, 13, 10, 10, 14, 12, 6]
        #expect(try undo(rows, ["Predictor": .integer(15), "Columns": .integer(3)]) == expected)
    }

    @Test func `of PNG takes the left from the same component`() throws {
        let parameters: PDFDictionary = [
            "Predictor": .integer(11), "Columns": .integer(2), "Colors": .integer(3), "BitsPerComponent": .integer(8),
        ]
        #expect(try undo([1, 1, 2, 3, 10, 10, 10], parameters) == [1, 2, 3, 11, 12, 13])
    }

    @Test func `of TIFF is undone for samples of every size`() throws {
        func tiff(_ bits: Int, _ columns: Int, _ colors: Int = 1) -> PDFDictionary {
            [
                "Predictor": .integer(2), "BitsPerComponent": .integer(bits), "Columns": .integer(columns),
                "Colors": .integer(colors),
            ]
        }
        #expect(try undo([1, 2, 255, 7, 1, 1], tiff(8, 3)) == [1, 3, 2, 7, 8, 9])
        #expect(try undo([1, 2, 10, 20], tiff(8, 2, 2)) == [1, 2, 11, 22])
        #expect(try undo([0x00, 0xFF, 0x00, 0x02], tiff(16, 2)) == [0x00, 0xFF, 0x01, 0x01])
        #expect(try undo([0x1F, 0x20], tiff(4, 3)) == [0x10, 0x20])
        #expect(try undo([0b1010_0000], tiff(1, 4)) == [0b1100_0000])
        #expect(try undo([0b01_11_01_00], tiff(2, 4)) == [0b01_00_01_01])
    }
}

// MARK: Encoders, written for these tests

private func hexadecimal(_ data: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return data.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] } + [UInt8(ascii: ">")]
}

private func ascii85(_ data: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    for start in stride(from: 0, to: data.count, by: 4) {
        let group = Array(data[start..<min(start + 4, data.count)])
        var value = 0
        for index in 0..<4 { value = value << 8 | (index < group.count ? Int(group[index]) : 0) }
        var digits: [UInt8] = []
        for _ in 0..<5 {
            digits.insert(UInt8(value % 85) + 33, at: 0)
            value /= 85
        }
        output += digits.prefix(group.count + 1)
    }
    return output + Array("~>".utf8)
}

private func lzwWidth(_ next: Int) -> Int { next < 512 ? 9 : next < 1024 ? 10 : next < 2048 ? 11 : 12 }

/// The encoder of the TIFF and PDF standards, with a table that is cleared when it is full.
///
/// The decoder's table is one entry behind; after the last code it has as many as the encoder's.
private func lzw(_ data: [UInt8], isEarly: Bool) -> [UInt8] {
    var (output, bits, value, width) = ([UInt8](), 0, 0, 9)
    var table: [[UInt8]: Int] = [:]
    func write(_ code: Int) {
        value = value << width | code
        bits += width
        while bits >= 8 {
            output.append(UInt8(value >> (bits - 8) & 0xFF))
            bits -= 8
            value &= (1 << bits) - 1
        }
    }
    var next = 258
    func widen() {
        next += 1
        width = lzwWidth(next - (isEarly ? 0 : 1))
    }
    func code(_ string: [UInt8]) -> Int { string.count == 1 ? Int(string[0]) : table[string] ?? -1 }
    write(256)
    var current: [UInt8] = []
    for byte in data {
        let longer = current + [byte]
        if longer.count == 1 || table[longer] != nil {
            current = longer
            continue
        }
        write(code(current))
        table[longer] = next
        widen()
        if next == 4094 {
            write(256)
            (table, next, width) = ([:], 258, 9)
        }
        current = [byte]
    }
    if !current.isEmpty { write(code(current)) }
    widen()
    write(257)
    width = 8 - bits % 8
    if bits > 0 { write(0) }
    return output
}
