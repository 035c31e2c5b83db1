import ConventionDomain
import Foundation
import Logging
import Synchronization
import Testing
import Typesetting
import Workflow

@testable import HTTPService

extension SignatoryUseCases {
    /// Reading works; a use case that changes something is a failure of the test until the test sets it.
    static func reading(_ view: SigningView = Sample.view()) -> SignatoryUseCases {
        var useCases = SignatoryUseCases(
            view: { _ in view }, document: { _ in Sample.file() }, readableDocument: { _ in Sample.document },
            sheet: { kind, _ in Sample.sheet(kind) },
            recordOpening: { _ in Issue.record("recordOpening was called") },
            requestCode: { _, _, _ throws(WorkflowError) in throw unexpected("requestCode") },
            sign: { _, _ throws(WorkflowError) in throw unexpected("sign") },
            requestRefusalCode: { _, _ throws(WorkflowError) in throw unexpected("requestRefusalCode") },
            refuse: { _, _ in Issue.record("refuse was called") },
            renewLink: { _ in Issue.record("renewLink was called") },
            disown: { _ in Issue.record("disown was called") },
            admits: { _, _ in true },
            requestReadingCode: { _, _ throws(WorkflowError) in throw unexpected("requestReadingCode") },
            enterForReading: { _, _, _ throws(WorkflowError) in throw unexpected("enterForReading") })
        useCases.decline = { _ in Issue.record("decline was called") }
        return useCases
    }

    /// Every use case works.
    static func working(_ view: SigningView = Sample.view()) -> SignatoryUseCases {
        var useCases = reading(view)
        useCases.recordOpening = { _ in }
        useCases.requestCode = { _, _, _ in Sample.codeRequested() }
        useCases.sign = { _, _ in .signed(Sample.receipt()) }
        useCases.requestRefusalCode = { _, _ in Sample.codeRequested() }
        useCases.refuse = { _, _ in }
        useCases.renewLink = { _ in }
        useCases.disown = { _ in }
        useCases.decline = { _ in }
        useCases.requestReadingCode = { _, _ in Sample.codeRequested() }
        return useCases
    }

    /// Whatever is asked, this is the answer.
    static func failing(_ error: WorkflowError) -> SignatoryUseCases {
        SignatoryUseCases(
            view: { _ throws(WorkflowError) in throw error }, document: { _ throws(WorkflowError) in throw error },
            readableDocument: { _ throws(WorkflowError) in throw error },
            sheet: { _, _ throws(WorkflowError) in throw error },
            recordOpening: { _ throws(WorkflowError) in throw error },
            requestCode: { _, _, _ throws(WorkflowError) in throw error },
            sign: { _, _ throws(WorkflowError) in throw error },
            requestRefusalCode: { _, _ throws(WorkflowError) in throw error },
            refuse: { _, _ throws(WorkflowError) in throw error },
            renewLink: { _ throws(WorkflowError) in throw error },
            disown: { _ throws(WorkflowError) in throw error },
            admits: { _, _ throws(WorkflowError) in throw error },
            requestReadingCode: { _, _ throws(WorkflowError) in throw error },
            enterForReading: { _, _, _ throws(WorkflowError) in throw error })
    }
}

extension EmployerUseCases {
    static func reading() -> EmployerUseCases {
        EmployerUseCases(
            view: { _, _ in Sample.employerView() }, document: { _, _ in Sample.file() },
            sheet: { kind, _, _ in Sample.sheet(kind) },
            countersign: { _, _, _ throws(WorkflowError) in throw unexpected("countersign") },
            startSignature: { _, _, _ throws(WorkflowError) in throw unexpected("startSignature") },
            completeSignature: { _, _, _ throws(WorkflowError) in throw unexpected("completeSignature") },
            refuse: { _, _, _ throws(WorkflowError) in throw unexpected("refuse") })
    }

    static func working(isReplay: Bool = false) -> EmployerUseCases {
        var useCases = reading()
        useCases.countersign = { _, _, _ in Sample.countersigned(isReplay: isReplay) }
        useCases.refuse = { _, _, _ in Sample.refused(isReplay: isReplay) }
        return useCases
    }

    static func failing(_ error: WorkflowError) -> EmployerUseCases {
        EmployerUseCases(
            view: { _, _ throws(WorkflowError) in throw error },
            document: { _, _ throws(WorkflowError) in throw error },
            sheet: { _, _, _ throws(WorkflowError) in throw error },
            countersign: { _, _, _ throws(WorkflowError) in throw error },
            startSignature: { _, _, _ throws(WorkflowError) in throw error },
            completeSignature: { _, _, _ throws(WorkflowError) in throw error },
            refuse: { _, _, _ throws(WorkflowError) in throw error })
    }
}

private func unexpected(_ name: String) -> WorkflowError {
    Issue.record("\(name) was called")
    return .unavailable(.storage)
}

/// Keeps every line that was logged, at every level.
final class LogCapture: Sendable {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(capture: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let capture: LogCapture
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            capture.lines.withLock { $0.append("\(event.level) \(event.message) \(all)") }
        }
    }
}

extension SchoolUseCases {
    /// Any key is one of ours; entering a draft is a failure of the test until the test sets it.
    static func reading() -> SchoolUseCases {
        SchoolUseCases(
            authenticate: { SchoolKeyRecord(hash: $0.hash, name: "Pronote", createdAt: Sample.now) },
            draft: { _, _ throws(WorkflowError) in throw unexpected("draft") })
    }
}
