import ArgumentParser
import SeingCLI

/// The process begins here and holds nothing else, so that the command itself can be tested as a library.
@main
enum Entry {
    static func main() async { await Seing.start() }
}
