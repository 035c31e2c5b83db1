/// Text that a document or a person wrote, as it stands in HTML.
enum HTMLText {
    static func escape(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    /// - Parameters:
    ///   - attributes: Written as they are, such as ` scope="col"`.
    ///   - text: Escaped.
    static func element(_ name: String, _ attributes: String = "", _ text: String) -> String {
        "<\(name)\(attributes.isEmpty ? "" : " " + attributes)>\(escape(text))</\(name)>"
    }
}
