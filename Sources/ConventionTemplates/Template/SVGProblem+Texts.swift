import Parties
import Typesetting

extension SVGProblem {
    private static let export = BilingualText(
        "aplatissez le dessin dans son logiciel, ou exportez-le en PNG",
        "flatten the drawing in its program, or export it as PNG")

    private static let simplify = BilingualText(
        "simplifiez le dessin, ou exportez-le en PNG", "simplify the drawing, or export it as PNG")

    var texts: PictureProblem.Texts {
        switch cause {
        case .element(let name): element(name)
        case .value(let value, let name): self.value(Self.shortened(value), of: name)
        case .attribute(let name, let element):
            (
                .init(
                    "l’attribut \(name) de \(element) n’est pas connu",
                    "the attribute \(name) of \(element) is not known"
                ), Self.export
            )
        case .reference(let reference):
            (
                .init(
                    "use renvoie à \"\(Self.shortened(reference))\", qui n’est pas un élément de ce fichier, ou qui renvoie à lui-même",
                    "use refers to \"\(Self.shortened(reference))\", which is no element of this file, or refers to itself"
                ),
                .init("remplacez les clones par des copies", "replace clones by copies")
            )
        case .sharedOpacity:
            (
                .init(
                    "une opacité vaut pour plusieurs formes ou couleurs à la fois",
                    "an opacity holds for several shapes or colours at once"),
                .init(
                    "donnez fill-opacity et stroke-opacity à chaque forme, ou une couleur plus claire",
                    "give each shape a fill-opacity and a stroke-opacity, or a lighter colour")
            )
        default: file
        }
    }

    private static func shortened(_ text: String) -> String {
        text.count > 40 ? text.prefix(40) + "…" : text
    }

    private func element(_ name: String) -> PictureProblem.Texts {
        let cause = BilingualText("l’élément \(name) n’est pas dessiné", "the element \(name) is not drawn")
        switch name {
        case "text", "tspan", "textPath":
            return (cause, .init("convertissez le texte en tracés", "convert the text to paths"))
        case "style":
            return (
                cause,
                .init(
                    "exportez avec les styles en attributs (« SVG simple »)",
                    "export with styles as attributes (“plain SVG”)")
            )
        case "image": return (cause, .init("exportez le logo en PNG", "export the logo as PNG"))
        case "script", "foreignObject", "set":
            return (cause, .init("exportez en « SVG simple »", "export as “plain SVG”"))
        default: return (cause, Self.export)
        }
    }

    private func value(_ value: String, of name: String) -> PictureProblem.Texts {
        let cause = BilingualText("\(name) vaut \"\(value)\"", "\(name) is \"\(value)\"")
        if value.hasPrefix("url(") {
            return (
                .init(
                    "\(cause.french) : dégradés, motifs, filtres, masques et découpes ne sont pas dessinés",
                    "\(cause.english): gradients, patterns, filters, masks and clips are not drawn"),
                .init(
                    "mettez une couleur unie, aplatissez le dessin, ou exportez-le en PNG",
                    "use a plain colour, flatten the drawing, or export it as PNG")
            )
        }
        switch name {
        case "fill", "stroke", "color":
            return (
                cause,
                .init(
                    "écrivez une couleur : #0a3d62, rgb(10, 61, 98) ou un nom comme navy, ou none",
                    "write a colour: #0a3d62, rgb(10, 61, 98) or a name such as navy, or none")
            )
        default:
            return (
                cause,
                .init(
                    "corrigez la valeur, en nombres sans unité ou en px, ou exportez en PNG",
                    "mend the value, in numbers without a unit or in px, or export as PNG")
            )
        }
    }

    private var file: PictureProblem.Texts {
        switch cause {
        case .documentType:
            (
                .init("le fichier a un DOCTYPE", "the file has a DOCTYPE"),
                .init("retirez-le avec ses entités : <!DOCTYPE …>", "take it out with its entities: <!DOCTYPE …>")
            )
        case .notXML(let message):
            (
                .init("ce n’est pas du XML bien formé (\(message))", "it is no well-formed XML (\(message))"),
                .init("exportez de nouveau en SVG", "export it as SVG again")
            )
        case .notSVG(let root):
            (
                .init(
                    "l’élément racine est \(root), pas svg dans son espace de noms",
                    "the document element is \(root), not svg in its namespace"),
                .init(
                    "commencez par <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"…\">",
                    "begin with <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"…\">")
            )
        case .noViewBox:
            (
                .init("le dessin ne dit pas ses dimensions", "the drawing does not say its size"),
                .init("ajoutez viewBox=\"0 0 largeur hauteur\" à svg", "add viewBox=\"0 0 width height\" to svg")
            )
        case .empty: (.init("le fichier ne dessine rien", "the file draws nothing"), Self.simplify)
        default: bounds
        }
    }

    private var bounds: PictureProblem.Texts {
        switch cause {
        case .tooManyBytes(let count, let limit):
            (
                .init("\(count) octets, au plus \(limit) sont admis", "\(count) bytes, at most \(limit) are allowed"),
                Self.simplify
            )
        case .tooManySegments(let limit):
            (
                .init("plus de \(limit) traits", "more than \(limit) segments"), Self.simplify
            )
        case .numberOutOfRange(let element):
            (
                .init(
                    "l’élément \(element) a des coordonnées trop grandes",
                    "the element \(element) has coordinates too large"
                ), Self.simplify
            )
        case .pathData(let character):
            (
                .init(
                    "le tracé n’est pas lisible au caractère \(character) de d",
                    "the path cannot be read at character \(character) of d"),
                .init("exportez de nouveau en SVG", "export it as SVG again")
            )
        default: (.init("le dessin n’est pas lisible", "the drawing cannot be read"), Self.simplify)
        }
    }
}
