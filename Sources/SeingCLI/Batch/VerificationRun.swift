import Bootstrap
import ConventionVerification
import Foundation

/// Verifies files on all cores and tells writers in order.
///
/// Each worker holds one file at a time, so that memory is bounded by the number of cores and the largest file.
struct VerificationRun {
    let verifier: ConventionVerifier
    let now: Int64
    let reproducer: DocumentReproducer?
    /// About signatures on paper; given with one file.
    var statements: [JudgedPaperStatement] = []

    func run(_ files: [FileSearch.Found], writers: inout [any ReportWriter]) async throws -> RunEnd {
        var statuses: [ExitStatus: Int] = [:]
        var progress = ProgressBar(total: files.count)
        var told = writers
        var failure: (any Error)?
        var done = 0
        let work = OrderedWork(
            width: ProcessInfo.processInfo.activeProcessorCount,
            work: worker(GivenConventions(files.compactMap(\.filePath), verifier: verifier)))
        progress.update(done: 0)
        _ = await work.run(files) { report in
            progress.clear()
            done += 1
            statuses[report.status, default: 0] += 1
            do {
                for index in told.indices { try told[index].write(report) }
            } catch { failure = failure ?? error }
            progress.update(done: done)
        }
        progress.clear()
        if let failure { throw failure }
        let end = RunEnd(doneCount: done, fileCount: files.count, statuses: statuses)
        for index in told.indices { try told[index].finish(end) }
        writers = told
        return end
    }

    /// A verdict that an interruption cut short is none.
    private func worker(_ given: GivenConventions) -> @Sendable (FileSearch.Found) -> FileReport? {
        { [verifier, now, reproducer, statements] found in
            guard !Interruption.isRequested else { return nil }
            let report =
                switch found {
                case .nothing(let folder, let fault): FileReport(path: folder, fault: fault)
                case .file(let path):
                    FileReport(
                        path: path, verifier: verifier, now: now, others: given, reproducer: reproducer,
                        statements: statements
                    ) { !Interruption.isRequested }
                }
            if case .beyondLimits = report.outcome, Interruption.isRequested { return nil }
            return report
        }
    }
}
