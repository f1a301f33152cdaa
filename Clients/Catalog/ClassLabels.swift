public import Basics

extension DataClass {
    /// The words for the class.
    public var label: Label {
        switch self {
        case .identity: .classIdentity
        case .social: .classSocial
        case .health: .classHealth
        case .judicial: .classJudicial
        case .audit: .classAudit
        case .spine: .classSpine
        case .protected: .classProtected
        }
    }
}
