import Guides
import HTTPTypes
import Hummingbird
import NIOCore

/// What `make tutorials` left: films, their captions and their title pictures; without them the page is text.
package struct FilmFiles: Sendable {
    /// A file of which a browser may ask for a part, so that somebody can go to any moment of a film.
    package struct File: Sendable {
        let byteCount: Int
        /// Changes with the content.
        let version: String
        let read: @Sendable (Range<Int>) throws -> [UInt8]

        /// - Parameter read: Is asked for parts within the file alone.
        package init(
            byteCount: Int, version: String, read: @escaping @Sendable (Range<Int>) throws -> [UInt8]
        ) {
            (self.byteCount, self.version, self.read) = (byteCount, version, read)
        }
    }

    enum Kind: String, CaseIterable {
        case video = "webm"
        case captions = "vtt"
        case poster = "png"

        var mediaType: String {
            switch self {
            case .video: "video/webm"
            case .captions: "text/vtt; charset=utf-8"
            case .poster: "image/png"
            }
        }
    }

    private let files: [String: File]

    /// - Parameter files: By their names.
    package init(files: [String: File]) { self.files = files }

    static func name(_ film: FilmScript, _ kind: Kind) -> String { "\(film.id).\(kind.rawValue)" }

    /// Whether a film can be shown whole, with its captions.
    func holds(_ film: FilmScript) -> Bool {
        Kind.allCases.allSatisfy { files[Self.name(film, $0)] != nil }
    }

    func file(_ film: FilmScript, _ kind: Kind) -> File? { files[Self.name(film, kind)] }
}

extension FilmFiles.File {
    /// The file, or the part of it that is asked for.
    ///
    /// Source: RFC 9110 §13.1.5, §14.2, §14.4, §15.3.7, §15.5.17.
    func response(to request: Request, mediaType: String) throws -> Response {
        let tag = "\"\(version)\""
        var headers: HTTPFields = [
            .contentType: mediaType, .eTag: tag, .cacheControl: "public, max-age=3600", .acceptRanges: "bytes",
        ]
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        // A part of a file that has changed since would not fit the parts that the browser has.
        let isSame = (request.headers[.ifRange] ?? tag) == tag
        let field = request.method == .get && isSame ? request.headers[.range] : nil
        switch RequestedRange(field, byteCount: byteCount) {
        case .whole:
            return Response(status: .ok, headers: headers, body: try body(0..<byteCount))
        case .part(let part):
            headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(byteCount)"
            return Response(status: .partialContent, headers: headers, body: try body(part))
        case .unsatisfiable:
            return Response(
                status: .rangeNotSatisfiable,
                headers: [.contentRange: "bytes */\(byteCount)", .acceptRanges: "bytes"])
        }
    }

    private func body(_ part: Range<Int>) throws -> ResponseBody {
        ResponseBody(byteBuffer: ByteBuffer(bytes: try read(part)))
    }
}
