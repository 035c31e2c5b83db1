extension ConventionData {
    /// Values that do not fit together; empty when the convention can be issued.
    ///
    /// A pupil who will be of age on the first day may still be a minor when signing: pass the day of issue as soon as
    /// it is known.
    ///
    /// - Parameters:
    ///   - issuedOn: The day of issue; the first day of the placement when `nil`.
    ///   - calendar: The dates of seconde.
    public func faults(
        issuedOn: CalendarDate? = nil, calendar: PlacementCalendar = .standard
    ) -> [ConventionFault] {
        let coherence = coherenceFaults(issuedOn: issuedOn)
        // What has happened is attested as it was.
        guard document != .attestation else { return coherence }
        return coherence + school.delegationFaults
            + workingTimeFindings(issuedOn: issuedOn, calendar: calendar).filter { $0.severity == .error }.map(\.fault)
    }

    /// The same without the rules on working time: a document that was issued once is read whatever they say later.
    public func coherenceFaults(issuedOn: CalendarDate? = nil) -> [ConventionFault] {
        pupilFaults + identifierFaults + addressFaults + periodFaults + timetableFaults
            + capacityFaults(issuedOn: issuedOn)
            + signatureFaults + supplementFaults + lengthFaults
    }

    private var periodFaults: [ConventionFault] {
        guard placement.end < placement.start else { return [] }
        return [ConventionFault(.endBeforeStart, at: "placement/end")]
    }

    private var pupilFaults: [ConventionFault] {
        let age = pupil.birthDate.age(on: placement.start)
        guard !(10...25).contains(age) else { return [] }
        return [ConventionFault(.birthDateImplausible, at: "pupil/birthDate", found: String(age))]
    }

    private var identifierFaults: [ConventionFault] {
        var faults: [ConventionFault] = []
        if host.siret == nil && host.address.isInFrance {
            faults.append(ConventionFault(.siretMissing, at: "host/siret"))
        }
        return faults + school.deliberationFaults
    }

    /// Names that are printed together must fit together.
    private var lengthFaults: [ConventionFault] {
        let combined: [(path: String, text: String, maximum: Int)] =
            [
                ("pupil", pupil.name.full, 100),
                ("host/representative", "\(host.representative.name.full), \(host.representative.capacity)", 240),
                ("host/tutor", "\(host.tutor.name.full), \(host.tutor.function)", 275),
            ]
            + representatives.enumerated().map {
                ("representatives/representative[\($0.offset + 1)]", $0.element.name.full, 180)
            }
            + placement.places.enumerated().map {
                ("placement/places/place[\($0.offset + 1)]/address", $0.element.address.singleLine, 500)
            }
        return [school.lengthFault].compactMap(\.self)
            + combined.compactMap { Self.lengthFault($0.path, $0.text, atMost: $0.maximum) }
    }

    static func lengthFault(_ path: String, _ text: String, atMost maximum: Int) -> ConventionFault? {
        let length = text.unicodeScalars.count
        guard length > maximum else { return nil }
        return ConventionFault(.init(.textTooLong, found: length, expected: maximum), at: path)
    }
}
