/// How the service made sure who was signing; part of the certificate's policies, so that a verifier says it offline.
public enum IdentificationMethod: String, Hashable, Sendable, Codable, CaseIterable {
    /// A one-time code sent to the e-mail address on file.
    case emailCode
    /// A one-time code sent to the mobile number on file.
    case smsCode
    /// An account with a second factor (RFC 6238).
    case accountWithTOTP
    /// A bearer token given to a named representative of an employer.
    case accessToken
    /// A key of the school's software that was let sign; the person holds the key of a certificate of his or her own besides.
    case schoolKey
}
