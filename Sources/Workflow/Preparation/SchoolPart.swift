package import ConventionDomain
private import Foundation
package import Parties

/// What the school entered of a convention that is being prepared: its data in JSON, of which those of the host may be missing.
struct SchoolPart {
    private let root: [String: Any]
    /// First and last day of the placement.
    let period: ClosedRange<CalendarDate>
    /// What the school wrote in the host's place.
    let prefilled: HostPart

    /// - Throws: ``WorkflowError/invalidData(_:)`` when it is no JSON object, or its dates are not named.
    init(_ bytes: [UInt8]) throws(WorkflowError) {
        guard let root = (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] else {
            throw .invalidData([Self.notJSON])
        }
        let placement = root["placement"] as? [String: Any] ?? [:]
        guard let start = (placement["start"] as? String).flatMap(CalendarDate.init(iso8601:)),
            let end = (placement["end"] as? String).flatMap(CalendarDate.init(iso8601:)), start <= end
        else { throw .invalidData([Self.withoutPeriod]) }
        do { prefilled = try HostPart(root) } catch {
            throw .invalidData([BilingualText("\(error.pointer) : \(error.detail)", "\(error.pointer): wrong type")])
        }
        (self.root, period) = (root, start...end)
    }

    /// Days of the placement on which the page asks for hours: no Sundays, and four weeks at most.
    var days: [CalendarDate] {
        let numbers = (period.lowerBound.dayNumber...period.upperBound.dayNumber).prefix(28)
        return numbers.compactMap { CalendarDate(dayNumber: $0) }.filter { $0.weekday != 7 }
    }

    /// The same, and those for which hours were written already.
    func askedDays(besides part: HostPart) -> [CalendarDate] { Set(days + part.days).sorted() }

    /// The data of a whole convention.
    ///
    /// - Parameter hidden: Keys of values that are missing or wrong: something harmless stands in their place.
    func whole(with part: HostPart, hiding hidden: Set<String> = []) -> [UInt8] {
        func text(_ field: HostField) -> String {
            hidden.contains(field.rawValue) ? field.placeholder : part[field]
        }
        var whole = root
        whole["contacts"] = nil
        var tree = JSONBranch(root["host"] as? [String: Any] ?? [:])
        for field in HostField.allCases where field.rawValue.hasPrefix("host/") {
            tree.set(text(field), at: field.rawValue.split(separator: "/").dropFirst().map(String.init))
        }
        whole["host"] = tree.members
        var placement = root["placement"] as? [String: Any] ?? [:]
        placement["places"] = [place(part, text, host: tree.members["address"])]
        placement["timetable"] = timetable(part, hiding: hidden)
        for field in [HostField.activities, .meals] {
            placement[String(field.rawValue.dropFirst("placement/".count))] = text(field).isEmpty ? nil : text(field)
        }
        whole["placement"] = placement
        return (try? JSONSerialization.data(withJSONObject: whole, options: [.sortedKeys])).map(Array.init) ?? []
    }

    private func place(_ part: HostPart, _ text: (HostField) -> String, host: Any?) -> [String: Any] {
        guard !part.isAtHostAddress else { return ["address": host ?? [:]] }
        var place = JSONBranch([:])
        for field in HostField.place {
            let steps = field.rawValue.split(separator: "/").dropFirst(3).map(String.init)
            place.set(text(field), at: steps)
        }
        return place.members
    }

    private func timetable(_ part: HostPart, hiding hidden: Set<String>) -> [[String: Any]] {
        guard !hidden.contains(HostPart.timetable) else {
            let day = days.first(where: SigningDeadlines.isBusinessDay) ?? period.lowerBound
            return [["date": day.iso8601, "slots": [["from": "09:00", "to": "12:00"]]]]
        }
        return part.usableDays(in: period).map { day in
            let slots = part.reading(of: day).slots.map { ["from": $0.from.iso8601, "to": $0.to.iso8601] }
            return ["date": day.iso8601, "slots": slots]
        }
    }

    /// A text of the school's part; empty when there is none.
    func text(_ path: String...) -> String { text(path) }

    func text(_ path: [String]) -> String {
        var found: Any? = root
        for step in path { found = (found as? [String: Any])?[step] }
        return found as? String ?? ""
    }

    /// The same data with the host that the family named. A number that is none is left out: the host writes its own.
    func naming(_ named: HostPart) -> [UInt8] {
        var whole = root
        var host = JSONBranch(root["host"] as? [String: Any] ?? [:])
        for field in HostField.naming where field != .signatoryEmail {
            let isUsable = field != .siret || SIRET(named[.siret]) != nil
            if isUsable {
                host.set(named[field], at: field.rawValue.split(separator: "/").dropFirst().map(String.init))
            }
        }
        whole["host"] = host.members
        return (try? JSONSerialization.data(withJSONObject: whole, options: [.sortedKeys])).map(Array.init) ?? []
    }

