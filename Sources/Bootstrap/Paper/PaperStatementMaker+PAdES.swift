import CertificateAuthority
import ConventionDomain
import ConventionTemplates
import CurlBridge
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
        let threads = BlockingThreads("paper", count: 8)
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
        let start = ContinuousClock.now
        let isActive: Bool? = try? {
            let document = try PDFDocument(bytes: scan.bytes, mayGoOn: { start.duration(to: .now) < .seconds(10) })
            return try Self.isActive(document)
        }()
        switch isActive {
        case false?: return
        case true?: throw .invalid([PaperScanFault.active.text])
        case nil: throw .invalid([PaperScanFault.damaged(.pdf).text])
        }
    }

    /// A scanner writes pages and pictures; parents open what is embedded here.
    ///
    /// - Throws: `PDFReadError` when an object cannot be read or there is no first page.
    private static func isActive(_ document: PDFDocument) throws(PDFReadError) -> Bool {
        let newest = document.lastRevision.index
        let pages = try document.dictionary(document.catalog(asOf: newest)["Pages"], asOf: newest)
        guard let first = try document.array(pages?["Kids"], asOf: newest)?.first,
            try document.dictionary(first, asOf: newest) != nil
        else { throw PDFReadError(.missingObject, found: "no first page", expected: "one page at least") }
        var (waiting, seen): ([PDFObject], Set<PDFReference>) = ([.dictionary(document.trailer(asOf: newest))], [])
        while let object = waiting.popLast() {
            switch object {
            case .reference(let reference) where seen.insert(reference).inserted:
                waiting.append(try document.resolve(object, asOf: newest))
            case .array(let elements): waiting += elements
            case .stream(let stream): waiting.append(.dictionary(stream.dictionary))
            case .dictionary(let dictionary):
                if dictionary.keys.contains(where: activeKeys.contains) { return true }
                if case .name(let kind)? = dictionary["S"], actions.contains(kind) { return true }
                waiting += dictionary.map(\.value)
            default: break
            }
        }
        return false
    }

    /// Source: ISO 32000-1 §12.6, §12.7, §7.11.4.
    private static let activeKeys: Set<PDFName> = [
        "OpenAction", "AA", "JS", "JavaScript", "AcroForm", "XFA", "EmbeddedFiles", "EF", "RichMediaContent",
    ]
    private static let actions: Set<PDFName> = [
        "JavaScript", "Launch", "URI", "SubmitForm", "ImportData", "GoToE", "GoToR", "Movie", "Sound", "Rendition",
    ]

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
