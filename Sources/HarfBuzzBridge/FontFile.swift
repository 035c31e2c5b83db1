private import CHarfBuzz
import CHarfBuzzShims

/// A TrueType font held by HarfBuzz, ready to shape, with the outlines that subsets are cut from.
///
/// Owns one reference to the `hb_face_t` and one to the `hb_font_t`, released in `deinit`. Both are made
/// immutable in `init`; HarfBuzz then allows their use from several threads at once, so sharing is sound.
@safe package final class FontFile: @unchecked Sendable {
    package let path: String
    package let metrics: FontMetrics
    /// What subsets are cut from.
    package let outlines: GlyphOutlines
    let harfBuzz: seing_harfbuzz
    let face: OpaquePointer
    let font: OpaquePointer

    /// - Throws: ``FontFileError`` when the file is missing, has no TrueType outlines, misses a required table
    ///   or forbids embedding, or when HarfBuzz is not installed.
    package init(path: String) throws(FontFileError) {
        guard let loaded = unsafe seing_harfbuzz_load() else { throw .harfBuzzMissing }
        let harfBuzz = unsafe loaded.pointee
        guard let blob = unsafe harfBuzz.blob_create_from_file_or_fail(path) else { throw .unreadable(path: path) }
        defer { unsafe harfBuzz.blob_destroy(blob) }
        guard let face = unsafe harfBuzz.face_create(blob, 0) else { throw .unreadable(path: path) }
        do throws(FontFileError) {
            metrics = try FontMetrics(tables: { unsafe harfBuzz.table($0, of: face) }, path: path)
            guard let outlines = GlyphOutlines(tables: { unsafe harfBuzz.table($0, of: face) }) else {
                throw .subsettingFailed(path: path)
            }
            self.outlines = outlines
        } catch {
            unsafe harfBuzz.face_destroy(face)
            throw error
        }
        guard let font = unsafe harfBuzz.font_create(face) else {
            unsafe harfBuzz.face_destroy(face)
            throw .unreadable(path: path)
        }
        unsafe harfBuzz.face_make_immutable(face)
        unsafe harfBuzz.font_make_immutable(font)
        self.path = path
        self.harfBuzz = harfBuzz
        unsafe self.face = face
        unsafe self.font = font
    }

    deinit {
        unsafe harfBuzz.font_destroy(font)
        unsafe harfBuzz.face_destroy(face)
    }

    /// The glyph a character is drawn with when it stands alone; `nil` when the font has none.
    package func glyph(for scalar: Unicode.Scalar) -> UInt32? {
        var glyph: hb_codepoint_t = 0
        return unsafe harfBuzz.font_get_nominal_glyph(font, scalar.value, &glyph) != 0 ? glyph : nil
    }

    /// How far the pen moves after a glyph, in font units.
    package func advance(of glyph: UInt32) -> Int { unsafe Int(harfBuzz.font_get_glyph_h_advance(font, glyph)) }
}

extension seing_harfbuzz {
    /// The bytes of one table; empty when the font does not have it.
    fileprivate func table(_ name: String, of face: OpaquePointer) -> [UInt8] {
        guard let blob = unsafe face_reference_table(face, tag(name)) else { return [] }
        defer { unsafe blob_destroy(blob) }
        return unsafe bytes(of: blob)
    }

    /// The bytes a blob holds.
    func bytes(of blob: OpaquePointer) -> [UInt8] {
        var count: UInt32 = 0
        guard let data = unsafe blob_get_data(blob, &count) else { return [] }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: data, count: Int(count)))
    }
}
