import Parties
import Workflow

extension DemoPlacements.Directions {
    /// Where to click to find an offer, to make one, to decide about one, and to see the school's pupils.
    func text(_ baseURL: String, dataDirectory: String, in language: Language) -> String {
        let program = CommandLine.arguments[0]
        let codes = [staff, DemoPlacements.moderator.email].map {
            "    \(program) demo-code \($0) --data-dir \(dataDirectory)"
        }.joined(separator: "\n")
        return "\n" + language(french(baseURL), english(baseURL)) + "\n\n" + codes + "\n"
    }

    private func french(_ base: String) -> String {
        """
          Trouver un stage, avant la convention :

          offres               \(base)/offres
          élève                \(base)/eleves/entrer : code de la classe \(className) \(classCode), par exemple
                               \(pupil.full), né(e) le \(FrenchDate.numeric(birthDate))
          organisme d’accueil  \(base)/employeurs/entrer : \(DemoPlacements.employer), dont le lien arrive dans les messages
          modération           \(base)/moderation/entrer : \(DemoPlacements.moderator.email), de même, et un code
          établissement        \(base)/ecole : \(staff), de même, et un code ; puis \(base)/ecole/eleves

          Les codes, qu’une application montrerait (chacun sert une fois) :
        """
    }

    private func english(_ base: String) -> String {
        """
          Find a placement, before the convention:

          offers            \(base)/offres
          pupil             \(base)/eleves/entrer: code of the class \(className) \(classCode), for example
                            \(pupil.full), born on \(FrenchDate.numeric(birthDate))
          employer          \(base)/employeurs/entrer: \(DemoPlacements.employer), whose link comes by mail
          moderation        \(base)/moderation/entrer: \(DemoPlacements.moderator.email), likewise, and a code
          school            \(base)/ecole: \(staff), likewise, and a code; then \(base)/ecole/eleves

          The codes, which an application would show (each serves once):
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
