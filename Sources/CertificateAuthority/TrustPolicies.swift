package import Parties

private import struct Foundation.Data
private import class Foundation.JSONDecoder
private import class Foundation.JSONEncoder

/// What a verifier needs to know besides certificates: `policies.json`.
///
/// ```json
/// {"arc":"1.3.6.1.4.1.32473","demo":true,"organisation":"Lycée Voltaire"}
/// ```
package struct TrustPolicies: Hashable, Sendable {
    /// The arc under which roles and ways of identification are named.
    package let arc: PolicyArc
    /// Whether everything signed with these keys is without legal value.
    package let isDemo: Bool
    /// Who runs the service.
    package let organisation: String

    package init(arc: PolicyArc, isDemo: Bool, organisation: String) {
        self.arc = arc
        self.isDemo = isDemo
        self.organisation = organisation
    }

    private struct File: Codable {
        let arc: String
        let demo: Bool
        let organisation: String
    }

    init(json: [UInt8], path: String) throws(CertificateAuthorityError) {
        guard let file = try? JSONDecoder().decode(File.self, from: Data(json)) else {
            throw CertificateAuthorityError(
                .inconsistent, "could not read \(path): expected an object with arc, demo and organisation")
        }
        guard let arc = PolicyArc(oid: file.arc) else {
            throw CertificateAuthorityError(.inconsistent, "could not read \(path): arc is no object identifier")
        }
        self.init(arc: arc, isDemo: file.demo, organisation: file.organisation)
    }

    func json() throws(CertificateAuthorityError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        do {
            return try Array(encoder.encode(File(arc: arc.oid, demo: isDemo, organisation: organisation))) + [0x0a]
        } catch {
            throw CertificateAuthorityError(.request, "could not write the policies: \(error)")
        }
    }
}
