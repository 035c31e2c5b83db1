/// One metric with its series, in the text format of Prometheus.
///
/// Labels hold words of the service (statuses, route patterns, reasons) and never anything about a person.
///
/// Source: Prometheus, Exposition formats, text format 0.0.4.
package struct MetricFamily: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable { case counter, gauge, histogram }

    package struct Sample: Hashable, Sendable {
        /// Behind the family's name, for histograms: `_bucket`, `_sum`, `_count`.
        package let suffix: String
        package let labels: [(name: String, value: String)]
        package let value: Double

        package init(_ value: Double, _ labels: [(name: String, value: String)] = [], suffix: String = "") {
            (self.value, self.labels, self.suffix) = (value, labels, suffix)
        }

        package static func == (left: Sample, right: Sample) -> Bool { left.line("") == right.line("") }

        package func hash(into hasher: inout Hasher) { hasher.combine(line("")) }

        fileprivate func line(_ name: String) -> String {
            let pairs = labels.map { "\($0.name)=\"\(MetricFamily.escaped($0.value))\"" }.joined(separator: ",")
            return "\(name)\(suffix)" + (pairs.isEmpty ? "" : "{\(pairs)}") + " \(MetricFamily.number(value))"
        }
    }

    /// Of `a` to `z`, digits and underscores; with its unit at the end, and `_total` for counters.
    package let name: String
    package let help: String
    package let kind: Kind
    package let samples: [Sample]

    package init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        (self.name, self.kind, self.help, self.samples) = (name, kind, help, samples)
    }

    /// A metric of one series; without a value it has none.
    package init(_ name: String, _ kind: Kind, _ help: String, value: Double?) {
        self.init(name, kind, help, value.map { [Sample($0)] } ?? [])
    }

    /// `HELP`, `TYPE` and the series, each on a line.
    package var text: String {
        let head =
            "# HELP \(name) \(help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n"))\n"
            + "# TYPE \(name) \(kind.rawValue)\n"
        return head + samples.map { $0.line(name) + "\n" }.joined()
    }

    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// Whole numbers without a fraction.
    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}
