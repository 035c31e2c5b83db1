package import Parties

/// What a school asks of those who sign in one role, to make sure who they are.
///
/// Where it asks nothing: who signs for the school with an account and a second factor signs there; a code goes by SMS
/// where a gateway and a number are known, and else by e-mail.
package enum IdentificationPolicy: String, Hashable, Sendable, CaseIterable {
    /// A code by e-mail, even where a number is on file.
    case email
    /// A code by SMS: nobody signs without one.
    case sms
    /// An account with a second factor: no mailed link signs. For the school alone.
    case totp

    /// Whether it can be asked of a role.
    package func suits(_ role: Signatory.Role) -> Bool { self != .totp || role == .school }
}

/// A number that takes text messages.
///
/// It comes from the school's file alone, and is never typed on a page.
///
/// Source: ITU-T E.164; the French plan of numbers, mobiles of which begin with 6 or 7, overseas as in France.
package struct MobileNumber: Hashable, Sendable {
    /// « +33639981234 »
    package let e164: String

    /// - Parameter e164: As ``Contact/mobile`` has it.
    /// - Returns: `nil` when it is no such number, or one of a French plan for fixed lines, where no text would arrive.
    package init?(_ e164: String) {
        let digits = e164.dropFirst()
        guard e164.hasPrefix("+"), (8...15).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        for plan in ["33", "262", "590", "594", "596"] where digits.hasPrefix(plan) {
            guard ["6", "7"].contains(digits.dropFirst(plan.count).first) else { return nil }
        }
        self.e164 = e164
    }

    /// « •• •• •• •• 12 »
    package var masked: String { "•• •• •• •• \(e164.suffix(2))" }
}

/// Which way a code goes to a signatory.
enum CodeWay: Hashable, Sendable {
    case email(String)
    case sms(MobileNumber)

    var method: IdentificationMethod {
        switch self {
        case .email: .emailCode
        case .sms: .smsCode
        }
    }

    /// Where it goes, as a page may say it.
    var maskedAddress: String {
        switch self {
        case .email(let address): Workflow.masked(address)
        case .sms(let number): number.masked
        }
    }
}
