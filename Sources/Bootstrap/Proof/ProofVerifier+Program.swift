import PAdESValidation
import Persistence
package import ProofFiles
import XMLBridge

import struct Foundation.Data
import struct Foundation.URL

extension ProofVerifier {
    /// Checks with the schema that came with the program.
    ///
    /// - Parameter trust: Name and content of every file of the trust folder.
    /// - Throws: What is wrong with the program's files or the trust folder.
    package init(resources: Resources, trust: [(name: String, content: [UInt8])]) throws {
        let schema = try Data(contentsOf: URL(filePath: resources.templates + "/Schemas/proof.rng"))
        self.init(
            schema: try RelaxNGSchema(Array(schema)), trust: try TrustMaterial(files: trust),
            policyArc: try TrustDirectory.policyArc(in: trust), decode: JournalPayload.event)
    }
}
