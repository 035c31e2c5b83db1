import Hummingbird

/// The one script: on the page of the host's part it asks, while somebody types, what is wrong. It is read once when the service starts.
package struct HostPartScript: Sendable {
    static let path = "/assets/host-part.js"

    private let file: StaticText

    /// - Parameters:
    ///   - path: The file, `Templates/Pages/assets/host-part.js`.
    ///   - version: Of the service; browsers fetch the file anew when it changes.
    /// - Throws: ``ServiceError`` with code `pages` when the file cannot be read.
    package init(path: String, version: String) throws(ServiceError) {
        file = try StaticText(path: path, named: "script", mediaType: "text/javascript", version: version)
    }

    func response(to request: Request) -> Response { file.response(to: request) }
}
