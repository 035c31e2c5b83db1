import Hummingbird
import Parties
import Workflow

/// The sheets that are handed over apart, behind the link of the person whose copy they are.
struct SheetController: Sendable {
    let useCases: SignatoryUseCases
    let access: LinkAccess
    /// `/s/` or `/r/`.
    let prefix: String

    func addRoutes(to table: inout RouteTable) {
        for sheet in HandoverSheet.allCases {
            table.add(
                "\(prefix):token/\(sheet.fileName)",
                get: { request, context in
                    try await useCases.sheet(sheet, try await access.admitted(request, context)).response
                })
        }
    }
}

extension HandoverSheet {
    /// What its address ends with on the pages behind links.
    var fileName: String {
        switch self {
        case .contacts: "fiche-de-contacts.pdf"
        case .health: "fiche-pai.pdf"
        }
    }
}

/// The sheets as a page offers them.
struct SheetLines: Sendable {
    let path: String
    let contacts: String
    /// `nil` when there is none.
    let health: String?

    /// - Returns: `nil` when nothing can be opened.
    init?(_ sheets: [HandoverSheet], path: String) {
        guard sheets.contains(.contacts) else { return nil }
        self.path = path
        contacts = HandoverSheet.contacts.fileName
        health = sheets.contains(.health) ? HandoverSheet.health.fileName : nil
    }
}
