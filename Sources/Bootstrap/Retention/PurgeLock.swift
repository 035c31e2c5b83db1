private import Glibc
package import Workflow

/// Keeps a data directory to one purge at a time; the system gives it back when the process ends, however it ends.
///
/// A file of its own, because the service, beside which a purge runs, holds the directory.
package final class PurgeLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``RetentionRefusal/purgeRunning``; ``WorkflowError/unavailable(_:)`` when the file cannot be made.
    package init(dataDirectory: String) throws(WorkflowError) {
        let descriptor = open(dataDirectory + "/purge.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unavailable(.storage) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isTaken = errno == EWOULDBLOCK
            close(descriptor)
            throw isTaken ? WorkflowError.retention(.purgeRunning) : .unavailable(.storage)
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
