/// What an object is for, as far as it can be told from where the document uses it.
enum ObjectKind: Hashable {
    case catalog, form, pageTree
    /// - Parameter number: 1 for the first page.
    case page(number: Int)
    case pageContent(number: Int)
    case field(name: String)
    case signatureValue(field: String)
    case documentTimeStamp
    /// Certificates and revocation answers kept for later, or their list.
    case validationData
    case appearance, annotation, metadata, information, font, image, embeddedFile, structure
    /// Cross-references and streams of objects: how the file is written, not what it says.
    case fileStructure
    case other

    /// A name that stays, for programs.
    var name: String {
        switch self {
        case .page: "page"
        case .pageContent: "pageContent"
        case .field: "field"
        case .signatureValue: "signatureValue"
        default: "\(self)"
        }
    }

    var page: Int? {
        switch self {
        case .page(let number), .pageContent(let number): number
        default: nil
        }
    }

    var field: String? {
        switch self {
        case .field(let name), .signatureValue(let name): name
        default: nil
        }
    }

    func text(in language: Language) -> String {
        switch self {
        case .page(let number): "page \(number)"
        case .pageContent(let number): language("contenu de la page \(number)", "content of page \(number)")
        case .field(let name):
            language("champ « \(Printable.text(name)) »", "field '\(Printable.text(name))'")
        case .signatureValue(let field):
            language("signature « \(Printable.text(field)) »", "signature '\(Printable.text(field))'")
        default: generalText(in: language)
        }
    }

    private func generalText(in language: Language) -> String {
        switch self {
        case .catalog: language("sommaire du document", "catalog of the document")
        case .form: language("formulaire", "form")
        case .pageTree: language("liste des pages", "list of pages")
        case .documentTimeStamp: language("horodatage du document", "document time-stamp")
        case .validationData: language("données de validation", "validation data")
        case .appearance: language("apparence visible", "visible appearance")
        case .annotation: language("annotation", "annotation")
        case .metadata: language("métadonnées", "metadata")
        case .information: language("informations sur le document", "document information")
        case .font: language("police de caractères", "font")
        case .image: language("image", "image")
        case .embeddedFile: language("fichier joint", "embedded file")
        case .structure: language("structure pour l’accessibilité", "structure for accessibility")
        case .fileStructure: language("écriture du fichier", "how the file is written")
        default: language("autre objet", "other object")
        }
    }
}
