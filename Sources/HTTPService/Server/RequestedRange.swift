/// What a request wants of a file.
///
/// Several parts at once are answered with the whole, as RFC 9110 §14.2 allows; so is what is not written by the rules.
///
/// Source: RFC 9110 §14.1.1, §14.1.2, §14.2.
enum RequestedRange: Hashable, Sendable {
    case whole
    /// Within the file, and not empty.
    case part(Range<Int>)
    case unsatisfiable

    /// - Parameter field: The value of `Range`, if there is one.
    init(_ field: String?, byteCount: Int) {
        guard let match = field?.wholeMatch(of: /(?i)bytes=[ \t]*([0-9]*)-([0-9]*)[ \t]*/) else {
            self = .whole
            return
        }
        // A number that is too large for the machine lies behind the end of every file.
        let (first, last) = (Self.number(match.1), Self.number(match.2))
        switch (first, last) {
        case (nil, nil): self = .whole
        case (nil, let length?):
            self = length > 0 && byteCount > 0 ? .part(max(0, byteCount - length)..<byteCount) : .unsatisfiable
        case (let first?, let last?) where last < first: self = .whole
        case (let first?, let last):
            self = first < byteCount ? .part(first..<min(last ?? byteCount, byteCount - 1) + 1) : .unsatisfiable
        }
    }

    private static func number(_ digits: Substring) -> Int? { digits.isEmpty ? nil : Int(digits) ?? .max }
}
