/// What makes a school one of priority: for its pupils places are kept.
///
/// Source: the school's own word. Lists of REP and REP+ are the ministry's (code de l'éducation, article D. 211-9, unchecked); districts (QPV) are those
/// of décret 2014-1750, and a school is one for its pupils' districts.
public enum PriorityEducation: String, Hashable, Sendable, CaseIterable {
    /// *Réseau d'éducation prioritaire*.
    case rep
    /// *Réseau d'éducation prioritaire renforcé*.
    case repPlus
    /// *Quartier prioritaire de la politique de la ville*.
    case qpv
}
