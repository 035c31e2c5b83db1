private import QREncodeBridge

/// A document's pages as operators, with what they leave behind for the rest of the file.
struct Painting {
    private(set) var pages: [PaintedPage] = []
    private(set) var structure: StructureTree
    private(set) var usage: FontUsage
    /// The QR code that the pages draw, as a form of its own; `nil` without a verification mark.
    let code: PaintedCode?

    /// - Throws: ``TypesettingError`` when the address of the verification mark does not fit into a QR code.
    init(_ layout: DocumentLayout, content: DocumentContent, fonts: FontSet) throws(TypesettingError) {
        structure = layout.structure
        usage = FontUsage(fonts: fonts)
        code = try content.verification.map { mark throws(TypesettingError) in try PaintedCode(mark.address) }
        let geometry = content.design.geometry
        let footer = Footer(
            text: content.footer, verification: content.verification, codeWidth: code?.width,
            pageCount: layout.pages.count, fonts: fonts, geometry: geometry)
        let painter = PagePainter(geometry: geometry, footer: content.design.isPoster ? nil : footer)
        for (number, strips) in layout.pages.enumerated() {
            pages.append(painter.paint(strips, number: number, structure: &structure, usage: &usage))
        }
    }
}

/// A QR code as a form, drawn once and shown on every page; its unit is a module.
struct PaintedCode {
    let width: Int
    let content: [UInt8]

    init(_ address: String) throws(TypesettingError) {
        do throws(QRCodeError) {
            let code = try QRCode(address)
            width = code.width
            var stream = ContentStream(height: Double(code.width))
            stream.fill(
                code.bars.map { bar in
                    Rectangle(
                        x: Double(bar.columns.lowerBound), top: Double(bar.rows.lowerBound),
                        width: Double(bar.columns.count), height: Double(bar.rows.count))
                }, .black)
            content = stream.bytes
        } catch {
            throw .badVerificationAddress(byteCount: address.utf8.count, limit: 150)
        }
    }
}
