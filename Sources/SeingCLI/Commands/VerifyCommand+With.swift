import Bootstrap
import ConventionVerification
import Foundation
import PAdESValidation
import PDFModel

extension VerifyCommand {
    /// Reads the statements named with `--with` and judges their seals. One that is no statement is a finding, one that is not
    /// there a mistake.
    func judgedStatements(
        _ trust: [(name: String, content: [UInt8])], for files: [FileSearch.Found], at now: Int64
    ) throws -> [JudgedPaperStatement] {
        guard !statements.isEmpty else { return [] }
        let language = form.lang ?? .ofLocale
        guard files.count == 1, case .file? = files.first else {
            throw Console.fail(
                language("--with s’emploie avec une seule convention", "--with goes with one convention"), as: .usage)
        }
        let judge = PaperStatementJudge(
            trust: try TrustMaterial(files: trust), policyArc: try TrustDirectory.policyArc(in: trust))
        let end = ContinuousClock.now + FileReport.timeLimit
        return try RawPath.restored(statements).map { path in
            do {
                return judge.judge(try NamedFile(path: path).read(), at: now) {
                    ContinuousClock.now < end && !Interruption.isRequested
                }
            } catch let fault as FileFault {
                throw Console.fail("\(Printable.text(path)): \(fault.text(in: language))", as: .unreadable)
            } catch {
                throw Console.fail(
                    "\(Printable.text(path)): "
                        + language("ce fichier est trop grand", "this file is too large"), as: .unreadable)
            }
        }
    }
}
