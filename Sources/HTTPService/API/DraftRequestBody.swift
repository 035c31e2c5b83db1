import ConventionDomain

import struct Foundation.Data
import class Foundation.JSONSerialization

/// The body of `POST /api/v1/conventions`.
///
/// Convention and contact sheet are handed on as they are: who reads them names every fault by its place.
struct DraftRequestBody {
    let data: [UInt8]
    let contactSheet: [UInt8]
    let order: SigningOrder.Preset?

    /// - Throws: ``RequestFailure/malformedJSON`` when the bytes are no JSON object, ``RequestFailure/invalidMembers(_:)``
    ///   when a member is missing or of another type.
    init(_ bytes: [UInt8]) throws(RequestFailure) {
        let object = try? JSONSerialization.jsonObject(with: Data(bytes))
        guard let members = object as? [String: Any] else { throw .malformedJSON }
        data = try Self.object("convention", of: members)
        contactSheet = try Self.object("contacts", of: members)
        order = try Self.order(members["signingOrder"])
    }

    private static func object(_ name: String, of members: [String: Any]) throws(RequestFailure) -> [UInt8] {
        guard let member = members[name] else {
            throw .invalidMembers([.init(pointer: "/" + name, detail: "Membre absent.")])
        }
        guard member is [String: Any], let data = try? JSONSerialization.data(withJSONObject: member) else {
            throw .invalidMembers([.init(pointer: "/" + name, detail: "Un objet est attendu.")])
        }
        return Array(data)
    }

    private static func order(_ member: Any?) throws(RequestFailure) -> SigningOrder.Preset? {
        guard let member else { return nil }
        guard let preset = (member as? String).flatMap(SigningOrder.Preset.init(rawValue:)) else {
            let known = SigningOrder.Preset.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalidMembers([.init(pointer: "/signingOrder", detail: "Valeurs admises\u{A0}: \(known).")])
        }
        return preset
    }
}
