package import Parties
import XMLBridge

/// A value that data may lack, printed where nothing asks whether it is there.
package struct UnguardedValue: Hashable, Sendable {
    package let name: String
    package let line: Int

    /// How to do without it.
    package var remedy: BilingualText {
        BilingualText(
            "entourez ce passage de <if value=\"\(name)\" exists=\"yes\">",
            "put <if value=\"\(name)\" exists=\"yes\"> around the passage")
    }
}

extension TemplateReader {
    /// A template may want a value of every convention that is made from it, and so print it without a condition; one that it
    /// calls optional itself, it may not.
    mutating func noteUnguarded(_ path: ValuePath, _ scope: ValueScope) {
        guard scope.optionalParts(of: path).contains(where: { !assumptions.ensure($0) }) else { return }
        let value = UnguardedValue(name: path.text, line: path.line)
        guard path.steps.first == SupplementDeclaration.scopeName else {
            if !unguardedValues.contains(where: { $0.name == value.name }) { unguardedValues.append(value) }
            return
        }
        reportLater(
            path.line,
            .init(
                "le complément \(path.text) est facultatif et imprimé sans condition",
                "the supplement \(path.text) is optional and printed without a condition"),
            .init(
                value.remedy.french + ", ou retirez optional=\"yes\" de sa déclaration",
                value.remedy.english + ", or take optional=\"yes\" out of its declaration"))
    }
}
