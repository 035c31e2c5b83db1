import Mustache

/// What a page shows, by name.
///
/// The library looks for each name by mirroring the page and what stands around the place, again for every name; this
/// mirrors them once.
final class PageModel: MustacheParent {
    private let children: [String: Any]

    init(_ object: Any) {
        let named = Mirror(reflecting: object).children.compactMap { child -> (String, Any)? in
            guard let label = child.label, let value = Self.shown(child.value) else { return nil }
            return (label, value)
        }
        children = Dictionary(named) { first, _ in first }
    }

    func child(named name: String) -> Any? { children[name] }

    private static func shown(_ value: Any) -> Any? {
        if value is String || value is Bool || value is Int || value is any MustacheCustomRenderable { return value }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { shown($0.value) }
        case .collection: return mirror.children.compactMap { shown($0.value) }
        case .struct: return PageModel(value)
        default: return value
        }
    }
}
