/// A picture that documents may show, such as a school's logo: read, checked and made ready for PDF once, by whoever has the
/// file, and then shared by any number of documents.
package struct DocumentImage: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        case pixels(PixelImage)
        case drawing(VectorDrawing)
    }

    /// Width and height in the picture's own units; a document scales both by the same factor.
    package let width: Double
    package let height: Double
    let content: Content

    /// Reads a PNG file, with or without palette and transparency, not interlaced. Its colours are taken to be sRGB.
    ///
    /// - Throws: ``DocumentImageError`` when it is no such file, too large, or damaged.
    /// Source: PNG Specification, second edition (ISO/IEC 15948).
    package init(png bytes: [UInt8]) throws(DocumentImageError) {
        let image = try PixelImage(png: bytes)
        (width, height, content) = (Double(image.width), Double(image.height), .pixels(image))
    }

    /// Reads an SVG file of the subset that `docs/templates.md` describes; it stays a drawing, sharp at any size.
    ///
    /// - Throws: ``DocumentImageError`` with the line and what stands there that is not drawn.
    /// Source: Scalable Vector Graphics 1.1, second edition.
    package init(svg bytes: [UInt8]) throws(DocumentImageError) {
        let drawing: VectorDrawing
        do throws(SVGProblem) { drawing = try SVGReader.drawing(bytes) } catch { throw .drawing(error) }
        (width, height, content) = (drawing.width, drawing.height, .drawing(drawing))
    }
}

/// Why a file was refused as a picture. Whoever shows it to somebody finds the words.
package enum DocumentImageError: Error, Hashable, Sendable {
    /// Another kind of file, as its first bytes say: « JPEG ».
    case notPNG(found: String?)
    case tooManyBytes(count: Int, limit: Int)
    case tooManyPixels(width: Int, height: Int, limit: Int)
    case interlaced
    case animated
    /// Kinds of samples that PNG does not know.
    case otherSamples(bitsPerSample: Int, colourType: Int)
    /// A part of the file does not have the checksum that stands behind it.
    case wrongChecksum(part: String)
    case truncated
    case damaged
    case drawing(SVGProblem)
}
