package import ConventionDomain
import OpenSSLBridge
package import PAdESValidation
package import Parties
package import XMLBridge

/// The bytes are no proof file at all.
package struct NoProofFile: Error, Hashable, Sendable {}

/// Checks proof files, offline and strictly: form, seal, journal, and the document that a file is about.
package struct ProofVerifier: Sendable {
    private let schema: RelaxNGSchema
    private let trust: TrustMaterial
    private let policyArc: PolicyArc?
    private let decode: @Sendable (_ payload: [UInt8], _ type: String) -> ConventionEvent?

    /// - Parameters:
    ///   - schema: `Templates/Schemas/proof.rng`.
    ///   - decode: Reads the payload of an event of the journal; `nil` for what is none.
    package init(
        schema: RelaxNGSchema, trust: TrustMaterial, policyArc: PolicyArc?,
        decode: @escaping @Sendable (_ payload: [UInt8], _ type: String) -> ConventionEvent?
    ) {
        (self.schema, self.trust, self.policyArc, self.decode) = (schema, trust, policyArc, decode)
    }

    /// - Parameters:
    ///   - document: The convention and the verifier's report on it; `nil` when only the file is to be checked.
    ///   - now: The moment of validation, Unix time.
    /// - Throws: ``NoProofFile`` when the bytes are not XML of this namespace.
    package func check(_ bytes: [UInt8], with document: ProvenDocument?, at now: Int64) throws(NoProofFile)
        -> ProofReport
    {
        let file: XMLDocument
        do throws(XMLProblem) { file = try XMLDocument(parsing: bytes, limits: ProofLimits.xml) } catch {
            throw NoProofFile()
        }
        guard file.root.name == "proof", file.root.namespace == ProofXML.namespace else { throw NoProofFile() }
        // Written in its canonical form, which has no room for comments, declarations and other encodings: a comment in the middle of a text
        // leaves the seal intact, and cuts that text for programs which take comments for parts of it.
        guard (try? file.canonicalBytes()) == bytes else { return .worthless(.schema) }
        // Without the one form that the schema admits, nothing below would know what it reads.
        guard schema.problems(in: file).isEmpty else { return .worthless(.schema) }
        let seal = XMLSealCheck(
            document: file, validator: SealValidator(trust: trust, policyArc: policyArc)
        ).report(at: now)
        guard seal.isIntact else { return .worthless(.seal) }
        guard let content = ProofContent(file.root, decode: decode) else { return .worthless(.content, seal: seal) }
        var faults = content.faults()
        let anchoring = anchoring(content.journal, at: now, &faults)
        let binding = document.map { $0.binding(to: content, &faults) } ?? .notAsked
        return ProofReport(
            title: content.title, seal: seal, faults: ProofReport.Fault.allCases.filter(faults.contains),
            anchoring: anchoring, binding: binding)
    }

    private func anchoring(
        _ journal: JournalExtract, at now: Int64, _ faults: inout Set<ProofReport.Fault>
    ) -> ProofReport.Anchoring {
        guard let anchor = journal.anchor else { return .none }
        let report = TimeStampValidator(trust: trust).validate(
            anchor.token, sha256: DigestAlgorithm.sha256.digest(anchor.canonical), at: now)
        guard report.isIntact else {
            faults.insert(.anchor)
            return .untrusted(report.time)
        }
        if report.identity == .trusted, let time = report.time { return .proven(time) }
        return .untrusted(report.time)
    }
}

extension ProofReport {
    fileprivate static func worthless(_ fault: Fault, seal: SealReport = SealValidator.brokenSeal) -> ProofReport {
        ProofReport(title: nil, seal: seal, faults: [fault], anchoring: .none, binding: .notAsked)
    }
}
