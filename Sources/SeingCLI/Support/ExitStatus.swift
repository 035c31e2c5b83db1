import ArgumentParser

/// What the process tells its caller, besides the 64 of a usage error that the argument parser gives.
///
/// Source: sysexits(3) for 64 and above; 0 to 2 as diff(1) and grep(1) use them.
enum ExitStatus: Int32 {
    /// Done, or every verdict is good.
    case done = 0
    /// A verdict is bad.
    case failed = 1
    /// Nothing is known to be wrong, but something could not be checked.
    case undetermined = 2
    /// An argument names what cannot be used.
    case usage = 64
    /// What was given could not be read.
    case unreadable = 65
    /// A service, a directory or a port is not available.
    case unavailable = 69

    var exitCode: ExitCode { ExitCode(rawValue) }
}
