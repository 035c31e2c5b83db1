package import Parties

/// A scan of a signed copy, as the school hands it in.
package struct PaperScan: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case pdf, png, jpeg

        package var mediaType: String { self == .pdf ? "application/pdf" : "image/\(rawValue)" }
        /// Under which the statement carries it.
        package var fileName: String { self == .jpeg ? "scan.jpg" : "scan.\(rawValue)" }
    }

    /// Ten pages in grey at 200 dpi, compressed as scanners do, take less.
    package static let byteLimit = 10 << 20

    package let kind: Kind
    package let bytes: [UInt8]

    /// - Throws: What is wrong, for who hands it in: too large, empty, or of another kind than PDF, PNG and JPEG by its first bytes.
    package init(_ bytes: [UInt8]) throws(PaperScanFault) {
        guard bytes.count <= Self.byteLimit else { throw .tooLarge(byteCount: bytes.count) }
        guard let kind = Self.kind(of: bytes) else { throw .otherKind }
        guard kind != .jpeg || Self.isWholeJPEG(bytes) else { throw .damaged(kind) }
        guard kind != .png || Self.isWholePNG(bytes) else { throw .damaged(kind) }
        (self.kind, self.bytes) = (kind, bytes)
    }

    private static func kind(of bytes: [UInt8]) -> Kind? {
        if bytes.starts(with: Array("%PDF-".utf8)) { return .pdf }
        if bytes.starts(with: pngSignature) { return .png }
        return bytes.starts(with: [0xFF, 0xD8, 0xFF]) ? .jpeg : nil
    }

    private static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Chunks from the header to the end, and at least one with picture data; what they hold is not unpacked.
    ///
    /// Source: ISO/IEC 15948 §5.3.
    private static func isWholePNG(_ bytes: [UInt8]) -> Bool {
        var (place, hasHeader, hasData) = (pngSignature.count, false, false)
        while place + 12 <= bytes.count {
            let length = number(bytes[place..<place + 4])
            let type = String(decoding: bytes[place + 4..<place + 8], as: UTF8.self)
            guard length <= bytes.count - place - 12 else { return false }
            let content = bytes[place + 8..<place + 8 + length]
            place += 12 + length
            switch type {
            case "IHDR":
                hasHeader =
                    length == 13
                    && isPageSized(width: number(content.prefix(4)), height: number(content.dropFirst(4).prefix(4)))
            case "IDAT": hasData = hasHeader && length > 0
            case "IEND": return hasData && place == bytes.count
            default: break
            }
        }
        return false
    }

    /// Segments up to a frame and a scan, and the end marker at the end; what they hold is not unpacked.
    ///
    /// Source: ITU-T T.81 §B.1.1, §B.2.1.
    private static func isWholeJPEG(_ bytes: [UInt8]) -> Bool {
        var (place, hasFrame) = (2, false)
        while place + 4 <= bytes.count {
            guard bytes[place] == 0xFF else { return false }
            let marker = bytes[place + 1]
            let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
            guard length >= 2, place + 2 + length <= bytes.count else { return false }
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker), length >= 8 {
                let sides = (height: number(bytes[place + 5..<place + 7]), width: number(bytes[place + 7..<place + 9]))
                hasFrame = isPageSized(width: sides.width, height: sides.height)
            }
            if marker == 0xDA { return hasFrame && bytes.suffix(2) == [0xFF, 0xD9] }
            place += 2 + length
        }
        return false
    }
}

/// Big-endian.
private func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

/// More pixels a side than a page at 1,200 dpi are there to fill somebody's memory.
private func isPageSized(width: Int, height: Int) -> Bool {
    (1...20_000).contains(width) && (1...20_000).contains(height)
}

/// What is wrong with a scan.
package enum PaperScanFault: Error, Hashable, Sendable {
    case tooLarge(byteCount: Int)
    case otherKind
    case damaged(PaperScan.Kind)
    /// A PDF that does something, or carries files.
    case active

    package var text: BilingualText {
        switch self {
        case .tooLarge(let count):
            BilingualText(
                "la numérisation a \(count >> 20) Mio ; elle doit en avoir \(PaperScan.byteLimit >> 20) au plus : numérisez en niveaux de "
                    + "gris à 200 ppp",
                "the scan has \(count >> 20) MiB; at most \(PaperScan.byteLimit >> 20) are accepted: scan in grey at 200 dpi"
            )
        case .otherKind:
            BilingualText(
                "la numérisation n’est ni un PDF, ni un PNG, ni un JPEG : enregistrez-la dans l’un de ces formats",
                "the scan is no PDF, PNG or JPEG: save it as one of these")
        case .active:
            BilingualText(
                "la numérisation est un PDF qui contient des actions, des scripts, des formulaires ou des fichiers joints : numérisez le papier de "
                    + "nouveau, ou enregistrez-la en PNG ou en JPEG",
                "the scan is a PDF with actions, scripts, forms or files in it: scan the paper again, or save it as PNG or JPEG"
            )
        case .damaged(let kind):
            BilingualText(
                "la numérisation commence comme un \(kind.rawValue.uppercased()) et ne peut pas être lue jusqu’au bout : numérisez de nouveau",
                "the scan begins as a \(kind.rawValue.uppercased()) and cannot be read to its end: scan again")
        }
    }
}
