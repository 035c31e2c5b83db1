private import Foundation
import Parties

extension HostPart {
    /// Why a JSON text is no host's part.
    package struct Problem: Error, Hashable, Sendable {
        /// JSON Pointer (RFC 6901); empty for the whole.
        package let pointer: String
        /// In French.
        package let detail: String
    }

    /// Reads a part in the structure of the convention's data, of which it has `host`, `placement` and `contacts`; other members are passed over.
    ///
    /// - Throws: ``Problem`` for the first member that is of another type.
    package init(json bytes: [UInt8]) throws(Problem) {
        guard let root = (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] else {
            throw Problem(pointer: "", detail: "Un objet JSON est attendu.")
        }
        try self.init(root)
    }

    init(_ root: [String: Any]) throws(Problem) {
        var values: [String: String] = [:]
        for field in HostField.allCases {
            guard let found = Self.member(field.rawValue, of: root) else { continue }
            guard let text = found as? String else {
                throw Problem(pointer: Self.pointer(field.rawValue), detail: "Un texte est attendu.")
            }
            values[field.rawValue] = text
        }
        try Self.readDays(of: root, into: &values)
        self.init(values)
    }

    private static func readDays(of root: [String: Any], into values: inout [String: String]) throws(Problem) {
        guard let found = member(timetable, of: root) else { return }
        guard let days = found as? [[String: Any]], days.count <= 100 else {
            throw Problem(pointer: pointer(timetable), detail: "Une liste de jours est attendue.")
        }
        for (index, day) in days.enumerated() {
            let place = "\(pointer(timetable))/\(index)"
            guard let date = (day["date"] as? String).flatMap(CalendarDate.init(iso8601:)) else {
                throw Problem(pointer: place + "/date", detail: "Une date est attendue : 2027-06-14.")
            }
            guard let slots = day["slots"] as? [[String: Any]], slots.count <= slotsPerDay else {
                throw Problem(
                    pointer: place + "/slots", detail: "Une liste de \(slotsPerDay) plages au plus est attendue.")
            }
            for (slot, ends) in slots.enumerated() {
                values[key(date, .from, slot + 1)] = ends["from"] as? String
                values[key(date, .to, slot + 1)] = ends["to"] as? String
            }
        }
    }

    /// - Parameter path: « placement/places/place[1]/name »
    private static func member(_ path: String, of root: [String: Any]) -> Any? {
        var found: Any? = root
        for step in path.split(separator: "/") {
            if step.hasSuffix("[1]") {
                found = (found as? [Any])?.first
            } else {
                found = (found as? [String: Any])?[String(step)]
            }
        }
        return found is NSNull ? nil : found
    }

    /// « placement/places/place[1]/name » is `/placement/places/0/name`.
    package static func pointer(_ path: String) -> String {
        "/" + path.split(separator: "/").map { $0.hasSuffix("[1]") ? "0" : String($0) }.joined(separator: "/")
    }

    /// The part in the structure that ``init(json:)`` reads.
    package var tree: JSONTree {
        var root = JSONTree.object([:])
        for field in HostField.allCases where !self[field].isEmpty {
            root.set(self[field], at: field.rawValue.split(separator: "/").map(String.init))
        }
        let days = days.map { day in
            let slots = (1...Self.slotsPerDay).compactMap { slot -> JSONTree? in
                let ends = ["from": self[Self.key(day, .from, slot)], "to": self[Self.key(day, .to, slot)]]
                let given = ends.filter { !$0.value.isEmpty }
                return given.isEmpty ? nil : .object(given.mapValues(JSONTree.text))
            }
            return JSONTree.object(["date": .text(day.iso8601), "slots": .array(slots)])
        }
        if !days.isEmpty { root.set(.array(days), at: ["placement", "timetable"]) }
        return root
    }

    /// As it is kept.
    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(values)).map(Array.init) ?? Array("{}".utf8)
    }

    /// - Throws: ``WorkflowError/Inability/damagedStorage``
    init(kept bytes: [UInt8]) throws(WorkflowError) {
        guard let values = try? JSONDecoder().decode([String: String].self, from: Data(bytes)) else {
            throw .unavailable(.damagedStorage)
        }
        self.init(values)
    }
}
