import Parties
import Typesetting
import XMLBridge

extension TemplateReader {
    /// Where a logo stands, and how large it may be there, in millimetres.
    enum LogoPlace {
        case header, block

        var width: ClosedRange<Double> { self == .header ? 4...60 : 4...166 }
        var height: ClosedRange<Double> { self == .header ? 4...40 : 4...120 }
    }

    private static let standardHeight = 18.0
    private static let pointsPerMillimetre = 72 / 25.4

    /// What stands at the top of the first page.
    mutating func header(_ metadata: XMLElement, _ scope: ValueScope) -> HeaderContent {
        guard metadata.elements.contains(where: { $0.name == "header" }), let element = child("header", of: metadata)
        else { return [] }
        allow([], on: element)
        let context = LeafContext<HeaderLeaf>(
            place: "inside header", names: ["logo", "line"],
            read: { reader, element, scope in
                if element.name == "logo" { return reader.logo(element, .header).map { [.leaf(.logo($0))] } ?? [] }
                reader.allow([], on: element)
                return [.leaf(.line(reader.inline(element, scope)))]
            })
        let content = nodes(in: element, context, scope)
        let count = Self.logoCount(in: content)
        if count > 2 {
            report(
                element.line,
                .init("l’en-tête peut montrer \(count) logos à la fois", "the header may show \(count) logos at once"),
                .init("gardez-en un à gauche et un à droite", "keep one on the left and one on the right"))
        }
        return content
    }

    /// The most that are ever shown together.
    private static func logoCount(in content: HeaderContent) -> Int {
        content.reduce(0) { sum, node in
            switch node {
            case .leaf(.logo): sum + 1
            case .leaf: sum
            case .choice(let branches): sum + (branches.map { logoCount(in: $0.body) }.max() ?? 0)
            // As often as the list is long, which nobody knows.
            case .each(let loop): sum + 3 * logoCount(in: loop.body)
            }
        }
    }

    /// `<logo file="…" alternative="…" height="18mm"/>`
    mutating func logo(_ element: XMLElement, _ place: LogoPlace) -> LogoLeaf? {
        let names: Set<String> = ["file", "alternative", "decorative", "width", "height"]
        allow(place == .block ? names.union(["align"]) : names, on: element)
        if element.hasOwnText || !element.elements.isEmpty {
            report(
                element.line,
                .init("l’élément logo contient quelque chose", "the element logo holds something"),
                .init("écrivez <logo file=\"…\" alternative=\"…\"/>", "write <logo file=\"…\" alternative=\"…\"/>"))
        }
        let alternative = alternative(of: element)
        let alignment = word("align", of: element, default: LogoAlignmentName.left).alignment
        guard let image = picture(element), let width = width(of: image, element, place) else { return nil }
        return LogoLeaf(
            image: image, width: width * Self.pointsPerMillimetre, alignment: alignment, alternative: alternative)
    }

    /// Words for those who do not see the picture, or the declaration that they miss nothing.
    private mutating func alternative(of element: XMLElement) -> String? {
        let text = element.attributes["alternative"].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        let isDecorative = word("decorative", of: element, default: YesOrNo.no) == .yes
        if (text == nil) != isDecorative {
            report(
                element.line,
                text == nil
                    ? .init("le logo n’a pas de texte de remplacement", "the logo has no alternative text")
                    : .init(
                        "le logo a un texte de remplacement et se dit décoratif",
                        "the logo has an alternative text and calls itself decorative"),
                .init(
                    "écrivez alternative=\"Lycée …\", lu à voix haute, ou decorative=\"yes\" s’il n’apprend rien",
                    "write alternative=\"Lycée …\", which is read aloud, or decorative=\"yes\" if it says nothing"))
        }
        return text
    }

    private mutating func picture(_ element: XMLElement) -> DocumentImage? {
        let name = attribute("file", of: element)
        guard !name.isEmpty else { return nil }
        guard TemplatePictures.isName(name) else {
            report(
                element.line,
                .init(
                    "\"\(name)\" n’est pas le nom simple d’une image", "\"\(name)\" is not the plain name of a picture"),
                .init(
                    "mettez l’image dans le dossier du modèle et nommez-la sans chemin, en lettres sans accent, "
                        + "chiffres, points et traits : logo.svg ou logo.png",
                    "put the picture into the template's folder and name it without a path, in letters without accents, "
                        + "digits, points and dashes: logo.svg or logo.png"))
            return nil
        }
        if let known = pictures[name] { return known.image }
        do throws(PictureProblem) {
            let picture = try read(name)
            pictures[name] = picture
            return picture.image
        } catch {
            report(element.line, error.cause(of: name), error.remedy)
            return nil
        }
    }

    /// In millimetres; reports a size that the place has no room for.
    private mutating func width(of image: DocumentImage, _ element: XMLElement, _ place: LogoPlace) -> Double? {
        if element.attributes["width"] != nil, element.attributes["height"] != nil {
            report(
                element.line,
                .init("le logo a une largeur et une hauteur", "the logo has a width and a height"),
                .init("donnez l’une des deux ; l’autre s’en déduit", "give one of them; the other follows from it"))
            return nil
        }
        let ratio = image.width / image.height
        let width: Double?
        if element.attributes["width"] != nil {
            width = millimetres("width", of: element)
        } else if element.attributes["height"] != nil {
            width = millimetres("height", of: element).map { $0 * ratio }
        } else {
            // As high as letterheads are, unless it is so wide that it would leave no room for the lines beside it.
            width = min(Self.standardHeight * ratio, place.width.upperBound)
        }
        guard let width else { return nil }
        guard place.width.contains(width), place.height.contains(width / ratio) else {
            reportSize(element, (width, width / ratio), place)
            return nil
        }
        return width
    }

    private mutating func reportSize(
        _ element: XMLElement, _ size: (width: Double, height: Double), _ place: LogoPlace
    ) {
        let found = [size.width, size.height].map { String(Int(min($0, 100_000).rounded())) }.joined(separator: " × ")
        let limits = (least: Int(place.width.lowerBound), Int(place.width.upperBound), Int(place.height.upperBound))
        report(
            element.line,
            .init("le logo ferait \(found) mm", "the logo would be \(found) mm"),
            .init(
                "donnez-lui de \(limits.least) à \(limits.1) mm de large et de \(limits.least) à \(limits.2) mm de haut",
                "make it \(limits.least) to \(limits.1) mm wide and \(limits.least) to \(limits.2) mm high"))
    }

    private mutating func millimetres(_ name: String, of element: XMLElement) -> Double? {
        let text = element.attributes[name] ?? ""
        if let match = text.wholeMatch(of: /([0-9]{1,3}(?:\.[0-9]{1,2})?)mm/) { return Double(match.1) }
        report(
            element.line,
            .init("l’attribut \(name) du logo vaut \"\(text)\"", "the attribute \(name) of the logo is \"\(text)\""),
            .init("donnez-la en millimètres : \(name)=\"18mm\"", "give it in millimetres: \(name)=\"18mm\""))
        return nil
    }
}

/// The words of the attribute `align`.
enum LogoAlignmentName: String, CaseIterable {
    case left, center, right

    var alignment: Figure.Alignment {
        switch self {
        case .left: .left
        case .center: .centre
        case .right: .right
        }
    }
}
