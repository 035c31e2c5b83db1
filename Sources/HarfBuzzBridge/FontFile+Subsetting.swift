private import CHarfBuzz
private import CHarfBuzzShims

/// A font program that holds only the glyphs it was asked for.
package struct FontSubset: Hashable, Sendable {
    package let bytes: [UInt8]
    /// The number each requested glyph has in ``bytes``, in the order of the request.
    package let glyphs: [UInt16]
}

/// Tables that a PDF viewer never reads, because positions and encodings stand in the page and the CID maps.
private let unneededTables = [
    "GSUB", "GPOS", "GDEF", "name", "post", "OS/2", "cmap", "kern", "gasp", "FFTM", "DSIG", "MATH", "meta",
]

extension FontFile {
    /// Cuts the font down to some glyphs and what they are composed of; hinting instructions go too.
    ///
    /// - Throws: ``FontFileError/subsettingFailed(path:)`` when HarfBuzz does not accept the font's tables.
    package func subset(keeping glyphs: [UInt32]) throws(FontFileError) -> FontSubset {
        guard let input = harfBuzz.subset_input_create_or_fail() else { throw .subsettingFailed(path: path) }
        defer { unsafe harfBuzz.subset_input_destroy(input) }
        unsafe harfBuzz.subset_input_set_flags(input, UInt32(HB_SUBSET_FLAGS_NO_HINTING.rawValue))
        for glyph in glyphs { unsafe harfBuzz.set_add(harfBuzz.subset_input_glyph_set(input), glyph) }
        let dropped = unsafe harfBuzz.subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG)
        for table in unneededTables { unsafe harfBuzz.set_add(dropped, tag(table)) }
        guard let plan = unsafe harfBuzz.subset_plan_create_or_fail(subsettingFace, input) else {
            throw .subsettingFailed(path: path)
        }
        defer { unsafe harfBuzz.subset_plan_destroy(plan) }
        guard let subset = unsafe harfBuzz.subset_plan_execute_or_fail(plan) else {
            throw .subsettingFailed(path: path)
        }
        defer { unsafe harfBuzz.face_destroy(subset) }
        guard let blob = unsafe harfBuzz.face_reference_blob(subset) else { throw .subsettingFailed(path: path) }
        defer { unsafe harfBuzz.blob_destroy(blob) }
        let numbers = unsafe harfBuzz.subset_plan_old_to_new_glyph_mapping(plan)
        return unsafe FontSubset(
            bytes: harfBuzz.bytes(of: blob),
            glyphs: glyphs.map { unsafe UInt16(truncatingIfNeeded: harfBuzz.map_get(numbers, $0)) })
    }
}
