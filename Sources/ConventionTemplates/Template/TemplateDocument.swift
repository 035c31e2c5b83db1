package import Parties

/// Which document a template makes: one that people sign, or a sheet that is handed over apart.
package enum TemplateDocument: Hashable, Sendable {
    case signed(ConventionData.DocumentKind)
    case sheet(HandoverSheet)

    package static let convention = TemplateDocument.signed(.convention)
    package static let amendment = TemplateDocument.signed(.amendment)

    /// The kind of the data that are signed with it; `nil` for a sheet.
    package var kind: ConventionData.DocumentKind? {
        if case .signed(let kind) = self { kind } else { nil }
    }

    /// The roles whose signature a template must have room for.
    var rolesThatSign: [Signatory.Role] { kind?.rolesThatSign ?? [] }
}

extension TemplateDocument: RawRepresentable, CaseIterable {
    package static let allCases: [TemplateDocument] =
        ConventionData.DocumentKind.allCases.map { .signed($0) } + HandoverSheet.allCases.map { .sheet($0) }

    package init?(rawValue: String) {
        guard let found = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = found
    }

    package var rawValue: String {
        switch self {
        case .signed(let kind): kind.rawValue
        case .sheet(let sheet): sheet.rawValue
        }
    }
}
