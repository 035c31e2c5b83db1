private import Glibc
import OpenSSLBridge

/// The file that holds the store's key: 32 bytes, readable by the service's user alone.
struct StoreKeyFile {
    let path: String

    var exists: Bool { access(path, F_OK) == 0 }

    /// Makes the key and its file, durable when the call returns; when another process was faster, reads its key.
    ///
    /// - Throws: ``StoreOpeningError/directoryUnusable(_:)`` when the file cannot be written.
    func create() throws(StoreOpeningError) -> StoreKey {
        let secret: [UInt8]
        do { secret = try SecureRandom.bytes(StoreKey.byteCount) } catch {
            throw .directoryUnusable("no random bytes for the store's key")
        }
        // Written under another name and then linked, so that a crash leaves a whole key or none, and no process ever
        // replaces a key that another one has begun to use.
        let draft = "\(path).\(getpid())"
        unlink(draft)
        defer { unlink(draft) }
        try write(secret, to: draft)
        guard link(draft, path) == 0 else {
            guard errno == EEXIST else { throw failure("make \(path)") }
            return try read()
        }
        try synchroniseDirectory()
        return StoreKey(secret)
    }

    /// - Throws: ``StoreOpeningError/keyExposed(path:)`` when others may read the file,
    ///   ``StoreOpeningError/keyUnreadable(path:)`` when it does not hold 32 bytes.
    func read() throws(StoreOpeningError) -> StoreKey {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .keyUnreadable(path: path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .keyUnreadable(path: path) }
        guard status.st_mode & 0o077 == 0 else { throw .keyExposed(path: path) }
        var secret = [UInt8](repeating: 0, count: StoreKey.byteCount + 1)
        let count = Glibc.read(descriptor, &secret, secret.count)
        guard count == StoreKey.byteCount else { throw .keyUnreadable(path: path) }
        return StoreKey(Array(secret.prefix(count)))
    }

    private func write(_ secret: [UInt8], to draft: String) throws(StoreOpeningError) {
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create \(draft)") }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, secret, secret.count) == secret.count, fsync(descriptor) == 0 else {
            throw failure("write \(draft)")
        }
    }

    private func synchroniseDirectory() throws(StoreOpeningError) {
        let directory = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let descriptor = open(directory.isEmpty ? "." : directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open \(directory)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("synchronise \(directory)") }
    }

    private func failure(_ step: String) -> StoreOpeningError {
        .directoryUnusable("could not \(step): \(String(cString: strerror(errno)))")
    }
}

/// Makes an empty file for its owner alone, unless there is one; SQLite gives its log the same rights.
///
/// When it cannot be made, opening the database says why.
func makePrivateFile(_ path: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 { close(descriptor) }
}
