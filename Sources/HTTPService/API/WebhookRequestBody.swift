/// The body of `PUT /api/v1/employer/webhook`.
struct WebhookRequestBody: Decodable {
    let url: String
    /// All events when there are none.
    let events: [String]

    private enum Key: CodingKey { case url, events }

    /// - Throws: ``RequestFailure/malformedJSON`` when the bytes are no JSON object, ``RequestFailure/invalidMembers(_:)``
    ///   when a member is missing or of another type.
    init(_ bytes: [UInt8]) throws(RequestFailure) { self = try Self.decoded(bytes) }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Key.self)
        url = try members.decode(String.self, forKey: .url)
        events = members.contains(.events) ? try members.decode([String].self, forKey: .events) : []
    }
}
