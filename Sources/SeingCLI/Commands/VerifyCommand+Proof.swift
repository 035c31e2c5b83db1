import ArgumentParser
import Bootstrap
import ConventionVerification
import Foundation
import PDFModel
import ProofFiles

extension VerifyCommand {
    func validateProof() throws {
        guard proof.proof != nil else { return }
        if form.isMoreThanJSON || policy != .strict || reproduce || receipt.receipt != nil
            || receipt.checkReceipt != nil || !statements.isEmpty
        {
            throw ValidationError("--proof goes with --trust, --at, --json and --lang only")
        }
        if files.count > 1 { throw ValidationError("--proof goes with one convention: name one PDF, or none") }
    }

    /// Checks a proof file, and the convention that it is held against.
    func checkProof(
        _ path: String, _ files: [String], _ trust: [(name: String, content: [UInt8])], _ verifier: ConventionVerifier,
        now: Int64
    ) throws {
        let language = form.lang ?? .ofLocale
        let bytes = try ReadFile.bytes(path, in: language)
        let convention = try files.first.map { try judged($0, verifier, now, language) }
        let checker: ProofVerifier
        do {
            checker = try ProofVerifier(resources: .findForThisProgram(), trust: trust)
        } catch { throw Console.fail(error, as: self.trust == nil ? .unavailable : .usage) }
        let report: ProofReport
        do throws(NoProofFile) {
            report = try checker.check(
                bytes, with: convention.map { ProvenDocument($0.bytes, $0.report.validation) }, at: now)
        } catch {
            throw Console.fail(
                "\(Printable.text(path)): "
                    + language("ce n’est pas un dossier de preuve de Seing", "this is no proof file made by Seing"),
                as: .unreadable)
        }
        let check = ProofCheck(path: path, report: report, convention: convention?.report)
        Console.print(form.json ? try ProofCheckDTO(check).json() : ProofCheckText(check, in: language).text)
        if check.status != .done { throw check.status.exitCode }
    }

    private func judged(
        _ path: String, _ verifier: ConventionVerifier, _ now: Int64, _ language: Language
    ) throws -> (bytes: [UInt8], report: ConventionReport) {
        let bytes = try ReadFile.bytes(path, in: language)
        let start = ContinuousClock.now
        do throws(PDFReadError) {
            let report = try verifier.verify(
                bytes, at: now, mayGoOn: { start.duration(to: .now) < FileReport.timeLimit })
            return (bytes, report)
        } catch {
            let text = ReadErrorText(error: error, language: language)
            throw Console.fail("\(Printable.text(path)): \(text.answer) \(text.reason)", as: .unreadable)
        }
    }
}
