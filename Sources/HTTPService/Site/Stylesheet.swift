import Hummingbird

/// The one style sheet, read once when the service starts.
package struct Stylesheet: Sendable {
    private let file: StaticText

    /// - Parameters:
    ///   - path: The file, `Templates/Pages/assets/seing.css`.
    ///   - version: Of the service; browsers fetch the file anew when it changes.
    /// - Throws: ``ServiceError`` with code `pages` when the file cannot be read.
    package init(path: String, version: String) throws(ServiceError) {
        file = try StaticText(path: path, named: "style sheet", mediaType: "text/css", version: version)
    }

    func response(to request: Request) -> Response { file.response(to: request) }
}
