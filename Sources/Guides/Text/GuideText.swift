/// A text of the guides: what people may write there, and nothing else.
package struct GuideText: Hashable, Sendable {
    package var blocks: [Block]

    package init(blocks: [Block]) { self.blocks = blocks }

    package enum Block: Hashable, Sendable {
        /// « # » is the title, « ## » a part, « ### » a part of that.
        case heading(level: Int, [Span])
        case paragraph([Span])
        case list(isNumbered: Bool, items: [[Span]])
        case table(header: [[Span]], rows: [[[Span]]])
    }

    /// A run of text, perhaps a link.
    package struct Span: Hashable, Sendable {
        package var text: String
        package var isStrong = false
        /// A page of the service, « /… », or a page elsewhere, « https://… ».
        package var address: String?

        package init(_ text: String, isStrong: Bool = false, address: String? = nil) {
            self.text = text
            self.isStrong = isStrong
            self.address = address
        }
    }

    /// What is read of it, without any form.
    package var plain: String { spans.map(\.text).joined(separator: " ") }

    /// Where its links lead.
    package var addresses: [String] { spans.compactMap(\.address) }

    private var spans: [Span] {
        blocks.flatMap { block -> [Span] in
            switch block {
            case .heading(_, let spans), .paragraph(let spans): spans
            case .list(_, let items): items.flatMap(\.self)
            case .table(let header, let rows): header.flatMap(\.self) + rows.flatMap { $0.flatMap(\.self) }
            }
        }
    }
}
