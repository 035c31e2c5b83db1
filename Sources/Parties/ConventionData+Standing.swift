extension ConventionData {
    /// For whom the pupil can act on a day; who is of age is never called emancipated.
    public enum Standing: String, Hashable, Sendable, CaseIterable {
        /// Under the authority of legal representatives, at least one of whom signs.
        case minor
        /// Under eighteen, and as capable as somebody of age.
        case emancipated
        case adult

        /// Whether no representative signs for the pupil.
        public var signsAlone: Bool { self != .minor }
    }
}

extension ConventionData.Pupil {
    /// From which age on a judge may emancipate. A marriage may before, by a dispensation that this data does not know.
    ///
    /// Source: code civil, 413-2; of marriages 144, 145, 413-1.
    public static let emancipationAge = 16

    /// Whether the pupil is of age on a day; from then on he or she signs alone.
    ///
    /// Source: code civil, 414.
    public func isAdult(on date: CalendarDate) -> Bool { birthDate.age(on: date) >= 18 }

    /// What the pupil is on a day. It decides who signs, and nothing about working time: that counts years.
    ///
    /// Source: code civil, 413-6, 413-7, 414.
    public func standing(on date: CalendarDate) -> ConventionData.Standing {
        isAdult(on: date) ? .adult : isEmancipated ? .emancipated : .minor
    }
}
