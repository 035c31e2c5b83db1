import Placements
import Workflow

/// Why a request got no answer of its own, before or in a use case.
enum RequestFailure: Error, Hashable, Sendable {
    case notFound
    case methodNotAllowed(allowed: String)
    /// The form does not come from a page of ours.
    case formTokenMissing
    /// The pages behind a reading link are shown after a code only.
    case readingCodeMissing
    case malformedForm
    case unsupportedMediaType(expected: String)
    /// `Accept` excludes the one media type that there is.
    case notAcceptable(offered: String)
    case bodyTooLarge
    case bodyTooSlow
    case tooManyRequests(retryAfterSeconds: Int)
    case malformedJSON
    case invalidMembers([InvalidMember])
    case accessTokenMissing
    case schoolKeyMissing
    case schoolKeyRefused
    case employerKeyMissing
    case employerKeyRefused
    /// The key was not let offer places, or the account for which it did is gone.
    case keyMayNotOffer
    case idempotencyKeyMissing
    case workflow(WorkflowError)
    case placement(PlacementError)
    /// Anything not foreseen; the kind of error is logged, nothing of it is shown.
    case unexpected(String)

    /// A member of a JSON body that is missing or not what it should be.
    struct InvalidMember: Hashable, Sendable {
        /// JSON Pointer (RFC 6901).
        let pointer: String
        /// French, for who wrote the client.
        let detail: String
        /// Stable name of a fault of a convention's data.
        var code: String?
    }

    /// Stable name, for logs and for problem types.
    var code: String {
        switch self {
        case .notFound: "not-found"
        case .methodNotAllowed: "method-not-allowed"
        case .formTokenMissing: "form-token-missing"
        case .readingCodeMissing: "reading-code-missing"
        case .malformedForm: "malformed-form"
        case .unsupportedMediaType: "unsupported-media-type"
        case .notAcceptable: "not-acceptable"
        case .bodyTooLarge: "body-too-large"
        case .bodyTooSlow: "body-too-slow"
        case .tooManyRequests: "too-many-requests"
        case .malformedJSON: "malformed-json"
        case .invalidMembers: "invalid-data"
        case .accessTokenMissing, .schoolKeyMissing, .schoolKeyRefused, .employerKeyMissing, .employerKeyRefused:
            "unauthorized"
        case .idempotencyKeyMissing: "idempotency-key-missing"
        case .workflow(let error): error.code
        case .keyMayNotOffer: "key-may-not-offer"
        case .placement(.changedMeanwhile): "changed-meanwhile"
        case .placement(.tooManyOffers(limit: _)): "too-many-offers"
        case .placement: "placement-refused"
        case .unexpected: "internal-error"
        }
    }
}
