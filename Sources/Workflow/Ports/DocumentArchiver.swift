package import struct Foundation.Date

/// Adds to a finished document what later verifiers need, and a time-stamp over all of it.
package struct DocumentArchiver: Sendable {
    /// Appends one layer: the first one, or a further one that renews the proof.
    package let archive: @Sendable (_ document: [UInt8]) async throws(ArchivingInability) -> ArchivedDocument

    package init(archive: @escaping @Sendable ([UInt8]) async throws(ArchivingInability) -> ArchivedDocument) {
        self.archive = archive
    }
}

/// A document with one archival revision more.
package struct ArchivedDocument: Hashable, Sendable {
    /// The whole document: the bytes given, unchanged, and the new revision after them.
    package let document: [UInt8]
    /// Level that its signatures reach by it, such as `B-LTA`.
    package let level: String
    /// Until when the new time-stamp proves it without another one on top; whole seconds.
    package let provableUntil: Date

    package init(document: [UInt8], level: String, provableUntil: Date) {
        self.document = document
        self.level = level
        self.provableUntil = provableUntil
    }
}

/// The document could not be archived; it stays as it was, complete and valid.
package struct ArchivingInability: Error, Hashable, Sendable {
    /// What was done and found, without personal data.
    package let reason: String

    package init(reason: String) { self.reason = reason }
}
