/// A count as it is told outside of the schools it is of: so coarse that nobody is found in it.
///
/// What is one to four is « moins de 5 »; everything else is told to the nearest five. A sum is counted before it is made coarse, so that taking
/// parts from it does not give what a part hides.
package enum PublicCount: Hashable, Sendable, CustomStringConvertible {
    case none
    /// One to four.
    case few
    /// To the nearest five.
    case about(Int)

    package init(_ count: Int) {
        self =
            switch count {
            case ...0: .none
            case ..<Self.step: .few
            default: .about((count + Self.step / 2) / Self.step * Self.step)
            }
    }

    package static let step = 5

    /// For a bar: nothing for what is not told.
    package var length: Int { if case .about(let count) = self { count } else { 0 } }

    package var description: String {
        switch self {
        case .none: "0"
        case .few: "moins de \(Self.step)"
        case .about(let count): "\(count)"
        }
    }
}
