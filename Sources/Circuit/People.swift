public import Basics

// The people around a child: each is a matter of the file, on the track of that meaning.

extension Heads {
    /// The people around the child, in the order in which they were written down.
    public func people(_ definition: CircuitDefinition) -> [Matter] {
        guard let track = definition.track(meaning: .person) else { return [] }
        return self[track.dataClass]?.matters.filter { $0.track == track.code } ?? []
    }

    /// The number of the file that this one is joined to; nil where it goes on by itself.
    public func master(_ definition: CircuitDefinition) -> FileNumber? {
        guard definition.stage(stage, means: .joins) else { return nil }
        return self[.identity]?.texts(.masterNumber).first.flatMap { FileNumber($0) }
    }

    /// The numbers of the files of the child's brothers and sisters, as far as somebody gave them.
    public func siblings(_ definition: CircuitDefinition) -> [FileNumber] {
        people(definition).flatMap { $0.values(.siblingNumber) }.compactMap { value in
            if case .text(let text) = value { FileNumber(text) } else { nil }
        }
    }
}

/// How a file goes with another one.
public enum FileTieKind: CaseIterable, Hashable, Sendable {
    /// It is of a brother or sister.
    case sibling
    /// It is of the same child, and joined to the other.
    case joined
    /// It is of the same child, and the other is joined to it.
    case stays
}

/// A file that goes with another one.
public struct FileTie: Hashable, Sendable {
    /// How.
    public let kind: FileTieKind
    /// The file.
    public let file: FileID
    /// Its number.
    public let number: FileNumber

    /// Joins the three.
    public init(kind: FileTieKind, file: FileID, number: FileNumber) {
        self.kind = kind
        self.file = file
        self.number = number
    }
}

extension HeadPart {
    /// What the file and its matters keep for a meaning.
    func all(_ meaning: FieldMeaning) -> [HeadSlot] {
        (slots + matters.flatMap(\.slots)).filter { $0.meaning == meaning }
    }
}

extension Matter {
    /// What a person is called.
    public var personName: String? {
        if case .text(let name) = values(.personName).first { name } else { nil }
    }

    /// Tells whether a person neither agrees for the child nor receives it: at a moment or, without
    /// one, now.
    public func isSuspended(
        at moment: Instant? = nil, _ definition: CircuitDefinition
    ) -> Bool {
        let passage = passages.last { passage in moment.map { passage.at <= $0 } ?? true }
        return definition.stage(passage?.stage, means: .suspends)
    }
}

extension Field {
    /// Whether a service may be told what it says: no extract holds contents of attachments, nor
    /// what only points into the file, or at another.
    public var isTold: Bool {
        type != .attachment && type != .person && meaning != .siblingNumber
    }
}
