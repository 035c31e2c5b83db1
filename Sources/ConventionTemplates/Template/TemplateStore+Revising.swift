import Foundation

extension TemplateStore {
    /// Keeps the published text of a template and makes its next version, a draft that may be edited.
    ///
    /// Until that draft is published, new documents are made from the text that was kept.
    ///
    /// - Returns: The path of the file to edit, and the version that it has now.
    /// - Throws: ``TemplateError`` when the template is not published, was changed, has a next version already, or cannot be
    ///   written.
    package func revise(_ identifier: String) throws(TemplateError) -> (path: String, version: String) {
        try Self.require(identifier)
        let folder = folder(of: identifier)
        return try FolderLock.holding(folder) { () throws(TemplateError) in
            let list = try published(in: folder)
            guard let newest = list.newest(of: identifier) else { throw Self.stillDraft(identifier) }
            try requireEveryPublishedText(of: identifier)
            let file = Self.file(of: identifier, in: folder)
            let working = try workingText(identifier)
            guard working.isPublished else { throw Self.revisedAlready(file, working.identity.version) }
            let bytes = try Self.read(Self.file(of: newest, in: folder))
            let version = list.nextVersion(of: identifier, after: newest.version)
            let next = try Self.text(bytes, of: file, with: version, insteadOf: newest.version)
            guard try check(next, of: file, isKept: true).identity.version == version else {
                throw Self.unplainVersion(file, newest.version)
            }
            try keep(newest, in: folder)
            do { try Data(next).write(to: file, options: .atomic) } catch { throw Self.unwritable(file) }
            return (file.path(percentEncoded: false), version)
        }
    }

    /// Whether the template came with the program: another version of it is made by who makes the program.
    package func isShipped(_ identifier: String) -> Bool { own != nil && folder(of: identifier) == shipped }

    /// Every text that was ever published is there and as it was: documents made from it need it.
    ///
    /// - Throws: ``TemplateError`` for the first that was lost or changed.
    package func requireEveryPublishedText(of identifier: String) throws(TemplateError) {
        _ = try publishedTexts(of: identifier)
    }

    /// Every text of a template that was ever published, the newest at the end.
    ///
    /// - Throws: ``TemplateError`` for the first that was lost or changed.
    package func publishedTexts(of identifier: String) throws(TemplateError) -> [ConventionTemplate] {
        try Self.require(identifier)
        let folder = folder(of: identifier)
        var texts: [ConventionTemplate] = []
        for entry in try published(in: folder).entries(of: identifier) {
            texts.append(try published(entry, in: folder))
        }
        return texts
    }

    private var pictureEndings: [String] { [".png", ".svg"] }

    /// Copies a published text, and the pictures beside it, into the folder of its version, unless it is there.
    ///
    /// The folder appears as a whole: whoever reads at the same time, or after a crash, finds all of it or none.
    private func keep(_ entry: PublishedTemplates.Entry, in folder: URL) throws(TemplateError) {
        let target = Self.keptFile(of: entry, in: folder).deletingLastPathComponent()
        guard !Self.exists(target) else { return }
        let source = Self.file(of: entry.identifier, in: folder).deletingLastPathComponent()
        let unfinished = target.deletingLastPathComponent().appending(path: ".unfinished")
        let files = FileManager.default
        do {
            if Self.exists(unfinished) { try files.removeItem(at: unfinished) }
            try files.createDirectory(at: unfinished, withIntermediateDirectories: true)
            for name in try files.contentsOfDirectory(atPath: source.path(percentEncoded: false))
            where name == "template.xml" || pictureEndings.contains(where: name.hasSuffix) {
                try files.copyItem(at: source.appending(path: name), to: unfinished.appending(path: name))
            }
            try files.moveItem(at: unfinished, to: target)
        } catch { throw Self.unwritable(target) }
    }

    /// The same text under another version. What comes before the element, such as the XML declaration, has versions too.
    static func text(
        _ bytes: [UInt8], of file: URL, with version: String, insteadOf old: String
    ) throws(TemplateError) -> [UInt8] {
        var text = String(decoding: bytes, as: UTF8.self)
        guard let element = text.firstRange(of: "<template"),
            let attribute = text[element.upperBound...].firstRange(of: "version=\"\(old)\"")
        else { throw unplainVersion(file, old) }
        text.replaceSubrange(attribute, with: "version=\"\(version)\"")
        return Array(text.utf8)
    }
}
