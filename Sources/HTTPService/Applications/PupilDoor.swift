import Hummingbird
import Offers
import Placements

/// Knows who has entered as a pupil, with what the school's roster says of him or her.
struct PupilDoor: Sendable {
    let door: VisitorDoor
    let parts: ApplicationParts

    /// The pupil who has entered with this browser; `nil` for everybody else, and for who is on no roster any more.
    func pupil(_ request: Request) async throws -> (visit: Visit<PupilIdentity>, pupil: ApplyingPupil)? {
        guard let (token, visitor) = try await door.visitor(request), case .pupil(let identity) = visitor,
            let pupil = try await parts.pupil(identity)
        else { return nil }
        return (Visit(token: token, kind: .pupil, subject: identity), pupil)
    }
}
