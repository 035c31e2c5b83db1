import Foundation

/// What is known of the terminal behind standard output or standard error.
struct Terminal {
    let descriptor: Int32
    let environment: [String: String]

    static var output: Terminal {
        Terminal(descriptor: STDOUT_FILENO, environment: ProcessInfo.processInfo.environment)
    }
    static var errors: Terminal {
        Terminal(descriptor: STDERR_FILENO, environment: ProcessInfo.processInfo.environment)
    }

    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Whether a line may be written over itself: not in a file or a pipe, not on a terminal that says it is dumb.
    /// `NO_COLOR` changes nothing: there is no colour.
    var canRedraw: Bool { isTerminal && !["", "dumb"].contains(environment["TERM"] ?? "") }

    /// Columns; 80 when the terminal does not say.
    var columns: Int {
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return environment["COLUMNS"].flatMap(Int.init) ?? 80
    }
}
