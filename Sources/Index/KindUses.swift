import Basics
import Circuit

/// What kinds of happenings are to the measures and the dimensions of a plan, each found out once, in
/// the row of the kind's number in the index.
///
/// It is asked for every thing that happened on a file and every measure, so it is numbers in a row.
struct KindUses: Sendable {
    /// What a kind is to a measure.
    struct Role: OptionSet, Sendable {
        let rawValue: UInt8
        /// The measure looks for it.
        static let begins = Role(rawValue: 1)
        /// It has to follow.
        static let follows = Role(rawValue: 2)
        /// It ends the duty.
        static let ends = Role(rawValue: 4)
        /// It is a stage of which the measure counts who stands there.
        static let stands = Role(rawValue: 8)
    }

    private struct Kind {
        /// The measures that look for it.
        var measures: [Int] = []
        /// The track on which it is a stage, where some measure asks who stands there.
        var track: Int?
        /// Whether it is a field that held a code.
        var hasValue = false
    }

    private let measureCount: Int
    private let dimensionCount: Int
    private var kinds: [Kind?] = []
    private var roles: [Role] = []
    /// The codes under which they fall by themselves.
    private var codes: [UInt32] = []

    init(_ plan: FigurePlan) {
        (measureCount, dimensionCount) = (plan.places.count, plan.dimensions.count)
    }

    /// Finds out what a kind is, where nobody has.
    mutating func meet(
        _ number: UInt16, _ kind: HappeningKind, _ plan: FigurePlan, _ names: inout FigureNames
    ) {
        let place = Int(number)
        if place >= kinds.count {
            let count = place + 1 - kinds.count
            kinds += repeatElement(nil, count: count)
            roles += repeatElement([], count: count * measureCount)
            codes += repeatElement(FigureNames.none, count: count * dimensionCount)
        }
        guard kinds[place] == nil else { return }
        var met = Kind(hasValue: !kind.value.isEmpty)
        for measure in plan.places.indices {
            let role = plan.role(of: kind, to: measure)
            roles[place * measureCount + measure] = role
            if role.contains(.begins) { met.measures.append(measure) }
        }
        met.track = plan.track(of: kind)
        kinds[place] = met
        for (dimension, name) in plan.dimensions.enumerated() {
            guard let code = plan.code(of: kind, in: name) else { continue }
            codes[place * dimensionCount + dimension] = names.number(code, in: dimension)
        }
    }

    /// The measures that look for a kind.
    func measures(_ kind: UInt16) -> [Int] { kinds[Int(kind)]?.measures ?? [] }

    /// The track on which a kind is a stage, where some measure asks who stands there.
    func track(_ kind: UInt16) -> Int? { kinds[Int(kind)]?.track }

    /// Whether a kind is a field that held a code.
    func hasValue(_ kind: UInt16) -> Bool { kinds[Int(kind)]?.hasValue ?? false }

    /// Whether a kind is that to a measure.
    func `is`(_ kind: UInt16, _ role: Role, to measure: Int) -> Bool {
        roles[Int(kind) * measureCount + measure].contains(role)
    }

    /// The number of the code under which a kind falls by itself; `FigureNames.none` for none.
    func code(_ kind: UInt16, in dimension: Int) -> UInt32 {
        codes[Int(kind) * dimensionCount + dimension]
    }
}

/// The codes of each dimension of a plan, numbered as they are met.
struct FigureNames: Sendable {
    private var names: [Symbols<String>]
    /// The number that stands for no code.
    static var none: UInt32 { Symbols<String>.none }

    init(_ plan: FigurePlan) {
        names = Array(repeating: Symbols(), count: plan.dimensions.count)
    }

    /// The number of a code.
    mutating func number(_ code: String, in dimension: Int) -> UInt32 {
        names[dimension].number(code)
    }

    /// The code that has a number.
    func code(_ number: UInt32, in dimension: Int) -> String {
        names[dimension][number] ?? FigureDimension.unknown
    }
}
