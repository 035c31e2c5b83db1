/// The addresses of the pages of a school's roster.
enum RosterPaths {
    static let list = "/ecole/eleves"
    static let upload = "/ecole/eleves/importer"
    static let take = "/ecole/eleves/importer/confirmer"
    static let codes = "/ecole/eleves/codes"
}

/// The names of the fields in the forms of these pages.
enum RosterFieldName {
    static let file = "fichier"
    static let text = "texte"
    /// The file again, in base64.
    static let content = "contenu"
    /// Before the number of a column.
    static let column = "colonne-"
    static let token = "apercu"
    static let left = "partis"
    static let className = "classe"
    static let query = "q"
    static let done = "fait"
    /// That codes are made anew.
    static let renew = "nouveau"
}

struct RosterListPage: Sendable {
    struct Group: Sendable {
        let name: String
        let count: Int
        let path: String
    }

    struct Line: Sendable {
        let path: String
        let name: String
        let className: String
        let reference: String
        /// Who can be written to.
        let reached: String
    }

    let page: PageFrame
    let bar: HeadBar
    let list: String
    let upload: String
    /// What an import has just done.
    let done: String?
    let lead: String
    let isEmpty: Bool
    let query: String
    let classes: [Group]
    let heading: String?
    let lines: [Line]
    /// How many more there are than are shown; `nil` for none.
    let rest: String?
    let nobody: Bool
    /// The class whose code can be asked for; `nil` for all.
    let codesOf: String?
    let codes: String
}

/// What the pupils of classes enter with, to be handed out.
struct RosterCodesPage: Sendable {
    struct Line: Sendable {
        let className: String
        let code: String
    }

    let page: PageFrame
    let bar: HeadBar
    let list: String
    let action: String
    let formToken: String
    let notice: String?
    let entrance: String
    let lines: [Line]
    /// The only class on the page; `nil` when there are several.
    let className: String?
}

struct RosterImportPage: Sendable {
    let page: PageFrame
    let bar: HeadBar
    let list: String
    let action: String
    let formToken: String
    let problem: String?
    let hasFaults: Bool
    let faults: [String]
}

struct RosterColumnsPage: Sendable {
    struct Choice: Sendable {
        let value: String
        let label: String
        let isSelected: Bool
    }

    struct Column: Sendable {
        let field: String
        let letters: String
        let heading: String
        let choices: [Choice]
    }

    let page: PageFrame
    let bar: HeadBar
    let action: String
    let upload: String
    let formToken: String
    let content: String
    let faults: [String]
    let columns: [Column]
}

struct RosterPreviewPage: Sendable {
    struct Hidden: Sendable {
        let name: String
        let value: String
    }

    struct Line: Sendable {
        let line: String
        let name: String
        let what: String
    }

    let page: PageFrame
    let bar: HeadBar
    let notice: String?
    let action: String
    let upload: String
    let formToken: String
    let content: String
    let token: String
    let columns: [Hidden]
    let faults: [String]
    let hasFaults: Bool
    let canTake: Bool
    let counts: [String]
    let notes: [String]
    let added: [Line]
    let restAdded: String?
    let hasAdded: Bool
    let changed: [Line]
    let restChanged: String?
    let hasChanged: Bool
    let missing: [Line]
    let restMissing: String?
    let hasMissing: Bool
}
