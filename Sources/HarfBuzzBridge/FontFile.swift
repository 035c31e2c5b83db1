private import CHarfBuzz

/// A TrueType font held by HarfBuzz, ready to shape and to be cut down to a subset.
///
/// Owns one reference to the `hb_face_t` and one to the `hb_font_t`, released in `deinit`. Both are made
/// immutable in `init`; HarfBuzz then allows their use from several threads at once, so sharing is sound.
@safe package final class FontFile: @unchecked Sendable {
    package let path: String
    package let metrics: FontMetrics
    let face: OpaquePointer
    /// The face with what every subset needs of it gathered beforehand; `face` itself where HarfBuzz cannot do that.
    let subsettingFace: OpaquePointer
    let font: OpaquePointer

    /// - Throws: ``FontFileError`` when the file is missing, has no TrueType outlines, misses a required table
    ///   or forbids embedding.
    package init(path: String) throws(FontFileError) {
        guard let blob = unsafe hb_blob_create_from_file_or_fail(path) else { throw .unreadable(path: path) }
        defer { unsafe hb_blob_destroy(blob) }
        guard let face = unsafe hb_face_create(blob, 0) else { throw .unreadable(path: path) }
        do throws(FontFileError) {
            metrics = try FontMetrics(tables: { unsafe copyTable($0, of: face) }, path: path)
        } catch {
            unsafe hb_face_destroy(face)
            throw error
        }
        guard let font = unsafe hb_font_create(face) else {
            unsafe hb_face_destroy(face)
            throw .unreadable(path: path)
        }
        unsafe hb_face_make_immutable(face)
        unsafe hb_font_make_immutable(font)
        self.path = path
        unsafe self.face = face
        unsafe subsettingFace = hb_subset_preprocess(face)
        unsafe self.font = font
    }

    deinit {
        unsafe hb_font_destroy(font)
        unsafe hb_face_destroy(subsettingFace)
        unsafe hb_face_destroy(face)
    }

    /// The glyph a character is drawn with when it stands alone; `nil` when the font has none.
    package func glyph(for scalar: Unicode.Scalar) -> UInt32? {
        var glyph: hb_codepoint_t = 0
        return unsafe hb_font_get_nominal_glyph(font, scalar.value, &glyph) != 0 ? glyph : nil
    }

    /// How far the pen moves after a glyph, in font units.
    package func advance(of glyph: UInt32) -> Int { unsafe Int(hb_font_get_glyph_h_advance(font, glyph)) }
}

/// The bytes of one table; empty when the font does not have it.
private func copyTable(_ name: String, of face: OpaquePointer) -> [UInt8] {
    guard let blob = unsafe hb_face_reference_table(face, tag(name)) else { return [] }
    defer { unsafe hb_blob_destroy(blob) }
    return unsafe copyBytes(of: blob)
}

/// The bytes a blob holds.
func copyBytes(of blob: OpaquePointer) -> [UInt8] {
    var count: UInt32 = 0
    guard let data = unsafe hb_blob_get_data(blob, &count) else { return [] }
    return unsafe [UInt8](UnsafeRawBufferPointer(start: data, count: Int(count)))
}
