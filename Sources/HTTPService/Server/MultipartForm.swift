private import Foundation

/// The fields of a submitted form that may carry a file.
///
/// Strict: one value a name, no nested parts, no encoding of a part but its own bytes, as browsers send it.
///
/// Source: RFC 7578 §4; RFC 2046 §5.1.1.
struct MultipartForm: Hashable, Sendable {
    static let mediaType = "multipart/form-data"
    /// More than a table has columns.
    private static let maximumCount = 200

    private let values: [String: [UInt8]]

    /// - Parameter contentType: The request's, with the boundary.
    /// - Throws: ``RequestFailure/malformedForm`` when the bytes are not such a form, a name occurs twice or there are too many.
    init(_ bytes: [UInt8], contentType: String) throws(RequestFailure) {
        guard let boundary = Self.boundary(in: contentType) else { throw .malformedForm }
        let delimiter = Data("\r\n--\(boundary)".utf8)
        // The first delimiter has no line end before it.
        let body = Data("\r\n".utf8) + Data(bytes)
        var values: [String: [UInt8]] = [:]
        guard var found = body.range(of: delimiter), found.lowerBound == body.startIndex else { throw .malformedForm }
        while true {
            let rest = body[found.upperBound...]
            if rest.starts(with: Data("--".utf8)) { break }
            // Behind the line end, which is not the one of the next delimiter.
            guard rest.starts(with: Data("\r\n".utf8)),
                let next = body.range(of: delimiter, in: (found.upperBound + 2)..<body.endIndex),
                values.count < Self.maximumCount
            else { throw .malformedForm }
            let (name, content) = try Self.part(body[(found.upperBound + 2)..<next.lowerBound])
            guard values.updateValue(content, forKey: name) == nil else { throw .malformedForm }
            found = next
        }
        self.values = values
    }

    /// A field's text; empty when the form has no such field.
    ///
    /// - Throws: ``RequestFailure/malformedForm`` when it is not UTF-8.
    func text(_ name: String) throws(RequestFailure) -> String {
        guard let text = String(validating: values[name] ?? [], as: UTF8.self) else { throw .malformedForm }
        return text
    }

    /// A field's or a file's bytes; empty when the form has none of the name.
    func bytes(_ name: String) -> [UInt8] { values[name] ?? [] }

    private static func boundary(in contentType: String) -> String? {
        guard let match = contentType.firstMatch(of: /;\s*boundary="?([0-9A-Za-z'()+_,.\/:=?-]{1,70})"?\s*$/) else {
            return nil
        }
        return String(match.1)
    }

    private static func part(_ part: Data) throws(RequestFailure) -> (name: String, content: [UInt8]) {
        guard let end = part.range(of: Data("\r\n\r\n".utf8)),
            let headers = String(validating: part[..<end.lowerBound], as: UTF8.self)
        else { throw .malformedForm }
        let disposition = headers.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") }
        guard let match = disposition?.firstMatch(of: /:\s*form-data;\s*name="([^"\r\n]{1,100})"/) else {
            throw .malformedForm
        }
        return (String(match.1), Array(part[end.upperBound...]))
    }
}
