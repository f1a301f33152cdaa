import Basics
import Circuit
import DefinitionSupport
import Testing

@testable import Index

/// What the indicators come to where things end badly, on a second small province that was worked out
/// by hand: what `FigureTests` finds nothing of, and breakdowns by risk and by category (SPEC W-210).
///
/// The third quarter of 2026: A is a girl in danger whom two people hurt, whose case was dismissed and
/// who went home; B a boy who died; C a girl who refused; D's measure of an earlier year ended; a
/// training was held and kits were handed out. Six members have from nine to thirty files in hand.
@Suite struct FigureOutcomeTests {
    private let definition: CircuitDefinition
    private let index: FileIndex.Shared

    init() throws {
        definition = try Shipped.definition()
        index = FileIndex.Shared(Self.files + Self.loads)
    }

    private static var files: [IndexedFile] {
        let girl = FigureTests.file(
            1, "CLOSE", sex: "F", born: CivilDate("2014-02-01"), risk: "R4",
            categories: ["VIC-VIO"],
            [
                "DETECT 07-02 08:00", "SIGNAL 07-02 09:00", "LISTEN 07-02 13:00",
                "4:violence_type=V2 07-03 10:00", "5:author_relation=PARENT 07-03 10:00",
                "6:author_relation=KIN 07-03 10:00", "J1 07-03 10:00", "J9 07-20 10:00",
                "next_visit_date 07-10", "visit_date 07-11", "next_visit_date 07-20",
                "1:SENT 07-12 10:00", "1:REFUSED 07-14 10:00", "CLOSE 09-02 08:00",
                "closing_reason=REINTEGRATED 09-02 08:00", "outcome=ACHIEVED 09-02 08:00",
                "back_at_school=REACHED 09-02 08:00",
            ])
        let boy = FigureTests.file(
            2, "CLOSE", sex: "M", born: CivilDate("2016-02-01"), risk: "R2",
            categories: ["RSK-SCH"],
            [
                "DETECT 07-10 08:00", "SIGNAL 07-10 09:00", "LISTEN 07-14 09:00",
                "next_visit_date 08-01", "visit_date 08-01", "child_seen_alone=true 08-01 11:00",
                "1:SENT 08-02 10:00", "CLOSE 08-09 08:00", "closing_reason=DEATH 08-09 08:00",
                "1:EXPIRED 08-20 10:00",
            ])
        let refusing = FigureTests.file(
            3, "CLOSE", sex: "F", born: CivilDate("2010-02-01"), risk: "R2",
            categories: ["RSK-SCH", "RSK-POV"],
            [
                "DETECT 07-20 08:00", "SIGNAL 07-20 09:00", "RECEIVE 07-21 09:00",
                "CLOSE 07-30 08:00", "closing_reason=REFUSED 07-30 08:00",
                "back_at_school=NOT-REACHED 07-30 08:00", "out_of_street=NOT-REACHED 07-30 08:00",
            ])
        let ended = FigureTests.file(
            4, "CLOSE", sex: "M", born: CivilDate("2008-08-15"), risk: "R1",
            ["DETECT 01-05 08:00", "J5 02-01 10:00", "CLOSE 03-01 10:00", "J8 08-15 10:00"])
        var training = FigureTests.file(5, "TRAIN-HELD", sex: "F", ["TRAIN-HELD 09-10 09:00"])
        training.kind = .record("ACTIVITY")
        var kits = FigureTests.file(
            6, "KITS-HELD", sex: "F",
            [
                "KITS-HELD 09-11 09:00", "1:kit_kind=FOOD 09-11 09:00", "1:kit_count*2 09-11 09:00",
                "2:kit_kind=GUIDE 09-11 09:00", "2:kit_count*3 09-11 09:00",
                "3:aware_kit=LEAFLET 09-12 09:00", "3:aware_kit_count*12 09-12 09:00",
            ])
        kits.kind = .record("ACTIVITY")
        return [girl, boy, refusing, ended, training, kits]
    }

    /// Six members with as many files in hand as stand at the edges of the classes.
    private static var loads: [IndexedFile] {
        [9, 10, 19, 20, 29, 30].enumerated().flatMap { member, count in
            (0..<count).map { number in
                FigureTests.file(
                    UInt64(1_000 * (member + 1) + number), "FOLLOW", sex: "F",
                    referent: MemberID(high: 1, low: UInt64(10 + member)), ["FOLLOW 02-01 10:00"])
            }
        }
    }

    private func cells(
        _ indicator: String, _ dimension: String? = nil, _ code: String = ""
    ) -> [FigureCell]? {
        let run = index.run(
            FigureQuestion(
                from: FigureTests.quarter.lowerBound, until: FigureTests.quarter.upperBound),
            definition,
            now: Instant(milliseconds: Int64(FigureTests.minute("10-05 12:00")) * 60_000)
        ) { _ in true }
        let keys = dimension.map { [FigureKey(dimension: $0, code: code)] } ?? []
        return run.rows(of: indicator, ToldFigures()).first { $0.keys == keys }?.cells
    }

