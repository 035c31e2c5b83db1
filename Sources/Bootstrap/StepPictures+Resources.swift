import Foundation
package import HTTPService

extension StepPictures {
    /// What `make guides` left beside the texts; `nil` when it was not run.
    package init?(_ resources: Resources) {
        let folder = resources.templates + "/Guides/pictures"
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let names = Set(files.filter { $0.hasSuffix(".png") })
        guard !names.isEmpty else { return nil }
        self.init(names: names) { Array(try Data(contentsOf: URL(filePath: "\(folder)/\($0)"))) }
    }
}
