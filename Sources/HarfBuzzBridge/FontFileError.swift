/// Why a font file could not be used.
package enum FontFileError: Error, Hashable, Sendable {
    case unreadable(path: String)
    /// The outlines are not TrueType's, the only ones that are embedded as they stand.
    case noTrueTypeOutlines(path: String)
    /// A table that every TrueType font has is missing or too short.
    case brokenTable(path: String, tag: String)
    /// The licence bits of the font forbid embedding.
    case embeddingForbidden(path: String)
    case subsettingFailed(path: String)
    /// The library that reads fonts could not be loaded.
    case harfBuzzMissing
}

extension FontFileError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path):
            "could not read the font \(path): found no font there, expected a TrueType file"
        case .noTrueTypeOutlines(let path):
            "could not use the font \(path): found no 'glyf' table, expected TrueType outlines"
        case .brokenTable(let path, let tag):
            "could not use the font \(path): found table '\(tag)' missing or too short"
        case .embeddingForbidden(let path):
            "could not use the font \(path): its OS/2 table forbids embedding, expected a font that allows it"
        case .subsettingFailed(let path):
            "could not make a subset of the font \(path): found a table of its outlines missing or too short"
        case .harfBuzzMissing:
            "could not load HarfBuzz: found no libharfbuzz.so.0; install the package libharfbuzz0b"
        }
    }
}
