import PDFModel

extension DocumentWriter {
    mutating func add(_ image: DocumentImage) -> PDFReference {
        switch image.content {
        case .pixels(let pixels): add(pixels)
        case .drawing(let drawing): add(drawing)
        }
    }

    /// Source: ISO 32000-1 §8.9.5, §11.6.5.3.
    private mutating func add(_ image: PixelImage) -> PDFReference {
        var entries = imageEntries(of: image, isGrey: image.isGrey)
        if image.isFiltered {
            // PNG's own filters (ISO 32000-1 §7.4.4.4, table 8).
            entries["DecodeParms"] = .dictionary([
                "Predictor": .integer(15), "Colors": .integer(image.isGrey ? 1 : 3), "Columns": .integer(image.width),
            ])
        }
        if let opacity = image.opacity {
            entries["SMask"] = .reference(addCompressed(opacity, imageEntries(of: image, isGrey: true)))
        }
        return addCompressed(image.samples, entries)
    }

    private func imageEntries(of image: PixelImage, isGrey: Bool) -> PDFDictionary {
        [
            "Type": .name("XObject"), "Subtype": .name("Image"), "Width": .integer(image.width),
            "Height": .integer(image.height), "ColorSpace": .name(isGrey ? "DeviceGray" : "DeviceRGB"),
            "BitsPerComponent": .integer(8),
        ]
    }

    /// A form that fills a square of one unit, as pictures of pixels do, so that both are shown alike.
    ///
    /// Source: ISO 32000-1 §8.10, §11.6.4.4.
    private mutating func add(_ drawing: VectorDrawing) -> PDFReference {
        let unit = PDFObject.real(1 / Double(VectorDrawing.side))
        let side = PDFObject.integer(VectorDrawing.side)
        var states = PDFDictionary()
        for (index, opacity) in drawing.opacities.enumerated() {
            states[PDFName(VectorDrawing.opacityName(index))] = .dictionary([
                "Type": .name("ExtGState"), "ca": .real(opacity.fill), "CA": .real(opacity.stroke),
            ])
        }
        return addStream(
            drawing.operators,
            [
                "Type": .name("XObject"), "Subtype": .name("Form"),
                "BBox": .array([.integer(0), .integer(0), side, side]),
                "Matrix": .array([unit, .integer(0), .integer(0), unit, .integer(0), .integer(0)]),
                "Resources": .dictionary(states.isEmpty ? [:] : ["ExtGState": .dictionary(states)]),
            ])
    }
}
