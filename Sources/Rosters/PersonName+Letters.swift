import ConventionDomain
package import Parties

extension PersonName {
    /// As ``PupilDays`` compares names: case, accents, hyphens, apostrophes and spaces make no difference.
    package var letters: (family: String, given: String) {
        (PupilDays.letters(of: family), PupilDays.letters(of: given))
    }

    /// Whether two are one name, however each is written.
    package func isWritten(as other: PersonName) -> Bool { letters == other.letters }
}
