package import Parties

/// Why a convention was not made from a template and data; nothing was made.
package enum FillError: Error, Hashable, Sendable {
    /// The data are not acceptable, or not on the day of issue.
    case data(ConventionDataError)
    /// The signing order does not name exactly the signatures that the data require.
    case wrongOrder
    /// The template prints values that these data do not have; the names, each once, in the order of the template.
    case missingValues([String])
    /// Signatories for whom the template has no box, by the names of their fields.
    case missingSignatureBoxes([String])
}

extension FillError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .data(let error): error.description
        case .wrongOrder:
            "could not fill the template: the signing order does not name each required signature once, and no other"
        case .missingValues(let names):
            "could not fill the template: it prints \(names.joined(separator: ", ")), which the data do not hold; "
                + "complete the data, or make the template ask with <if value=… exists=\"yes\">"
        case .missingSignatureBoxes(let fields):
            "could not fill the template: it has no signature box for \(fields.joined(separator: ", "))"
        }
    }
}
