import Foundation
import Parties

extension SchoolSettings {
    static let dangerMailboxesKey = "dangerMailboxes"

    /// Where each school is told of a danger: addresses by number (UAI).
    static func dangerMailboxes(
        _ object: [String: Any], _ file: String
    ) throws(Fault) -> [UAI: [MailboxAddress]] {
        guard let value = object[dangerMailboxesKey] else { return [:] }
        guard let lists = value as? [String: [String]] else {
            throw Fault(
                file: file,
                cause: "\"\(dangerMailboxesKey)\" is expected to be an object of lists of addresses, one a school")
        }
        var mailboxes: [UAI: [MailboxAddress]] = [:]
        for (number, texts) in lists.sorted(by: { $0.key < $1.key }) {
            guard let school = UAI(number) else {
                throw Fault(
                    file: file,
                    cause: "\"\(dangerMailboxesKey)\" names \"\(number)\", expected the number of a school (UAI)")
            }
            let addresses = texts.compactMap(MailboxAddress.init)
            guard !texts.isEmpty, addresses.count == texts.count else {
                throw Fault(
                    file: file,
                    cause: "\"\(dangerMailboxesKey)\" of \(number) is expected to list one or more e-mail addresses")
            }
            mailboxes[school] = addresses
        }
        return mailboxes
    }
}
