/// The characters that the base program of each face holds, whatever a document says.
///
/// They are those of French text and of most names in France. A fixed set makes the base programs of all documents equal, so
/// that they are cut and compressed once; a document's other characters go into a small supplement of its own. A signature's
/// appearance is made long after the document and may use only fonts the document embeds: these characters are there for the
/// date and the capacity of whoever signs.
enum FixedRepertoire {
    /// In the order of the character codes: the space first.
    static let scalars: [Unicode.Scalar] = ranges.flatMap { range in range.compactMap(Unicode.Scalar.init) }

    /// Words whose letters have superior forms of their own; they are in the repertoire too.
    static let ordinals = ["1er", "1re", "2de"]

    private static let ranges: [ClosedRange<UInt32>] = [
        0x20...0x20, 0x26...0x29, 0x2C...0x3B, 0x41...0x5A, 0x61...0x7A,  // ASCII as conventions use it
        0xA0...0xA0, 0xAB...0xAB, 0xB0...0xB0, 0xBB...0xBB,
        0xC0...0xC0, 0xC2...0xC2, 0xC7...0xCA, 0xCE...0xCE, 0xD4...0xD4,  // French capitals
        0xE0...0xE0, 0xE2...0xE2, 0xE7...0xEB, 0xEE...0xEF, 0xF4...0xF4, 0xF9...0xF9, 0xFB...0xFC,
        0x152...0x153,
        0x2011...0x2011, 0x2013...0x2013, 0x2019...0x2019, 0x2022...0x2022, 0x202F...0x202F,
    ]
}
