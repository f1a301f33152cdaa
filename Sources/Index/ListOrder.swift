/// In which order a list of files stands; files that are equal in it stand in the order of their ids.
public enum ListOrder: Hashable, Sendable {
    /// Those that wait longest in their stage first.
    case waiting
    /// By the child's name, Arabic script first.
    case nameArabic
    /// By the child's name, Latin script first.
    case nameLatin
    /// Those with the latest event first.
    case written
    /// Those on which something is due first, first.
    case due
    /// Those that were opened last first.
    case opened

    /// The script that comes first, where the list is in the order of names.
    var script: NameOrder.Script? {
        switch self {
        case .nameArabic: .arabic
        case .nameLatin: .latin
        case .waiting, .written, .due, .opened: nil
        }
    }
}
