import Foundation
package import Parties
import XMLBridge

/// The folder of templates and schemas that people edit.
///
/// `Conventions/<identifier>/template.xml` are the templates, `Conventions/published.txt` says which texts are published,
/// `Conventions/<identifier>/earlier/` keeps those that another version came after, so that documents made from them can be
/// made again. `Schemas/` holds the schemas of every format. A school may have templates of its own in a second folder, made like
/// `Conventions`; the names of those that came with the program are taken.
package struct TemplateStore: Sendable {
    /// The folder `Conventions` that came with the program.
    let shipped: URL
    /// The school's own.
    let own: URL?
    private let templateSchema: RelaxNGSchema
    private let sha256: @Sendable ([UInt8]) -> [UInt8]
    private let readTemplates = ReadTemplates()
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
            isIdentifier($0) && exists(file(of: $0, in: folder))
        }
    }

    /// The text that new documents are made from: the newest that was published, or the draft while none was.
    ///
    /// - Throws: ``TemplateError`` with every problem; among them that a published text was changed.
    package func template(_ identifier: String) throws(TemplateError) -> ConventionTemplate {
        try Self.require(identifier)
        let folder = folder(of: identifier)
        guard let newest = try published(in: folder).newest(of: identifier) else {
            return try text(identifier, in: Self.file(of: identifier, in: folder))
        }
        return try published(newest, in: folder)
    }

    /// The text that a document was made from, however many versions came after it.
    ///
    /// - Parameter digest: As the document names it: it covers the version too.
    /// - Returns: `nil` when no text of this template has that digest.
    /// - Throws: ``TemplateError`` as ``template(_:)``.
    package func template(_ identifier: String, digest: String) throws(TemplateError) -> ConventionTemplate? {
        try Self.require(identifier)
        let folder = folder(of: identifier)
        let entries = try published(in: folder).entries(of: identifier)
        if let entry = entries.last(where: { $0.digest == digest }) { return try published(entry, in: folder) }
        // Demonstrations are made from drafts.
        let draft = try workingText(identifier)
        return draft.digest == digest ? draft : nil
    }

    /// The text that people edit: the next version while there is one, otherwise the published text or the first draft.
    ///
    /// - Throws: ``TemplateError`` as ``template(_:)``; also when a published text was edited that is kept nowhere else, or
    ///   the draft has the version of a published text.
    package func workingText(_ identifier: String) throws(TemplateError) -> ConventionTemplate {
        try Self.require(identifier)
        let folder = folder(of: identifier)
        let file = Self.file(of: identifier, in: folder)
        let entries = try published(in: folder).entries(of: identifier)
        guard let newest = entries.last else { return try text(identifier, in: file) }
        var kept = try text(identifier, in: file, isKept: true)
        if entries.contains(where: { $0.digest == kept.digest }) {
            kept.isPublished = true
            return kept
        }
        let template = try text(identifier, in: file)
        guard Self.exists(Self.keptFile(of: newest, in: folder)) else { throw Self.changed(file, newest) }
        if let entry = entries.first(where: { $0.version == template.identity.version }) {
            throw Self.versionTaken(file, entry)
        }
        return template
    }

    /// The file that people edit, and what is in it; nothing when it cannot be read.
    package func workingFile(of identifier: String) -> (path: String, bytes: [UInt8]) {
        let file = Self.file(of: identifier, in: folder(of: identifier))
        return (file.path(percentEncoded: false), (try? Self.read(file)) ?? [])
    }

    /// A text that is published is in the folder of its version once another came after it, and until then in the file that
    /// people edit.
    func published(
        _ entry: PublishedTemplates.Entry, in folder: URL
    ) throws(TemplateError) -> ConventionTemplate {
        let file = Self.file(of: entry, in: folder)
        var template = try text(entry.identifier, in: file, isKept: true)
        guard entry.digest == template.digest, entry.version == template.identity.version else {
            throw Self.changed(file, entry)
        }
        template.isPublished = true
        return template
    }

    private func text(
        _ identifier: String, in file: URL, isKept: Bool = false
    ) throws(TemplateError) -> ConventionTemplate {
        let bytes = try Self.read(file)
        let place = ReadTemplates.Place(file: file.path(percentEncoded: false), isKept: isKept)
        let template = try readTemplates.template(at: place, bytes: bytes) { pictures throws(TemplateError) in
            try check(bytes, of: file, pictures: pictures, isKept: isKept)
        }
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
        return template
    }

    func check(
        _ bytes: [UInt8], of file: URL, pictures: TemplatePictures? = nil, isKept: Bool = false
    ) throws(TemplateError) -> ConventionTemplate {
        try ConventionTemplate(
            bytes: bytes, file: file.path(percentEncoded: false), schema: templateSchema, sha256: sha256,
            pictures: pictures, isKept: isKept)
    }

    /// Where a template is, or would be made: the program's own cannot be replaced.
    func folder(of identifier: String) -> URL {
        guard let own, !Self.exists(Self.file(of: identifier, in: shipped)) else { return shipped }
        return own
    }

    static func file(of identifier: String, in folder: URL) -> URL {
        folder.appending(path: "\(identifier)/template.xml")
    }

    /// Where a published text is.
    static func file(of entry: PublishedTemplates.Entry, in folder: URL) -> URL {
        let kept = keptFile(of: entry, in: folder)
        return exists(kept) ? kept : file(of: entry.identifier, in: folder)
    }

    /// Where a published text is once there is a next version. The word in front keeps a version such as `..` in its place.
    static func keptFile(of entry: PublishedTemplates.Entry, in folder: URL) -> URL {
        folder.appending(path: "\(entry.identifier)/earlier/version-\(entry.version)/template.xml")
    }

    static func exists(_ file: URL) -> Bool {
        FileManager.default.fileExists(atPath: file.path(percentEncoded: false))
    }

    func published(in folder: URL) throws(TemplateError) -> PublishedTemplates {
        let file = folder.appending(path: PublishedTemplates.fileName)
        guard Self.exists(file) else { return PublishedTemplates() }
        let (path, bytes) = (file.path(percentEncoded: false), try Self.read(file))
        return try readTemplates.list(in: path, bytes: bytes) { () throws(TemplateError) in
            try Self.published(bytes, path)
        }
    }

    private static func published(_ bytes: [UInt8], _ path: String) throws(TemplateError) -> PublishedTemplates {
        guard let list = PublishedTemplates(text: String(decoding: bytes, as: UTF8.self)) else {
            throw failure(
                path,
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

    static func read(_ file: URL) throws(TemplateError) -> [UInt8] {
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

    static func require(_ identifier: String) throws(TemplateError) {
        guard !isIdentifier(identifier) else { return }
        throw failure(
            "template", .init("ce n’est pas le nom d’un modèle", "the name is not one of a template"),
            .init(
                "il est fait de minuscules, de chiffres et de traits d’union",
                "use small letters, digits and hyphens"))
    }
}
