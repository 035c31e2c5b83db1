import Parties
import Typesetting

/// Puts one convention's values into a template.
///
/// Values go into a tree of text runs, never into a source text, so that none can become anything but text.
struct TemplateFiller {
    private let run: Run
    private var scope: [String: TemplateValue]

    /// - Parameter additions: What this document knows beyond the values of every convention, by name.
    init(source: ValueCatalogue.Source, adding additions: [String: TemplateValue]) {
        run = Run(source: source)
        guard case .record(let members) = ValueCatalogue.root.value(of: source) else {
            scope = [:]
            return
        }
        scope = members.merging(additions) { _, added in added }
    }

    /// One filling of one template; shared by the fillers of inner scopes, which are copied for every leaf.
    private final class Run {
        let source: ValueCatalogue.Source
        /// Names of values that were asked for and not there.
        var missing: [String] = []

        init(source: ValueCatalogue.Source) { self.source = source }
    }

    var source: ValueCatalogue.Source { run.source }

    /// - Throws: ``FillError`` when a value is missing or a signatory has no box.
    func document(_ template: ConventionTemplate, embedding file: AssociatedFile) throws(FillError) -> DocumentContent {
        let content = try content(template, embedding: [file])
        let boxes = Set(Self.signatureFields(in: content.blocks))
        let unboxed = source.data.signatories.map(\.fieldName).filter { !boxes.contains($0) }
        guard unboxed.isEmpty else { throw .missingSignatureBoxes(unboxed) }
        return content
    }

    /// - Throws: ``FillError/missingValues(_:)``
    func content(
        _ template: ConventionTemplate, embedding files: [AssociatedFile] = []
    ) throws(FillError) -> DocumentContent {
        let metadata = template.metadata
        let content = DocumentContent(
            metadata: DocumentMetadata(
                title: text(metadata.title), subject: text(metadata.subject), author: text(metadata.author),
                creationTime: source.issue.createdAt),
            letterhead: letterhead(metadata.header), blocks: blocks(template.body), footer: text(metadata.footer),
            associatedFiles: files)
        guard run.missing.isEmpty else { throw .missingValues(run.missing) }
        return content
    }

    private static func signatureFields(in blocks: [Block]) -> [String] {
        blocks.flatMap { block -> [String] in
            switch block {
            case .signatureBoxes(let boxes): boxes.map(\.fieldName)
            case .note(let inner), .keepTogether(let inner): signatureFields(in: inner)
            default: []
            }
        }
    }

    // MARK: Values

    func value(at path: ValuePath) -> TemplateValue? {
        path.steps.first.flatMap { scope[$0]?.value(at: path.steps.dropFirst()) }
    }

    func setting(_ variable: String, to value: TemplateValue) -> TemplateFiller {
        var filler = self
        filler.scope[variable] = value
        return filler
    }

    /// The value as text; notes its name when there is none.
    func printed(_ path: ValuePath, _ format: ValueFormat) -> String {
        if let text = value(at: path).flatMap({ FrenchFormat.text($0, format) }), !text.isEmpty { return text }
        if !run.missing.contains(path.text) { run.missing.append(path.text) }
        return ""
    }

    func holds(_ condition: TemplateCondition?) -> Bool {
        guard let condition else { return true }
        let value = value(at: condition.value)
        let result =
            switch condition.test {
            case .exists: value != nil
            case .isOne(let words): value?.code.map(words.contains) ?? false
            }
        return result != condition.isNegated
    }

    /// The leaves that remain when conditions are decided and repeats unrolled, each with the values known to it.
    func leaves<Leaf>(_ nodes: [TemplateNode<Leaf>]) -> [(leaf: Leaf, filler: TemplateFiller)] {
        var leaves: [(leaf: Leaf, filler: TemplateFiller)] = []
        leaves.reserveCapacity(nodes.count)
        append(nodes, to: &leaves)
        return leaves
    }

    private func append<Leaf>(
        _ nodes: [TemplateNode<Leaf>], to leaves: inout [(leaf: Leaf, filler: TemplateFiller)]
    ) {
        for node in nodes {
            switch node {
            case .leaf(let leaf): leaves.append((leaf, self))
            case .choice(let branches):
                if let branch = branches.first(where: { holds($0.condition) }) { append(branch.body, to: &leaves) }
            case .each(let loop):
                guard case .list(let items)? = value(at: loop.list) else { continue }
                for (index, item) in items.enumerated() {
                    if index > 0 { append(loop.separator, to: &leaves) }
                    setting(loop.variable, to: item).append(loop.body, to: &leaves)
                }
            }
        }
    }
}
