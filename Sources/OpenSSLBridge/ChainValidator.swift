private import COpenSSL

/// Builds and judges the chain from a certificate to an anchor at one moment, by RFC 5280 §6, offline.
///
/// Anchors, intermediate certificates and revocation lists come from the caller only.
///
/// Deviates: OpenSSL counts the very last second of a validity as expired, RFC 5280 §4.1.2.5 as valid.
package struct ChainValidator: Sendable {
    /// What the leaf is to have been used for.
    package enum Purpose: Hashable, Sendable {
        /// Signature of a natural person.
        case signatory
        /// Signature of a time-stamp token (RFC 3161 §2.3).
        case timeStamping
        /// Seal of an organisation.
        case seal
    }

    /// For which certificates a revocation list must be there.
    package enum RevocationRule: Hashable, Sendable {
        /// For every certificate below the anchor, but for a leaf that says it is short-term without revocation.
        case requiredForCAs
        /// For none; lists are not read.
        case none
    }

    /// How closely certificates must keep to RFC 5280.
    package enum Strictness: Hashable, Sendable {
        /// To the letter, with 112 bits of security in every key and signature.
        case strict
        /// As the world issues them; which algorithms are relied on is left to the caller.
        case general
    }

    package let anchors: [Certificate]
    package let revocationLists: [CertificateRevocationList]
    package let revocationRule: RevocationRule
    package let strictness: Strictness

    package init(
        anchors: [Certificate], revocationLists: [CertificateRevocationList], revocationRule: RevocationRule,
        strictness: Strictness = .strict
    ) {
        self.strictness = strictness
        self.anchors = anchors
        self.revocationLists = revocationLists
        self.revocationRule = revocationRule
    }

    /// Judges one certificate.
    ///
    /// - Parameters:
    ///   - leaf: The certificate that was used.
    ///   - intermediates: Candidates for the certificates between leaf and anchor; not trusted by being here.
    ///   - time: The moment of use, Unix time: the proven time of a signature.
    ///   - purpose: What the leaf was used for.
    ///   - policies: Object identifiers for each of which the whole chain must be valid; empty asks for none.
    package func validate(
        _ leaf: Certificate, intermediates: [Certificate], at time: Int64, for purpose: Purpose, policies: [String] = []
    ) -> ChainOutcome {
        if let fault = purpose.fault(in: leaf, strictness) { return fault }
        let outcome: ChainOutcome
        do throws(OpenSSLError) {
            outcome = try PathBuilder(anchors: anchors, time: time, policies: policies, strictness: strictness)
                .path(from: leaf, intermediates: intermediates)
        } catch {
            return .untrusted(code: .other, depth: 0, text: error.description)
        }
        guard case .trusted(let chain) = outcome, revocationRule == .requiredForCAs else { return outcome }
        return RevocationChecker(lists: revocationLists, purpose: purpose).firstFault(in: chain, at: time) ?? outcome
    }
}

extension ChainValidator.Purpose {
    /// What in the leaf forbids this use; `nil` when nothing does.
    func fault(in leaf: Certificate, _ strictness: ChainValidator.Strictness) -> ChainOutcome? {
        if leaf.isCA { return wrong("the certificate is an authority's, expected an end entity's") }
        // Source: RFC 5280 §4.2.1.3: without the extension nothing is forbidden.
        let unrestricted: Set<KeyUsage> = strictness == .general ? [.digitalSignature] : []
        let usages = leaf.keyUsage?.values ?? unrestricted
        guard !usages.isDisjoint(with: [.digitalSignature, .nonRepudiation]) else {
            return wrong("keyUsage has neither digitalSignature nor nonRepudiation")
        }
        return self == .timeStamping ? timeStampingFault(in: leaf, usages) : signingFault(in: leaf, strictness)
    }

    /// Source: RFC 3161 §2.3, ETSI EN 319 422
    private func timeStampingFault(in leaf: Certificate, _ usages: Set<KeyUsage>) -> ChainOutcome? {
        let isAlone = leaf.extendedKeyUsage?.values == [ExtensionOID.timeStamping]
        guard isAlone, leaf.extendedKeyUsage?.isCritical == true else {
            return wrong("extendedKeyUsage is not timeStamping, critical and alone")
        }
        guard usages.isSubset(of: [.digitalSignature, .nonRepudiation]) else {
            return wrong("keyUsage allows more than signatures")
        }
        return nil
    }

    private func signingFault(in leaf: Certificate, _ strictness: ChainValidator.Strictness) -> ChainOutcome? {
        guard let purposes = leaf.extendedKeyUsage?.values else { return nil }
        var accepted: Set<String> = [
            ExtensionOID.documentSigning, ExtensionOID.emailProtection, ExtensionOID.anyExtendedKeyUsage,
        ]
        if strictness == .general {
            accepted.formUnion([ExtensionOID.adobeDocumentSigning, ExtensionOID.microsoftDocumentSigning])
        }
        return purposes.isDisjoint(with: accepted) ? wrong("extendedKeyUsage does not allow to sign documents") : nil
    }

    private func wrong(_ text: String) -> ChainOutcome { .untrusted(code: .wrongUsage, depth: 0, text: text) }
}
