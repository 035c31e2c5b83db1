import Foundation
package import Placements
import Synchronization

/// The operator's table of places: `places.csv` in the data directory, read once, when it is first needed.
///
/// Without the file nothing is known of distances, and nobody is asked for a place.
package final class PlaceBook: Sendable {
    package static let fileName = "places.csv"

    private let file: String
    private let known = Mutex<Result<PlaceTable?, PlaceBookFault>?>(nil)

    package init(dataDirectory: String) { file = dataDirectory + "/" + Self.fileName }

    /// - Returns: `nil` without the file.
    /// - Throws: ``PlaceBookFault`` for a file that is not acceptable; nothing is taken of it.
    package func table() throws(PlaceBookFault) -> PlaceTable? {
        try known.withLock { known throws(PlaceBookFault) in
            let result = known ?? read()
            known = result
            return try result.get()
        }
    }

    private func read() -> Result<PlaceTable?, PlaceBookFault> {
        guard FileManager.default.fileExists(atPath: file) else { return .success(nil) }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            return .failure(PlaceBookFault(file: file, faults: []))
        }
        do throws(PlaceTableFaults) { return .success(try PlaceTable.read([UInt8](bytes))) } catch {
            return .failure(PlaceBookFault(file: file, faults: error.faults))
        }
    }
}

/// What is wrong with the table of places; the service does not guess what was meant.
package struct PlaceBookFault: Error, Hashable, CustomStringConvertible {
    let file: String
    /// Empty when the file could not be opened at all.
    let faults: [PlaceTableFault]

    package var description: String {
        let cause = faults.first?.description ?? "the file cannot be opened"
        return "could not read \(file): \(cause); look at it with: seing places check \(file), correct or remove it"
    }
}
