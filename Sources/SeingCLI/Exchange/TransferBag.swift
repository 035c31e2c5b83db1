import Foundation
import OpenSSLBridge

/// A transfer package: files, their SHA-256, and what they are, in a folder that any archive can check.
///
/// Source: RFC 8493, The BagIt File Packaging Format (V1.0).
struct TransferBag {
    private let folder: String
    private var manifest: [(path: String, digest: String)] = []
    private var byteCount = 0

    /// - Parameter folder: Made when it does not exist; has to be empty.
    /// - Throws: ``NotEmpty``, and what the file system says.
    init(folder: String) throws {
        self.folder = folder
        let files = FileManager.default
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard try files.contentsOfDirectory(atPath: folder).isEmpty else { throw NotEmpty(folder: folder) }
    }

    /// A folder that holds something already would make a bag of which nobody can say what is in it.
    struct NotEmpty: Error, CustomStringConvertible {
        let folder: String
        var description: String { "the folder \(folder) is not empty; name one that is empty, or does not exist" }
    }

    /// Puts a file into the payload.
    ///
    /// - Parameter path: Below `data/`, of ASCII characters.
    mutating func add(_ bytes: [UInt8], at path: String) throws {
        try write(bytes, "data/" + path)
        manifest.append(("data/" + path, Self.digest(bytes)))
        byteCount += bytes.count
    }

    /// Writes the manifests; the bag is complete afterwards.
    ///
    /// - Parameter info: Lines of `bag-info.txt`, in this order; no line breaks.
    func close(info: [(label: String, value: String)]) throws {
        let oxum = ("Payload-Oxum", "\(byteCount).\(manifest.count)")
        let tags = [
            ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
            ("bag-info.txt", (info + [oxum]).map { "\($0.0): \($0.1.replacing("\n", with: " "))\n" }.joined()),
            ("manifest-sha256.txt", Self.lines(manifest)),
        ]
        for (name, text) in tags { try write(Array(text.utf8), name) }
        let digests = tags.map { (path: $0.0, digest: Self.digest(Array($0.1.utf8))) }
        try write(Array(Self.lines(digests).utf8), "tagmanifest-sha256.txt")
    }

    /// As `sha256sum -c` reads them too.
    private static func lines(_ files: [(path: String, digest: String)]) -> String {
        files.sorted { $0.path < $1.path }.map { "\($0.digest)  \($0.path)\n" }.joined()
    }

    private static func digest(_ bytes: [UInt8]) -> String {
        DigestAlgorithm.sha256.digest(bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func write(_ bytes: [UInt8], _ path: String) throws {
        let file = URL(filePath: folder).appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file, options: .atomic)
    }
}
