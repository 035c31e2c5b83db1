/// A convention of a full demonstration that the school entered itself, and how far it has come.
struct DemoConvention {
    enum Outcome {
        case draft, cancelled, refused, expired, completed, amended, interrupted, ended, superseded, erased
        /// Issued, and signed by so many.
        case signed(Int)
    }

    enum Time {
        /// The first period to come.
        case ahead
        /// So many weeks of school before the last one.
        case past(Int)
    }

    /// Family name.
    let pupil: String
    /// Title of an offer whose host takes the pupil in.
    let offer: String
    let time: Time
    let outcome: Outcome

    init(_ pupil: String, _ offer: String, _ time: Time, _ outcome: Outcome) {
        (self.pupil, self.offer, self.time, self.outcome) = (pupil, offer, time, outcome)
    }

    static let all: [DemoConvention] = [
        DemoConvention("Etcheverry", "Du quai au camion", .ahead, .draft),
        DemoConvention("Ferreira", "Les métiers de l’hôpital", .ahead, .signed(0)),
        DemoConvention("Guillou", "Aux archives départementales", .ahead, .signed(1)),
        DemoConvention("Hoarau", "Comment marche une éolienne", .ahead, .signed(2)),
        DemoConvention("Besson", "Trier, réparer, recycler", .ahead, .signed(3)),
        DemoConvention("Camara", "Les métiers d’une mairie", .ahead, .completed),
        DemoConvention("Delorme", "Réparer plutôt que jeter", .ahead, .amended),
        DemoConvention("Joly", "Dans l’atelier d’une menuisière", .ahead, .cancelled),
        DemoConvention("Khelifi", "Dans les coulisses d’un hôtel", .ahead, .refused),
        DemoConvention("Lebrun", "Le sport adapté", .ahead, .superseded),
        DemoConvention("Jaouen", "D’où vient l’eau du robinet\u{A0}?", .ahead, .signed(2)),
        DemoConvention("Izard", "Animer un club", .ahead, .erased),
        DemoConvention("Hamon", "Une semaine au garage", .past(0), .expired),
        DemoConvention("Cadiou", "Le métier de libraire", .past(1), .ended),
        DemoConvention("Floch", "Le budget d’une ville", .past(2), .ended),
        DemoConvention("Gomis", "Une épicerie solidaire", .past(0), .interrupted),
    ]
}
