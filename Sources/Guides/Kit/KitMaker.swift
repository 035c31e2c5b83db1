private import QREncodeBridge
package import Typesetting

/// Makes the papers of a kit from the texts of a folder.
package struct KitMaker: Sendable {
    package let typesetter: Typesetter
    private let texts: [KitPiece: KitText]
    /// When the pupil is there, day by day.
    package let schedule: KitSchedule

    /// - Throws: ``GuideFaults`` with every mistake of the texts; also hours that break the rules on working time.
    package init(directory: String, typesetter: Typesetter) throws(GuideFaults) {
        var texts: [KitPiece: KitText] = [:]
        var faults: [GuideFault] = []
        for piece in KitPiece.allCases {
            do throws(GuideFault) { texts[piece] = try KitText(piece, directory: directory) } catch {
                faults.append(error)
            }
        }
        guard faults.isEmpty, let schedule = texts[.schedule]?.schedule else { throw GuideFaults(faults) }
        (self.typesetter, self.texts, self.schedule) = (typesetter, texts, schedule)
    }

    /// - Parameter time: Seconds since 1970, in the file's data; the same time and employer give the same bytes.
    /// - Throws: ``KitError`` when the name leaves no room on the one page that each paper has.
    package func make(_ piece: KitPiece, for employer: KitEmployer, at time: Int64) throws(KitError) -> [UInt8] {
        guard let text = texts[piece] else { return [] }
        // A long name is set smaller before it is refused.
        for style in [ParagraphStyle.lead, .body] {
            let content = try content(piece, text, employer, time, underTitle: style)
            let document: TypesetDocument
            do throws(TypesettingError) { document = try typesetter.typeset(content) } catch {
                throw .typesetting(error)
            }
            if document.pageCount == 1 { return document.bytes }
        }
        throw .doesNotFit(piece)
    }

    private func content(
        _ piece: KitPiece, _ text: KitText, _ employer: KitEmployer, _ time: Int64,
        underTitle style: ParagraphStyle
    ) throws(KitError) -> DocumentContent {
        let blocks = KitBlocks(employer: employer, schedule: text.schedule)
        let metadata = DocumentMetadata(
            title: text.title, subject: "Stage d’observation en milieu professionnel", author: employer.name,
            creationTime: time)
        switch piece {
        case .welcome, .schedule:
            return DocumentContent(
                metadata: metadata, blocks: blocks.text(text.body), footer: "\(text.title) – \(employer.name)")
        case .poster, .flyer:
            var content = DocumentContent(
                metadata: metadata,
                blocks: blocks.poster(text.body, code: try code(for: employer, on: piece), underTitle: style))
            content.design = .poster(piece == .poster ? .a4 : .a5)
            return content
        }
    }

    /// The code stays large enough for a telephone at arm's length on the flyer, and at some steps from the poster.
    private func code(for employer: KitEmployer, on piece: KitPiece) throws(KitError) -> Figure {
        guard let code = try? QRCode(employer.address), let image = try? DocumentImage(svg: Self.drawing(of: code))
        else {
            throw .badAddress(byteCount: employer.address.utf8.count)
        }
        return Figure(
            image: image, width: piece == .poster ? 170 : 150,
            alternativeText: "QR code qui mène à \(employer.printedAddress)")
    }

    /// The dark modules as one shape, with the four modules of white that readers of codes need.
    private static func drawing(of code: QRCode) -> [UInt8] {
        let quiet = 4
        let side = code.width + 2 * quiet
        let path = code.bars.map { bar in
            "M\(bar.columns.lowerBound + quiet) \(bar.rows.lowerBound + quiet)h\(bar.columns.count)v\(bar.rows.count)"
                + "h-\(bar.columns.count)z"
        }
        return Array(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(side) \(side)\"><path d=\"\(path.joined())\"/></svg>"
                .utf8)
    }
}
