private import Glibc

/// One file of the local mailbox, written so that a reader or a crash never sees half of it.
struct SpoolFile {
    private static let ownerOnly: mode_t = 0o600

    let directory: String
    let name: String

    private var path: String { "\(directory)/\(name)" }

    /// Writes beside, synchronises, renames, synchronises the directory. Does nothing when the file exists.
    func writeOnce(_ bytes: [UInt8]) throws(MailError) {
        if access(path, F_OK) == 0 { return }
        let temporary = "\(directory)/.\(name).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, Self.ownerOnly)
        guard descriptor >= 0 else { throw Self.error("create a file") }
        let isWritten = writeAll(bytes, to: descriptor) && stampTime(of: descriptor) && fsync(descriptor) == 0
        let failure = errno
        guard close(descriptor) == 0, isWritten else {
            unlink(temporary)
            throw Self.error("write a file", failure)
        }
        guard rename(temporary, path) == 0 else { throw Self.error("rename a file") }
        try synchroniseDirectory()
    }

    private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// The system dates files by a clock that ticks every few milliseconds: two messages would change places.
    private func stampTime(of descriptor: Int32) -> Bool {
        var now = timespec()
        guard clock_gettime(CLOCK_REALTIME, &now) == 0 else { return false }
        return futimens(descriptor, [now, now]) == 0
    }

    private func synchroniseDirectory() throws(MailError) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.error("open the directory") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.error("synchronise the directory") }
    }

    private static func error(_ step: String, _ code: Int32 = errno) -> MailError {
        MailError(
            .mailbox,
            "could not deliver to the local mailbox: \(step) failed: \(String(cString: strerror(code)));"
                + " check the data directory and its disk")
    }
}
