/// Why a data directory could not be opened; nothing in it was changed.
package enum StoreOpeningError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A newer version of the service has written here.
    case newerSchema(path: String)
    /// The file is no database of this service.
    case notOurs(path: String)
    /// There is a database, but not the key that opens it.
    case keyMissing(path: String)
    case keyUnreadable(path: String)
    /// Others than the service's user may read the key.
    case keyExposed(path: String)
    /// The key belongs to another database.
    case otherKey(path: String)
    /// The directory cannot be made, read or written.
    case directoryUnusable(String)

    package var description: String {
        switch self {
        case .newerSchema(let path):
            "\(path) was written by a newer version of seing; nothing was changed. Start that version, or restore a "
                + "backup made before the upgrade."
        case .notOurs(let path):
            "\(path) is not a database of seing; nothing was changed. Name another data directory."
        case .keyMissing(let path):
            "\(path) is missing, without which the database beside it cannot be read. Restore it from the backup."
        case .keyUnreadable(let path):
            "\(path) cannot be read, or does not hold exactly 32 bytes. Check its owner, or restore it."
        case .keyExposed(let path):
            "\(path) can be read by others than its owner. Run: chmod 600 \(path)"
        case .otherKey(let path):
            "\(path) is the key of another database. Restore database and key from the same backup."
        case .directoryUnusable(let reason):
            "The data directory cannot be used: \(reason)."
        }
    }
}
