import Parties
import Spreadsheets

extension RosterFault.Cause {
    /// What was found and what is expected.
    var statement: BilingualText {
        switch self {
        case .file(let cause): cause.statement
        case .noColumn(let column):
            BilingualText(
                "aucune colonne n’est reconnue pour\u{A0}: \(column.label.french) ; dites laquelle",
                "no column is recognised for: \(column.label.english); say which")
        case .repeatedColumn(let column):
            BilingualText(
                "deux colonnes sont choisies pour\u{A0}: \(column.label.french) ; gardez-en une",
                "two columns are chosen for: \(column.label.english); keep one")
        case .nationalNumber:
            BilingualText(
                "un numéro national (INE, NIR) ne sert pas de référence et n’est jamais gardé ; choisissez une référence propre à l’établissement, ou aucune",
                "a national number (INE, NIR) is no reference and is never kept; choose a reference of the school’s own, or none"
            )
        case .cellCount(let found, let expected):
            BilingualText(
                "\(found) cellules, et l’en-tête en a \(expected) ; enregistrez le fichier de nouveau depuis le tableur",
                "\(found) cells where the heading has \(expected); save the file anew from the spreadsheet")
        case .missing(let column):
            BilingualText(
                "la cellule est vide ; attendu\u{A0}: \(column.label.french)",
                "the cell is empty; expected: \(column.label.english)")
        case .formula:
            BilingualText(
                "la cellule commence comme une formule (=, +, -, @) ; attendu\u{A0}: un texte",
                "the cell begins as a formula does (=, +, -, @); expected: a text")
        case .text(let cause): ConventionFault(cause, at: "document").statementInEachLanguage
        case .guardianWithoutName:
            BilingualText(
                "ce responsable a des coordonnées et pas de nom ; attendu\u{A0}: nom et prénom",
                "this representative has an address or a number and no name; expected: family and given name")
        case .samePupil, .referenceOfAnother: sameOrOther
        default: value
        }
    }

    /// Of a value that is not what its column is for.
    private var value: BilingualText {
        switch self {
        case .date(let shape):
            Self.found(shape, "une date comme 03/02/2011 ou 2011-02-03", "a date such as 03/02/2011 or 2011-02-03")
        case .unlikelyAge:
            BilingualText(
                "cette date ferait un élève de moins de 9 ans ou de plus de 25 ; vérifiez l’année",
                "this date would make a pupil younger than 9 or older than 25; check the year")
        case .grade(let shape):
            Self.found(shape, "un niveau comme 4e, 3e ou seconde", "a grade such as 4e, 3e or seconde")
        case .reference(let shape):
            Self.found(
                shape, "1 à 40 lettres sans accent, chiffres, points, tirets",
                "1 to 40 letters without accents, digits, points, hyphens")
        case .email(let shape):
            Self.found(shape, "une adresse comme prenom@exemple.fr", "an address such as name@example.org")
        case .telephone(let shape):
            Self.found(shape, "un numéro comme 06 12 34 56 78 ou +33 6…", "a number such as 06 12 34 56 78 or +33 6…")
        case .answer(let shape): Self.found(shape, "oui ou non", "oui or non")
        default: BilingualText("", "")
        }
    }

    /// Of rows that do not tell pupils apart.
    private var sameOrOther: BilingualText {
        switch self {
        case .samePupil(let line, let byReference):
            BilingualText(
                "le même élève est déjà à la ligne \(line) (\(byReference ? "même référence" : "mêmes nom, prénom et date de naissance")) ; gardez une ligne"
                    + (byReference ? "" : ", ou donnez une référence à chacun"),
                "the same pupil is in line \(line) already (\(byReference ? "same reference" : "same names and date of birth")); keep one line"
                    + (byReference ? "" : ", or give each a reference"))
        case .referenceOfAnother:
            BilingualText(
                "cette référence est déjà celle d’un autre élève, d’un autre nom et né un autre jour ; une référence ne change pas de personne : donnez-en une nouvelle, ou retirez d’abord l’ancien élève (seing pupils remove)",
                "this reference is another pupil's already, of another name and born on another day; a reference stays with one person: give a new one, or remove the former pupil first (seing pupils remove)"
            )
        default: BilingualText("", "")
        }
    }

    private static func found(_ shape: String, _ french: String, _ english: String) -> BilingualText {
        BilingualText(
            "trouvé\u{A0}: un texte de la forme « \(shape) » ; attendu\u{A0}: \(french)",
            "found a text of the form “\(shape)”; expected \(english)")
    }

    /// The text with `9` for each digit and `a` for each letter: enough to see what went wrong, and nobody's.
    static func shape(of text: String) -> String {
        let signs = text.unicodeScalars.prefix(24).map { scalar -> Unicode.Scalar in
            if ("0"..."9").contains(scalar) { return "9" }
            if scalar.properties.isAlphabetic { return "a" }
            return scalar.isASCII && scalar.value > 0x20 && scalar.value < 0x7F ? scalar : "·"
        }
        return String(String.UnicodeScalarView(signs)) + (text.unicodeScalars.count > 24 ? "…" : "")
    }
}

extension ConventionFault {
    fileprivate var statementInEachLanguage: BilingualText {
        BilingualText(statement(in: .french), statement(in: .english))
    }
}

extension RosterFault.FileCause {
    fileprivate var statement: BilingualText {
        switch self {
        case .tooLong:
            BilingualText(
                "le fichier est trop long ; attendu\u{A0}: \(RosterFile.maximumRowCount) élèves au plus",
                "the file is too long; expected at most \(RosterFile.maximumRowCount) pupils")
        case .tooWide:
            BilingualText(
                "la ligne a trop de cellules ; attendu\u{A0}: \(SpreadsheetText.maximumColumnCount) au plus",
                "the row has too many cells; expected at most \(SpreadsheetText.maximumColumnCount)")
        case .utf16:
            BilingualText(
                "ce n’est pas un fichier CSV, ou il est en UTF-16 ; enregistrez-le en « CSV UTF-8 »",
                "this is no CSV file, or one in UTF-16; save it as “CSV UTF-8”")
        case .unknownEncoding:
            BilingualText(
                "l’encodage n’est ni UTF-8 ni Windows-1252 ; enregistrez le fichier en « CSV UTF-8 »",
                "the encoding is neither UTF-8 nor Windows-1252; save the file as “CSV UTF-8”")
        case .quoteUnfinished:
            BilingualText(
                "des guillemets ouverts ne sont pas fermés ; corrigez la cellule",
                "a quotation mark is not closed; correct the cell")
        case .noRows:
            BilingualText("le fichier n’a aucun élève sous son en-tête", "the file has no pupil below its heading")
        }
    }
}
