private import Glibc

/// The few file operations that keys need, each with its permissions said at creation.
package enum FileSystem {
    /// More than any key, certificate, list or profile has, in bytes.
    private static let sizeLimit = 1 << 20

    /// A file that must not exist yet, on the disk when the call returns.
    ///
    /// - Parameter mode: Permissions from the first moment on, whatever the umask: 0600 for a key.
    static func create(_ path: String, _ bytes: [UInt8], mode: UInt32) throws(CertificateAuthorityError) {
        // O_NOFOLLOW: never through a link that somebody has put there.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode & 0o600)
        guard descriptor >= 0 else { throw failure("create \(path)") }
        defer { close(descriptor) }
        try write(bytes, to: descriptor, path)
        guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else { throw failure("save \(path)") }
    }

    /// A file that takes the place of an older one as a whole: a reader sees the old or the new one.
    package static func replace(_ path: String, _ bytes: [UInt8], mode: UInt32) throws(CertificateAuthorityError) {
        let temporary = "\(path).\(getpid()).new"
        unlink(temporary)
        try create(temporary, bytes, mode: mode)
        guard Glibc.rename(temporary, path) == 0 else {
            let error = failure("replace \(path)")
            unlink(temporary)
            throw error
        }
        try synchronize(directoryOf(path))
    }

    /// A directory that must not exist yet.
    static func makeDirectory(_ path: String, mode: UInt32) throws(CertificateAuthorityError) {
        guard mkdir(path, 0o700) == 0, chmod(path, mode) == 0 else { throw failure("create directory \(path)") }
    }

    /// Renames, and has the new name on the disk when the call returns; a directory that has content is never replaced.
    static func move(_ source: String, to target: String) throws(CertificateAuthorityError) {
        guard Glibc.rename(source, target) == 0 else { throw failure("move \(source) to \(target)") }
        try synchronize(directoryOf(target))
    }

    /// Makes the names in a directory durable.
    static func synchronize(_ directory: String) throws(CertificateAuthorityError) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open directory \(directory)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("save directory \(directory)") }
    }

    /// The whole of a file.
    ///
    /// - Parameter forbidding: Permissions that the file must not give, such as 0077 for a secret.
    static func read(_ path: String, forbidding: UInt32 = 0) throws(CertificateAuthorityError) -> [UInt8] {
        // O_NONBLOCK: a pipe is refused below, and not waited for.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure("open \(path)") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("look at \(path)") }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= sizeLimit else {
            throw CertificateAuthorityError(
                .fileSystem, "could not read \(path): expected a file of at most \(sizeLimit) bytes")
        }
        guard status.st_mode & forbidding == 0 else {
            let found = String(status.st_mode & 0o7777, radix: 8)
            throw CertificateAuthorityError(
                .notPrivate,
                "refused to read \(path): its mode is \(found), so others can read it; run: chmod 600 \(path)")
        }
        return try read(descriptor, path)
    }

    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Whether something is a file itself, and no link to one.
    package static func isRegularFile(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// What an open file is.
    package struct Status: Hashable, Sendable {
        package let isRegularFile: Bool
        package let isDirectory: Bool
        package let byteCount: Int
    }

    /// Asks the system about an open file; `nil`, and `errno`, when it does not say.
    ///
    /// Here, because elsewhere the compiler finds `stat` in another C module from one build to the next, and then asks for its import.
    package static func status(ofDescriptor descriptor: Int32) -> Status? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        let kind = status.st_mode & S_IFMT
        return Status(
            isRegularFile: kind == S_IFREG, isDirectory: kind == S_IFDIR, byteCount: Int(status.st_size))
    }

    /// Names in a directory, sorted, without hidden ones.
    static func names(in directory: String) throws(CertificateAuthorityError) -> [String] {
        try entries(of: directory).filter { !$0.hasPrefix(".") }.sorted()
    }

    /// Names in a directory, but for itself and its parent.
    static func entries(of directory: String) throws(CertificateAuthorityError) -> [String] {
        guard let stream = opendir(directory) else { throw failure("list \(directory)") }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Removes a directory of ours with everything in it; silent when it is not there.
    static func removeTree(_ path: String) {
        for name in (try? entries(of: path)) ?? [] {
            if unlink("\(path)/\(name)") != 0 { removeTree("\(path)/\(name)") }
        }
        rmdir(path)
    }

    static func remove(_ path: String) { unlink(path) }

    static func directoryOf(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func write(
        _ bytes: [UInt8], to descriptor: Int32, _ path: String
    ) throws(CertificateAuthorityError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else {
                let error = failure("write \(path)")
                unlink(path)
                throw error
            }
            rest = rest.dropFirst(max(0, count))
        }
    }

    private static func read(_ descriptor: Int32, _ path: String) throws(CertificateAuthorityError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 || errno == EINTR else { throw failure("read \(path)") }
            if count == 0 { return bytes }
            bytes += buffer.prefix(max(0, count))
        }
    }

    /// The system's reason, taken at once.
    static func failure(_ step: String) -> CertificateAuthorityError {
        let number = errno
        let code: CertificateAuthorityError.Code =
            switch number {
            case ENOENT: .missing
            case EEXIST, ENOTEMPTY: .alreadyExists
            default: .fileSystem
            }
        return CertificateAuthorityError(code, "could not \(step): \(String(cString: strerror(number)))")
    }
}
