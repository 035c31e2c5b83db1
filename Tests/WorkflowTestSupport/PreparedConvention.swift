package import ConventionDomain
private import Foundation
package import Parties
import Typesetting
package import Workflow

/// A convention that school, host and family prepare, with one rule: seven hours a day.
package struct PreparedConvention {
    package let store = InMemoryStore()
    package let hands: WorkflowBench
    package let id: ConventionID

    package var workflow: ConventionWorkflow { hands.workflow }

    /// - Parameters:
    ///   - isHostOpen: The family names the host.
    ///   - asksTutor: The tutor, whom the host names, is asked to sign and need not.
    ///   - other: A store to use instead of ``store``, and how to read the mails queued in it.
    package init(
        pupil: String = "Awa", texts: WorkflowTexts, hasTwoParents: Bool = false, isHostOpen: Bool = false,
        asksTutor: Bool = false, tutorAddress: String? = nil,
        on other: ConventionStore? = nil,
        mails: (@Sendable () async throws -> [OutgoingMail])? = nil
    ) async throws {
        let store = store
        hands = WorkflowBench(
            store: other ?? store.conventionStore, mails: mails ?? { store.mails }, texts: texts,
            documents: Self.documents)
        var contacts = hands.sample.contacts
        if hasTwoParents { contacts["representative-2"] = Contact(email: "representative-2@exemple.fr") }
        var data = Self.school(pupil: pupil, hasTwoParents: hasTwoParents)
        contacts["tutor"] = tutorAddress.map { Contact(email: $0) }
        if isHostOpen {
            contacts["employer"] = nil
            data = Array(String(decoding: data, as: UTF8.self).replacing(Self.hostMember, with: "").utf8)
        }
        if asksTutor {
            let asking = #""signing": {"optional": ["tutor"], "#
            data = Array(String(decoding: data, as: UTF8.self).replacing(#""signing": {"#, with: asking).utf8)
        }
        var request = DraftRequest(data: data, contacts: contacts)
        request.isHostOpen = isHostOpen
        id = try await hands.workflow.prepare(request)
    }

    private static let hostMember = #""host": {"legalName": "Menuiserie Martin"}, "#

    /// What a family says of the host.
    package static let named = HostPart([
        "host/legalName": "Menuiserie Martin", "host/representative/givenName": "Claire",
        "host/representative/familyName": "Martin", "contacts/employer/email": "claire@martin.example",
    ])

    package static func request(
        pupil: String, _ contacts: [String: Contact], _ changes: [(String, String)] = [],
        kit: ContactSheet.EmergencyKit? = nil
    ) -> DraftRequest {
        let text = changes.reduce(String(decoding: Self.school(pupil: pupil), as: UTF8.self)) { text, change in
            text.replacing(change.0, with: change.1)
        }
        return DraftRequest(data: Array(text.utf8), contacts: contacts, emergencyKit: kit)
    }

    package static func school(pupil: String, hasTwoParents: Bool = false) -> [UInt8] {
        let second = hasTwoParents ? #", {"givenName": "Ousmane", "familyName": "Diallo", "capacity": "Père"}"# : ""
        let signature = hasTwoParents ? #", "representative-2""# : ""
        return Array(
            """
            {"format": "urn:seing:convention:1",
             "pupil": {"givenName": "\(pupil)", "familyName": "Diallo", "birthDate": "2011-02-03", "className": "2de 4"},
             "representatives": [{"givenName": "Mariam", "familyName": "Diallo", "capacity": "Mère"}\(second)],
             "host": {"legalName": "Menuiserie Martin"}, "placement": {"start": "2026-06-22", "end": "2026-06-26"},
             "signing": {"required": ["student", "representative-1"\(signature), "school", "employer"]}}
            """.utf8)
    }

    /// Everything that a host has to write.
    package static let complete = HostPart([
        "host/legalName": "Menuiserie Martin", "host/siret": "999 000 029 00010", "host/address/street": "4 rue Haute",
        "host/address/postalCode": "29999", "host/address/city": "Kerlann", "host/sector": "Menuiserie",
        "host/representative/givenName": "Claire", "host/representative/familyName": "Martin",
        "host/representative/capacity": "Gérante", "contacts/employer/email": "claire@martin.example",
        "host/tutor/givenName": "Ronan", "host/tutor/familyName": "Le Bihan", "host/tutor/function": "Chef d’atelier",
        "contacts/tutor/telephone": "01 99 00 10 42", "placement/activities": "Observation de l’atelier.\r\nVisite.",
        "placement/timetable/2026-06-22/from1": "09:00", "placement/timetable/2026-06-22/to1": "12:00",
    ])

    package static func complete(_ changes: [String: String]) -> HostPart {
        HostPart(complete.values.merging(changes) { _, new in new })
    }

    /// Reads the data as JSON; a day of more than seven hours is a fault, as is a SIRET of another length.
    private static let documents = DocumentFactory(
        check: { data, _ throws(DocumentFactoryError) in
            let root = (try? JSONSerialization.jsonObject(with: Data(data))) as? [String: Any] ?? [:]
            let (host, placement) = (root["host"] as? [String: Any] ?? [:], root["placement"] as? [String: Any] ?? [:])
            var faults: [ConventionFault] = []
            if let pupil = root["pupil"] as? [String: Any], pupil["givenName"] as? String == "?" {
                faults.append(.init(.forbiddenCharacter, at: "pupil/givenName"))
            }
            if (host["siret"] as? String)?.count != 14 { faults.append(.init(.notASIRET, at: "host/siret")) }
            if faults.isEmpty {
                let days = placement["timetable"] as? [[String: Any]] ?? []
                for (index, day) in days.enumerated() where minutes(of: day) > 420 {
                    faults.append(.init(.dayTooLong, at: "placement/timetable/day[\(index + 1)]"))
                }
            }
            guard faults.isEmpty else { throw .invalidData(faults.map(\.inEachLanguage)) }
            return checked(data, root, host)
        },
        render: { data, facts in
            RenderedConvention(
                bytes: PaperDocument.revisionZero(of: SampleConvention().fieldNames, convention: facts.convention),
                templateDigest: PaperDocument.templateDigest)
        },
        readableContent: { _, _ throws(DocumentFactoryError) in throw .failed("not here") },
        sheet: { _, _ throws(DocumentFactoryError) in throw .failed("not here") })

    private static func minutes(of day: [String: Any]) -> Int {
        (day["slots"] as? [[String: String]] ?? []).reduce(0) { sum, slot in
            let ends = ["from", "to"].map { slot[$0].flatMap(TimeOfDay.init(iso8601:))?.minutesSinceMidnight ?? 0 }
            return sum + ends[1] - ends[0]
        }
    }

    private static func checked(_ data: [UInt8], _ root: [String: Any], _ host: [String: Any]) -> CheckedConvention {
        func name(_ member: Any?) -> PersonName {
            let member = member as? [String: Any] ?? [:]
            return PersonName(
                given: member["givenName"] as? String ?? "", family: member["familyName"] as? String ?? "")
        }
        let employer = name(host["representative"])
        let required = (root["signing"] as? [String: Any])?["required"] as? [String] ?? []
        let second = Signatory(
            fieldName: "representative-2", role: .representative, name: PersonName(given: "Ousmane", family: "Diallo"),
            capacity: "Père")
        let placement = root["placement"] as? [String: Any] ?? [:]
        let born = (root["pupil"] as? [String: Any])?["birthDate"] as? String
        let everybody = SampleConvention.fourSignatories + (required.contains(second.fieldName) ? [second] : [])
        let signatories = everybody.filter { required.contains($0.fieldName) }.map { signatory in
            signatory.role == .employer
                ? Signatory(fieldName: "employer", role: .employer, name: employer, capacity: "Gérante") : signatory
        }
        let optional = (root["signing"] as? [String: Any])?["optional"] as? [String] ?? []
        let tutor = optional.map {
            Signatory(fieldName: $0, role: .tutor, name: name(host["tutor"]), capacity: "Tuteur")
        }
        return CheckedConvention(
            canonicalData: data,
            outline: ConventionOutline(
                title: "Convention", pupil: name(root["pupil"]), school: "Lycée",
                host: host["legalName"] as? String ?? "",
                firstDay: placement["start"] as? String ?? "", lastDay: placement["end"] as? String ?? "",
                birthDate: born),
            signatories: signatories + tutor, organisations: [:], templateIdentifier: "observation-2025-11")
    }

    /// The token of the newest link to a part that somebody got.
    package func token(_ fieldName: String) async throws -> PartToken {
        let mails = try await hands.mails(to: fieldName)
        for mail in mails.reversed() {
            if let match = mail.textBody.firstMatch(of: #/localhost:8080/p/(\S+)/#),
                let token = PartToken(String(match.1))
            {
                return token
            }
        }
        throw WorkflowError.unknownLink
    }

    package func phase() async throws -> ConventionSummary.Status { try await workflow.show(id).summary.status }

    package func give(_ part: HostPart = complete) async throws {
        _ = try await workflow.savePart(try await token("employer"), part, gives: true)
    }

    package func confirm() async throws { try await workflow.confirmFamily(try await token("representative-1")) }
}
