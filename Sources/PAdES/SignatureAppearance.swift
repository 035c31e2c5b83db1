public import PDFModel

/// What a signed field shows: who signed, in which capacity, and when.
///
/// It is for people's eyes; a verifier reads the certificate, never the picture.
public struct SignatureAppearance: Hashable, Sendable {
    /// First name and name.
    public let signatory: String
    /// « Représentante légale », « Proviseur, lycée Jules-Ferry ».
    public let capacity: String
    /// « Signé électroniquement le 12 mai 2026 à 14 h 05 »
    public let statement: String

    public init(signatory: String, capacity: String, statement: String) {
        self.signatory = signatory
        self.capacity = capacity
        self.statement = statement
    }
}

/// Why an appearance could not be made.
public struct AppearanceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which of the three lines holds a character that the document's font lacks.
    public let line: Int

    public init(line: Int) { self.line = line }

    public var description: String {
        "could not draw the signature: line \(line + 1) holds a character that the document's font does not have"
    }
}

extension SignatureAppearance {
    private static let padding = 8.0
    private static let barWidth = 2.5
    /// From one baseline to the next, in points: at most, and at least before long texts are set smaller as a whole.
    private static let leading = (wide: 13.0, tight: 10.5)

    /// Draws the appearance.
    ///
    /// - Parameters:
    ///   - size: The field's rectangle, which the drawing fills and never leaves.
    ///   - regular: Font of capacity and statement.
    ///   - bold: Font of the name, if it has every character of it.
    /// - Throws: ``AppearanceError`` when the regular font lacks a character.
    /// Source: ISO 32000-1 §8.10, §12.5.5.
    public func formXObject(
        size: (width: Double, height: Double), regular: AppearanceFont, bold: AppearanceFont
    ) throws(AppearanceError) -> PDFStream {
        var scale = 1.0
        var lines = try lines(width: size.width, regular: regular, bold: bold, scale: scale)
        while Self.leading.tight * scale * Double(lines.count) > size.height - Self.padding {
            scale *= 0.95
            lines = try self.lines(width: size.width, regular: regular, bold: bold, scale: scale)
        }
        let leading = min(Self.leading.wide * scale, (size.height - Self.padding) / Double(lines.count))
        var baseline = (size.height + leading * Double(lines.count)) / 2 - leading * 0.75
        var content = ContentWriter()
        content.add("q 0.96 0.97 0.99 rg 0 0 ")
        content.add(size.width, size.height)
        content.add(" re f 0.11 0.23 0.42 rg 0 0 ")
        content.add(Self.barWidth, size.height)
        content.add(" re f Q\n")
        for line in lines {
            content.add("BT 0.07 0.1 0.16 rg ")
            content.add(Self.padding + Self.barWidth, baseline)
            content.add(" Td ")
            for run in line.runs {
                content.add("/")
                content.add(name: run.font)
                content.add(" ")
                content.add(line.size)
                content.add(" Tf ")
                content.add(string: run.bytes)
                content.add(" Tj ")
            }
            content.add("ET\n")
            baseline -= leading
        }
        return PDFStream(
            dictionary: [
                "Type": .name("XObject"), "Subtype": .name("Form"),
                "BBox": .array([.integer(0), .integer(0), .real(size.width), .real(size.height)]),
                "Resources": .dictionary(["Font": .dictionary(resources(lines.flatMap(\.runs)))]),
            ], data: content.bytes)
    }

    private func lines(
        width: Double, regular: AppearanceFont, bold: AppearanceFont, scale: Double
    ) throws(AppearanceError) -> [Line] {
        let room = width - 2 * Self.padding - Self.barWidth
        let parts = [(signatory, bold, 10.5), (capacity, regular, 8.5), (statement, regular, 7.5)]
        var lines: [Line] = []
        for (index, (text, font, fullSize)) in parts.enumerated() {
            let size = fullSize * scale
            // The bold face holds the expected names only; whoever else signs is set in the regular one.
            guard let wrapped = wrap(text, font, size, room: room) ?? wrap(text, regular, size, room: room) else {
                throw AppearanceError(line: index)
            }
            lines += wrapped
        }
        return lines
    }

    private struct Line {
        let runs: [AppearanceFont.Run]
        let size: Double
    }

    /// Breaks a text between words; a word too wide for the room is set smaller.
    ///
    /// - Returns: `nil` when the font lacks a character.
    private func wrap(_ text: String, _ font: AppearanceFont, _ size: Double, room: Double) -> [Line]? {
        var (line, word, space) = (AppearanceFont.Text(), AppearanceFont.Text(), AppearanceFont.Text())
        guard font.append(" ", to: &space) else { return nil }
        var lines: [Line] = []
        func endLine() {
            lines.append(Line(runs: line.runs, size: line.width * size > room ? room / line.width : size))
        }
        func endWord() {
            guard !word.runs.isEmpty else { return }
            if !line.runs.isEmpty {
                if (line.width + space.width + word.width) * size <= room {
                    line.append(space)
                } else {
                    endLine()
                    line.removeAll()
                }
            }
            line.append(word)
            word.removeAll()
        }
        for scalar in text.unicodeScalars {
            if scalar == " " {
                endWord()
            } else {
                guard font.append(scalar, to: &word) else { return nil }
            }
        }
        endWord()
        endLine()
        return lines
    }

    private func resources(_ runs: [AppearanceFont.Run]) -> PDFDictionary {
        var dictionary = PDFDictionary()
        for run in runs { dictionary[run.font] = .reference(run.reference) }
        return dictionary
    }
}

/// A content stream as it is written: a few hundred bytes, which compression would hardly make fewer.
private struct ContentWriter {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(1 << 10) }

    mutating func add(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }

    mutating func add(name: PDFName) { bytes += name.rawValue.utf8 }

    mutating func add(_ first: Double, _ second: Double) {
        add(first)
        add(" ")
        add(second)
    }

    /// Two decimals are a hundredth of a point, finer than any printer.
    mutating func add(_ number: Double) {
        let hundredths = Int((number * 100).rounded())
        if hundredths < 0 { add("-") }
        add(digits: hundredths.magnitude / 100)
        add(".")
        add(digits: hundredths.magnitude / 10 % 10)
        add(digits: hundredths.magnitude % 10)
    }

    private mutating func add(digits number: UInt) {
        if number >= 10 { add(digits: number / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }

    /// Source: ISO 32000-1 §7.3.4.2: line ends in a literal string are not kept as they are.
    mutating func add(string: [UInt8]) {
        bytes.append(UInt8(ascii: "("))
        for byte in string {
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x0A: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case 0x0D: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: ")"))
    }
}
