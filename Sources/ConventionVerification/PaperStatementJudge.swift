import ConventionTemplates
import OpenSSLBridge
package import PAdESValidation
import PDFModel
package import Parties

/// Reads statements about signatures on paper and judges their seals; which convention they are given for does not matter here.
package struct PaperStatementJudge: Sendable {
    /// Name of the embedded data.
    package static let dataName = "attestation.xml"
    private static let dataByteLimit = 1 << 16
    private static let scanByteLimit = 1 << 25

    private let validator: DocumentValidator
    private let policyArc: PolicyArc?

    /// - Parameter policyArc: Under which object identifiers the platform's seal is named; without it no certificate is one.
    package init(trust: TrustMaterial, policyArc: PolicyArc?) {
        validator = DocumentValidator(trust: trust, policyArc: policyArc, policy: .sealed)
        self.policyArc = policyArc
    }

    /// - Parameters:
    ///   - bytes: A file that is given as a statement, whatever it is.
    ///   - now: The moment of verification, Unix time.
    package func judge(
        _ bytes: [UInt8], at now: Int64, mayGoOn: @escaping @Sendable () -> Bool = { true }
    ) -> JudgedPaperStatement {
        let digest = DigestAlgorithm.sha256.digest(bytes)
        do throws(PDFReadError) {
            let document = try PDFDocument(bytes: bytes, mayGoOn: mayGoOn)
            let report = try validator.validate(document, at: now)
            let seal = standing(report)
            let files = try EmbeddedFiles(of: document)
            guard let data = try files.content(named: Self.dataName, byteLimit: Self.dataByteLimit),
                let content = try? PaperSignatureXML.parse(data),
                let scan = try files.content(named: content.scan.name, byteLimit: Self.scanByteLimit)
            else { return JudgedPaperStatement(fileDigest: digest, standing: .unreadable) }
            let isScan = content.scan.digest == "sha256:" + hexadecimal(DigestAlgorithm.sha256.digest(scan))
            return JudgedPaperStatement(
                fileDigest: digest, standing: isScan ? seal : .changed, content: content,
                sealedBy: report.signatures.first?.certificate?.commonName,
                provenTime: report.signatures.first?.provenTime)
        } catch {
            return JudgedPaperStatement(fileDigest: digest, standing: .unreadable)
        }
    }

    /// One seal over the whole file, and nothing before, behind or beside it.
    private func standing(_ report: ValidationReport) -> JudgedPaperStatement.Standing {
        guard report.signatures.count == 1, let signature = report.signatures.first else { return .notSealed }
        guard report.integrity == .intact, report.facts.signatures.first?.coverage == .wholeDocument,
            report.facts.revisions.count == 2, report.documentTimeStamps.isEmpty
        else { return report.integrity == .undetermined ? .undetermined : .changed }
        switch report.identity {
        case .undetermined: return .undetermined
        case .untrusted, .revoked, .expired, .none: return .notTrusted
        case .trusted: break
        }
        guard let policyArc else { return .undetermined }
        // A signatory's certificate, or an employer's own, speaks for no platform.
        guard signature.ownCertificate == nil, let certificate = signature.certificate,
            certificate.policies.contains(policyArc.platformSealPolicy)
        else { return .notTrusted }
        return .sealed
    }
}

/// A statement, read, and what its seal is worth.
package struct JudgedPaperStatement: Sendable {
    package enum Standing: Sendable {
        case sealed
        /// Nothing is wrong with it, but who sealed it could not be checked.
        case undetermined
        case notSealed, changed, notTrusted
        /// No PDF, or none that holds a statement and its scan.
        case unreadable
    }

    package let fileDigest: [UInt8]
    package let standing: Standing
    let content: PaperSignature?
    let sealedBy: String?
    let provenTime: Int64?

    fileprivate init(
        fileDigest: [UInt8], standing: Standing, content: PaperSignature? = nil, sealedBy: String? = nil,
        provenTime: Int64? = nil
    ) {
        self.fileDigest = fileDigest
        self.standing = standing
        self.content = content
        self.sealedBy = sealedBy
        self.provenTime = provenTime
    }
}

func hexadecimal(_ bytes: [UInt8]) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
