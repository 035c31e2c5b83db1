import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Looks at the host's part with the eyes of the template and of the rules on working time, complete or not.
    func assess(
        _ part: HostPart, of school: SchoolPart, template: String?
    ) async throws(WorkflowError) -> PartAssessment {
        var assessment = PartAssessment()
        assessment.missing = part.missing + part.missing(askingTutor: school.asksTutor)
        assessment.faults = part.ownFaults(in: school.period)
        var hidden = Set((assessment.missing + assessment.faults).map(\.key))
        if part.usableDays(in: school.period).isEmpty { hidden.insert(HostPart.timetable) }
        // As long as a value has not even the right form, the rules on hours are not asked: it is put aside for them.
        for _ in 0..<2 {
            let found = try await faults(of: school.whole(with: part, hiding: hidden), template: template)
                .compactMap { remark(on: $0, about: part, of: school, hiding: hidden) }
            assessment.faults += found.filter { !assessment.faults.contains($0) }
            let wrong = Set(found.map(\.key)).filter { !$0.hasPrefix(HostPart.timetable) }
            if wrong.isEmpty { break }
            hidden.formUnion(wrong)
        }
        assessment.advice = ports.documents.advice(school.whole(with: part, hiding: hidden))
            .compactMap { remark(on: $0, about: part, of: school, hiding: hidden) }
        return assessment
    }

    private func faults(of data: [UInt8], template: String?) async throws(WorkflowError) -> [BilingualText] {
        do throws(DocumentFactoryError) {
            _ = try await ports.documents.check(data, template)
            return []
        } catch {
            guard case .invalidData(let messages) = error else { throw WorkflowError(error) }
            return messages
        }
    }

    /// - Returns: `nil` for what is not the host's, or stands where something is missing anyway.
    private func remark(
        on message: BilingualText, about part: HostPart, of school: SchoolPart, hiding hidden: Set<String>
    ) -> PartAssessment.Remark? {
        guard let fault = message.fault,
            let key = HostPart.key(ofFault: fault.path, days: part.usableDays(in: school.period)),
            !hidden.contains(key), !(hidden.contains(HostPart.timetable) && key.hasPrefix(HostPart.timetable)),
            !(part.isAtHostAddress && key.hasPrefix("placement/places"))
        else { return nil }
        var (french, english) = (fault.statement(in: .french, quotingValues: true), fault.statement(in: .english))
        if let field = HostField(rawValue: key) {
            (french, english) = ("\(field.fullLabel)\u{A0}: \(french)", "\(key): \(english)")
        }
        french = french.prefix(1).uppercased() + french.dropFirst()
        return .init(key: key, text: BilingualText(french, english, fault: fault), code: fault.code.rawValue)
    }
}

extension HostPart {
    /// Days of the placement whose times can be read.
    func usableDays(in period: ClosedRange<CalendarDate>) -> [CalendarDate] {
        days.filter { period.contains($0) && reading(of: $0).isUsable }
    }

    /// To which of the host's values a fault belongs; `nil` when it is the school's.
    static func key(ofFault path: String, days: [CalendarDate]) -> String? {
        if HostField(rawValue: path) != nil { return path }
        if path.hasPrefix("placement/places") { return HostField.placeStreet.rawValue }
        if path.hasPrefix("host/address") { return HostField.street.rawValue }
        if path.hasPrefix("host/representative") { return HostField.signatoryCapacity.rawValue }
        if path.hasPrefix("host/tutor") { return HostField.tutorFunction.rawValue }
        if path.hasPrefix("host") { return HostField.legalName.rawValue }
        guard path.hasPrefix(timetable) else { return nil }
        guard let match = path.firstMatch(of: /day\[(\d+)\]/), let number = Int(match.1),
            days.indices.contains(number - 1)
        else { return timetable }
        return key(days[number - 1])
    }
}
