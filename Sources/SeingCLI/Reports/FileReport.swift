import ConventionVerification
import PDFModel

/// What came out for one file.
struct FileReport {
    enum Outcome {
        case judged(ConventionReport)
        /// The file begins as a PDF and cannot be read as one: it is damaged, altered, or built in another way.
        case damaged(PDFReadError)
        /// The file takes more than is spent on any document.
        case beyondLimits(PDFReadError)
        /// The file does not begin as a PDF.
        case notPDF(isEmpty: Bool)
        case unopened(FileFault)
    }

    /// Longest work on one file.
    static let timeLimit = Duration.seconds(10)

    let path: String
    let outcome: Outcome

    /// - Parameter now: The moment of verification, Unix time.
    init(path: String, verifier: ConventionVerifier, now: Int64) {
        self.path = path
        let start = ContinuousClock.now
        do {
            let bytes = try NamedFile(path: path).read()
            outcome = Self.outcome(of: bytes) { () throws(PDFReadError) in
                try verifier.verify(bytes, at: now) { start.duration(to: .now) < Self.timeLimit }
            }
        } catch let error as PDFReadError {
            outcome = .beyondLimits(error)
        } catch {
            outcome = .unopened(error as? FileFault ?? .failed)
        }
    }

    private static func outcome(
        of bytes: [UInt8], _ verify: () throws(PDFReadError) -> ConventionReport
    ) -> Outcome {
        do throws(PDFReadError) {
            return .judged(try verify())
        } catch {
            switch error.code {
            case .noHeader: return .notPDF(isEmpty: bytes.isEmpty)
            case .limitExceeded: return .beyondLimits(error)
            default: return .damaged(error)
            }
        }
    }

    var status: ExitStatus {
        switch outcome {
        case .unopened, .notPDF: .unreadable
        case .damaged: .failed
        case .beyondLimits: .undetermined
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
