/// The text of one paper, as its file has it.
struct KitText: Sendable {
    let title: String
    let body: GuideText
    /// Of the paper that proposes days and hours.
    let schedule: KitSchedule?

    private static let keys: Set = ["title", "morning", "afternoon"]

    /// - Throws: ``GuideFault`` with the line of the first mistake.
    init(_ piece: KitPiece, directory: String) throws(GuideFault) {
        let file = try GuideFile(path: "\(directory)/\(piece.rawValue).txt", keys: Self.keys)
        title = Typography.french(try file.one("title", such: "title: Accueillir un élève de seconde").value)
        body = file.body
        schedule = piece == .schedule ? try KitSchedule(file) : nil
        guard case .heading(level: 1, _)? = body.blocks.first else {
            throw GuideFault(file.path, 1, "the text does not begin with a title", "write « # » and the title first")
        }
    }
}
