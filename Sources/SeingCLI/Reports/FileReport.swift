import Bootstrap
import ConventionVerification
import OpenSSLBridge
import PDFModel

/// What came out for one file: enough for every report, and not the file.
struct FileReport: Sendable {
    enum Outcome: Sendable {
        case judged(JudgedDocument)
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
    /// What was read: length and SHA-256; `nil` when nothing was.
    let content: (byteCount: Int, sha256: [UInt8])?
    /// What came of setting the document again; `nil` when nobody asked.
    let reproduction: Reproduction?

    /// - Parameters:
    ///   - now: The moment as of which the file is judged, Unix time.
    ///   - others: All files of the run, among which an amendment looks for its convention.
    ///   - statements: About signatures on paper, to be held against this file.
    ///   - mayGoOn: Whether anybody still waits for the answer.
    init(
        path: String, verifier: ConventionVerifier, now: Int64, others: GivenConventions,
        reproducer: DocumentReproducer? = nil, statements: [JudgedPaperStatement] = [],
        mayGoOn: @escaping @Sendable () -> Bool = { true }
    ) {
        self.path = path
        let start = ContinuousClock.now
        do {
            let bytes = try NamedFile(path: path).read()
            let hasTime: @Sendable () -> Bool = { start.duration(to: .now) < Self.timeLimit && mayGoOn() }
            var made: Reproduction?
            outcome = Self.outcome(of: bytes) { () throws(PDFReadError) in
                let report = try verifier.verify(
                    bytes, at: now, binding: { AmendmentBinding($0, among: others.conventions(but: path)) },
                    statements: statements, mayGoOn: hasTime)
                made = try reproducer?.reproduce(bytes, mayGoOn: hasTime)
                return report
            }
            reproduction = made
            let digest: [UInt8]
            if case .judged(let judged) = outcome {
                digest = judged.fileDigest
            } else {
                digest = DigestAlgorithm.sha256.digest(bytes)
            }
            content = (bytes.count, digest)
        } catch let error as PDFReadError {
            (outcome, content, reproduction) = (.beyondLimits(error), nil, nil)
        } catch {
            (outcome, content, reproduction) = (.unopened(error as? FileFault ?? .failed), nil, nil)
        }
    }

    /// What is said of something that could not even be opened.
    init(path: String, fault: FileFault) {
        (self.path, outcome, content, reproduction) = (path, .unopened(fault), nil, nil)
    }

    private static func outcome(
        of bytes: [UInt8], _ verify: () throws(PDFReadError) -> ConventionReport
    ) -> Outcome {
        do throws(PDFReadError) {
            return .judged(JudgedDocument(try verify()))
        } catch {
            switch error.code {
            case .noHeader: return .notPDF(isEmpty: bytes.isEmpty)
            case .limitExceeded: return .beyondLimits(error)
            default: return .damaged(error)
            }
        }
    }

    var judged: JudgedDocument? {
        guard case .judged(let judged) = outcome else { return nil }
        return judged
    }

    var status: ExitStatus {
        switch outcome {
        case .unopened, .notPDF: .unreadable
        case .damaged: .failed
        case .beyondLimits: .undetermined
        case .judged(let report):
            switch report.verdict {
            case .passed: reproductionStatus
            case .failed: .failed
            case .undetermined: reproductionStatus == .failed ? .failed : .undetermined
            }
        }
    }

    private var reproductionStatus: ExitStatus {
        switch reproduction {
        case nil, .identical: .done
        case .different: .failed
        case .noData, .templateMissing, .impossible: .undetermined
        }
    }
}

extension ExitStatus {
    /// The gravest of all: unreadable, then failed, then undetermined.
    static func gravest(of statuses: Set<ExitStatus>) -> ExitStatus {
        [.unreadable, .failed, .undetermined].first { statuses.contains($0) } ?? .done
    }
}
