private import CHarfBuzz
private import CHarfBuzzShims

/// One glyph of a shaped word; lengths in font units.
package struct PositionedGlyph: Hashable, Sendable {
    package let glyph: UInt32
    /// Index of the first scalar of the word that this glyph stands for.
    package let scalarIndex: Int
    package let advance: Int
    package let xOffset: Int
    package let yOffset: Int
}

/// Features that would draw several characters with one glyph.
private let ligatures = ["liga", "clig", "dlig"]

/// A four-letter OpenType tag as HarfBuzz wants it: its bytes as one number, the first one highest.
func tag(_ name: String) -> UInt32 { name.utf8.reduce(0) { $0 << 8 | UInt32($1) } }

extension FontFile {
    /// Turns a word into glyphs, left to right, with kerning and without ligatures.
    ///
    /// Without ligatures each character keeps a glyph of its own, so that a fixed set of characters always
    /// needs the same fixed set of glyphs. The language is French whatever the process's locale says.
    ///
    /// - Parameter superscripts: Stretches of the word to draw with the font's superior letters, where it has some.
    package func shape(_ scalars: [Unicode.Scalar], superscripts: [Range<Int>] = []) -> [PositionedGlyph] {
        let buffer = harfBuzz.buffer_create()
        defer { unsafe harfBuzz.buffer_destroy(buffer) }
        let codePoints = scalars.map(\.value)
        let count = Int32(codePoints.count)
        unsafe harfBuzz.buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS)
        unsafe harfBuzz.buffer_add_utf32(buffer, codePoints, count, 0, count)
        unsafe harfBuzz.buffer_set_direction(buffer, HB_DIRECTION_LTR)
        unsafe harfBuzz.buffer_set_language(buffer, harfBuzz.language_from_string("fr", -1))
        unsafe harfBuzz.buffer_guess_segment_properties(buffer)
        let features =
            ligatures.map { hb_feature_t(tag: tag($0), value: 0, start: 0, end: .max) }
            + superscripts.map { range in
                hb_feature_t(
                    tag: tag("sups"), value: 1, start: UInt32(range.lowerBound), end: UInt32(range.upperBound))
            }
        unsafe harfBuzz.shape(font, buffer, features, UInt32(features.count))
        return unsafe glyphs(of: buffer)
    }

    private func glyphs(of buffer: OpaquePointer?) -> [PositionedGlyph] {
        var count: UInt32 = 0
        guard let infos = unsafe harfBuzz.buffer_get_glyph_infos(buffer, &count),
            let positions = unsafe harfBuzz.buffer_get_glyph_positions(buffer, &count)
        else { return [] }
        return (0..<Int(count)).map { index in
            let info = unsafe infos[index]
            let position = unsafe positions[index]
            return PositionedGlyph(
                glyph: info.codepoint, scalarIndex: Int(info.cluster), advance: Int(position.x_advance),
                xOffset: Int(position.x_offset), yOffset: Int(position.y_offset))
        }
    }
}
