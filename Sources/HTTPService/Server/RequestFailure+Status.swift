import HTTPTypes
import Workflow

import struct Foundation.Date

extension RequestFailure {
    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .formTokenMissing, .readingCodeMissing, .keyMayNotOffer: .forbidden
        case .malformedForm, .malformedJSON, .idempotencyKeyMissing: .badRequest
        case .unsupportedMediaType: .unsupportedMediaType
        case .notAcceptable: .notAcceptable
        case .bodyTooLarge: .contentTooLarge
        case .bodyTooSlow: .requestTimeout
        case .tooManyRequests: .tooManyRequests
        case .invalidMembers: .unprocessableContent
        case .accessTokenMissing, .schoolKeyMissing, .schoolKeyRefused, .employerKeyMissing, .employerKeyRefused:
            .unauthorized
        case .workflow(let error): error.status
        case .placement: .conflict
        case .unexpected: .internalServerError
        }
    }

    /// Header fields that belong to the status, whatever the form of the answer.
    func headers(now: Date) -> HTTPFields {
        var headers = HTTPFields()
        if case .methodNotAllowed(let allowed) = self { headers[.allow] = allowed }
        if status == .unauthorized { headers[.wwwAuthenticate] = challenge }
        if let seconds = retryAfterSeconds(now: now) { headers[.retryAfter] = String(seconds) }
        return headers
    }

    /// Source: RFC 6750 §3, which wants no error code where no token was given.
    private var challenge: String {
        [.accessTokenMissing, .schoolKeyMissing, .employerKeyMissing].contains(self)
            ? #"Bearer realm="seing""# : #"Bearer realm="seing", error="invalid_token""#
    }

    private func retryAfterSeconds(now: Date) -> Int? {
        switch self {
        case .tooManyRequests(let seconds): seconds
        case .workflow(.codeLocked(let until)), .workflow(.tooManyCodes(let until)):
            max(1, Int(until.timeIntervalSince(now).rounded(.up)))
        case .workflow(.unavailable): 30
        default: nil
        }
    }
}

extension WorkflowError {
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .unknownLink, .unknownConvention, .noHealthSheet: .notFound
        case .expiredLink, .revokedLink, .disownedLink, .conventionErased, .placementOver: .gone
        case .unauthorized: .unauthorized
        case .signatoryMismatch: .forbidden
        case .alreadySigned, .signaturePending, .notYourTurn, .consentVersionChanged, .documentChanged,
            .conventionCancelled,
            .conventionRefused, .conventionCompleted, .noLongerNeeded, .conventionExpired, .conventionOnHold,
            .conventionSuperseded,
            .someoneSigned, .wrongState, .paper, .retention, .overlapping, .smsOnly, .accountRequired, .delegation,
            .amendment, .attestation:
            .conflict
        case .wrongCode, .codeExpired, .consentMissing, .invalidData, .idempotencyConflict: .unprocessableContent
        case .codeLocked, .tooManyCodes: .tooManyRequests
        case .ownCertificate(.sessionUnknown): .notFound
        case .ownCertificate(.keyMayNotSign): .forbidden
        case .ownCertificate(.sessionExpired): .gone
        case .ownCertificate: .unprocessableContent
        case .unavailable: .serviceUnavailable
        }
    }
}
