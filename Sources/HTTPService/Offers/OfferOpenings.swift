import Offers
import Parties
import Placements

extension OfferDesk {
    /// What is told of grades that see no offer yet.
    func openings(
        of grades: some Collection<ConventionData.Grade>, in year: SchoolYear, on day: CalendarDate
    ) async throws(PlacementError) -> [String] {
        let campaign = try await campaign(of: year)
        let undated = Set(grades.filter { campaign?.opensOn[$0] == nil })
        let noDate =
            undated.isEmpty
            ? [] : ["Les offres pour les élèves de \(OfferWords.grades(undated)) n’ont pas encore de date d’ouverture."]
        return noDate
            + grades.compactMap { grade in
                guard let opening = campaign?.opensOn[grade], opening > day else { return nil }
                let name = OfferWords.grade(grade)
                let date = FrenchDates.period(from: opening.iso8601, to: opening.iso8601)
                return "Les offres pour les élèves de \(name) seront visibles \(date)."
                    .replacing("visibles le ", with: "visibles à partir du ")
            }
    }
}
