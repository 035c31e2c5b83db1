/// Whether a text can be an e-mail address that a message is sent to.
///
/// Narrower than RFC 5321 on purpose: one `@`, no quoting, no comment, nothing that could end a header line.
func isMailAddress(_ text: String) -> Bool {
    let halves = text.split(separator: "@", omittingEmptySubsequences: false)
    guard halves.count == 2, text.utf8.count <= 254, (1...64).contains(halves[0].utf8.count) else { return false }
    let labels = halves[1].split(separator: ".", omittingEmptySubsequences: false)
    return halves[0].utf8.allSatisfy(isLocalByte) && !halves[0].hasPrefix(".") && !halves[0].hasSuffix(".")
        && !halves[0].contains("..") && labels.count >= 2 && labels.allSatisfy(isDomainLabel)
}

private func isLocalByte(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains(byte)
}

private func isDomainLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
        && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
    default: false
    }
}

/// « a…@exemple.fr »: enough for its owner to recognise it.
func masked(_ address: String) -> String {
    let halves = address.split(separator: "@")
    guard halves.count == 2, let first = halves[0].first else { return "…" }
    return "\(first)…@\(halves[1])"
}
