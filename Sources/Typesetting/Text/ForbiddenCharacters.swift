/// Whether a character may not stand in a document even if a font could draw it.
///
/// Controls have no shape; bidirectional marks and invisible characters make a text read otherwise than the
/// one that is stored and signed; private and unassigned code points mean nothing.
func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
}
