/// Who answers for the data of the province, as its pages tell it (law 09-08, article 5).
public struct DataController: Equatable, Sendable {
    /// What the controller is called; may be empty.
    public var name: String
    /// The number of its authorisation by the data-protection commission; may be empty.
    public var authorisation: String
    /// Where rights are exercised; may be empty.
    public var contact: String

    /// Names a controller.
    public init(name: String, authorisation: String, contact: String) {
        self.name = name
        self.authorisation = authorisation
        self.contact = contact
    }
}
