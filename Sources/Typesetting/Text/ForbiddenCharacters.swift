/// Whether a character may not stand in a document even if a font could draw it.
///
/// Controls have no shape; bidirectional marks and invisible characters make a text read otherwise than the
/// one that is stored and signed; private and unassigned code points mean nothing.
func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    // Nearly every character, without a look into Unicode's tables: ASCII and Latin but for controls and the soft hyphen.
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x24F: return false
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
}
