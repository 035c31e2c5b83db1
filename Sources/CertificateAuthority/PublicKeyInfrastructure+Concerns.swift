package import struct Foundation.Date

extension PublicKeyInfrastructure {
    /// What an operator has to see to: certificates and lists that end soon or have ended, a clock that is wrong.
    ///
    /// The issuing CA's list is not among them: the service renews it by itself.
    ///
    /// - Returns: One sentence each, which says what to do.
    package static func concerns(directory: String, now: Date) throws(CertificateAuthorityError) -> [String] {
        try status(directory: directory, now: now).items.filter { $0.needsAttention }.compactMap(\.concern)
    }
}

extension InfrastructureStatus.Item {
    fileprivate var concern: String? {
        switch subject {
        case .root: certificateConcern("root", "open a data directory with new keys for new conventions")
        case .issuingAuthority: certificateConcern("issuing CA", "run: seing pki rotate ca --root-dir DIR")
        case .timeStampingUnit: certificateConcern("time-stamping unit", "run: seing pki rotate tsu --root-dir DIR")
        case .seal: certificateConcern("seal", "run: seing pki rotate seal --root-dir DIR")
        case .rootList: rootListConcern
        case .issuingAuthorityList: nil
        }
    }

    private func certificateConcern(_ holder: String, _ remedy: String) -> String? {
        switch state {
        case .valid: keyPlace == .missing ? "the key of the \(holder) is missing; restore it from a backup" : nil
        // Said once for each certificate that signs every day.
        case .notYetValid where subject == .root || subject == .seal: nil
        case .notYetValid:
            "the machine's clock lies before the certificate of the \(holder); nothing can be signed; set the clock"
        case .due: "the certificate of the \(holder) expires within 45 days; \(remedy)"
        case .ended: "the certificate of the \(holder) has expired: nothing can be signed; \(remedy)"
        }
    }

    private var rootListConcern: String? {
        guard state == .due || state == .ended else { return nil }
        return "the root's revocation list \(state == .ended ? "has ended" : "ends within 45 days"); without it"
            + " no signature is accepted; bring the root's key and run: seing pki refresh-lists --root-dir DIR"
    }
}
