import Foundation
package import Parties

extension TemplateStore {
    /// Copies a template under a new name, as the first version of a text of the school's own, which may still change.
    ///
    /// - Returns: The path of the new file.
    /// - Throws: ``TemplateError`` when the name is taken or is none, or the file cannot be written.
    package func copy(_ original: String, to identifier: String) throws(TemplateError) -> String {
        let source = try template(original)
        try Self.require(identifier)
        guard let own, !identifiers().contains(identifier) else {
            throw Self.failure(
                identifier, .init("il y a déjà un modèle de ce nom", "there is a template of this name already"),
                .init("choisissez un autre nom", "choose another name"))
        }
        let origin = try file(serving: original)
        let bytes = try Self.text(
            Self.read(origin), of: origin, with: Self.firstVersion, insteadOf: source.identity.version)
        var text = String(decoding: bytes, as: UTF8.self)
        guard let opening = text.firstRange(of: "identifier=\"\(source.identity.identifier)\"") else {
            throw Self.failure(
                original,
                .init(
                    "l’attribut identifier n’est pas écrit entre guillemets droits",
                    "the attribute identifier has other quotes"),
                .init("écrivez identifier=\"\(original)\"", "write identifier=\"\(original)\""))
        }
        text.replaceSubrange(opening, with: "identifier=\"\(identifier)\"")
        let file = Self.file(of: identifier, in: own)
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try copySchema(for: own)
            try copyPictures(source.pictureNames, beside: origin, to: file)
            try Data(text.utf8).write(to: file, options: .withoutOverwriting)
        } catch { throw Self.unwritable(file) }
        return file.path(percentEncoded: false)
    }

    /// Editors look for the schema where the template's first lines say: beside the folder of templates.
    private func copySchema(for own: URL) throws {
        let name = "Schemas/template.rng"
        let copy = own.deletingLastPathComponent().appending(path: name)
        try FileManager.default.createDirectory(
            at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(contentsOf: shipped.deletingLastPathComponent().appending(path: name)).write(
            to: copy, options: .atomic)
    }

    /// The pictures of a template stand beside its text. Before the text: a template without its pictures is none.
    private func copyPictures(_ names: [String], beside origin: URL, to file: URL) throws {
        let pictures = TemplatePictures.beside(origin.path(percentEncoded: false))
        for name in names {
            let copy = file.deletingLastPathComponent().appending(path: name)
            try Data(try pictures.read(name)).write(to: copy, options: .atomic)
        }
    }

    private static let firstVersion = "1"

    /// The file with the text that new documents are made from.
    private func file(serving identifier: String) throws(TemplateError) -> URL {
        let folder = folder(of: identifier)
        guard let newest = try published(in: folder).newest(of: identifier) else {
            return Self.file(of: identifier, in: folder)
        }
        return Self.file(of: newest, in: folder)
    }

    /// Fixes the text of a template for ever, so that conventions may be made from it.
    ///
    /// - Parameter checked: The text that people edit, as it was checked: one that changed since is not published.
    /// - Returns: What was recorded; the earlier record when it is published already.
    /// - Throws: ``TemplateError`` when the template has a problem, a newer version is published, or the record cannot be
    ///   written.
    package func publish(
        _ checked: ConventionTemplate, on day: CalendarDate
    ) throws(TemplateError) -> PublishedTemplates.Entry {
        // Two who publish at once would each write the list without the other's line.
        let folder = folder(of: checked.identity.identifier)
        return try FolderLock.holding(folder) { () throws(TemplateError) in
            try record(checked, in: folder, on: day)
        }
    }

    private func record(
        _ checked: ConventionTemplate, in folder: URL, on day: CalendarDate
    ) throws(TemplateError) -> PublishedTemplates.Entry {
        let identifier = checked.identity.identifier
        let edited = Self.file(of: identifier, in: folder)
        guard try workingText(identifier).digest == checked.digest else {
            throw Self.changedMeanwhile(edited, identifier)
        }
        let list = try published(in: folder)
        if let newest = list.newest(of: identifier) {
            if newest.digest == checked.digest { return newest }
            if checked.isPublished { throw Self.superseded(edited, by: newest) }
            // What the next version comes after has to stay readable.
            _ = try published(newest, in: folder)
        }
        let entry = PublishedTemplates.Entry(
            identifier: identifier, version: checked.identity.version, digest: checked.digest, day: day)
        let file = folder.appending(path: PublishedTemplates.fileName)
        do { try Data(list.adding(entry).text.utf8).write(to: file, options: .atomic) } catch {
            throw Self.unwritable(file)
        }
        return entry
    }
}
