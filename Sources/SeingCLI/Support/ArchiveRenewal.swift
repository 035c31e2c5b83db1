import Bootstrap
import CertificateAuthority
import ConventionDomain
import ConventionVerification
import Foundation
import PAdESValidation
import PDFModel
import Parties
import Workflow

/// Adds layers to documents, and says in words why it does not.
struct ArchiveRenewal {
    let installation: Installation
    /// Unix time.
    let now: Int64
    let language: Language

    /// - Returns: `nil` when nothing is due.
    /// - Throws: ``WorkflowError`` when not even the document could be read from the store.
    func renewIfDue(_ id: ConventionID) async throws(WorkflowError) -> RenewalResult? {
        let bytes = try await installation.workflow.document(of: id).bytes
        let standing = ArchiveStanding(name: id.text, document: bytes)
        if let standing, !standing.isDue(at: now) { return nil }
        if let outcome = refusal(of: bytes) { return RenewalResult(name: id.text, outcome, standing: standing) }
        if let standing, isFutile(on: standing) {
            return RenewalResult(name: id.text, .refused(futilityText), standing: standing)
        }
        do throws(WorkflowError) {
            _ = try await installation.workflow.renewArchive(of: id)
            let renewed = try await installation.workflow.document(of: id).bytes
            return success(id.text, renewed, file: nil)
        } catch {
            return RenewalResult(name: id.text, failure(error), standing: standing)
        }
    }

    /// - Parameter write: Puts the renewed document where it is to be, and returns where that is.
    func renew(_ name: String, _ bytes: [UInt8], write: ([UInt8]) throws -> String) async -> RenewalResult {
        let standing = ArchiveStanding(name: name, document: bytes)
        if let outcome = refusal(of: bytes) { return RenewalResult(name: name, outcome, standing: standing) }
        let archived: [UInt8]
        do throws(WorkflowError) {
            archived = try await installation.workflow.renewArchive(ofDocument: bytes).document
        } catch {
            return RenewalResult(name: name, failure(error), standing: standing)
        }
        do { return success(name, archived, file: try write(archived)) } catch {
            let reason = (error as NSError).localizedDescription
            let text = language(
                "le document renouvelé n’a pu être écrit : \(reason)", "the renewed document was not written: \(reason)"
            )
            return RenewalResult(name: name, .failed(text), standing: standing)
        }
    }

    private func success(_ name: String, _ archived: [UInt8], file: String?) -> RenewalResult {
        RenewalResult(
            name: name, .renewed(file: file), standing: ArchiveStanding(name: name, document: archived))
    }

    private func failure(_ error: WorkflowError) -> RenewalResult.Outcome {
        let text = error.text(in: language.ofMessages)
        if case .unavailable = error { return .failed(text) }
        return .refused(text)
    }
}

extension ArchiveRenewal {
    /// Whether a layer of the built-in unit would have to be renewed as early as the one that is there. What outside
    /// authorities would give is not known before they give it.
    private func isFutile(on standing: ArchiveStanding) -> Bool {
        guard !installation.timeStamps.isOutside, let age = standing.age else { return false }
        let unit = installation.infrastructure.timeStampUnit.certificate
        return TimeStampAge(madeBy: unit, at: now).first.time <= age.first.time
    }

    private var futilityText: String {
        language(
            "une nouvelle couche ne prouverait pas plus longtemps : remplacez d’abord l’unité d’horodatage, avec seing pki "
                + "rotate tsu",
            "a new layer would prove no longer: replace the time-stamping unit first, with seing pki rotate tsu")
    }

    /// What is wrong with a document, and what to do; `nil` when a layer may be added.
    private func refusal(of bytes: [UInt8]) -> RenewalResult.Outcome? {
        let report: ConventionReport
        do {
            report = try installation.verifier().verify(bytes, at: now)
        } catch let error as PDFReadError {
            guard error.code != .noHeader else {
                return .unreadable(
                    PlainAnswer(FileReport(path: "", outcome: .notPDF(isEmpty: bytes.isEmpty)), in: language).text)
            }
            return .refused(ReadErrorText(error: error, language: language).answer)
        } catch {
            return .failed(String(describing: error))
        }
        guard report.verdict != .passed else { return nil }
        let standing = ArchiveStanding(name: "", facts: report.validation.facts)
        if case .ended = standing.state(at: now), let end = standing.age?.end {
            let time = Moment.text(end.time, in: language)
            return .refused(
                language(
                    "la preuve a pris fin le \(time) : une nouvelle couche ne prouverait plus rien ; gardez le fichier tel "
                        + "quel",
                    "the proof ended on \(time): a new layer would prove nothing any more; keep the file as it is"))
        }
        return .refused(text(JudgedDocument(report)))
    }

    private func text(_ judged: JudgedDocument) -> String {
        let answer = PlainAnswer(FileReport(path: "", outcome: .judged(judged)), in: language).text
        let causes = PlainCauses(judged, in: language).lines
        var lines = [answer] + causes.map { "  ! \($0)" }
        if judged.verdict == .undetermined {
            lines.append(
                language(
                    "  Renouvelez les listes de révocation : seing pki refresh-lists",
                    "  Renew the revocation lists: seing pki refresh-lists"))
        }
        return lines.joined(separator: "\n")
    }
}

extension FileReport {
    /// For a document that was given as bytes.
    init(path: String, outcome: Outcome) {
        (self.path, self.outcome, content, reproduction) = (path, outcome, nil, nil)
    }
}
