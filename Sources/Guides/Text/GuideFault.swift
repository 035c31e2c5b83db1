/// A mistake in a file of the guides: where it stands, what is wrong, how to mend it.
///
/// The files are written by people who edit texts; the service does not start with one that it cannot show whole.
package struct GuideFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let file: String
    /// From 1.
    package let line: Int
    package let cause: String
    package let remedy: String

    init(_ file: String, _ line: Int, _ cause: String, _ remedy: String) {
        (self.file, self.line, self.cause, self.remedy) = (file, line, cause, remedy)
    }

    package var description: String { "\(file):\(line): \(cause); \(remedy)" }
}

/// Everything that is wrong with the files of the guides, so that they are mended in one go.
package struct GuideFaults: Error, Hashable, Sendable, CustomStringConvertible {
    package let faults: [GuideFault]

    init(_ faults: [GuideFault]) { self.faults = faults }

    package var description: String {
        "could not read the guides:\n" + faults.map { "  \($0)" }.joined(separator: "\n")
    }
}
