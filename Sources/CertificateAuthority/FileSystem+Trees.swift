private import CLinuxShims
private import Glibc

extension FileSystem {
    /// A copy of a directory with its permissions, on the disk when the call returns.
    ///
    /// - Throws: ``CertificateAuthorityError`` when the copy is already there, or something is neither file nor directory.
    static func copyTree(_ source: String, to target: String) throws(CertificateAuthorityError) {
        try makeDirectory(target, mode: mode(of: source))
        for name in try entries(of: source) {
            let (from, to) = ("\(source)/\(name)", "\(target)/\(name)")
            switch try mode(of: from, kind: true) & S_IFMT {
            case S_IFDIR: try copyTree(from, to: to)
            case S_IFREG: try create(to, read(from), mode: mode(of: from))
            default:
                throw CertificateAuthorityError(
                    .fileSystem, "could not copy \(from): expected a file or a directory, no link or device")
            }
        }
        try synchronize(target)
    }

    /// Lets two directories of one file system change places, in one step: nobody ever sees neither.
    ///
    /// The caller has the names put on the disk.
    static func exchange(_ first: String, _ second: String) throws(CertificateAuthorityError) {
        guard exchange_paths(first, second) == 0 else {
            throw failure("exchange \(first) and \(second), as the file system has to be able to do")
        }
    }

    private static func mode(of path: String, kind: Bool = false) throws(CertificateAuthorityError) -> UInt32 {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw failure("look at \(path)") }
        return kind ? status.st_mode : status.st_mode & 0o7777
    }
}