    /// The same data, asking those who may sign and need not, unless the data say so themselves; the referent teacher only when they name one.
    static func asking(_ usual: [ConventionData.OptionalSignature], in data: [UInt8]) -> [UInt8] {
        guard var root = (try? JSONSerialization.jsonObject(with: Data(data))) as? [String: Any],
            var signing = root["signing"] as? [String: Any], signing["optional"] == nil
        else { return data }
        let hasTeacher = (root["school"] as? [String: Any])?["referentTeacher"] != nil
        let asked = usual.filter { $0 != .referentTeacher || hasTeacher }
        guard !asked.isEmpty else { return data }
        signing["optional"] = asked.map(\.rawValue)
        root["signing"] = signing
        return (try? JSONSerialization.data(withJSONObject: root, options: [.sortedKeys])).map(Array.init) ?? data
    }

    /// Who is asked to sign and need not.
    var optional: [ConventionData.OptionalSignature] {
        let names = (root["signing"] as? [String: Any])?["optional"] as? [String] ?? []
        return names.compactMap(ConventionData.OptionalSignature.init)
    }

    /// Whether the tutor, whom the host names, is asked to sign.
    var asksTutor: Bool { optional.contains(.tutor) }

    /// Names and capacities of the representatives.
    var representatives: [(name: PersonName, capacity: String)] {
        (root["representatives"] as? [[String: Any]] ?? []).map { member in
            func text(_ name: String) -> String { member[name] as? String ?? "" }
            return (PersonName(given: text("givenName"), family: text("familyName")), text("capacity"))
        }
    }

    /// As the school wrote it; whether that can be, is judged with all the rest.
    var isPupilEmancipated: Bool {
        let value = (root["pupil"] as? [String: Any])?["emancipated"]
        return value as? Bool == true || (value as? String)?.trimmingCharacters(in: .whitespacesAndNewlines) == "true"
    }

    /// Whether another part says the same of pupil and representatives.
    func saysOfTheFamily(as other: SchoolPart) -> Bool {
        func bytes(_ part: SchoolPart) -> Data? {
            let own = part.root.filter { ["pupil", "representatives"].contains($0.key) }
            return try? JSONSerialization.data(withJSONObject: own, options: [.sortedKeys])
        }
        return bytes(self) == bytes(other)
    }

    private static let notJSON = BilingualText(
        "Une préparation est un fichier JSON de la structure de la convention ; les valeurs que l’organisme d’accueil donne "
            + "peuvent y manquer.",
        "A preparation is a JSON file of the convention's structure; the values that the host gives may be missing.")
    private static let withoutPeriod = BilingualText(
        "Il manque les dates du stage : placement, start et end, la fin n’étant pas avant le début.",
        "The dates of the placement are missing: placement, start and end, the end not before the start.")
    static let withoutHost = BilingualText(
        "Il manque le nom de l’organisme d’accueil : host, legalName.",
        "The host's name is missing: host, legalName.")
}

/// A JSON object into which values are put by their path.
private struct JSONBranch {
    private(set) var members: [String: Any]

    init(_ members: [String: Any]) { self.members = members }

    /// An empty text takes the value away.
    mutating func set(_ text: String, at path: [String]) {
        guard let first = path.first else { return }
        guard path.count > 1 else {
            members[first] = text.isEmpty ? nil : text
            return
        }
        var branch = JSONBranch(members[first] as? [String: Any] ?? [:])
        branch.set(text, at: Array(path.dropFirst()))
        members[first] = branch.members
    }
}

extension DraftRequest {
    /// A preparation from files: the school's part, and the contact sheet.
    ///
    /// - Parameters:
    ///   - data: JSON; judged when the convention is prepared.
    ///   - usual: Who is asked to sign, and need not, by data that do not say.
    package init(
        preparing data: [UInt8], sheet: ContactSheet, order: SigningOrder.Preset?, template: String?,
        asking usual: [ConventionData.OptionalSignature] = []
    ) {
        let data = SchoolPart.asking(usual, in: data)
        let root = (try? JSONSerialization.jsonObject(with: Data(data))) as? [String: Any]
        let signing = root?["signing"] as? [String: Any]
        let asked = ["required", "optional"].flatMap { signing?[$0] as? [String] ?? [] }
        var signatories: [String: Contact] = [:]
        var others: [ContactSheet.Contact] = []
        for contact in sheet.contacts {
            if let email = contact.email, asked.contains(contact.of.rawValue) {
                signatories[contact.of.rawValue] = Contact(email: email, mobile: contact.telephone)
            } else {
                others.append(contact)
            }
        }
        self.init(
            data: data, contacts: signatories, otherContacts: others, emergencyKit: sheet.emergencyKit,
            order: order.map { .preset($0) }, template: template)
        parentsDisagree = sheet.parents == .disagree
    }
}
