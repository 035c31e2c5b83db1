package import ConventionTemplates
import Parties
import Typesetting

/// A template made with made-up data of every situation, and what went wrong with it.
package struct TemplateTrial: Sendable {
    /// How many pages its documents have.
    package private(set) var pageCounts: Set<Int> = []
    /// Each problem once, with the first situation in which it showed, in the order of the file.
    package private(set) var problems: [TemplateProblem] = []

    fileprivate mutating func add(_ found: [TemplateProblem], in situation: SampleVariant) {
        for problem in found where !known.contains(problem) {
            known.insert(problem)
            problems.append(
                TemplateProblem(
                    line: problem.line,
                    cause: .init(
                        "\(problem.cause.french) (situation : \(situation.french))",
                        "\(problem.cause.english) (situation: \(situation.english))"), remedy: problem.remedy))
        }
        problems.sort { $0.line < $1.line }
    }

    fileprivate mutating func add(pageCount: Int) { pageCounts.insert(pageCount) }

    private var known: Set<TemplateProblem> = []
}

extension TemplatePreview {
    /// Makes every document that shows what a template does.
    ///
    /// - Parameter source: The template's file, to find lines in.
    package func trial(of template: ConventionTemplate, source: [UInt8]) -> TemplateTrial {
        var trial = TemplateTrial()
        for variant in SampleVariant.all(for: template) {
            do throws(TemplatePreviewError) {
                let document = try document(template, variant)
                trial.add(pageCount: document.pageCount)
                trial.add(document.narrowColumns.map { $0.problem(in: template) }, in: variant)
            } catch {
                trial.add(error.problems(in: template, source: source), in: variant)
            }
        }
        return trial
    }
}

extension NarrowColumn {
    fileprivate func problem(in template: ConventionTemplate) -> TemplateProblem {
        let (found, needed) = (Int(width.rounded()), Int(neededWidth.rounded(.up)))
        return TemplateProblem(
            line: template.line(ofColumn: index, of: table) ?? 1,
            cause: .init(
                "la colonne \(index + 1) du tableau est large de \(found) points, et « \(word) » en demande \(needed)",
                "column \(index + 1) of the table is \(found) points wide, and “\(word)” needs \(needed)"),
            remedy: .init(
                "donnez-lui un poids (weight) plus grand, ou moins aux autres",
                "give it a larger weight, or the others less"))
    }
}

extension TemplatePreviewError {
    /// What to mend in the template; on its first line what no line can be told of.
    fileprivate func problems(in template: ConventionTemplate, source: [UInt8]) -> [TemplateProblem] {
        switch self {
        case .filling(.missingValues(let names)):
            return names.map { name in
                let value = template.unguardedValues.first { $0.name == name }
                return TemplateProblem(
                    line: value?.line ?? 1,
                    cause: .init(
                        "la valeur \(name) est imprimée, et les données ne l’ont pas",
                        "the value \(name) is printed, and the data do not have it"),
                    remedy: value?.remedy ?? BilingualText("corrigez cette valeur", "correct this value"))
            }
        case .typesetting(.missingGlyph(let scalar, _, _)), .typesetting(.forbiddenCharacter(let scalar, _)):
            return [Self.unprintable(scalar, source)]
        case .filling, .typesetting:
            return [
                TemplateProblem(
                    line: 1, cause: BilingualText(text(in: .french), text(in: .english)), remedy: BilingualText("", ""))
            ]
        }
    }

    private static func unprintable(_ scalar: Unicode.Scalar, _ source: [UInt8]) -> TemplateProblem {
        let lines = String(decoding: source, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let line = lines.firstIndex { $0.unicodeScalars.contains(scalar) }.map { $0 + 1 } ?? 1
        let code = "U+" + String(scalar.value, radix: 16, uppercase: true)
        return TemplateProblem(
            line: line,
            cause: .init(
                "la police des conventions n’a pas le caractère \(scalar) (\(code))",
                "the typeface of conventions lacks the character \(scalar) (\(code))"),
            remedy: .init(
                "écrivez ce texte en lettres latines, grecques ou cyrilliques",
                "write this text in Latin, Greek or Cyrillic letters"))
    }
}
