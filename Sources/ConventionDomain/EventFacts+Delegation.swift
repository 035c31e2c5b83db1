/// The written act under which somebody signed for a school whose head he or she is not, as the school's register had it at that moment.
///
/// What was signed under it stays good when the act ends later: this is kept with the signature.
public struct DelegationFacts: Hashable, Sendable, Codable {
    /// How the school names the act: « arrêté n° 12 du 1er septembre 2026 ».
    public let act: String
    /// The holder's function by the act: « Proviseure adjointe ».
    public let function: String
    /// What the act lets its holder sign, in its words.
    public let scope: String
    /// First and last day on which it holds, ISO 8601.
    public let from: String
    public let to: String

    public init(act: String, function: String, scope: String, from: String, to: String) {
        self.act = act
        self.function = function
        self.scope = scope
        self.from = from
        self.to = to
    }
}
