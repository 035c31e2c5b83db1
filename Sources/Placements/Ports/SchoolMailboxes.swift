package import Parties

/// Knows where a school reads at once what cannot wait.
package struct SchoolMailboxes: Sendable {
    /// Empty when no address of the school is known: then a person has to tell it.
    package var of: @Sendable (UAI) async -> [MailboxAddress]

    package init(of: @escaping @Sendable (UAI) async -> [MailboxAddress]) { self.of = of }

    /// Knows no school.
    package static let none = SchoolMailboxes { _ in [] }
}
