import Parties

/// What speaks against a certificate of the signatory's own, or against what was made with it.
///
/// The raw values are the names of problems in the API.
package enum OwnCertificateRefusal: String, Error, Hashable, Sendable, CaseIterable {
    /// The operator trusts no authority for own certificates of this role.
    case notAccepted = "own-certificates-not-accepted"
    case malformed = "certificate-malformed"
    /// Its chain leads to no authority that the operator trusts for employers.
    case issuerUnknown = "certificate-issuer-unknown"
    case notYetValid = "certificate-not-yet-valid"
    case expired = "certificate-expired"
    case revoked = "certificate-revoked"
    /// Nobody could be asked whether it was revoked.
    case statusUnknown = "certificate-status-unknown"
    /// It was issued for something else than signing documents.
    case unsuitable = "certificate-unsuitable"
    /// Its key, or one of its chain, is too weak or of a kind that is not used here.
    case weakKey = "certificate-key-unsuitable"
    /// It names neither the signatory nor the host.
    case holderDiffers = "certificate-holder-differs"
    /// Own certificates do not sign for the school here: it has not set that they may.
    case schoolNotAccepted = "school-certificates-not-accepted"
    /// The key opens other things, and was not let sign.
    case keyMayNotSign = "key-may-not-sign"
    /// An organisation's certificate, where the school wants a person's.
    case sealNotAccepted = "seal-not-accepted"
    /// The algorithm is unknown, too weak, or not the key's.
    case algorithmUnsupported = "algorithm-unsupported"
    /// No session of this token has this name: it never had, was replaced or used up, or the service was restarted.
    case sessionUnknown = "signature-session-unknown"
    case sessionExpired = "signature-session-expired"
    /// The value was not made with the certificate's key over the signed attributes.
    case signatureInvalid = "signature-invalid"

    /// For who works with the command and for logs.
    var text: BilingualText {
        BilingualText(
            "le certificat ou la signature apportés par le signataire ne sont pas acceptés (\(rawValue))",
            "the certificate or signature that the signatory brought is not accepted (\(rawValue))")
    }
}
