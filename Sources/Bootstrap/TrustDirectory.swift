private import CertificateAuthority
import Foundation
package import Parties

/// Reads a folder of anchors, certificates and revocation lists.
package enum TrustDirectory {
    package typealias File = (name: String, content: [UInt8])

    /// Name and content of every file, in alphabetical order; folders inside are not entered.
    ///
    /// - Throws: What the file system says when the folder cannot be read.
    package static func files(_ path: String) throws -> [File] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted().compactMap { name in
            let file = "\(path)/\(name)"
            // Foundation answers the same at the price of a signature's verification.
            guard FileSystem.isRegularFile(file) else { return nil }
            return (name, [UInt8](try Data(contentsOf: URL(filePath: file, directoryHint: .notDirectory))))
        }
    }

    /// Under which arc roles and identification are named.
    ///
    /// - Returns: `nil` when the folder does not say; roles cannot be read then.
    /// - Throws: ``MalformedPolicies`` when there is a `policies.json` that does not say it either.
    package static func policyArc(
        in files: [(name: String, content: [UInt8])]
    ) throws(MalformedPolicies) -> PolicyArc? {
        struct Policies: Decodable { let arc: String }
        guard let file = files.first(where: { $0.name == policiesFile }) else { return nil }
        guard let policies = try? JSONDecoder().decode(Policies.self, from: Data(file.content)),
            let arc = PolicyArc(oid: policies.arc)
        else { throw MalformedPolicies() }
        return arc
    }

    private static let policiesFile = "policies.json"

    /// The trust folder's `policies.json` is none.
    package struct MalformedPolicies: Error, Hashable, Sendable, CustomStringConvertible {
        package var description: String {
            "could not read policies.json of the trust folder: expected an object whose member arc is an object"
                + " identifier, such as {\"arc\":\"1.3.6.1.4.1.32473\"}; fetch the folder again from who issued it"
        }
    }
}
