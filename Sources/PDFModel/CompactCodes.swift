/// Codes of one byte for most glyphs of a composite font, and of two for the rest.
///
/// Two bytes a letter, which the predefined `Identity-H` takes, make a page a quarter longer before compression and a tenth after it.
/// The first 224 CIDs have one byte here, their own number; those behind them two, of which the first is from E0 on.
///
/// Source: ISO 32000-1 §9.7.5.3, §9.7.6.2; Adobe Technical Note 5014.
public enum CompactCodes {
    /// How many CIDs have a code of one byte.
    public static let shortCount = 0xE0
    /// How many there can be in a font: those codes, and what two bytes from E000 to EFFF name.
    public static let count = shortCount + 0x1000
    private static let firstLong = 0xE000

    /// The code of a CID, as the bytes of a string operand.
    public static func code(of cid: Int) -> [UInt8] {
        precondition((0..<count).contains(cid), "a font has at most \(count) glyphs")
        guard cid >= shortCount else { return [UInt8(cid)] }
        let number = firstLong + cid - shortCount
        return [UInt8(number >> 8), UInt8(number & 0xFF)]
    }

    /// - Parameter code: A code of one byte or two, as a number.
    /// - Returns: `nil` for a number that is no code.
    public static func cid(ofCode code: Int, byteCount: Int) -> Int? {
        switch byteCount {
        case 1 where code < shortCount: code
        case 2 where (firstLong..<firstLong + 0x1000).contains(code): code - firstLong + shortCount
        default: nil
        }
    }

    /// What the codes look like, in each map from codes to something else.
    public static let codeSpace = "2 begincodespacerange\n<00> <DF>\n<E000> <EFFF>\nendcodespacerange\n"

    /// The font's `/Encoding`.
    public static let encoding: PDFStream = {
        // The codes of a range differ in their last byte only.
        let ranges = stride(from: 0xE000, to: 0xF000, by: 0x100).map { first in
            "<\(String(first, radix: 16, uppercase: true))> <\(String(first + 0xFF, radix: 16, uppercase: true))> \(first - firstLong + shortCount)\n"
        }
        let map = """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end def
            /CMapName /Compact def
            /CMapType 1 def
            /WMode 0 def
            \(codeSpace)\(ranges.count + 1) begincidrange
            <00> <DF> 0
            \(ranges.joined())endcidrange
            endcmap
            CMapName currentdict /CMap defineresource pop
            end
            end

            """
        return PDFStream(
            dictionary: [
                "Type": .name("CMap"), "CMapName": .name("Compact"),
                "CIDSystemInfo": .dictionary([
                    "Registry": .string(ascii: "Adobe"), "Ordering": .string(ascii: "Identity"),
                    "Supplement": .integer(0),
                ]), "Filter": .name("FlateDecode"),
            ], data: Flate.deflateOnce(Array(map.utf8)))
    }()
}
