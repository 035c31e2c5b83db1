import ConventionDomain
package import Parties

extension ConventionWorkflow {
    /// Judges what the host has typed as ``savePart(_:_:gives:)`` judges it, and keeps nothing of it.
    ///
    /// - Parameter read: Makes the part; it is given the days on which the page asks for hours.
    /// - Throws: ``WorkflowError/wrongState(_:)`` when the part was given or the convention is a draft already, else as ``partView(_:)``.
    package func assessPart(
        _ token: PartToken, _ read: @Sendable ([CalendarDate]) -> HostPart
    ) async throws(WorkflowError) -> PartAssessment {
        let (link, dossier) = try await openPart(token)
        guard link.part == .host else { throw .unknownLink }
        guard try !dossier.requirePreparation().given.contains(.host) else { throw .wrongState(dossier.state.phase) }
        let school = try await schoolPart(of: dossier)
        let days = school.askedDays(besides: try await hostPart(of: dossier, school))
        return try await assess(read(days), of: school, template: dossier.drafting.templateIdentifier)
    }
}
