private import Glibc

/// Keeps changes of one infrastructure apart from one another: lists renewed by a service and by a command, a rotation.
///
/// The directory itself is locked, and the system gives it back when the process ends. Reading needs no lock.
final class InfrastructureLock {
    private let descriptor: Int32

    /// Waits for whoever has it.
    init(_ directory: String) throws(CertificateAuthorityError) {
        while true {
            let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { throw FileSystem.failure("open directory \(directory)") }
            guard flock(descriptor, LOCK_EX) == 0 else {
                let error = FileSystem.failure("lock directory \(directory)")
                close(descriptor)
                throw error
            }
            // A rotation puts another directory in this place: then what is locked is no longer the infrastructure.
            if Self.isSame(descriptor, directory) {
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
    }

    deinit { close(descriptor) }

    private static func isSame(_ descriptor: Int32, _ path: String) -> Bool {
        var (locked, named) = (stat(), stat())
        return fstat(descriptor, &locked) == 0 && stat(path, &named) == 0 && locked.st_ino == named.st_ino
            && locked.st_dev == named.st_dev
    }
}
