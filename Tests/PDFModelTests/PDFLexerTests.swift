import TestSupport
import Testing

@testable import PDFModel

@Suite("PDFLexer")
struct PDFLexerTests {
    @Test(arguments: [
        "<<", "[1 2", "(open", "<4x>", "/A#4", "/A#zz", "<</A>>", "<</A 1/A 2>>", "12abc", "--1", "1.2.3", "tru", "",
        "9999999999999999999", ")", "]", ">>",
    ])
    func `refuses what is no object`(text: String) {
        #expect(throws: PDFReadError.self) {
            var lexer = PDFLexer(Array(text.utf8))
            return try lexer.readObject()
        }
    }

    @Test(arguments: [("[", "]"), ("<</A ", ">>")])
    func `refuses nesting beyond the limit without exhausting the stack`(open: String, close: String) {
        let text = String(repeating: open, count: 5_000) + "1" + String(repeating: close, count: 5_000)
        var lexer = PDFLexer(Array(text.utf8))
        #expect { try lexer.readObject() } throws: { ($0 as? PDFReadError)?.code == .limitExceeded }
    }

    @Test(arguments: [
        ("true", PDFObject.boolean(true)), ("null", .null), ("-17", .integer(-17)), ("+3", .integer(3)),
        ("0.5", .real(0.5)), (".5", .real(0.5)), ("4.", .real(4)), ("12 0 R", .reference(PDFReference(number: 12))),
        ("/A#42C", .name("ABC")), ("/", .name("")), ("(a(b)c)", .string(Array("a(b)c".utf8))),
        ("(\\101\\n\\\\)", .string([0x41, 0x0A, 0x5C])), ("(a\\\nb)", .string(Array("ab".utf8))),
        ("(a\r\nb)", .string(Array("a\nb".utf8))), ("<48 65 6>", .string([0x48, 0x65, 0x60])),
        ("[1 0 0 R]", .array([.integer(1), .reference(PDFReference(number: 0))])),
        ("% comment\n7", .integer(7)),
    ])
    func `reads the objects of ISO 32000-1 §7.3`(text: String, expected: PDFObject) throws {
        var lexer = PDFLexer(Array(text.utf8))
        #expect(try lexer.readObject() == expected)
    }

    @Test(arguments: 0..<200)
    func `reads back whatever the serializer writes`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let object = PDFObject.random(using: &generator, depth: 3)
        var serializer = PDFSerializer()
        serializer.append(object)
        var lexer = PDFLexer(serializer.bytes)
        #expect(try lexer.readObject() == object, "seed \(seed)")
        #expect(lexer.isAtEnd)
    }

    /// Values of signatures are read some dozens of digits at a time, whatever stands between them.
    @Test(arguments: 0..<100)
    func `reads long hexadecimal strings digit by digit`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let octets = (0..<Int.random(in: 0..<400, using: &generator)).map { _ in
            UInt8.random(in: .min ... .max, using: &generator)
        }
        let gap = Int.random(in: 1..<200, using: &generator)
        var text = octets.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16, uppercase: seed % 2 == 0) }
        for index in stride(from: gap, to: text.count, by: gap) { text[index] = "\n" + text[index] }
        var lexer = PDFLexer(Array("<\(text.joined())> 1".utf8))
        #expect(try lexer.readObject() == .string(octets))
        #expect(try lexer.readObject() == .integer(1))
    }

    @Test(arguments: 0..<70)
    func `refuses a long hexadecimal string with a letter that is no digit`(place: Int) {
        var digits = Array(repeating: UInt8(ascii: "0"), count: 200)
        for byte in Array("gG/:@`".utf8) + [0x10, 0x80, 0xB0, 0xC1, 0xFF] {
            digits[place] = byte
            #expect(throws: PDFReadError.self) {
                var lexer = PDFLexer([UInt8(ascii: "<")] + digits + [UInt8(ascii: ">")])
                return try lexer.readObject()
            }
        }
    }

    @Test func `an integer is not taken for a reference when the third token is missing`() throws {
        var lexer = PDFLexer(Array("[12 0]".utf8))
        #expect(try lexer.readObject() == .array([.integer(12), .integer(0)]))
    }
}

extension PDFObject {
    static func random(using generator: inout SeededGenerator, depth: Int) -> PDFObject {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 7), using: &generator) {
        case 0: .null
        case 1: .boolean(.random(using: &generator))
        case 2: .integer(.random(in: -100_000...100_000, using: &generator))
        case 3: .real(Double(Int.random(in: -50_000...50_000, using: &generator) * 2 + 1) / 10_000)
        case 4: .string((0..<12).map { _ in .random(in: 0...255, using: &generator) })
        case 5: .name(PDFName(bytes: (0..<6).map { _ in UInt8.random(in: 1...255, using: &generator) }))
        case 6: .reference(PDFReference(number: .random(in: 1...999, using: &generator)))
        case 7: .array((0..<3).map { _ in random(using: &generator, depth: depth - 1) })
        default: .dictionary(randomDictionary(using: &generator, depth: depth - 1))
        }
    }

    private static func randomDictionary(using generator: inout SeededGenerator, depth: Int) -> PDFDictionary {
        var dictionary = PDFDictionary()
        for index in 0..<3 { dictionary[PDFName("Key\(index)")] = random(using: &generator, depth: depth) }
        return dictionary
    }
}
