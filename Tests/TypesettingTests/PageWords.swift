import Foundation
import TestSupport
import Testing

@testable import Typesetting

/// The words of a document where poppler finds them on its pages: positions that the layout has no say in.
struct PageWords {
    struct Word {
        let page: Int
        let text: String
        /// Points from the left and the top of the page.
        let left: Double
        let right: Double
        let bottom: Double
    }

    let words: [Word]

    init(of file: DocumentFile) throws {
        var words: [Word] = []
        var page = -1
        for line in try file.read("pdftotext", "-bbox", after: ["-"]).split(separator: "\n") {
            if line.contains("<page ") { page += 1 }
            guard line.contains("<word ") else { continue }
            let attributes = line.split(separator: "\"")
            let text = line[try #require(line.range(of: "\">")).upperBound...].prefix { $0 != "<" }
            words.append(
                Word(
                    page: page, text: String(text), left: try #require(Double(attributes[1])),
                    right: try #require(Double(attributes[5])), bottom: try #require(Double(attributes[7]))))
        }
        self.words = words
    }

    /// The lines of a paragraph whose words begin with a mark of their own, as pages and heights, from top to bottom.
    func lines(of mark: String) -> [(page: Int, bottom: Double)] {
        var lines: [(page: Int, bottom: Double)] = []
        for word in words where word.text.hasPrefix(mark + ".") {
            if lines.contains(where: { $0.page == word.page && abs($0.bottom - word.bottom) < 3 }) { continue }
            lines.append((word.page, word.bottom))
        }
        return lines.sorted { ($0.page, $0.bottom) < ($1.page, $1.bottom) }
    }
}
