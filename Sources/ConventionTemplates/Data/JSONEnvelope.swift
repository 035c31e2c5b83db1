package import Parties

/// A JSON object that carries documents of ours as its members, such as the body of a request.
package struct JSONEnvelope: Sendable {
    private let bytes: [UInt8]
    private let members: [JSONValue.Member]

    /// - Throws: ``ConventionDataError`` when the bytes are not one JSON object, or a name stands twice anywhere in it.
    package init(_ bytes: [UInt8]) throws(ConventionDataError) {
        let value: JSONValue
        do throws(JSONProblem) { value = try JSONReader.read(bytes) } catch {
            throw ConventionDataError([DataDocumentReader.fault(error)])
        }
        guard case .object(let members) = value.content else {
            throw ConventionDataError([ConventionFault(.notAJSONObject, at: "document")])
        }
        (self.bytes, self.members) = (bytes, members)
    }

    /// A member that is an object, as it was written; empty lines before it keep its faults on the lines of the whole.
    ///
    /// - Returns: `nil` when there is no such member, or it is no object.
    package func document(_ name: String) -> [UInt8]? {
        guard let value = member(name), case .object = value.content else { return nil }
        return Array(repeating: UInt8(ascii: "\n"), count: value.line - 1) + bytes[value.range]
    }

    /// - Returns: `nil` when there is no such member, or it is no text.
    package func text(_ name: String) -> String? {
        guard let value = member(name), case .string(let text) = value.content else { return nil }
        return text
    }

    /// - Returns: `nil` when there is no such member, or it is neither true nor false.
    package func boolean(_ name: String) -> Bool? {
        guard let value = member(name), case .boolean(let boolean) = value.content else { return nil }
        return boolean
    }

    package func has(_ name: String) -> Bool { member(name) != nil }

    private func member(_ name: String) -> JSONValue? { members.first { $0.name == name }?.value }
}
