import CertificateAuthority
import ConventionDomain
import ConventionVerification
import CurlBridge
import Logging
import OpenSSLBridge
import PAdESSigning
import PAdESValidation
import Parties
import Persistence
import ProofFiles
import Typesetting
import Workflow

import struct Foundation.Date

/// What proof files are made with.
struct ProofTools: Sendable {
    let store: SQLiteStore
    let infrastructure: PublicKeyInfrastructure
    let timeStamps: TimeStampSource
    let typesetter: Typesetter
    let dates: FrenchDate
    let logger: Logger
    /// Reads the document's signatures; made anew for each file.
    let verifier: @Sendable () throws -> ConventionVerifier
}

extension ProofMaker {
    /// Makes each proof file anew from the journal and the document, and seals it with the platform's key.
    static func builtIn(_ tools: ProofTools) -> ProofMaker {
        let threads = BlockingThreads("proofs", count: 8)
        return ProofMaker(
            file: { request, form throws(ProofInability) in
                let file = try await ProofAssembly(tools: tools, request: request).file()
                let seal: @Sendable () -> Result<[UInt8], any Error> = { Result { try tools.seal(file) } }
                let sealed = if tools.timeStamps.isOutside { await threads.run(seal) } else { seal() }
                do {
                    let xml = try sealed.get()
                    return form == .xml ? xml : try tools.pdf(file, holding: xml)
                } catch { throw tools.inability(error) }
            },
            content: { request throws(ProofInability) in
                tools.page(try await ProofAssembly(tools: tools, request: request).file())
            })
    }
}

extension ProofTools {
    fileprivate func seal(_ file: ProofFile) throws -> [UInt8] {
        let sealer = XMLSealer(
            certificate: infrastructure.seal.certificate, key: infrastructure.seal.key,
            timeStamp: timeStamps.session().authority.token)
        return try sealer.seal(ProofXML.element(of: file), at: Date(timeIntervalSince1970: Double(file.madeAt)))
    }

    fileprivate func page(_ file: ProofFile) -> DocumentContent { ProofPage(file, moment: dates.moment).content }

    fileprivate func pdf(_ file: ProofFile, holding xml: [UInt8]) throws -> [UInt8] {
        var content = page(file)
        content.associatedFiles = [
            AssociatedFile(
                name: "dossier-de-preuve.xml",
                description: "Le dossier de preuve scellé, dont ce PDF est la forme lisible",
                mediaType: "application/xml", relationship: .source, data: xml)
        ]
        return try typesetter.typeset(content).bytes
    }

    fileprivate func inability(_ error: any Error) -> ProofInability {
        if TimeStampSource.isNoTimeStamp(error) { return .noTimeStamp }
        let reason = String(describing: error)
        logger.error("a proof file could not be made", metadata: ["reason": .string(reason)])
        return .other(reason)
    }
}

/// Gathers what one proof file says.
private struct ProofAssembly {
    let tools: ProofTools
    let request: ProofRequest
    let scope: ProofScope

    init(tools: ProofTools, request: ProofRequest) {
        (self.tools, self.request) = (tools, request)
        scope = request.fieldName.map(ProofScope.signatory) ?? .convention
    }

    func file() async throws(ProofInability) -> ProofFile {
        let history = request.history
        let journal = try await journal()
        let all = history.entries.map { ProofEvent(at: Int64($0.at.timeIntervalSince1970), event: $0.event) }
        // The newest description: a preparation describes the convention before there is a draft.
        guard let drafting = all.lazy.compactMap(\.event.signedDrafting).last else {
            throw .storage(.damaged("a journal without a draft"))
        }
        let revisions = all.compactMap(ProofRevision.init)
        let signatures = try signatures()
        let open = zip(journal.events, all).compactMap { header, event in
            if case .open? = header.payload { event } else { nil }
        }
        return ProofFile(
            scope: scope, madeAt: Int64(request.madeAt.timeIntervalSince1970), isDemo: request.isDemo,
            reference: history.id.text, state: request.state,
            subject: .init(
                outline: drafting.outline, templateIdentifier: drafting.templateIdentifier,
                dataDigest: drafting.dataDigest),
            revisions: revisions,
            parties: drafting.signatories.map { party($0, of: drafting, signatures[$0.fieldName], open) },
            journal: journal, events: open)
    }

    /// The journal may have grown since it was read: then the caller reads again.
    private func journal() async throws(ProofInability) -> JournalExtract {
        let extract: JournalExtract?
        do {
            extract = try await tools.store.extractJournal(of: request.history.id) { [scope] in scope.withholds($0) }
        } catch { throw .storage(error) }
        guard let extract, extract.events.last?.hash == DocumentDigest(bytes: request.history.head.hash) else {
            throw .storage(.headMoved)
        }
        return extract
    }

    private func party(
        _ signatory: Signatory, of drafting: Drafting, _ signature: ProofSignature?, _ open: [ProofEvent]
    ) -> ProofParty {
        let field = signatory.fieldName
        guard scope.tells(of: field) else {
            return ProofParty(
                fieldName: field, role: signatory.role, person: nil, statements: [], signature: signature)
        }
        let person = ProofParty.Person(
            name: signatory.name, capacity: signatory.capacity, organisation: drafting.organisations[field],
            maskedEmail: request.history.addressWhenSigned(field).map(MaskedAddress.of))
        let agreed = open.compactMap { event in
            if case .consentGiven(let consent) = event.event, consent.fieldName == field {
                consent.textDigest
            } else {
                nil
            }
        }
        let statements = request.statements.filter { agreed.contains($0.textDigest) }.map {
            ProofParty.Statement(digest: $0.textDigest, text: $0.text)
        }
        return ProofParty(
            fieldName: field, role: signatory.role, person: person, statements: statements, signature: signature)
    }

    /// The signatures that the document holds, by field name.
    private func signatures() throws(ProofInability) -> [String: ProofSignature] {
        let validation: ValidationReport
        do {
            let now = Int64(request.madeAt.timeIntervalSince1970)
            validation = try tools.verifier().verify(request.document, at: now).validation
        } catch { throw tools.inability(error) }
        var signatures: [String: ProofSignature] = [:]
        for report in validation.signatures { signatures[report.fieldName] = proof(report) }
        return signatures
    }

    private func proof(_ report: SignatureReport) -> ProofSignature? {
        guard let certificate = report.certificate,
            let digest = DocumentDigest(bytes: DigestAlgorithm.sha256.digest(certificate.der))
        else { return nil }
        let stamp = report.timeStamps.first
        return ProofSignature(
            revision: report.revisionIndex, certificateSerial: certificate.serialNumber, certificateDigest: digest,
            certificate: scope.tells(of: report.fieldName)
                ? .init(
                    subject: certificate.subject, issuer: certificate.issuer, notBefore: certificate.notBefore,
                    notAfter: certificate.notAfter) : nil,
            timeStamp: stamp?.generationTime, timeStampUnit: stamp?.certificate?.commonName)
    }
}

extension ConventionHistory {
    /// Where a signatory was reached when he or she signed, or is now: later corrections name the address before them.
    fileprivate func addressWhenSigned(_ fieldName: String) -> String? {
        var hasSigned = false
        for entry in entries where entry.event.fieldName == fieldName {
            if case .signed = entry.event { hasSigned = true }
            if hasSigned, case .contactCorrected(let correction) = entry.event { return correction.formerEmail }
        }
        return contacts[fieldName]?.email
    }
}
