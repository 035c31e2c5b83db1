import ConventionTemplates
import Parties
import Workflow

/// The body of `PUT /api/v1/conventions/{id}/host-part`.
struct HostPartRequestBody: Sendable {
    let part: HostPart
    /// Whether it is to go to the school, not only to be kept.
    let gives: Bool

    /// - Throws: ``RequestFailure/malformedJSON`` when the bytes are no JSON object, `invalidData` when a name stands
    ///   twice in it, ``RequestFailure/invalidMembers(_:)`` when a member is of another type.
    init(_ bytes: [UInt8]) throws(RequestFailure) {
        let envelope: JSONEnvelope
        do throws(ConventionDataError) { envelope = try JSONEnvelope(bytes) } catch {
            guard error.faults.contains(where: { $0.code == .repeatedElement }) else { throw .malformedJSON }
            throw .workflow(.invalidData(error.faults.map(\.inEachLanguage)))
        }
        do throws(HostPart.Problem) { part = try HostPart(json: bytes) } catch {
            throw .invalidMembers([.init(pointer: error.pointer, detail: error.detail)])
        }
        guard envelope.has("give") else {
            gives = false
            return
        }
        guard let value = envelope.boolean("give") else {
            throw .invalidMembers([.init(pointer: "/give", detail: "true ou false est attendu.")])
        }
        gives = value
    }
}
