import Hummingbird

extension FormFields {
    /// The fields of a form that was sent with GET: a plus is a space in them, which it is not in other addresses.
    ///
    /// - Throws: ``RequestFailure/malformedForm``.
    init(query request: Request) throws(RequestFailure) {
        try self.init(Array((request.uri.query ?? "").utf8))
    }
}
