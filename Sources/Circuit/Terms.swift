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
///
/// Items are handed about by every check and fold; what they all carry lies behind one reference,
/// so that a copy of an item does not count up that of each of its words.
public struct Terms: Hashable, Sendable {
    private final class Storage: Sendable {
        let code: String
        let labels: Labels
        let basis: Basis
        let validity: Validity

        init(_ code: String, _ labels: Labels, _ basis: Basis, _ validity: Validity) {
            self.code = code
            self.labels = labels
            self.basis = basis
            self.validity = validity
        }
    }

    private let storage: Storage

    /// The stable code.
    public var code: String { storage.code }
    /// The words for it.
    public var labels: Labels { storage.labels }
    /// On what it rests.
    public var basis: Basis { storage.basis }
    /// When it holds.
    public var validity: Validity { storage.validity }

    /// Makes the terms of an item.
    public init(
        code: String, labels: Labels, basis: Basis = .assumed, validity: Validity = Validity()
    ) {
        storage = Storage(code, labels, basis, validity)
    }

    /// Compares what they say, not where they lie.
    public static func == (left: Self, right: Self) -> Bool {
        left.storage === right.storage
            || left.code == right.code && left.labels == right.labels
                && left.basis == right.basis && left.validity == right.validity
    }

    /// Hashes the code, in which different items differ.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
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
