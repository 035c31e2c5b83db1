/// A colour in sRGB, each component from 0 to 1.
struct Colour: Hashable, Sendable {
    let red: Double
    let green: Double
    let blue: Double

    static let black = Colour(red: 0, green: 0, blue: 0)
    /// Text on a band of the accent's colour.
    static let white = Colour(red: 1, green: 1, blue: 1)
    /// Text; 16:1 on white.
    static let ink = Colour(red: 0.11, green: 0.13, blue: 0.17)
    /// The one accent, a dark blue; 10:1 on white.
    static let accent = Colour(red: 0.07, green: 0.22, blue: 0.43)
    /// Secondary text; 7:1 on white.
    static let quiet = Colour(red: 0.31, green: 0.35, blue: 0.42)
    static let tint = Colour(red: 0.935, green: 0.952, blue: 0.976)
    static let rule = Colour(red: 0.78, green: 0.82, blue: 0.88)
}
