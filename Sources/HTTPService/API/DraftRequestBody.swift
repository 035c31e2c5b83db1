import ConventionDomain
import ConventionTemplates
import Parties
import Workflow

/// The body of `POST /api/v1/conventions`.
///
/// Convention and contact sheet are handed on as they were written: who reads them names every fault by its place.
struct DraftRequestBody {
    let data: [UInt8]
    let contactSheet: [UInt8]
    let order: SigningOrder.Preset?
    let template: String?

    /// - Throws: ``RequestFailure/malformedJSON`` when the bytes are no JSON object, `invalidData` when a name stands
    ///   twice in it, ``RequestFailure/invalidMembers(_:)`` when a member is missing or of another type.
    init(_ bytes: [UInt8]) throws(RequestFailure) {
        let envelope: JSONEnvelope
        do throws(ConventionDataError) { envelope = try JSONEnvelope(bytes) } catch {
            guard error.faults.contains(where: { $0.code == .repeatedElement }) else { throw .malformedJSON }
            throw .workflow(.invalidData(error.faults.map(\.inEachLanguage)))
        }
        data = try Self.document("convention", of: envelope)
        contactSheet = try Self.document("contacts", of: envelope)
        order = try Self.order(of: envelope)
        template = try Self.template(of: envelope)
    }

    private static func template(of envelope: JSONEnvelope) throws(RequestFailure) -> String? {
        guard envelope.has("template") else { return nil }
        guard let identifier = envelope.text("template") else {
            throw .invalidMembers([.init(pointer: "/template", detail: "Un texte est attendu.")])
        }
        return identifier
    }

    private static func document(_ name: String, of envelope: JSONEnvelope) throws(RequestFailure) -> [UInt8] {
        guard let document = envelope.document(name) else {
            let detail = envelope.has(name) ? "Un objet est attendu." : "Membre absent."
            throw .invalidMembers([.init(pointer: "/" + name, detail: detail)])
        }
        return document
    }

    private static func order(of envelope: JSONEnvelope) throws(RequestFailure) -> SigningOrder.Preset? {
        guard envelope.has("signingOrder") else { return nil }
        guard let preset = envelope.text("signingOrder").flatMap(SigningOrder.Preset.init(rawValue:)) else {
            let known = SigningOrder.Preset.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalidMembers([.init(pointer: "/signingOrder", detail: "Valeurs admises\u{A0}: \(known).")])
        }
        return preset
    }
}
