import ConventionDomain
package import Parties

/// What the host's part still lacks, what is wrong in it, and what deserves a second look.
package struct PartAssessment: Hashable, Sendable {
    /// One remark, and the value to which it belongs.
    package struct Remark: Hashable, Sendable {
        /// The value's place in the data: a ``HostField``, or a day below ``HostPart/timetable``.
        package let key: String
        package let text: BilingualText
        /// Stable name of the fault, for programs; `nil` for what is missing.
        package let code: String?

        package init(key: String, text: BilingualText, code: String? = nil) {
            self.key = key
            self.text = text
            self.code = code
        }
    }

    package var missing: [Remark] = []
    /// What keeps the part from being given.
    package var faults: [Remark] = []
    package var advice: [Remark] = []

    package init() {}

    package var isComplete: Bool { missing.isEmpty && faults.isEmpty }
}

extension HostPart {
    /// What nobody has written yet.
    var missing: [PartAssessment.Remark] {
        var remarks: [PartAssessment.Remark] = []
        func ask(_ field: HostField, _ text: String? = nil) {
            let name = text ?? field.fullLabel
            remarks.append(.init(key: field.rawValue, text: BilingualText(name, field.rawValue)))
        }
        for field in HostField.allCases {
            switch field {
            case .siret: if self[.siret].isEmpty, self[.country].isEmpty { ask(.siret) }
            case .tutorEmail:
                if self[.tutorEmail].isEmpty, self[.tutorTelephone].isEmpty {
                    ask(.tutorEmail, "Tuteur ou tutrice, adresse électronique ou téléphone")
                }
            case .placeStreet, .placePostalCode, .placeCity: if !isAtHostAddress, self[field].isEmpty { ask(field) }
            default: if HostField.required.contains(field), self[field].isEmpty { ask(field) }
            }
        }
        return remarks + missingHours
    }

    /// A tutor who is asked to sign has to be reached by mail.
    func missing(askingTutor: Bool) -> [PartAssessment.Remark] {
        guard askingTutor, self[.tutorEmail].isEmpty, !self[.tutorTelephone].isEmpty else { return [] }
        let text = BilingualText(
            "Tuteur ou tutrice, adresse électronique : l’établissement lui propose de signer",
            "\(HostField.tutorEmail.rawValue): the school asks the tutor to sign")
        return [.init(key: HostField.tutorEmail.rawValue, text: text)]
    }

    private var missingHours: [PartAssessment.Remark] {
        let unfinished = days.filter { reading(of: $0).isUnfinished }.map { day in
            PartAssessment.Remark(
                key: Self.key(day),
                text: BilingualText(
                    "Horaires du \(FrenchDate.day(iso: day.iso8601)), début et fin de chaque plage",
                    "both ends of each slot of \(day.iso8601)"))
        }
        guard days.isEmpty else { return unfinished }
        return [.init(key: Self.timetable, text: BilingualText("Horaires de présence", "hours of presence"))]
    }

    /// What is wrong before any rule is asked.
    func ownFaults(in period: ClosedRange<CalendarDate>) -> [PartAssessment.Remark] {
        var remarks: [PartAssessment.Remark] = []
        func note(_ key: String, _ code: ConventionFault.Code, _ french: String, _ english: String) {
            remarks.append(.init(key: key, text: BilingualText(french, english), code: code.rawValue))
        }
        for field in [HostField.signatoryEmail, .tutorEmail]
        where !self[field].isEmpty && MailboxAddress(self[field]) == nil {
            note(
                field.rawValue, .notAnEMailAddress,
                "\(field.fullLabel) : ce n’est pas une adresse ; attendu : nom@exemple.fr.",
                "not a mail address")
        }
        if !self[.tutorTelephone].isEmpty, PhoneNumber(self[.tutorTelephone]) == nil {
            note(
                HostField.tutorTelephone.rawValue, .notAPhoneNumber,
                "Tuteur ou tutrice, téléphone : ce n’est pas un numéro complet ; attendu : 06 39 98 12 34.",
                "not a number")
        }
        for day in days {
            if !period.contains(day) {
                note(
                    Self.key(day), .dayOutsidePlacement,
                    "Le \(FrenchDate.day(iso: day.iso8601)) n’est pas un jour du stage.", "a day outside the placement")
            } else if reading(of: day).isUnreadable {
                note(
                    Self.key(day), .notATime,
                    "Horaires du \(FrenchDate.day(iso: day.iso8601)) : écrivez chaque heure ainsi, 09:00.", "not a time"
                )
            }
        }
        return remarks
    }
}
