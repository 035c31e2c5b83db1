package import Foundation
package import Workflow

/// A directory that takes the place of a mail server: one `.eml` file a message, for development and the demo.
package struct LocalMailbox: Sendable {
    private let directory: URL
    private let sender: InternetMessage.Sender
    private let serviceAddress: String?
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - directory: Path of the spool directory; made with mode 0700 when missing.
    ///   - serviceAddress: What links in the messages to come begin with.
    package init(
        directory: String, sender: InternetMessage.Sender, serviceAddress: String? = nil,
        now: @escaping @Sendable () -> Date
    ) throws(MailError) {
        self.serviceAddress = serviceAddress
        self.directory = URL(filePath: directory, directoryHint: .isDirectory)
        self.sender = sender
        self.now = now
        try Self.attempt("create the local mailbox") {
            try FileManager.default.createDirectory(
                at: self.directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
    }

    /// Writes the message as a whole or not at all; a message whose key is already there is not written again.
    package func send(_ mail: OutgoingMail) async throws(MailError) {
        let message = try InternetMessage(mail, from: sender, at: now(), serviceAddress: serviceAddress)
        let file = SpoolFile(directory: directory.path, name: try MessageID.token(for: mail.messageKey) + ".eml")
        try file.writeOnce(message.bytes)
    }

    /// All messages, newest first.
    package func messages() throws(MailError) -> [StoredMessage] {
        let names = try Self.attempt("list the local mailbox") {
            try FileManager.default.contentsOfDirectory(atPath: directory.path)
        }
        let dated = try names.filter { $0.hasSuffix(".eml") }.map { name throws(MailError) in
            (try Self.attempt("read the local mailbox") { try modificationDate(of: name) }, name)
        }
        return try dated.sorted { $0 > $1 }.map { date, name throws(MailError) in
            StoredMessage(id: String(name.dropLast(4)), deliveredAt: date, bytes: try read(name))
        }
    }

    /// - Parameter id: ``StoredMessage/id`` of a message of ``messages()``; anything else gives `nil`.
    package func message(_ id: String) throws(MailError) -> StoredMessage? {
        try messages().first { $0.id == id }
    }

    /// Counts the files of a spool directory that were written before a moment.
    ///
    /// - Parameter removes: Whether they are deleted.
    /// - Returns: 0 when there is no such directory.
    package static func countFiles(
        in directory: String, before limit: Date, removes: Bool
    ) throws(MailError) -> Int {
        let files = FileManager.default
        guard files.fileExists(atPath: directory) else { return 0 }
        return try attempt("clear the local mailbox") {
            let paths = try files.contentsOfDirectory(atPath: directory).map { "\(directory)/\($0)" }
            let old = try paths.filter { path in
                let written = try files.attributesOfItem(atPath: path)[.modificationDate] as? Date
                return (written ?? .distantFuture) < limit
            }
            if removes { for path in old { try files.removeItem(atPath: path) } }
            return old.count
        }
    }

    private func read(_ name: String) throws(MailError) -> [UInt8] {
        try Self.attempt("read the local mailbox") {
            Array(try Data(contentsOf: directory.appending(component: name)))
        }
    }

    private func modificationDate(of name: String) throws -> Date {
        let path = directory.appending(component: name).path
        return try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date ?? .distantPast
    }

    private static func attempt<Value>(_ operation: String, _ body: () throws -> Value) throws(MailError) -> Value {
        do {
            return try body()
        } catch {
            let code = (error as? CocoaError)?.code.rawValue ?? 0
            throw MailError(.mailbox, "could not \(operation): Foundation error \(code); check the data directory")
        }
    }
}
