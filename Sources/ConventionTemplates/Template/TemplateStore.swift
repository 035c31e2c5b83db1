import Foundation
package import Parties
import XMLBridge

/// The folder of templates and schemas that people edit.
///
/// `Conventions/<identifier>/template.xml` are the templates, `Schemas/` the schemas of every format.
package struct TemplateStore: Sendable {
    private let directory: URL
    private let templateSchema: RelaxNGSchema
    private let sha256: @Sendable ([UInt8]) -> [UInt8]
    package let conventionXML: ConventionXML
    package let contactSheetXML: ContactSheetXML

    /// - Parameters:
    ///   - directory: Path of the folder `Templates`.
    ///   - calendar: The dates of seconde by which data are judged.
    ///   - sha256: The digest function that names templates.
    /// - Throws: ``TemplateError`` when a schema is missing or cannot be used.
    package init(
        directory: String, calendar: PlacementCalendar = .standard, sha256: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) throws(TemplateError) {
        self.directory = URL(filePath: directory)
        self.sha256 = sha256
        templateSchema = try Self.schema("template", in: self.directory)
        conventionXML = ConventionXML(
            schema: try Self.schema("convention", in: self.directory), calendar: calendar)
        contactSheetXML = ContactSheetXML(schema: try Self.schema("contact-sheet", in: self.directory))
    }

    /// The templates that are there, in alphabetical order; not yet checked.
    package func identifiers() -> [String] {
        let folder = directory.appending(path: "Conventions")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.filter { Self.isIdentifier($0) && (try? Self.read(file(of: $0))) != nil }.sorted()
    }

    /// Reads and checks a template.
    package func template(_ identifier: String) throws(TemplateError) -> ConventionTemplate {
        guard Self.isIdentifier(identifier) else {
            throw Self.failure(
                "template", .init("ce n’est pas le nom d’un modèle", "the name is not one of a template"),
                .init(
                    "il est fait de minuscules, de chiffres et de traits d’union",
                    "use small letters, digits and hyphens"))
        }
        let file = file(of: identifier)
        let template = try ConventionTemplate(
            bytes: try Self.read(file), file: file.path(), schema: templateSchema, sha256: sha256)
        guard template.identity.identifier == identifier else {
            throw Self.failure(
                file.path(),
                .init(
                    "le modèle se donne le nom \(template.identity.identifier)",
                    "the template calls itself \(template.identity.identifier)"),
                .init(
                    "donnez le même nom au dossier et à l’attribut identifier",
                    "give the folder and the attribute identifier the same name"))
        }
        return template
    }

    private func file(of identifier: String) -> URL {
        directory.appending(path: "Conventions/\(identifier)/template.xml")
    }

    private static func schema(_ name: String, in directory: URL) throws(TemplateError) -> RelaxNGSchema {
        let file = directory.appending(path: "Schemas/\(name).rng")
        let bytes = try read(file)
        do throws(XMLProblem) {
            return try RelaxNGSchema(bytes)
        } catch {
            throw failure(
                file.path(), .init(error.description, error.description),
                .init("rétablissez le schéma fourni avec le programme", "restore the schema that came with the program")
            )
        }
    }

    private static func read(_ file: URL) throws(TemplateError) -> [UInt8] {
        guard let data = try? Data(contentsOf: file) else {
            throw failure(
                file.path(),
                .init("ce fichier manque ou ne peut pas être lu", "the file is missing or cannot be read"),
                .init("vérifiez le dossier des modèles", "check the folder of templates"))
        }
        return [UInt8](data)
    }

    private static func failure(_ file: String, _ cause: BilingualText, _ remedy: BilingualText) -> TemplateError {
        TemplateError(file: file, problems: [TemplateProblem(line: 0, cause: cause, remedy: remedy)])
    }

    /// Small letters, digits and hyphens: no name leads out of the folder.
    private static func isIdentifier(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}
