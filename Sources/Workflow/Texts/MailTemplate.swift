/// Subject and body of one kind of mail, with placeholders such as `{{link}}`.
///
/// A text that uses an unknown placeholder, or leaves out one without which the message would be useless, is refused
/// when it is read, not when it is sent.
package struct MailTemplate: Hashable, Sendable {
    package let kind: MailKind
    private let allowed: Set<MailVariable>
    private let subject: [Piece]
    private let body: [Piece]

    private enum Piece: Hashable {
        case text(String)
        case variable(MailVariable)
    }

    /// Reads a text: `Objet : …` on the first line, an empty line, the body.
    ///
    /// - Throws: ``TextError`` with file and line.
    package init(kind: MailKind, text: String) throws(TextError) {
        let file = "Mails/fr/\(kind.rawValue).txt"
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let first = lines.first, let subject = Self.subject(of: first) else {
            throw TextError(file: file, line: 1, problem: "found no subject, expected « Objet : … »")
        }
        guard lines.count > 2, lines[1].isEmpty else {
            throw TextError(file: file, line: 2, problem: "found text, expected an empty line before the body")
        }
        (self.kind, allowed) = (kind, kind.allowed)
        self.subject = try Self.pieces(of: subject, kind: kind, file: file, line: 1)
        var body: [Piece] = []
        for (index, line) in lines.enumerated().dropFirst(2) {
            if index > 2 { body.append(.text("\n")) }
            body += try Self.pieces(of: line, kind: kind, file: file, line: index + 1)
        }
        self.body = body
        try requireAll(kind.required, file: file)
    }

    /// Puts values in the places of the placeholders.
    ///
    /// - Parameter values: One value for each variable of the kind; no value holds a line break or control character,
    ///   so that none can add a header or a line, but that of the digest's lines, which hold line breaks.
    /// - Throws: ``MailRenderingError`` when a value is missing, is of no use to this kind or holds such a character.
    package func render(
        _ values: [MailVariable: String]
    ) throws(MailRenderingError) -> (subject: String, body: String) {
        if let variable = allowed.first(where: { values[$0] == nil }) { throw .missing(variable) }
        if let variable = values.keys.first(where: { !allowed.contains($0) }) { throw .unknown(variable) }
        for (variable, value) in values
        where value.unicodeScalars.contains(where: { Self.breaksLines($0) && !(variable.isBlock && $0 == "\n") }) {
            throw .controlCharacter(in: variable)
        }
        return (Self.join(subject, values), Self.join(body, values))
    }
}

/// Why a message could not be made; names the variable, never its value.
package enum MailRenderingError: Error, Hashable, Sendable {
    case missing(MailVariable)
    case unknown(MailVariable)
    case controlCharacter(in: MailVariable)
}

extension MailTemplate {
    private static func subject(of line: String) -> String? {
        guard line.hasPrefix("Objet"), let colon = line.firstIndex(of: ":") else { return nil }
        let subject = line[line.index(after: colon)...].drop { $0 == " " }
        return subject.isEmpty ? nil : String(subject)
    }

    private static func pieces(
        of line: String, kind: MailKind, file: String, line number: Int
    ) throws(TextError) -> [Piece] {
        var pieces: [Piece] = []
        var rest = line[...]
        while let opening = rest.firstRange(of: "{{") {
            pieces.append(.text(String(rest[..<opening.lowerBound])))
            guard let closing = rest[opening.upperBound...].firstRange(of: "}}") else {
                throw TextError(file: file, line: number, problem: "found {{ without }}")
            }
            let name = String(rest[opening.upperBound..<closing.lowerBound])
            guard let variable = MailVariable(rawValue: name), kind.allowed.contains(variable) else {
                let known = kind.allowed.map(\.rawValue).sorted().joined(separator: ", ")
                throw TextError(file: file, line: number, problem: "found {{\(name)}}, expected one of \(known)")
            }
            pieces.append(.variable(variable))
            rest = rest[closing.upperBound...]
        }
        pieces.append(.text(String(rest)))
        return pieces
    }

    private func requireAll(_ required: Set<MailVariable>, file: String) throws(TextError) {
        let used = body.compactMap { piece in if case .variable(let variable) = piece { variable } else { nil } }
        if let missing = required.subtracting(used).map(\.rawValue).min() {
            throw TextError(file: file, line: nil, problem: "{{\(missing)}} is missing from the body")
        }
    }

    private static func join(_ pieces: [Piece], _ values: [MailVariable: String]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .variable(let variable): values[variable] ?? ""
            }
        }.joined()
    }

    /// Control characters, of which Unicode will never have others, and the two that separate lines and paragraphs.
    private static func breaksLines(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: true
        default: false
        }
    }
}
