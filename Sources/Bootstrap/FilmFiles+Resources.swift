import Foundation
package import HTTPService

extension FilmFiles {
    /// What `make tutorials` left beside the texts; `nil` when it was not run.
    package init?(_ resources: Resources) {
        let folder = URL(filePath: resources.templates + "/Guides/films")
        let urls = try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: [.fileSizeKey, .contentModificationDateKey])
        var files: [String: File] = [:]
        for url in urls ?? [] { files[url.lastPathComponent] = File(url) }
        guard !files.isEmpty else { return nil }
        self.init(files: files)
    }
}

extension FilmFiles.File {
    fileprivate init?(_ url: URL) {
        let values = try? url.resourceValues(forKeys: [.fileSizeKey, .contentModificationDateKey])
        guard let byteCount = values?.fileSize, let changed = values?.contentModificationDate else { return nil }
        let version = "\(byteCount)-\(Int64(changed.timeIntervalSince1970 * 1_000))"
        self.init(byteCount: byteCount, version: version) { part in
            let handle = try FileHandle(forReadingFrom: url)
            defer { try? handle.close() }
            try handle.seek(toOffset: UInt64(part.lowerBound))
            return Array(try handle.read(upToCount: part.count) ?? Data())
        }
    }
}
