import CertificateAuthority
import ConventionDomain
import ConventionTemplates
import Logging
import OpenSSLBridge
import PAdES
import PAdESSigning
import PDFModel
import Parties
import Typesetting
import Workflow

import struct Foundation.Date

extension PaperStatementMaker {
    /// Sets the statement, embeds the scan, and seals both with the platform's seal and a time-stamp.
    static func builtIn(
        _ infrastructure: PublicKeyInfrastructure, typesetter: Typesetter, timeStamps: TimeStampSource,
        timeZone: SchoolTimeZone, logger: Logger
    ) -> PaperStatementMaker {
        let press = StatementPress(
            seal: infrastructure.seal, typesetter: typesetter, timeStamps: timeStamps, timeZone: timeZone)
        let threads = WaitingThreads()
        return PaperStatementMaker { facts throws(PaperStatementFault) in
            let attempt: @Sendable () -> Result<[UInt8], any Error> = { Result { try press.make(facts) } }
            let made = if timeStamps.isOutside { await threads.run(attempt) } else { attempt() }
            switch made {
            case .success(let bytes): return bytes
            case .failure(let fault as PaperStatementFault): throw fault
            case .failure(let error):
                logger.error(
                    "a statement about a signature on paper could not be sealed",
                    metadata: ["reason": .string(String(describing: error))])
                throw .failed(TimeStampSource.isNoTimeStamp(error) ? .timeStamping : .signing)
            }
        }
    }
}

/// Makes one statement. Nothing of it is kept.
private struct StatementPress: Sendable {
    let seal: PlatformSeal
    let typesetter: Typesetter
    let timeStamps: TimeStampSource
    let timeZone: SchoolTimeZone

    func make(_ facts: PaperStatementFacts) throws -> [UInt8] {
        try requireReadable(facts.scan)
        let name = seal.certificate.subject.commonName ?? ""
        let content = PaperStatementContent(
            facts: facts, timeZone: timeZone, sealName: name,
            scanDigest: "sha256:" + Self.hexadecimal(DigestAlgorithm.sha256.digest(facts.scan.bytes)))
        let faults = PaperSignatureXML.faults(of: content.signature)
        guard faults.isEmpty else { throw PaperStatementFault.invalid(faults.map(\.inEachLanguage)) }
        if let scalar = typesetter.unprintable(in: "\(facts.attestedBy) \(facts.function)") {
            throw PaperStatementFault.invalid([Self.unprintable(scalar)])
        }
        let document = try typesetter.typeset(content.document).bytes
        let session = timeStamps.session()
        return try DocumentSigner(timeStampAuthority: session.authority).sign(
            PDFDocument(bytes: document), request: request(facts, name),
            // The root certified it, and is no part of a signature.
            credential: SigningCredential(certificate: seal.certificate, chain: [], key: seal.key))
    }

    private func request(_ facts: PaperStatementFacts, _ name: String) -> SignatureRequest {
        let moment = FrenchDate(timeZone: timeZone).moment(facts.attestedAt)
        return SignatureRequest(
            fieldName: PaperStatementContent.fieldName,
            appearance: SignatureAppearance(
                signatory: name, capacity: seal.certificate.subject.organizationName ?? "",
                statement: "Cachet électronique apposé le \(moment)"),
            claimedTime: PDFDate(secondsSince1970: Int64(facts.attestedAt.timeIntervalSince1970)))
    }

    /// A PDF is read as everybody's are; pictures were looked at when they were handed in.
    private func requireReadable(_ scan: PaperScan) throws(PaperStatementFault) {
        guard scan.kind == .pdf else { return }
        let hasPages: Bool? = {
            guard let document = try? PDFDocument(bytes: scan.bytes) else { return nil }
            return try? document.catalog(asOf: document.lastRevision.index)["Pages"] != nil
        }()
        guard hasPages == true else { throw .invalid([PaperScanFault.damaged(.pdf).text]) }
    }

    private static func unprintable(_ scalar: Unicode.Scalar) -> BilingualText {
        let code = String(scalar.value, radix: 16, uppercase: true)
        return BilingualText(
            "le caractère U+\(code) du nom ou de la fonction ne peut pas être imprimé : écrivez-le autrement",
            "the character U+\(code) of the name or the function cannot be printed: write it differently")
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
