/// A telephone number in international form, made from however people write one.
///
/// Spaces, points, hyphens, slashes and the brackets of « +33 (0)6… » are passed over. A French number without country
/// code gets the one of its numbering plan: those of overseas begin in their own way. A zero that was left behind the
/// country code, a common fault of other software, is dropped. A foreign number needs its plus sign.
///
/// Source: ITU-T E.164; the French plan of numbers (0262, 0590, 0692…), unchecked.
public struct PhoneNumber: Hashable, Sendable {
    /// « +33639981234 »
    public let e164: String

    /// - Returns: `nil` when the text is no such number, or one of the wrong length for its plan.
    public init?(_ text: String) {
        guard let digits = Self.international(text), Self.hasRightLength(digits) else { return nil }
        e164 = "+" + digits
    }

    /// Digits with country code and without plus; `nil` when there are signs that belong to no number.
    private static func international(_ text: String) -> String? {
        guard let (digits, hasPlus) = digits(of: text) else { return nil }
        guard hasPlus else {
            // Ten digits and a zero first: how France writes its own.
            guard digits.utf8.count == 10, digits.hasPrefix("0"), !digits.hasPrefix("00") else { return nil }
            return french(String(digits.dropFirst()))
        }
        for plan in frenchPlans where digits.hasPrefix(plan) {
            var national = String(digits.dropFirst(plan.count))
            if national.utf8.count == 10, national.hasPrefix("0") { national.removeFirst() }
            // An overseas number behind +33 reaches nobody.
            return plan == "33" ? french(national) : plan + national
        }
        return digits
    }

    private static func digits(of text: String) -> (digits: String, hasPlus: Bool)? {
        var digits = ""
        var hasPlus = false
        for scalar in text.replacing("(0)", with: "").unicodeScalars {
            switch scalar {
            case "0"..."9": digits.unicodeScalars.append(scalar)
            case "+":
                guard digits.isEmpty, !hasPlus else { return nil }
                hasPlus = true
            case " ", "\u{A0}", "\u{202F}", ".", "-", "\u{2011}", "/", "(", ")": continue
            default: return nil
            }
        }
        if !hasPlus, digits.hasPrefix("00") { return (String(digits.dropFirst(2)), true) }
        return (digits, hasPlus)
    }

    /// - Parameter national: Nine digits without the zero.
    private static func french(_ national: String) -> String {
        // A range that is kept for fiction and not Mayotte's, whose mobiles share its first digits.
        if national.hasPrefix("63998") { return "33" + national }
        let plan = overseas.first { national.hasPrefix($0.prefix) }?.plan ?? "33"
        return plan + national
    }

    private static let overseas: [(prefix: String, plan: String)] = [
        ("262", "262"), ("263", "262"), ("269", "262"), ("639", "262"), ("692", "262"), ("693", "262"),
        ("590", "590"), ("690", "590"), ("691", "590"), ("594", "594"), ("694", "594"), ("596", "596"), ("696", "596"),
        ("697", "596"),
    ]

    private static let frenchPlans = ["33", "262", "590", "594", "596"]

    /// Lengths of the national part by country code; others are within those of E.164.
    private static func hasRightLength(_ digits: String) -> Bool {
        guard (7...15).contains(digits.utf8.count), !digits.hasPrefix("0") else { return false }
        let lengths: [String: [Int]] = [
            "33": [9], "262": [9], "590": [9], "594": [9], "596": [9], "508": [6, 9], "681": [6], "687": [6],
            "689": [6, 8],
        ]
        guard let (code, allowed) = lengths.first(where: { digits.hasPrefix($0.key) }) else { return true }
        let national = digits.dropFirst(code.count)
        return allowed.contains(national.utf8.count) && !national.hasPrefix("0")
    }
}
