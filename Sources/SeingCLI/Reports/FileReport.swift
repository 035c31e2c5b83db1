import ConventionVerification
import Foundation
import PDFModel

/// What came out for one file.
struct FileReport {
    enum Outcome {
        case judged(ConventionReport)
        /// The file is missing, or no PDF that can be read; the text says which.
        case unreadable(String)
    }

    let path: String
    let outcome: Outcome

    init(path: String, verifier: ConventionVerifier, now: Int64) {
        self.path = path
        do {
            let data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
            outcome = .judged(try verifier.verify([UInt8](data), at: now))
        } catch let error as PDFReadError {
            outcome = .unreadable(error.description)
        } catch {
            outcome = .unreadable("could not open the file: \((error as NSError).localizedDescription)")
        }
    }

    var status: ExitStatus {
        switch outcome {
        case .unreadable: .unreadable
        case .judged(let report):
            switch report.verdict {
            case .passed: .done
            case .failed: .failed
            case .undetermined: .undetermined
            }
        }
    }

    /// The gravest of all: unreadable, then failed, then undetermined.
    static func status(of reports: [FileReport]) -> ExitStatus {
        let statuses = reports.map(\.status)
        return [.unreadable, .failed, .undetermined].first { statuses.contains($0) } ?? .done
    }
}
