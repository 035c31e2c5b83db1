package import Foundation

/// A directory that takes the place of a gateway for text messages: one `.sms` file a message, for development and the demo.
///
/// The first line is the number, the second is empty, the rest is the text.
package struct SMSSpool: Sendable {
    private let directory: URL

    /// - Parameter directory: Path of the spool directory; made with mode 0700 when missing.
    package init(directory: String) throws(MailError) {
        self.directory = URL(filePath: directory, directoryHint: .isDirectory)
        do {
            try FileManager.default.createDirectory(
                at: self.directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw Self.failure("create") }
    }

    /// Writes the message as a whole or not at all; a message whose key is already there is not written again.
    package func send(_ text: String, to number: String, key: String) throws(MailError) {
        let file = SpoolFile(directory: directory.path, name: try MessageID.token(for: key) + ".sms")
        try file.writeOnce(Array("\(number)\n\n\(text)\n".utf8))
    }

    /// All messages, newest first.
    package func messages() throws(MailError) -> [StoredText] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(".sms") }
                .map { name in
                    let path = directory.appending(component: name).path
                    let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
                    let parts = try String(contentsOfFile: path, encoding: .utf8).split(
                        separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
                    return StoredText(
                        id: "sms-" + name.dropLast(4), to: String(parts[0]), deliveredAt: date ?? .distantPast,
                        text: parts.count > 1 ? parts[1].trimmingCharacters(in: .newlines) : "")
                }
                .sorted { $0.deliveredAt > $1.deliveredAt }
        } catch { throw Self.failure("read") }
    }

    private static func failure(_ operation: String) -> MailError {
        MailError(.mailbox, "could not \(operation) the spool of text messages; check the data directory")
    }
}

/// A text message of the spool, as the development page shows it.
package struct StoredText: Hashable, Sendable {
    package let id: String
    package let to: String
    package let deliveredAt: Date
    package let text: String
}
