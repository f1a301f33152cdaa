import Basics
import Circuit

/// What may happen on a file: a stage, or a field and the code that it held.
public struct HappeningKind: Hashable, Sendable {
    /// The code of the stage or field.
    public let code: String
    /// The code of the value; empty for none.
    public let value: String

    /// Names a kind.
    public init(code: String, value: String = "") {
        self.code = code
        self.value = value
    }
}

/// Something that happened on a file, as indicators count it.
public struct FileHappening: Hashable, Sendable {
    /// What it was.
    public let kind: HappeningKind
    /// When, in minutes since 1970-01-01.
    public let minute: UInt32
    /// The number that was entered; 1 where none was.
    public let amount: UInt32
    /// Which of the file's matters, or rows of a group, it is about, from 1; 0 for the file itself.
    public let group: UInt8

    /// Makes a happening.
    public init(kind: HappeningKind, minute: UInt32, amount: UInt32 = 1, group: UInt8 = 0) {
        self.kind = kind
        self.minute = minute
        self.amount = amount
        self.group = group
    }

    /// What the heads of a file keep of it, by time.
    static func all(_ heads: Heads) -> [FileHappening] {
        var happenings: [Happening] = []
        for head in heads.all where !head.happenings.isEmpty {
            if happenings.isEmpty {
                happenings = head.happenings
            } else {
                happenings += head.happenings
            }
        }
        // Most were written as they happened.
        let isSorted = happenings.indices.dropFirst().allSatisfy { place in
            happenings[place - 1].at <= happenings[place].at
        }
        if !isSorted {
            happenings = happenings.enumerated()
                .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
                .map(\.element)
        }
        var groups: [UInt32: UInt8] = [:]
        return happenings.map { happening in
            var group: UInt8 = 0
            if happening.matter != 0 {
                // Past so many, matters are told as the file's own.
                let next = groups.count < Int(UInt8.max) ? UInt8(groups.count + 1) : 0
                group = groups[happening.matter] ?? next
                groups[happening.matter] = group
            }
            let minutes = happening.at.milliseconds / CircuitLimits.minuteMilliseconds
            return FileHappening(
                kind: HappeningKind(code: happening.code, value: happening.value),
                minute: UInt32(clamping: minutes), amount: happening.amount, group: group)
        }
    }
}

/// A happening, packed; a number other than 1 follows as an element of its own.
struct PackedHappening: Equatable, Sendable {
    var minute: UInt32
    var kind: UInt16
    var group: UInt8
    var hasAmount: Bool

    /// The kind of an element that holds the number of the one before it.
    static let amount = UInt16.max
}

extension FileIndex {
    /// What happened on the file in a row, by time.
    func happenings(_ place: Int) -> [FileHappening] {
        let run = rows[place].happenings
        var found: [FileHappening] = []
        found.reserveCapacity(run.count)
        for index in run where happened[index].kind != PackedHappening.amount {
            let packed = happened[index]
            guard let kind = kinds[UInt32(packed.kind)] else { continue }
            found.append(
                FileHappening(
                    kind: kind, minute: packed.minute,
                    amount: packed.hasAmount ? happened[index + 1].minute : 1,
                    group: packed.group))
        }
        return found
    }

    /// Writes what happened on a file, in place where it is no more than before.
    mutating func keep(_ happenings: [FileHappening], _ place: Int) {
        var packed: [PackedHappening] = []
        packed.reserveCapacity(happenings.count)
        for happening in happenings.suffix(IndexLimits.happeningsPerFile) {
            let kind = kinds.number(happening.kind)
            guard kind < UInt32(PackedHappening.amount) else { continue }
            packed.append(
                PackedHappening(
                    minute: happening.minute, kind: UInt16(kind), group: happening.group,
                    hasAmount: happening.amount != 1))
            if happening.amount != 1 {
                packed.append(
                    PackedHappening(
                        minute: happening.amount, kind: PackedHappening.amount, group: 0,
                        hasAmount: false))
            }
        }
        let run = rows[place].happenings
        guard !happened[run].elementsEqual(packed) else { return }
        forgetHappenings(place)
        rows[place].happeningsStart = UInt32(truncatingIfNeeded: happened.count)
        rows[place].happeningsCount = UInt16(truncatingIfNeeded: packed.count)
        Index.append(packed, to: &happened)
    }

    mutating func forgetHappenings(_ place: Int) {
        let run = rows[place].happenings
        for index in run {
            happened[index] = PackedHappening(minute: 0, kind: 0, group: 0, hasAmount: false)
        }
        happenedWaste += run.count
        rows[place].happeningsCount = 0
    }
}
