extension FaultText {
    /// The file cannot be read at all.
    static let file: [ConventionFault.Code: FaultText] = [
        .emptyFile: .init(
            "le fichier est vide, ou n’est ni du XML ni du JSON ; vérifiez que c’est bien le fichier de la convention",
            "the file is empty, or neither XML nor JSON; check that it is the convention's file"),
        .notUTF8: .init(
            "le fichier n’est pas en UTF-8 ; enregistrez-le dans ce codage, par exemple depuis le bloc-notes",
            "the file is not UTF-8; save it in that encoding, from a text editor"),
        .forbiddenByte: .init(
            "le fichier contient un caractère de contrôle ou invalide ; supprimez-le",
            "the file holds a control character or an invalid one; remove it"),
        .unescapedSign: .init(
            "le signe & ou < est seul ; en XML, écrivez &amp; ou &lt;",
            "the sign & or < stands alone; in XML write &amp; or &lt;"),
        .tagMismatch: .init(
            "une balise n’est pas fermée, ou l’est dans le désordre ; vérifiez qu’à chaque <nom> répond un </nom>",
            "a tag is not closed, or in the wrong order; check that each <name> has its </name>"),
        .unfinishedFile: .init(
            "le fichier s’arrête avant la fin ; reprenez-le en entier",
            "the file ends too early; take the whole of it"),
        .textAfterEnd: .init(
            "quelque chose suit la fin de la convention ; supprimez-le",
            "something follows the end of the convention; remove it"),
        .signExpected: .init(
            "le signe {found} est attendu ici ; ajoutez-le, ou vérifiez la ligne du dessus",
            "the sign {found} is expected here; add it, or check the line above"),
        .notWellFormed: .init(
            "le fichier n’est pas bien formé ({found}) ; corrigez-le à cet endroit",
            "the file is not well formed ({found}); mend it at this place"),
        .documentTypeRefused: .init(
            "le fichier contient une déclaration DOCTYPE, qui n’est pas acceptée ; supprimez-la",
            "found a DOCTYPE, which is not accepted; remove it"),
        .tooLarge: .init(
            "le fichier est trop gros ; une convention ne dépasse pas 1 Mio",
            "the file is too large; a convention does not exceed 1 MiB"),
        .tooDeep: .init(
            "trop d’éléments sont imbriqués les uns dans les autres ; au plus 32 niveaux sont admis",
            "found too many elements inside each other, expected at most 32 levels"),
        .schemaRefused: .init(
            "le schéma refuse cet endroit ({found}) ; comparez le fichier avec un exemple",
            "the schema refuses this place ({found}); compare the file with an example"),
    ]

    /// The file is read, but is not a convention's.
    static let form: [ConventionFault.Code: FaultText] = [
        .wrongNamespace: .init(
            "le fichier ne commence pas comme attendu ; il faut <{expected}>",
            "the file does not begin as expected: <{expected}>"),
        .missingFormat: .init(
            "le membre « format » est absent ou différent ; il faut \"format\": \"{expected}\"",
            "the member “format” is absent or another one, expected \"format\": \"{expected}\""),
        .unknownElement: .init(
            "cet élément est inconnu ; sont admis ici : {expected}",
            "this element is not known; known here: {expected}"),
        .misspelledElement: .init(
            "cet élément est inconnu ; vouliez-vous dire {found} ?", "this element is not known; did you mean {found}?"),
        .unknownAttribute: .init(
            "l’attribut {found} est inconnu ; les éléments n’ont pas d’attribut, supprimez-le",
            "found the attribute {found}, expected none; remove it"),
        .missingElement: .init(
            "l’élément {found} manque ; ajoutez <{found}>…</{found}>",
            "found no {found}, expected one; add <{found}>…</{found}>"),
        .repeatedElement: .init(
            "l’élément {found} figure deux fois ; gardez-en un seul",
            "found {found} a second time, expected it once; keep one of them"),
        .wrongOrder: .init(
            "l’élément {found} n’est pas à sa place ; l’ordre attendu est : {expected}",
            "found {found} out of order, expected the order {expected}"),
        .strayText: .init(
            "du texte se trouve entre deux éléments ; placez-le dans un élément, ou supprimez-le",
            "found text between elements; put it into an element or remove it"),
        .strayElement: .init(
            "l’élément {found} se trouve dans un texte ; ici, seul du texte est attendu",
            "found the element {found}, expected text only"),
        .wrongCount: .init(
            "nombre d’éléments dans la liste : {found} ; attendu : {expected}",
            "found {found} items in the list, expected {expected}"),
        .unexpectedIssue: .init(
            "l’élément issue est ajouté par le service lors de l’émission ; supprimez-le",
            "the element issue is added by the service at the issue; remove it"),
        .notAJSONText: .init(
            "un texte entre guillemets droits est attendu, même pour un nombre ; par exemple \"2de 4\"",
            "expected a text between quotation marks, even for a number, such as \"2de 4\""),
        .notAJSONObject: .init(
            "un objet JSON est attendu, entre accolades { }", "expected a JSON object, between braces { }"),
        .notAJSONArray: .init(
            "une liste JSON est attendue, entre crochets [ ]", "expected a JSON array, between brackets [ ]"),
    ]
}
