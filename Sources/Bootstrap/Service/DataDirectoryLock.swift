private import Glibc

import class Foundation.FileManager

/// Keeps a data directory to one running service; the system gives it back when the process ends, however it ends.
///
/// The directory itself is locked: nothing is written, and nothing is left behind.
package final class DataDirectoryLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``DataDirectoryError`` when the directory cannot be opened or another service has it.
    package init(_ directory: String) throws(DataDirectoryError) {
        descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw DataDirectoryError(
                "could not open the data directory \(directory): \(String(cString: strerror(errno)));"
                    + " expected a directory of the user that the service runs as")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            close(descriptor)
            throw DataDirectoryError(
                number == EWOULDBLOCK
                    ? "another service runs on the data directory \(directory); stop it, or name another with --data-dir"
                    : "could not lock the data directory \(directory): \(String(cString: strerror(number)))")
        }
    }

    deinit { close(descriptor) }

    /// Makes a data directory for the service's user alone, unless it is there already.
    package static func makeDirectory(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
}

/// A data directory cannot be served.
package struct DataDirectoryError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
