package import Offers
package import Typesetting

/// All texts of the guides, read and checked once.
package struct GuideLibrary: Sendable {
    package let questions: QuestionBook
    package let sectors: SectorGuide
    package let kit: KitMaker
    package let steps: [StepGuide]
    package let films: [FilmScript]

    /// - Parameters:
    ///   - directory: `Templates/Guides/fr`.
    ///   - need: Sectors in which people are wanted, as somebody said with a source.
    /// - Throws: ``GuideFaults`` with every mistake of the first part that has some.
    package init(directory: String, need: SectorsInNeed?, typesetter: Typesetter) throws(GuideFaults) {
        questions = try QuestionBook(directory: directory + "/questions")
        sectors = try SectorGuide(directory: directory + "/sectors", need: need)
        steps = try StepGuide.all(in: directory + "/steps")
        films = try FilmScript.all(in: directory + "/films")
        kit = try KitMaker(directory: directory + "/kit", typesetter: typesetter)
    }
}
