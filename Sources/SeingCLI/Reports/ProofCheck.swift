import ConventionVerification
import PAdESValidation
import ProofFiles

/// A proof file judged, and the convention that was named beside it.
struct ProofCheck {
    let path: String
    let report: ProofReport
    /// `nil` when none was named.
    let convention: ConventionReport?

    var status: ExitStatus { .gravest(of: [fileStatus, conventionStatus ?? .done]) }

    private var fileStatus: ExitStatus {
        guard report.seal.isIntact, report.faults.isEmpty else { return .failed }
        switch report.seal.identity {
        case .trusted: return .done
        case .undetermined, .none: return .undetermined
        case .untrusted, .revoked, .expired: return .failed
        }
    }

    /// A file can be made, and checked, before all have signed: what is asked of the convention is that it is sound so far.
    private var conventionStatus: ExitStatus? {
        guard let convention else { return nil }
        let validation = convention.validation
        guard validation.integrity == .intact, validation.profile != .deviating, convention.findings.isEmpty else {
            return .failed
        }
        switch validation.identity {
        case .trusted: return .done
        case .undetermined, .none: return .undetermined
        case .untrusted, .revoked, .expired: return .failed
        }
    }

    var conventionIsSound: Bool? { conventionStatus.map { $0 == .done } }
}
