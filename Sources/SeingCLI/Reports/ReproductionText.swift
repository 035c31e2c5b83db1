import Bootstrap

/// What came of setting a document again, in words.
struct ReproductionText {
    private let reproduction: Reproduction
    private let language: Language

    init(_ reproduction: Reproduction, in language: Language) {
        self.reproduction = reproduction
        self.language = language
    }

    /// The line of the report on one file.
    var line: String {
        switch reproduction {
        case .identical:
            language(
                "Texte : le même, à l’octet près, que celui que donnent le modèle et les données jointes",
                "Text: byte for byte what the template makes of the data inside")
        case .different(let byte):
            language(
                "Texte : autre que celui que donnent le modèle et les données jointes, à partir de l’octet \(byte)",
                "Text: another than the template makes of the data inside, from byte \(byte)")
        case .noData:
            language("Texte : non comparé, aucune donnée n’est jointe", "Text: not compared, no data inside")
        case .templateMissing(let identifier, let version):
            language(
                "Texte : non comparé, le modèle \(Printable.text(identifier)) version \(Printable.text(version)) n’est pas "
                    + "installé ici, ou pas avec le même texte",
                "Text: not compared, the template \(Printable.text(identifier)) version \(Printable.text(version)) is not "
                    + "installed here, or with another text")
        case .impossible:
            language(
                "Texte : non comparé, le modèle ne donne pas de document avec ces données",
                "Text: not compared, the template makes no document of these data")
        }
    }

    /// The sentence that takes the place of a good answer; `nil` when nothing is wrong with the text.
    var answer: String? {
        switch reproduction {
        case .identical: nil
        case .different:
            language(
                "Ce document est signé, mais son texte n’est pas celui que donnent ses données : ne vous y fiez pas avant "
                    + "que la plateforme l’ait expliqué.",
                "This document is signed, but its text is not what its data make: do not rely on it before the platform has "
                    + "explained why.")
        case .noData, .templateMissing, .impossible:
            language(
                "Ce document est signé et n’a pas été modifié depuis ; son texte n’a pas pu être comparé avec ses données.",
                "This document is signed and has not been changed since; its text could not be compared with its data.")
        }
    }

    /// As programs read it.
    var code: String {
        switch reproduction {
        case .identical: "identical"
        case .different: "different"
        case .noData: "noData"
        case .templateMissing: "templateMissing"
        case .impossible: "impossible"
        }
    }
}
