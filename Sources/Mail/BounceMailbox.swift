private import Glibc

/// A folder of the form of Maildir into which a mail system puts what comes back: `new` holds what nobody has read.
///
/// Read is what is a file of its own; what is read goes to `cur`, whether it says something or not.
///
/// Source: D. J. Bernstein, “Using maildir format”.
package struct BounceMailbox: Sendable {
    /// Files looked at in one round.
    private static let step = 200

    private let directory: String

    package init(directory: String) { self.directory = directory }

    /// What one file says.
    package struct Item: Sendable {
        package let report: Result<DeliveryReport, DeliveryReport.Problem>
        fileprivate let name: String
    }

    /// What is new, at most two hundred.
    ///
    /// - Throws: ``MailError`` when the folder cannot be read.
    package func unread() throws(MailError) -> [Item] {
        guard let folder = opendir("\(directory)/new") else {
            throw MailError(
                .mailbox,
                "could not read the mailbox of bounces: expected a Maildir with a folder 'new' that may be read")
        }
        defer { closedir(folder) }
        var items: [Item] = []
        while items.count < Self.step, let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix("."), let report = read("\(directory)/new/\(name)") else { continue }
            items.append(Item(report: report, name: name))
        }
        return items
    }

    /// Puts away what was read, once what it says is stored.
    ///
    /// - Throws: ``MailError`` when it cannot be moved: it would be read again for ever.
    package func putAway(_ item: Item) throws(MailError) {
        mkdir("\(directory)/cur", 0o700)
        guard rename("\(directory)/new/\(item.name)", "\(directory)/cur/\(item.name):2,S") == 0 || errno == ENOENT
        else {
            throw MailError(
                .mailbox,
                "could not move a message of the mailbox of bounces from 'new' to 'cur'; check who may write there")
        }
    }

    /// `nil` for what is no file of its own: a link may lead anywhere.
    private func read(_ path: String) -> Result<DeliveryReport, DeliveryReport.Problem>? {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        guard status.st_size <= off_t(DeliveryReport.maximumByteCount) else { return .failure(.tooLarge) }
        var bytes = [UInt8](repeating: 0, count: DeliveryReport.maximumByteCount + 1)
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { return nil }
            if more == 0 { break }
            count += more
        }
        let content = Array(bytes.prefix(count))
        return Result { () throws(DeliveryReport.Problem) in try DeliveryReport(content) }
    }
}
