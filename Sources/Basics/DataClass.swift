/// A compartment of a file, sealed under keys of its own; the number stands on disk and wire.
///
/// Which field lies in which class is fixed by the shipped definition.
@frozen
public enum DataClass: UInt8, CaseIterable, Hashable, Sendable {
    /// Names, birth, civil status, family, contacts (P1).
    case identity = 1
    /// Category, assessment, plan, follow-up (P2).
    case social = 2
    /// Health, disability, psychological and sexual-violence detail (P3).
    case health = 3
    /// Offences, alleged author, judicial acts and measures (P4).
    case judicial = 4
    /// The payload of audit leaves, for the auditor and the data-protection officer.
    case audit = 5
    /// The count and hash chain of a file's acts; it has no reader of its own.
    case spine = 6
    /// Reporter, shelter, identity of a trafficking victim (P5).
    case protected = 7

    /// The classes that hold what people write about a child.
    public static let content: ClassSet = [.identity, .social, .health, .judicial, .protected]
}

/// A set of data classes.
@frozen
public struct ClassSet: OptionSet, Hashable, Sendable {
    /// One bit a class, at the position of the class's number.
    public let rawValue: UInt8

    /// Makes a set from its bits.
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Makes the set that holds one class.
    @inlinable
    public init(_ dataClass: DataClass) { self.init(rawValue: 1 << dataClass.rawValue) }

    /// The set of identity alone.
    public static let identity = ClassSet(.identity)
    /// The set of social alone.
    public static let social = ClassSet(.social)
    /// The set of health alone.
    public static let health = ClassSet(.health)
    /// The set of judicial alone.
    public static let judicial = ClassSet(.judicial)
    /// The set of audit alone.
    public static let audit = ClassSet(.audit)
    /// The set of spine alone.
    public static let spine = ClassSet(.spine)
    /// The set of protected alone.
    public static let protected = ClassSet(.protected)

    /// Tells whether the set holds a class.
    @inlinable
    public func contains(_ dataClass: DataClass) -> Bool { contains(ClassSet(dataClass)) }

    /// The classes of the set, in the order of their numbers.
    public var classes: [DataClass] { DataClass.allCases.filter { contains($0) } }
}
