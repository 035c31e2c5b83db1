private import Glibc

import struct Foundation.URL

/// Keeps those who change a folder of templates apart from one another.
///
/// The folder itself is locked: nothing is left behind, and the system gives it back when the process ends. Reading
/// needs no lock, because files are replaced as a whole.
enum FolderLock {
    /// Waits for whoever has the folder, then makes the change.
    ///
    /// - Throws: ``TemplateError`` of the change, or when the folder cannot be locked.
    static func holding<Result>(
        _ folder: URL, _ change: () throws(TemplateError) -> Result
    ) throws(TemplateError) -> Result {
        let descriptor = open(folder.path(percentEncoded: false), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw TemplateStore.unwritable(folder) }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX) == 0 else { throw TemplateStore.unwritable(folder) }
        return try change()
    }
}
