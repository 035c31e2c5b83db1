/// The characters that the upright faces of every document hold, whatever its text says.
///
/// A signature's appearance is made long after the document and may use only fonts the document embeds; with
/// this repertoire it can set the name of whoever signs, and the date. A fixed set also makes the embedded
/// fonts of most documents equal, so that they are cut and compressed once.
enum FixedRepertoire {
    /// In the order of the character codes: the space first.
    static let scalars: [Unicode.Scalar] = ranges.flatMap { range in range.compactMap(Unicode.Scalar.init) }

    private static let ranges: [ClosedRange<UInt32>] = [
        0x20...0x7E,  // ASCII
        0xA0...0xAC, 0xAE...0xFF,  // Latin-1 without the soft hyphen
        0x100...0x148, 0x14A...0x17E,  // Latin Extended-A without the deprecated ŉ and the long s
        0x1A0...0x1A1, 0x1AF...0x1B0, 0x1EA0...0x1EF9,  // Vietnamese
        0x1CD...0x1D4, 0x218...0x21B,  // pinyin, Romanian
        0x2010...0x2011, 0x2013...0x2014, 0x2018...0x201A, 0x201C...0x201E, 0x2022...0x2022, 0x2026...0x2026,
        0x202F...0x202F, 0x2039...0x203A, 0x20AC...0x20AC, 0x2212...0x2212,
    ]
}
