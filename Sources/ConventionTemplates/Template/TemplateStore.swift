import Foundation
package import Parties
import XMLBridge

/// The folder of templates and schemas that people edit.
///
/// `Conventions/<identifier>/template.xml` are the templates, `Conventions/published.txt` says which of them are published,
/// `Schemas/` holds the schemas of every format. A school may have templates of its own in a second folder, made like
/// `Conventions`; the names of those that came with the program are taken.
package struct TemplateStore: Sendable {
    /// The folder `Conventions` that came with the program.
    private let shipped: URL
    /// The school's own.
    private let own: URL?
    private let templateSchema: RelaxNGSchema
    private let sha256: @Sendable ([UInt8]) -> [UInt8]
    package let conventionXML: ConventionXML
    package let contactSheetXML: ContactSheetXML

    /// - Parameters:
    ///   - directory: Path of the folder `Templates`.
    ///   - own: Path of the folder with the school's own templates; it need not exist.
    ///   - calendar: The dates of seconde by which data are judged.
    ///   - sha256: The digest function that names templates.
    /// - Throws: ``TemplateError`` when a schema is missing or cannot be used.
    package init(
        directory: String, own: String? = nil, calendar: PlacementCalendar = .standard,
        sha256: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) throws(TemplateError) {
        let directory = URL(filePath: directory)
        shipped = directory.appending(path: "Conventions")
        self.own = own.map { URL(filePath: $0) }
        self.sha256 = sha256
        templateSchema = try Self.schema("template", in: directory)
        conventionXML = ConventionXML(schema: try Self.schema("convention", in: directory), calendar: calendar)
        contactSheetXML = ContactSheetXML(schema: try Self.schema("contact-sheet", in: directory))
    }

    /// The templates that are there, in alphabetical order; not yet checked.
    package func identifiers() -> [String] {
        Set(([shipped] + (own.map { [$0] } ?? [])).flatMap(Self.identifiers)).sorted()
    }

    private static func identifiers(in folder: URL) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
        return names.filter {
            isIdentifier($0)
                && FileManager.default.fileExists(atPath: file(of: $0, in: folder).path(percentEncoded: false))
        }
    }

    /// Reads and checks a template.
    ///
    /// - Throws: ``TemplateError`` with every problem; among them that a published text was changed.
    package func template(_ identifier: String) throws(TemplateError) -> ConventionTemplate {
        try Self.require(identifier)
        let folder = folder(of: identifier)
        let file = Self.file(of: identifier, in: folder)
        var template = try ConventionTemplate(
            bytes: try Self.read(file), file: file.path(percentEncoded: false), schema: templateSchema, sha256: sha256)
        guard template.identity.identifier == identifier else {
            throw Self.failure(
                file.path(percentEncoded: false),
                .init(
                    "le modèle se donne le nom \(template.identity.identifier)",
                    "the template calls itself \(template.identity.identifier)"),
                .init(
                    "donnez le même nom au dossier et à l’attribut identifier",
                    "give the folder and the attribute identifier the same name"))
        }
        if let entry = try Self.published(in: folder).entry(of: identifier) {
            guard entry.digest == template.digest, entry.version == template.identity.version else {
                throw Self.failure(
                    file.path(percentEncoded: false),
                    .init(
                        "ce modèle a été publié le \(entry.day.iso8601) et son texte ou une image a changé depuis",
                        "this template was published on \(entry.day.iso8601) and its text or a picture has changed since"
                    ),
                    .init(
                        "rétablissez-le ; pour un autre texte, faites un autre modèle : seing template new NOM --from "
                            + identifier,
                        "restore it; for another text make another template: seing template new NAME --from \(identifier)"
                    ))
            }
            template.isPublished = true
        }
        return template
    }

    /// Where a template is, or would be made: the program's own cannot be replaced.
    private func folder(of identifier: String) -> URL {
        guard let own,
            !FileManager.default.fileExists(atPath: Self.file(of: identifier, in: shipped).path(percentEncoded: false))
        else {
            return shipped
        }
        return own
    }

    private static func file(of identifier: String, in folder: URL) -> URL {
        folder.appending(path: "\(identifier)/template.xml")
    }

    private static func published(in folder: URL) throws(TemplateError) -> PublishedTemplates {
        let file = folder.appending(path: PublishedTemplates.fileName)
        guard FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else {
            return PublishedTemplates()
        }
        guard let list = PublishedTemplates(text: String(decoding: try read(file), as: UTF8.self)) else {
            throw failure(
                file.path(percentEncoded: false),
                .init(
                    "une ligne n’est pas faite d’un modèle, d’une version, d’une empreinte et d’un jour",
                    "a line is not made of a template, a version, a digest and a day"),
                .init("rétablissez ce fichier d’après une sauvegarde", "restore the file from a backup"))
        }
        return list
    }

    private static func schema(_ name: String, in directory: URL) throws(TemplateError) -> RelaxNGSchema {
        let file = directory.appending(path: "Schemas/\(name).rng")
        let bytes = try read(file)
        do throws(XMLProblem) {
            return try RelaxNGSchema(bytes)
        } catch {
            throw failure(
                file.path(percentEncoded: false), .init(error.description, error.description),
                .init("rétablissez le schéma fourni avec le programme", "restore the schema that came with the program")
            )
        }
    }

    private static func read(_ file: URL) throws(TemplateError) -> [UInt8] {
        guard let data = try? Data(contentsOf: file) else {
            throw failure(
                file.path(percentEncoded: false),
                .init("ce fichier manque ou ne peut pas être lu", "the file is missing or cannot be read"),
                .init("vérifiez le dossier des modèles", "check the folder of templates"))
        }
        return [UInt8](data)
    }

    static func failure(_ file: String, _ cause: BilingualText, _ remedy: BilingualText) -> TemplateError {
        TemplateError(file: file, problems: [TemplateProblem(line: 0, cause: cause, remedy: remedy)])
    }

    /// Small letters, digits and hyphens: no name leads out of the folder.
    private static func isIdentifier(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= maximumIdentifierLength
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    private static let maximumIdentifierLength = 64

    private static func require(_ identifier: String) throws(TemplateError) {
        guard !isIdentifier(identifier) else { return }
        throw failure(
            "template", .init("ce n’est pas le nom d’un modèle", "the name is not one of a template"),
            .init(
                "il est fait de minuscules, de chiffres et de traits d’union",
                "use small letters, digits and hyphens"))
    }
}

