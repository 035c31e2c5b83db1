import Parties
import Workflow

extension DemoPlacements {
    /// What to type to look around in a demonstration.
    struct Directions {
        let lycee: Door
        /// Of schools that only a full demonstration has.
        var others: [Door] = []
    }
}

extension DemoPlacements.Directions {
    /// Where to click to find an offer, to make one, to decide about one, and to see the school's pupils.
    func text(_ baseURL: String, dataDirectory: String, in language: Language) -> String {
        let program = CommandLine.arguments[0]
        let codes = ([lycee.staff, DemoPlacements.moderator.email] + others.map(\.staff)).map {
            "    \(program) demo-code \($0) --data-dir \(dataDirectory)"
        }.joined(separator: "\n")
        return "\n" + language(french(baseURL), english(baseURL)) + "\n\n" + codes + "\n"
    }

    private func french(_ base: String) -> String {
        """
          Trouver un stage, avant la convention :

          offres               \(base)/offres
          élève                \(base)/eleves/entrer : code de la classe \(lycee.className) \(lycee.classCode), par exemple
                               \(lycee.pupil.full), né(e) le \(FrenchDate.numeric(lycee.birthDate))
          famille              \(base)/familles/entrer : \(lycee.family?.text ?? "–"), dont le lien arrive dans les messages
          organisme d’accueil  \(base)/employeurs/entrer : \(DemoPlacements.employer), de même
          modération           \(base)/moderation/entrer : \(DemoPlacements.moderator.email), de même, et un code
          établissement        \(base)/ecole : \(lycee.staff), de même, et un code ; puis \(base)/ecole/eleves
        \(others.map(\.french).joined())
          Les codes, qu’une application montrerait (chacun sert une fois) :
        """
    }

    private func english(_ base: String) -> String {
        """
          Find a placement, before the convention:

          offers            \(base)/offres
          pupil             \(base)/eleves/entrer: code of the class \(lycee.className) \(lycee.classCode), for example
                            \(lycee.pupil.full), born on \(FrenchDate.numeric(lycee.birthDate))
          family            \(base)/familles/entrer: \(lycee.family?.text ?? "–"), whose link comes by mail
          employer          \(base)/employeurs/entrer: \(DemoPlacements.employer), likewise
          moderation        \(base)/moderation/entrer: \(DemoPlacements.moderator.email), likewise, and a code
          school            \(base)/ecole: \(lycee.staff), likewise, and a code; then \(base)/ecole/eleves
        \(others.map(\.english).joined())
          The codes, which an application would show (each serves once):
        """
    }
}

extension DemoPlacements.Door {
    fileprivate var french: String {
        """

          \(school) : \(staff)
                               \(className) \(classCode), \(pupil.full), né(e) le \(FrenchDate.numeric(birthDate))

        """
    }

    fileprivate var english: String {
        """

          \(school): \(staff)
                            \(className) \(classCode), \(pupil.full), born on \(FrenchDate.numeric(birthDate))

        """
    }
}

extension FrenchDate {
    /// « 12/03/2011 », as the form of the pupils' page takes it.
    fileprivate static func numeric(_ date: CalendarDate) -> String {
        let parts = date.iso8601.split(separator: "-")
        return parts.reversed().joined(separator: "/")
    }
}