    @Test func whatEndsBadlyIsFound() {
        // One act, one child, nothing digital, no place, two authors.
        #expect(cells("I04") == [.count(1), .count(1), .count(0), .count(0), .count(2)])
        #expect(cells("I04", "AUTHOR-LINK", "PARENT")?.last == .count(1))
        #expect(cells("I04", "AUTHOR-LINK", "KIN")?.last == .count(1))
        #expect(cells("I04", "AUTHOR-LINK", "SIBLING") == nil)
        // Nobody said that an offence was suspected, and no measure came of it.
        #expect(
            cells("I10") == [.count(1), .share(0, of: 0), .count(1), .count(0), .count(0)])
        #expect(cells("I11") == [.count(0), .count(0), .count(1), .count(0), .count(0)])
        // A's was refused after two days, B's never answered.
        #expect(
            cells("I14") == [
                .count(2), .count(0), .count(1), .count(1), .share(1, of: 2),
                .minutes(2_880, of: 1),
            ])
        #expect(cells("I21") == [.count(0), .count(1), .count(1)])
        // One training; twelve leaflets at an awareness action, two parcels of food and three guides.
        #expect(cells("I25")?.suffix(2) == [.count(1), .count(17)])
        #expect(cells("I25", "KIT-KINDS", "LEAFLET")?.last == .count(12))
        #expect(cells("I25", "KIT-KINDS", "FOOD")?.last == .count(2))
        #expect(cells("I25", "KIT-KINDS", "GUIDE")?.last == .count(3))
        #expect(cells("I25", "KIT-KINDS", "HYGIENE") == nil)
    }

    @Test func membersFallIntoTheClassesOfTheirLoads() {
        // Nine; ten and nineteen; twenty and twenty-nine; thirty.
        #expect(cells("I22") == [.count(1), .count(2), .count(2), .count(1)])
        #expect(
            cells("I22", "unit", FigureTests.unit.hexadecimal)
                == [.count(1), .count(2), .count(2), .count(1)])
    }

    @Test func byLevelOfRiskTimesAndVisitsAreThoseOfItsChildren() {
        // A after four hours, C after a day, B after four, which is a day too late.
        #expect(
            cells("I06") == [.minutes(1_440, of: 3), .minutes(5_760, of: 3), .share(2, of: 3)])
        #expect(
            cells("I06", "RISK", "R4")
                == [.minutes(240, of: 1), .minutes(240, of: 1), .share(1, of: 1)])
        #expect(
            cells("I06", "RISK", "R2")
                == [.minutes(1_440, of: 2), .minutes(5_760, of: 2), .share(1, of: 2)])
        #expect(cells("I06", "RISK", "R3") == nil)
        // A was visited for the first of two days, B on the one that was planned, and alone.
        #expect(
            cells("I15")
                == [.share(2, of: 3), .count(2), .count(1), .count(1), .share(1, of: 1)])
        #expect(
            cells("I15", "RISK", "R4")
                == [.share(1, of: 2), .count(1), .count(0), .count(0), .share(0, of: 0)])
        #expect(
            cells("I15", "RISK", "R2")
                == [.share(1, of: 1), .count(1), .count(1), .count(1), .share(1, of: 1)])
    }

    @Test func byCategoryOutcomesAndLengthsAreThoseOfItsChildren() {
        let nothing: [FigureCell] = [.count(0), .count(0), .share(0, of: 0)]
        #expect(
            cells("I18")
                == [.count(1), .count(3), .share(1, of: 3), .count(1)]
                + [.count(1), .count(2), .share(1, of: 2)] + nothing
                + [.count(0), .count(1), .share(0, of: 1)])
        // A alone is a victim of violence.
        #expect(
            cells("I18", "category", "1")
                == [.count(1), .count(1), .share(1, of: 1), .count(1)]
                + [.count(1), .count(1), .share(1, of: 1)] + nothing + nothing)
        // B and C are out of school; C is of a poor family, too.
        #expect(
            cells("I18", "category", "3.2")
                == [.count(0), .count(2), .share(0, of: 2), .count(0)]
                + [.count(0), .count(1), .share(0, of: 1)] + nothing
                + [.count(0), .count(1), .share(0, of: 1)])
        #expect(
            cells("I18", "category", "3.4")
                == [.count(0), .count(1), .share(0, of: 1), .count(0)]
                + [.count(0), .count(1), .share(0, of: 1)] + nothing
                + [.count(0), .count(1), .share(0, of: 1)])
        // Sixty-two days, thirty and ten.
        #expect(cells("I20") == [.minutes(43_200, of: 3)])
        #expect(cells("I20", "category", "1") == [.minutes(89_280, of: 1)])
        #expect(cells("I20", "category", "3.2") == [.minutes(14_400, of: 2)])
        #expect(cells("I20", "category", "3.4") == [.minutes(14_400, of: 1)])
    }
}
