/// The words for one thing in the three languages.
public struct Labels: Hashable, Sendable {
    /// In Arabic.
    public let arabic: String
    /// In French.
    public let french: String
    /// In English.
    public let english: String

    /// Makes labels.
    public init(arabic: String, french: String, english: String) {
        self.arabic = arabic
        self.french = french
        self.english = english
    }
}

/// On what an item of the definition rests.
public enum Basis: Hashable, Sendable {
    /// An article of Moroccan law, named.
    case legal(article: String)
    /// A choice that a province may change.
    case assumed
}

/// From when and until when an item holds; nil leaves the side open.
public struct Validity: Hashable, Sendable {
    /// The first day.
    public let from: CivilDate?
    /// The last day.
    public let until: CivilDate?

    /// Makes a validity.
    public init(from: CivilDate? = nil, until: CivilDate? = nil) {
        self.from = from
        self.until = until
    }

    /// Tells whether the item holds on a day.
    public func holds(on day: CivilDate) -> Bool {
        (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }
}

/// What every item of the definition carries: a stable code, labels, a basis and a validity.
public struct Terms: Hashable, Sendable {
    /// The stable code.
    public let code: String
    /// The words for it.
    public let labels: Labels
    /// On what it rests.
    public let basis: Basis
    /// When it holds.
    public let validity: Validity

    /// Makes the terms of an item.
    public init(
        code: String, labels: Labels, basis: Basis = .assumed, validity: Validity = Validity()
    ) {
        self.code = code
        self.labels = labels
        self.basis = basis
        self.validity = validity
    }
}

/// An item of the definition.
public protocol DefinedItem: Sendable {
    /// Its code, labels, basis and validity.
    var terms: Terms { get }
}

extension DefinedItem {
    /// Its stable code.
    public var code: String { terms.code }
    /// The words for it.
    public var labels: Labels { terms.labels }
}
