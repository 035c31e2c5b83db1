/// How far a command is, on the last line of a terminal: « [######··············] 90/300 ».
///
/// It is drawn with a carriage return and spaces, in no colour, and only where that is possible.
struct ProgressBar {
    private let total: Int
    private let isShown: Bool
    private var drawn = ""
    private var drawnAt: ContinuousClock.Instant?

    init(total: Int, terminal: Terminal = .errors) {
        self.total = total
        isShown = total > 1 && terminal.canRedraw
    }

    private static let length = 20
    private static let interval = Duration.milliseconds(100)

    static func text(done: Int, total: Int) -> String {
        let filled = total > 0 ? length * done / total : length
        return "[" + String(repeating: "#", count: filled) + String(repeating: "·", count: length - filled)
            + "] \(done)/\(total)"
    }

    /// Draws it anew, at most ten times a second.
    mutating func update(done: Int) {
        guard isShown, drawnAt.map({ $0.duration(to: .now) > Self.interval }) ?? true else { return }
        drawn = Self.text(done: done, total: total)
        drawnAt = .now
        Console.draw("\r" + drawn)
    }

    /// Makes room for a line of something else.
    mutating func clear() {
        guard !drawn.isEmpty else { return }
        Console.draw("\r" + String(repeating: " ", count: drawn.count) + "\r")
        (drawn, drawnAt) = ("", nil)
    }
}
