import Parties
import XMLBridge

extension TemplateProblem {
    /// What is wrong with the file before it can be read as a template; the parser's own words are for programmers.
    init(_ problem: XMLProblem) {
        let (cause, remedy) =
            switch problem.code {
            case .documentTypeRefused: Self.documentType
            case .tooLarge, .tooManyNodes, .outOfMemory: Self.tooLarge
            case .tooDeep: Self.tooDeep
            case .notWellFormed: Self.form(problem)
            case .invalid, .badSchema: Self.schema(problem.message)
            }
        // What has no place concerns the whole file, which begins on its first line.
        self.init(line: max(problem.line, 1), cause: cause, remedy: remedy)
    }

    private typealias Texts = (cause: BilingualText, remedy: BilingualText)

    private static let documentType: Texts = (
        .init("le fichier contient une déclaration DOCTYPE", "the file has a DOCTYPE declaration"),
        .init("supprimez-la : un modèle n’en a pas besoin", "remove it: a template needs none")
    )
    private static let tooLarge: Texts = (
        .init(
            "le fichier est trop gros : il dépasse 1 Mio, 50 000 éléments et textes ou 10 000 attributs",
            "the file is too large: it exceeds 1 MiB, 50,000 elements and texts, or 10,000 attributes"),
        .init(
            "retirez ce qui n’est pas du modèle ; les images sont des fichiers à côté de lui",
            "take out what is not of the template; pictures are files beside it")
    )
    private static let tooDeep: Texts = (
        .init(
            "plus de \(XMLLimits().depth) éléments sont imbriqués les uns dans les autres",
            "more than \(XMLLimits().depth) elements stand inside each other"),
        .init("réduisez les niveaux", "use fewer levels")
    )

    private static func form(_ problem: XMLProblem) -> Texts {
        switch problem.mistake {
        case .tagMismatch: tagMismatch(problem.message)
        case .unfinished: unfinished(problem.message)
        case .emptyFile:
            (
                .init("le fichier est vide, ou n’est pas du XML", "the file is empty, or no XML"),
                .init("partez d’une copie : seing template new NOM", "begin with a copy: seing template new NAME")
            )
        case .notUTF8:
            (
                .init("le fichier n’est pas en UTF-8", "the file is not UTF-8"),
                .init("enregistrez-le dans ce codage", "save it in that encoding")
            )
        case .forbiddenCharacter:
            (
                .init(
                    "le fichier contient un caractère de contrôle, ou un caractère invalide",
                    "the file holds a control character, or an invalid one"),
                .init("supprimez-le", "remove it")
            )
        case .unescapedSign:
            (
                .init(
                    "un signe & ou < est seul, ou une abréviation comme &nbsp; n’est pas du XML",
                    "a sign & or < stands alone, or an abbreviation such as &nbsp; is not of XML"),
                .init(
                    "écrivez &amp; ou &lt;, et les autres caractères eux-mêmes",
                    "write &amp; or &lt;, and other characters themselves")
            )
        case .textAfterEnd:
            (
                .init("quelque chose suit </template>", "something follows </template>"),
                .init("supprimez-le", "remove it")
            )
        default: tag(problem.mistake)
        }
    }

    /// Mistakes inside of one tag, and those that have no name.
    private static func tag(_ mistake: XMLProblem.Mistake?) -> Texts {
        switch mistake {
        case .attributeRepeated:
            (
                .init("un attribut figure deux fois dans la même balise", "an attribute stands twice in one tag"),
                .init("n’en gardez qu’un", "keep one of them")
            )
        case .unknownPrefix:
            (
                .init(
                    "un nom commence par un préfixe qui n’est pas déclaré, comme dans <a:b>",
                    "a name begins with a prefix that is not declared, as in <a:b>"),
                .init("retirez le préfixe", "remove the prefix")
            )
        case .comment:
            (
                .init(
                    "un commentaire n’est pas fermé, ou contient deux tirets de suite",
                    "a comment is not closed, or holds two hyphens in a row"),
                .init("écrivez <!-- … -->, sans -- à l’intérieur", "write <!-- … -->, without -- inside")
            )
        default:
            (
                .init("une balise ou un attribut n’est pas bien écrit", "a tag or an attribute is not well written"),
                .init(
                    "écrivez <élément attribut=\"valeur\">, avec des guillemets droits et une espace avant chaque attribut",
                    "write <element attribute=\"value\">, with straight quotation marks and a space before each attribute"
                )
            )
        }
    }

    /// « Opening and ending tag mismatch: paragraph line 7 and body »
    private static func tagMismatch(_ message: String) -> Texts {
        guard let found = message.firstMatch(of: /mismatch: (\S+) line (\d+) and (\S+)/) else { return unclosed }
        let (opened, line, closed) = (found.1, found.2, found.3)
        return (
            .init(
                "</\(closed)> est écrit alors que <\(opened)>, ouvert à la ligne \(line), n’est pas fermé",
                "</\(closed)> is written while <\(opened)>, opened on line \(line), is not closed"),
            .init(
                "ajoutez </\(opened)> avant, ou corrigez l’un des deux noms",
                "add </\(opened)> before it, or correct one of the names")
        )
    }

    /// « Premature end of data in tag body line 3 »
    private static func unfinished(_ message: String) -> Texts {
        guard let found = message.firstMatch(of: /in tag (\S+) line (\d+)/) else { return unclosed }
        return (
            .init(
                "le fichier s’arrête alors que <\(found.1)>, ouvert à la ligne \(found.2), n’est pas fermé",
                "the file ends while <\(found.1)>, opened on line \(found.2), is not closed"),
            .init("ajoutez </\(found.1)>, ou reprenez le fichier entier", "add </\(found.1)>, or take the whole file")
        )
    }

    private static let unclosed: Texts = (
        .init("une balise n’est pas fermée", "a tag is not closed"),
        .init("vérifiez qu’à chaque <nom> répond un </nom>", "check that each <name> has its </name>")
    )

    /// What our own reader did not see and the schema refuses; libxml2 says it in a few forms of words.
    private static func schema(_ message: String) -> Texts {
        let remedy = BilingualText(
            "comparez avec un modèle fourni, ou avec le schéma Templates/Schemas/template.rng",
            "compare with a template that came with the program, or with the schema Templates/Schemas/template.rng")
        if let found = message.firstMatch(of: /[Aa]ttribute (\S+) for element (\S+)/) {
            return (
                .init(
                    "l’attribut \(found.1) de \(found.2) n’a pas une valeur permise",
                    "the attribute \(found.1) of \(found.2) has no value that is allowed"), remedy
            )
        }
        if let found = message.firstMatch(of: /[Ee]lement (\S+)/) {
            return (
                .init(
                    "l’élément \(found.1) n’est pas écrit, ou pas placé, comme il doit l’être",
                    "the element \(found.1) is not written, or does not stand, as it has to"), remedy
            )
        }
        return (.init("le schéma refuse ce passage", "the schema refuses this passage"), remedy)
    }
}
