import Foundation
import Parties

/// What may be wrong with the versions of a template.
extension TemplateStore {
    /// A published text was edited in the one place where it is.
    static func changed(_ file: URL, _ entry: PublishedTemplates.Entry) -> TemplateError {
        failure(
            file.path(percentEncoded: false),
            .init(
                "ce modèle a été publié le \(entry.day.iso8601) et son texte ou une image a changé depuis",
                "this template was published on \(entry.day.iso8601) and its text or a picture has changed since"),
            .init(
                "rétablissez-le ; la version suivante se prépare par : seing template revise \(entry.identifier)",
                "restore it; make its next version by: seing template revise \(entry.identifier)"))
    }

    static func versionTaken(_ file: URL, _ entry: PublishedTemplates.Entry) -> TemplateError {
        failure(
            file.path(percentEncoded: false),
            .init(
                "la version \(entry.version) a été publiée le \(entry.day.iso8601) avec un autre texte",
                "version \(entry.version) was published on \(entry.day.iso8601) with another text"),
            .init("donnez à celui-ci une autre version", "give this one another version"))
    }

    static func changedMeanwhile(_ file: URL, _ identifier: String) -> TemplateError {
        failure(
            file.path(percentEncoded: false),
            .init("ce fichier a changé pendant sa vérification", "the file changed while it was checked"),
            .init(
                "recommencez : seing template publish \(identifier)",
                "do it again: seing template publish \(identifier)"))
    }

    static func superseded(_ file: URL, by newest: PublishedTemplates.Entry) -> TemplateError {
        failure(
            file.path(percentEncoded: false),
            .init(
                "ce texte a été publié, puis remplacé par la version \(newest.version)",
                "this text was published, then replaced by version \(newest.version)"),
            .init(
                "pour y revenir, donnez-lui une version nouvelle", "to go back to it, give it a new version"))
    }

    static func stillDraft(_ identifier: String) -> TemplateError {
        failure(
            identifier, .init("ce modèle n’est pas publié", "this template is not published"),
            .init("modifiez-le tel qu’il est", "edit it as it is"))
    }

    static func revisedAlready(_ file: URL, _ version: String) -> TemplateError {
        failure(
            file.path(percentEncoded: false),
            .init("la version \(version) est déjà en préparation", "version \(version) is being prepared already"),
            .init("modifiez ce fichier, puis publiez-le", "edit this file, then publish it"))
    }

    static func unplainVersion(_ file: URL, _ version: String) -> TemplateError {
        failure(
            file.path(percentEncoded: false),
            .init(
                "l’attribut version n’est pas écrit entre guillemets droits dans l’élément template",
                "the attribute version has other quotes, or stands elsewhere than in the element template"),
            .init("écrivez version=\"\(version)\"", "write version=\"\(version)\""))
    }

    static func unwritable(_ file: URL) -> TemplateError {
        failure(
            file.path(percentEncoded: false), .init("ce fichier ne peut pas être écrit", "the file cannot be written"),
            .init(
                "vérifiez que vous y avez accès et qu’il reste de la place",
                "check that you may write there and that there is room"))
    }
}
