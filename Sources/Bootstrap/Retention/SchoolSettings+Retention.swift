import Foundation
import Workflow

extension SchoolSettings {
    static let schoolStatusKey = "schoolStatus"
    static let retentionKey = "retention"

    /// How long the school keeps what; the recommended durations where it says nothing, and a public school unless it says otherwise.
    static func retention(_ object: [String: Any], _ file: String) throws(Fault) -> RetentionRules {
        var rules = RetentionRules()
        if let status = object[schoolStatusKey] {
            guard let text = status as? String, ["public", "private"].contains(text) else {
                throw Fault(
                    file: file, cause: "\"\(schoolStatusKey)\" is \(status), expected \"public\" or \"private\"")
            }
            rules.isPublicSchool = text == "public"
        }
        guard let value = object[retentionKey] else { return rules }
        for (key, number) in try durations(value, file) {
            guard let known = Self.durations.first(where: { $0.duration.key == key }) else {
                let keys = Self.durations.map { "\"\($0.duration.key)\"" }.joined(separator: ", ")
                throw Fault(file: file, cause: "\"\(retentionKey)\" holds \"\(key)\", expected only \(keys)")
            }
            let bounds = known.duration.bounds
            guard bounds.contains(number) else {
                throw Fault(
                    file: file,
                    cause: "\"\(key)\" is \(number), expected \(bounds.lowerBound) to \(bounds.upperBound)")
            }
            rules[keyPath: known.path] = number
        }
        return rules
    }

    /// Decoded once more: `JSONSerialization` takes `true` for 1.
    private static func durations(_ value: Any, _ file: String) throws(Fault) -> [String: Int] {
        guard let object = value as? [String: Any], let bytes = try? JSONSerialization.data(withJSONObject: object),
            let numbers = try? JSONDecoder().decode([String: Int].self, from: bytes)
        else {
            throw Fault(
                file: file, cause: "\"\(retentionKey)\" is not an object of whole numbers, such as {\"signedYears\": 5}"
            )
        }
        return numbers
    }

    private static var durations: [(duration: RetentionRules.Duration, path: WritableKeyPath<RetentionRules, Int>)] {
        [
            (RetentionRules.signedYears, \.signedYears), (RetentionRules.unsignedMonths, \.unsignedMonths),
            (RetentionRules.draftMonths, \.draftMonths), (RetentionRules.messageMonths, \.messageMonths),
            (RetentionRules.accessMonths, \.accessMonths), (RetentionRules.codeDays, \.codeDays),
            (RetentionRules.applicationMonths, \.applicationMonths), (RetentionRules.offerMonths, \.offerMonths),
            (RetentionRules.pupilMonths, \.pupilMonths),
        ]
    }
}
