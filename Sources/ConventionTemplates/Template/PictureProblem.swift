import Parties
import Typesetting

/// Why a picture is not shown, in words for whoever made it.
enum PictureProblem: Error, Hashable, Sendable {
    case file(PictureFileProblem)
    case content(DocumentImageError)
}

extension TemplateReader {
    /// The file and the picture in it.
    func read(_ name: String) throws(PictureProblem) -> TemplatePicture {
        let bytes: [UInt8]
        do throws(PictureFileProblem) { bytes = try pictureFiles.read(name) } catch { throw .file(error) }
        do throws(DocumentImageError) { return try TemplatePicture(bytes, named: name) } catch { throw .content(error) }
    }
}

extension PictureProblem {
    /// Names the file, and the line of a drawing.
    func cause(of name: String) -> BilingualText {
        let text = texts.cause
        guard case .content(.drawing(let problem)) = self, problem.line > 0 else {
            return .init("\(name) : \(text.french)", "\(name): \(text.english)")
        }
        return .init(
            "\(name), ligne \(problem.line) : \(text.french)", "\(name), line \(problem.line): \(text.english)")
    }

    var remedy: BilingualText { texts.remedy }

    typealias Texts = (cause: BilingualText, remedy: BilingualText)

    private var texts: Texts {
        switch self {
        case .file(let problem): problem.texts
        case .content(.drawing(let problem)): problem.texts
        case .content(let error): error.texts
        }
    }
}

extension PictureFileProblem {
    fileprivate var texts: PictureProblem.Texts {
        let put = BilingualText(
            "mettez l’image elle-même dans le dossier du modèle", "put the picture itself into the template's folder")
        switch self {
        case .missing: return (.init("cette image manque", "this picture is missing"), put)
        case .link: return (.init("c’est un lien vers un autre fichier", "it is a link to another file"), put)
        case .noFile: return (.init("ce n’est pas un fichier", "it is no file"), put)
        case .unreadable:
            return (
                .init("cette image ne peut pas être lue", "this picture cannot be read"),
                .init("vérifiez que vous y avez accès", "check that you may read it")
            )
        case .tooLarge(let limit):
            return (
                .init("cette image a plus de \(limit) octets", "this picture has more than \(limit) bytes"),
                .init("enregistrez-la plus petite", "save it smaller")
            )
        }
    }
}

extension DocumentImageError {
    private static let saveAgain = BilingualText(
        "exportez-la de nouveau en PNG, sans entrelacement ni animation",
        "export it as PNG again, neither interlaced nor animated")

    fileprivate var texts: PictureProblem.Texts {
        switch self {
        case .notPNG(let found?):
            (
                .init("c’est un fichier \(found)", "it is a \(found) file"),
                .init("exportez-le en PNG", "export it as PNG")
            )
        case .notPNG: (.init("ce n’est pas une image PNG", "it is no PNG picture"), Self.saveAgain)
        case .tooManyBytes(let count, let limit):
            (
                .init("\(count) octets, au plus \(limit) sont admis", "\(count) bytes, at most \(limit) are allowed"),
                .init("enregistrez-la plus petite", "save it smaller")
            )
        case .tooManyPixels(0, _, _), .tooManyPixels(_, 0, _):
            (.init("l’image n’a aucun point", "the picture has no pixel"), Self.saveAgain)
        case .tooManyPixels(let width, let height, let limit):
            (
                .init(
                    "\(width) × \(height) points, au plus \(limit) sont admis",
                    "\(width) × \(height) pixels, at most \(limit) are allowed"),
                .init("réduisez-la : 1000 points de large suffisent", "make it smaller: 1000 pixels wide are enough")
            )
        default: (damage, Self.saveAgain)
        }
    }

    private var damage: BilingualText {
        switch self {
        case .interlaced: .init("cette image PNG est entrelacée", "this PNG picture is interlaced")
        case .animated: .init("cette image PNG est animée", "this PNG picture is animated")
        case .truncated: .init("ce fichier PNG est incomplet", "this PNG file is cut short")
        case .wrongChecksum(let part):
            .init(
                "la partie \(part) de ce fichier PNG est abîmée : sa somme de contrôle est fausse",
                "the part \(part) of this PNG file is damaged: its checksum is wrong")
        case .otherSamples(let bits, let type):
            .init(
                "cette image PNG est d’un genre inconnu (type \(type), \(bits) bits)",
                "this PNG picture is of an unknown kind (type \(type), \(bits) bits)")
        default: .init("ce fichier PNG est abîmé", "this PNG file is damaged")
        }
    }
}