extension TemplateStore {
    /// Copies a template under a new name, as a text of the school's own that may still change.
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
        var text = String(
            decoding: try Self.read(Self.file(of: original, in: folder(of: original))), as: UTF8.self)
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
            try copyPictures(source.pictureNames, of: folder(of: original).appending(path: original), to: file)
            try Data(text.utf8).write(to: file, options: .withoutOverwriting)
        } catch { throw Self.unwritable(file) }
        return file.path(percentEncoded: false)
    }

    /// Fixes the text of a template for ever, so that conventions may be made from it.
    ///
    /// - Parameter checked: The template as it was checked: a text that changed since is not published.
    /// - Returns: What was recorded; the earlier record when it is published already.
    /// - Throws: ``TemplateError`` when the template has a problem or the record cannot be written.
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
        guard try template(identifier).digest == checked.digest else {
            throw Self.failure(
                Self.file(of: identifier, in: folder).path(percentEncoded: false),
                .init("ce fichier a changé pendant sa vérification", "the file changed while it was checked"),
                .init(
                    "recommencez : seing template publish \(identifier)",
                    "do it again: seing template publish \(identifier)"))
        }
        let list = try Self.published(in: folder)
        if let entry = list.entry(of: identifier) { return entry }
        let entry = PublishedTemplates.Entry(
            identifier: identifier, version: checked.identity.version, digest: checked.digest, day: day)
        let file = folder.appending(path: PublishedTemplates.fileName)
        do { try Data(list.adding(entry).text.utf8).write(to: file, options: .atomic) } catch {
            throw Self.unwritable(file)
        }
        return entry
    }

    /// The pictures of a template stand beside its text. Before the text: a template without its pictures is none.
    private func copyPictures(_ names: [String], of folder: URL, to file: URL) throws {
        for name in names {
            let bytes = try TemplatePictures.beside(folder.appending(path: "template.xml").path(percentEncoded: false))
                .read(name)
            try Data(bytes).write(to: file.deletingLastPathComponent().appending(path: name), options: .atomic)
        }
    }

    static func unwritable(_ file: URL) -> TemplateError {
        failure(
            file.path(percentEncoded: false), .init("ce fichier ne peut pas être écrit", "the file cannot be written"),
            .init(
                "vérifiez que vous y avez accès et qu’il reste de la place",
                "check that you may write there and that there is room"))
    }
}
