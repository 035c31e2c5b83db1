import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A file that is the same for everybody, read once when the service starts.
struct StaticText: Sendable {
    private let text: String
    private let tag: String
    private let mediaType: String

    /// - Parameters:
    ///   - path: A file in UTF-8.
    ///   - name: What the error calls it.
    ///   - version: Of the service; browsers fetch the file anew when it changes.
    /// - Throws: ``ServiceError`` with code `pages` when the file cannot be read.
    init(path: String, named name: String, mediaType: String, version: String) throws(ServiceError) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ServiceError(.pages, "could not read the \(name) \(path): expected a file in UTF-8")
        }
        self.text = text
        self.mediaType = mediaType
        tag = "\"\(version)-\(Self.fingerprint(text))\""
    }

    func response(to request: Request) -> Response {
        let headers: HTTPFields = [
            .contentType: "\(mediaType); charset=utf-8", .eTag: tag, .cacheControl: "public, max-age=300",
        ]
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// FNV-1a, enough to tell two versions of a file apart.
    private static func fingerprint(_ text: String) -> String {
        String(text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 16)
    }
}
