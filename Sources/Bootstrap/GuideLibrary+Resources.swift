import Foundation
package import Guides
import Offers
import Typesetting

extension GuideLibrary {
    /// The texts that came with the program; the list of sectors in need is that of the data directory when there is one.
    ///
    /// - Parameter dataDirectory: `nil` for what came with the program alone.
    /// - Throws: ``GuideFaults`` with every mistake; ``TypesettingError`` when the typeface is missing.
    package init(_ resources: Resources, dataDirectory: String? = nil) throws {
        let guides = resources.templates + "/Guides"
        let own = dataDirectory.map { "\($0)/\(SectorsInNeed.fileName)" }
        let list = own.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
        try self.init(
            directory: guides + "/fr", need: try SectorsInNeed.read(list ?? "\(guides)/\(SectorsInNeed.fileName)"),
            typesetter: Typesetter(fonts: try FontSet()))
    }
}
