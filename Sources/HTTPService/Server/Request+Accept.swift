import Hummingbird

extension Request {
    /// Whether the client takes an answer of this media type.
    ///
    /// The range that names it most closely decides. No `Accept`, or one without a readable range, takes everything.
    ///
    /// Source: RFC 9110 §12.5.1.
    func accepts(_ mediaType: String) -> Bool {
        let ranges = headers[values: .accept].flatMap { $0.split(separator: ",") }.compactMap(MediaRange.init)
        guard !ranges.isEmpty else { return true }
        let matching = ranges.filter { $0.matches(mediaType) }
        return matching.max { $0.closeness < $1.closeness }?.isWanted ?? false
    }
}

/// One element of `Accept`.
private struct MediaRange {
    private let name: String
    let isWanted: Bool

    /// - Returns: `nil` when it has no type and subtype.
    init?(_ text: Substring) {
        let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
        guard let name = parts.first, name.split(separator: "/").count == 2 else { return nil }
        self.name = name
        let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
        isWanted = weight != 0
    }

    /// 0 for any, 1 for any subtype, 2 for the whole name.
    var closeness: Int { name == "*/*" ? 0 : name.hasSuffix("/*") ? 1 : 2 }

    func matches(_ mediaType: String) -> Bool {
        switch closeness {
        case 0: true
        case 1: mediaType.hasPrefix(name.dropLast())
        default: mediaType == name
        }
    }
}
