private import DEREncoding

/// A date in the syntax of PDF, with its offset from UTC.
///
/// Source: ISO 32000-1 §7.9.4.
public struct PDFDate: Hashable, Sendable {
    public let secondsSince1970: Int64

    public init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

    /// Reads `D:YYYYMMDDHHmmSS` followed by `Z` or `+HH'mm'`; nothing shorter, because a time needs its zone.
    public init?(_ text: String) {
        let characters = Array(text.utf8)
        guard characters.count >= 17, characters.starts(with: "D:".utf8),
            let time = CivilDate.secondsSince1970(digits: characters[2..<16]),
            let offset = zoneOffset(characters[16...])
        else { return nil }
        secondsSince1970 = time - offset
    }

    /// In UTC: `D:20260512140500Z`.
    public var description: String {
        let digits = CivilDate(secondsSince1970: secondsSince1970).digits
        return "D:" + String(decoding: digits, as: UTF8.self) + "Z"
    }
}

private func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
        guard (0x30...0x39).contains(digit) else { return nil }
        value = value * 10 + Int(digit - 0x30)
    }
    return digits.isEmpty ? nil : value
}

/// Seconds east of UTC.
private func zoneOffset(_ zone: ArraySlice<UInt8>) -> Int64? {
    let text = Array(zone)
    if text == Array("Z".utf8) || text == Array("Z00'00'".utf8) { return 0 }
    guard text.count == 7 || text.count == 6, text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-"),
        text[3] == UInt8(ascii: "'"), text.count == 6 || text[6] == UInt8(ascii: "'"),
        let hours = decimal(text[1..<3]), let minutes = decimal(text[4..<6]), hours < 24, minutes < 60
    else { return nil }
    let offset = Int64(hours * 3600 + minutes * 60)
    return text[0] == UInt8(ascii: "-") ? -offset : offset
}
