/// Text of a document or a certificate as it is shown to people.
///
/// A name may hold line ends, escape sequences of terminals or marks that turn the direction of writing around, and so
/// forge lines of a report. Each such character is shown by its number.
enum Printable {
    private static let longest = 200

    static func text(_ untrusted: String) -> String { text(untrusted, upTo: longest) }

    /// - Parameter length: Scalars to show at most.
    static func text(_ untrusted: String, upTo length: Int) -> String {
        let untrusted = RawPath.shown(untrusted)
        var shown = String.UnicodeScalarView()
        for scalar in untrusted.unicodeScalars.prefix(length) {
            if isHarmless(scalar) {
                shown.append(scalar)
            } else {
                shown.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
            }
        }
        return String(shown) + (untrusted.unicodeScalars.count > length ? "…" : "")
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: true
        }
    }
}
