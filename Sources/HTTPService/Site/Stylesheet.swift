import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The one style sheet, read once when the service starts.
package struct Stylesheet: Sendable {
    private let text: String
    private let tag: String

    /// - Parameters:
    ///   - path: The file, `Templates/Pages/assets/seing.css`.
    ///   - version: Of the service; browsers fetch the file anew when it changes.
    /// - Throws: ``ServiceError`` with code `pages` when the file cannot be read.
    package init(path: String, version: String) throws(ServiceError) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ServiceError(.pages, "could not read the style sheet \(path): expected a file in UTF-8")
        }
        self.text = text
        tag = "\"\(version)-\(Self.fingerprint(text))\""
    }

    func response(to request: Request) -> Response {
        let headers: HTTPFields = [
            .contentType: "text/css; charset=utf-8", .eTag: tag, .cacheControl: "public, max-age=300",
        ]
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// FNV-1a, enough to tell two style sheets apart.
    private static func fingerprint(_ text: String) -> String {
        String(text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 16)
    }
}
