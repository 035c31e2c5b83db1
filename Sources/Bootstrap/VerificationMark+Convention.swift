import ConventionDomain
import ConventionTemplates
import HTTPService
import OpenSSLBridge
import Parties
import Typesetting

extension VerificationMark {
    /// The mark of a convention's pages: the service's verification page, with the digest of the data.
    ///
    /// - Returns: `nil` for a document that names no address.
    init?(_ data: ConventionData, _ issue: IssueContext) {
        guard let base = issue.verificationAddress, let convention = ConventionID(issue.conventionID),
            let digest = DocumentDigest(
                hexadecimal: String(
                    ConventionXML.canonicalDigest(data, sha256: DigestAlgorithm.sha256.digest).dropFirst(
                        "sha256:".count)))
        else { return nil }
        let shown = base.replacing("https://", with: "").replacing("http://", with: "")
        let code = VerificationCode.text(convention, digest)
        self.init(
            // Capitals make the code a size smaller, and its modules larger.
            address: "\(base)\(VerificationPaths.page)/\(convention.text)/\(digest.hexadecimal.uppercased())",
            printedText: "Vérifier cette page\u{202F}: \(shown)\(VerificationPaths.page), code \(code)",
            alternativeText:
                "Code QR qui mène à \(base)\(VerificationPaths.page), où cette page se vérifie avec le code \(code)")
    }
}

extension DocumentContent {
    /// The same with the verification mark on each page.
    func marked(_ data: ConventionData, _ issue: IssueContext) -> DocumentContent {
        var content = self
        content.verification = VerificationMark(data, issue)
        return content
    }
}
