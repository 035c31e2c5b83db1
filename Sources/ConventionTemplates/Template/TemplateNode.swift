/// A part of a template whose finished parts are leaves: a leaf, a choice between branches, or a repeat.
///
/// The same three serve blocks, inline content, table rows, list items and fields.
indirect enum TemplateNode<Leaf: Hashable & Sendable>: Hashable, Sendable {
    case leaf(Leaf)
    /// The first branch whose condition holds; nothing when none does.
    case choice([TemplateBranch<Leaf>])
    case each(TemplateRepeat<Leaf>)
}

struct TemplateBranch<Leaf: Hashable & Sendable>: Hashable, Sendable {
    /// Absent in `otherwise`.
    let condition: TemplateCondition?
    let body: [TemplateNode<Leaf>]
}

struct TemplateRepeat<Leaf: Hashable & Sendable>: Hashable, Sendable {
    let list: ValuePath
    /// Name of the current item inside the body.
    let variable: String
    /// Inline repeats only: what stands between two items.
    let separator: [TemplateNode<Leaf>]
    let body: [TemplateNode<Leaf>]
}

struct TemplateCondition: Hashable, Sendable {
    enum Test: Hashable, Sendable {
        case exists
        case isOne(of: [String])
    }

    let value: ValuePath
    let test: Test
    let isNegated: Bool
}

/// Where a value is found, and the line that asks for it.
struct ValuePath: Hashable, Sendable {
    let steps: [String]
    let line: Int

    var text: String { steps.joined(separator: ".") }
}
