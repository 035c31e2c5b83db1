import Bootstrap
import Foundation

/// The small table of places of a demonstration.
enum DemoPlaces {
    /// Puts it where a real one would lie, unless there is one.
    static func lay(in dataDirectory: String, _ resources: Resources) throws {
        let file = dataDirectory + "/" + PlaceBook.fileName
        guard !FileManager.default.fileExists(atPath: file) else { return }
        try FileManager.default.copyItem(atPath: resources.examples + "/places/" + PlaceBook.fileName, toPath: file)
    }
}
