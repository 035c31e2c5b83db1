import Foundation

/// The folder with templates, certificate profiles and installed trust anchors that came with the program.
///
/// It is found from the program's own place, never from the working directory or from a document's: whoever can put a
/// file there must not be able to say whom Seing trusts.
package struct Resources: Hashable, Sendable {
    package let directory: String

    package init(directory: String) { self.directory = directory }

    package var templates: String { directory + "/Templates" }
    package var profiles: String { directory + "/Certificates/profiles" }
    /// Anchors and revocation lists that the administrator of this machine has installed.
    package var trust: String { directory + "/Certificates/trust" }
    package var examples: String { directory + "/Examples" }

    /// Looks beside the program, then in the folders above it, which are the repository when it was built there.
    ///
    /// - Parameter program: Path of the running program, links resolved.
    /// - Throws: ``ResourcesMissing`` when no folder above has a `Templates/Schemas`.
    package static func find(program: String) throws(ResourcesMissing) -> Resources {
        var folder = URL(filePath: program).deletingLastPathComponent().standardizedFileURL
        for _ in 0..<6 {
            if FileManager.default.fileExists(atPath: folder.appending(path: "Templates/Schemas").path) {
                return Resources(directory: folder.path)
            }
            folder = folder.deletingLastPathComponent().standardizedFileURL
        }
        throw ResourcesMissing(program: program)
    }

    /// The running program, links resolved.
    package static func findForThisProgram() throws(ResourcesMissing) -> Resources {
        let program =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments.first ?? ""
        return try find(program: program)
    }
}

/// The program was moved away from its data files.
package struct ResourcesMissing: Error, Hashable, Sendable, CustomStringConvertible {
    package let program: String

    package var description: String {
        "could not find the folder Templates: looked beside \(program) and in the folders above it; "
            + "keep the program together with the folders Templates and Certificates"
    }
}
