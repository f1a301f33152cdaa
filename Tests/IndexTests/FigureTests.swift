import Basics
import Circuit
import DefinitionSupport
import Testing

@testable import Index

/// What the indicators come to, on a province so small that it was worked out by hand (SPEC W-210,
/// W-211, W-228).
///
/// The third quarter of 2026, eight files: A is a girl of eleven whose report went through the whole
/// circuit; B a boy of sixteen who was heard too late; C came two days before the end and nothing is
/// known of her; D went home in August; E was reopened in July; F is the same child as A; G was
/// lost; H belongs to others; the last ones are no children, but a night on which a mobile unit went
/// out and the plan of the committee.
@Suite struct FigureTests {
    static let members = (MemberID(high: 1, low: 1), MemberID(high: 1, low: 2))
    static let (unit, other) = (
        OrganisationID(high: 2, low: 1), OrganisationID(high: 2, low: 2)
    )
    /// To whom things are addressed: a service, a bureau of the court, a house and an empty one.
    private static let (service, bureau, house, empty) = (
        OrganisationID(high: 4, low: 1), OrganisationID(high: 4, low: 2),
        OrganisationID(high: 4, low: 3), OrganisationID(high: 4, low: 4)
    )
    static let (urban, rural) = ("04.441.01.0", "04.501.05.05")

    let definition: CircuitDefinition
    let index: FileIndex.Shared

    init() throws {
        definition = try Shipped.definition()
        index = FileIndex.Shared(Self.files)
    }

    static let quarter =
        CivilDate(days: 20_635)..<CivilDate(days: 20_727)

    // MARK: The province

    /// Minutes since 1970-01-01 of a time of 2026 in the province, as `07-01 10:00`.
    static func minute(_ text: String) -> UInt32 {
        let parts = text.split(separator: " ")
        let clock = (parts.count > 1 ? parts[1] : "00:00").split(separator: ":")
        let day = CivilDate("2026-" + parts[0]) ?? CivilDate(days: 0)
        let start = day.start(offsetSeconds: 3_600).milliseconds / 60_000
        return UInt32(start) + (UInt32(clock[0]) ?? 0) * 60 + (UInt32(clock[1]) ?? 0)
    }

    /// What happened, as `SIGNAL 07-01 10:00`, `channel=SCHOOL 07-01 10:00`, or `1:SENT 07-12` for
    /// what a matter is about.
    static func happened(_ lines: [String]) -> [FileHappening] {
        lines.map { line in
            let words = line.split(separator: " ", maxSplits: 1)
            let named = words[0].split(separator: ":")
            // A number is written behind a cross: `1:outing_girls*4`.
            let said = named[named.count - 1].split(separator: "*")
            let kind = said[0].split(separator: "=")
            return FileHappening(
                kind: HappeningKind(
                    code: String(kind[0]), value: kind.count > 1 ? String(kind[1]) : ""),
                minute: minute(String(words[1])),
                amount: said.count > 1 ? UInt32(said[1]) ?? 0 : 1,
                group: named.count > 1 ? UInt8(named[0]) ?? 0 : 0)
        }.enumerated()
            .sorted { ($0.element.minute, $0.offset) < ($1.element.minute, $1.offset) }
            .map(\.element)
    }

    static func file(
        _ number: UInt64, _ stage: String, sex: String, born: CivilDate? = nil,
        years: ClosedRange<Int>? = nil, commune: String? = urban, risk: String? = nil,
        categories: Set<String> = [], referent: MemberID = members.0,
        of organisation: OrganisationID = unit, _ lines: [String]
    ) -> IndexedFile {
        var file = IndexedFile(file: FileID(high: 3, low: number))
        file.stage = stage
        file.sex = sex
        file.birthDay = born.map { UInt16($0.days) }
        file.birthYears = years ?? born.map { $0.parts.year...$0.parts.year }
        file.commune = commune
        file.risk = risk
        file.categories = categories
        file.referent = referent
        file.organisation = organisation
        file.happenings = happened(lines)
        return file
    }

    private static var files: [IndexedFile] {
        let girl = file(
            1, "FOLLOW", sex: "F", born: CivilDate("2015-05-10"), risk: "R4",
            categories: ["VIC-VIO"],
            [
                "DETECT 07-01 09:00", "SIGNAL 07-01 10:00", "channel=SCHOOL 07-01 10:00",
                "offence_suspected=true 07-01 10:00", "risk_level=R4 07-01 12:00",
                "LISTEN 07-01 15:00", "J1 07-01 16:00",
                "judicial_basis=CPP-510 07-01 16:00", "TRIAGE 07-02 10:00",
                "4:violence_type=V2 07-02 10:00", "4:place_setting=HOME 07-02 10:00",
                "4:digital=false 07-02 10:00", "ASSESS 07-04 10:00", "PLAN 07-10 10:00",
                "2:service_code=HEA-PSY 07-10 10:00", "2:plan_status=UNAVAILABLE 07-10 10:00",
                "3:service_code=SOC-LIS 07-10 10:00", "3:plan_status=PROPOSED 07-10 10:00",
                "ORIENT 07-12 10:00", "1:SENT 07-12 10:00",
                "1:referral_service=HEA-PSY 07-12 10:00",
                "1:to_service=\(service.hexadecimal) 07-12 10:00", "1:ACCEPTED 07-14 10:00",
                "J3 07-20 10:00", "5:decision_type=P1 07-20 10:00",
                "5:delegate=\(bureau.hexadecimal) 07-20 10:00",
                "5:term 09-20", "next_visit_date 07-20",
                "visit_date 07-21", "child_seen_alone=true 07-21 11:00", "J5 07-25 10:00",
                "1:DONE 08-20 10:00", "next_visit_date 08-20", "visit_date 09-05",
                "child_seen_alone=false 09-05 11:00", "REVIEW 09-08 10:00",
                "FOLLOW 09-09 10:00", "plan_review_due 09-10",
            ])
        let boy = file(
            2, "TRIAGE", sex: "M", years: 2_010...2_010, commune: rural, risk: "R2",
            categories: ["RSK-SCH", "RSK-POV"],
            [
                "DETECT 08-01 09:00", "SIGNAL 08-01 10:00", "channel=SCHOOL 08-01 10:00",
                "LISTEN 08-06 10:00", "TRIAGE 08-07 10:00", "risk_level=R2 08-07 10:00",
                "term 10-20",
            ])
        let unknown = file(
            3, "SIGNAL", sex: "F", commune: nil, referent: members.1,
            ["DETECT 09-29 09:00", "SIGNAL 09-29 10:00", "channel=HOTLINE 09-29 10:00"])
        let home = file(
            4, "CLOSE", sex: "M", born: CivilDate("2023-01-01"), risk: "R1",
            categories: ["RSK-BEG"],
            [
                "DETECT 01-10 10:00", "SIGNAL 01-10 11:00", "LISTEN 01-12 10:00",
                "TRIAGE 01-20 10:00", "ASSESS 02-01 10:00", "PLAN 02-15 10:00",
                "ORIENT 02-20 10:00", "CLOSE 08-15 10:00",
                "closing_reason=REINTEGRATED 08-15 10:00", "outcome=ACHIEVED 08-15 10:00",
                "child_satisfaction=4 08-15 10:00", "family_satisfaction=5 08-15 10:00",
                "back_at_school=NO-NEED 08-15 10:00", "registry_obtained=REACHED 08-15 10:00",
                "out_of_street=REACHED 08-15 10:00",
            ])
        var reopened = file(
            5, "REOPEN", sex: "F", born: CivilDate("2012-01-01"), risk: "R3",
            categories: ["VIC-ABU"], referent: members.1,
            [
                "DETECT 02-01 10:00", "CLOSE 06-20 10:00", "REOPEN 07-05 10:00",
                "risk_level=R3 07-05 10:00", "glass_reason 07-05 09:00", "visit_date 07-08",
                "1:STAY-IN 07-10 10:00",
                "1:establishment=\(house.hexadecimal) 07-10 10:00",
                "1:siblings_apart=true 07-10 10:00",
                "1:STAY-OUT 07-20 10:00",
                "1:exit_reason=FAMILY-RETURN 07-20 10:00", "2:RIGHTS-ASKED 08-01 10:00",
                "2:rights_nature=ACCESS 08-01 10:00",
            ])
        for due in ["09-01", "12-01"] {
            reopened.tasks.append(
                DueTask(
                    task: "TRIAGE", clock: "C" + due, since: Instant(milliseconds: 0),
                    due: Instant(milliseconds: Int64(minute(due)) * 60_000),
                    dataClass: .social))
        }
        let same = file(
            6, "DUPLICATE", sex: "F", born: CivilDate("2015-05-10"),
            ["DETECT 07-03 09:00", "SIGNAL 07-03 10:00", "DUPLICATE 07-04 10:00"])
        let lost = file(
            7, "CLOSE", sex: "M", born: CivilDate("2017-03-03"), risk: "R1",
            [
                "J5 03-01", "DETECT 05-01 09:00", "SIGNAL 05-01 10:00",
                "report_received_at 05-30", "CLOSE 07-15 10:00",
                "closing_reason=LOST 07-15 10:00", "back_at_school=NOT-REACHED 07-15 10:00",
                "out_of_street=NOT-REACHED 07-15 10:00",
            ])
        let theirs = file(
            8, "SIGNAL", sex: "M", of: other, ["DETECT 07-01 09:00", "SIGNAL 07-01 10:00"])
        var outing = file(
            9, "OUTING-HELD", sex: "F",
            [
                "OUTING-HELD 07-15 22:00", "1:outing_age=A6 07-15 22:00",
                "1:outing_girls*4 07-15 22:00", "1:outing_boys*3 07-15 22:00",
                "2:outing_help=FOOD 07-15 22:00", "2:outing_helped*2 07-15 22:00",
                "outing_sheltered*5 07-15 22:00",
                "AWARE-HELD 08-03 10:00", "aware_female*8 08-03 10:00",
                "aware_male*12 08-03 10:00",
            ])
        outing.kind = .record("ACTIVITY")
        // Corrected in the year, and again when the quarter was over.
        var plan = file(
            10, "PLAN-ADOPTED", sex: "F",
            [
                "PLAN-DRAFT 01-10 10:00", "tap_children*90000 01-10 10:00",
                "tap_children*100000 09-20 10:00", "tap_children*110000 10-01 10:00",
            ])
        plan.kind = .record("PLAN")
        return [girl, boy, unknown, home, reopened, same, lost, theirs, outing, plan]
    }

    private func run(by: [String] = [], of organisation: OrganisationID? = unit) -> FigureRun {
        index.run(
            FigureQuestion(
                from: Self.quarter.lowerBound, until: Self.quarter.upperBound, by: by),
            definition, now: Instant(milliseconds: Int64(Self.minute("10-05 12:00")) * 60_000)
        ) { organisation == nil || $0.organisation == organisation }
    }

    private static var told: ToldFigures {
        var told = ToldFigures()
        told.values = [.possibleDuplicates: 3, .places: 40, .freePlaces: 12, .incidents: 1]
        told.establishments = [
            house: [.places: 30, .freePlaces: 9], empty: [.places: 10, .freePlaces: 3],
        ]
        return told
    }

    private func cells(
        _ indicator: String, _ dimension: String? = nil, _ code: String = "",
        of organisation: OrganisationID? = unit
    ) -> [FigureCell]? {
        let keys = dimension.map { [FigureKey(dimension: $0, code: code)] } ?? []
        return run(of: organisation).rows(of: indicator, Self.told).first { $0.keys == keys }?.cells
    }

    // MARK: What it comes to

    private static let expected: [String: [FigureCell]] = [
        // A, B and C.
        "I01": [.count(3), .count(3), .uncollected],
        // A, B, C opened; A, B, C, E in hand; D and G closed.
        "I02": [.count(3), .count(4), .count(2)],
        "I03": [.count(4), .count(3)],
        "I04": [.count(1), .count(1), .count(0), .count(1), .count(0)],
        // Of what the plan said last before the quarter was over.
        "I05": [.count(3), .count(100_000), .share(3, of: 100_000)],
        // A five hours, B five days; C still has time.
        "I06": [.minutes(300, of: 2), .minutes(7_200, of: 2), .share(1, of: 2)],
        // A within three hours, E not.
        "I07": [.share(1, of: 2)],
        // A one day and B six; A two, six and two days; D 176 days.
        "I08": [
            .minutes(1_440, of: 2), .minutes(2_880, of: 1), .minutes(8_640, of: 1),
            .minutes(2_880, of: 1), .minutes(253_440, of: 1),
        ],
        "I09": [.count(1), .count(2), .share(1, of: 2)],
        "I10": [.count(1), .share(1, of: 1), .count(0), .count(1), .count(1)],
        // A's measure, which a bureau follows; its term falls in September, B's in October.
        "I11": [.count(1), .count(1), .count(0), .count(1), .count(1)],
        // G's delegate reported in May and was due again on 30 August.
        "I12": [.share(0, of: 1)],
        "I13": [.count(2), .count(1), .count(1), .count(1)],
        "I14": [
            .count(1), .count(1), .count(0), .count(0), .share(1, of: 1), .minutes(2_880, of: 1),
        ],
        // Planned for 20 July and made the day after; for 20 August and made too late.
        "I15": [.share(1, of: 2), .count(3), .count(1), .count(2), .share(1, of: 2)],
        "I16": [.count(1), .count(1), .count(4), .share(1, of: 4), .share(1, of: 1)],
        "I17": [
            .count(1), .count(1), .minutes(14_400, of: 1), .count(40), .count(12), .count(1),
        ],
        // D went home, was written down and left begging; G needed school, and none of it was reached.
        "I18": [
            .count(1), .count(2), .share(1, of: 2), .count(1), .count(0), .count(1),
            .share(0, of: 1), .count(1), .count(1),
            .share(1, of: 1), .count(1), .count(2), .share(1, of: 2),
        ],
        "I19": [.count(1), .count(2), .share(1, of: 2)],
        // G 75 days and an hour, D 217 days.
        "I20": [.minutes(108_060, of: 2)],
        "I21": [.count(1), .count(0), .count(0)],
        // Two members with two files each.
        "I22": [.count(2), .count(0), .count(0), .count(0)],
        "I23": [
            .share(1, of: 4), .share(1, of: 4), .share(1, of: 4), .share(1, of: 4), .count(3),
        ],
        "I24": [.count(1), .count(1), .count(1)],
        // One outing, on which four girls and three boys were met, two helped and five sheltered; eight
        // of twenty who were told of it in a school were girls.
        "I25": [
            .count(1), .count(7), .count(4), .count(3), .count(2), .count(5), .count(1),
            .count(20), .count(8), .count(12), .count(0), .count(0),
        ],
        "I26": [.count(1), .count(1)],
    ]

    @Test func everyIndicatorOfTheQuarterIsWhatWasWorkedOutByHand() {
        #expect(Set(Self.expected.keys) == Set(definition.parts.indicators.map(\.code)))
        let run = run()
        for (code, cells) in Self.expected {
            #expect(run.rows(of: code, Self.told).first?.cells == cells, "\(code)")
            #expect(run.rows(of: code, Self.told).first?.keys == [], "\(code)")
        }
    }

    @Test func brokenDownTheyAreTheSameChildren() {
        #expect(cells("I01", "sex", "F") == [.count(2), .count(2), FigureCell.none])
        #expect(cells("I01", "sex", "M") == [.count(1), .count(1), FigureCell.none])
        #expect(cells("I01", "age", "10-14") == [.count(1), .count(1), FigureCell.none])
        #expect(cells("I01", "age", "15-17") == [.count(1), .count(1), FigureCell.none])
        #expect(cells("I01", "age", "?") == [.count(1), .count(1), FigureCell.none])
        #expect(cells("I01", "age_cp", "6-11") == [.count(1), .count(1), FigureCell.none])
        #expect(cells("I01", "milieu", "rural") == [.count(1), .count(1), FigureCell.none])
        #expect(cells("I01", "milieu", "?") == [.count(1), .count(1), FigureCell.none])
        #expect(cells("I01", "commune", Self.urban) == [.count(1), .count(1), FigureCell.none])
        // What is no report has no channel.
        #expect(cells("I01", "CHANNEL", "SCHOOL") == [FigureCell.none, .count(2), FigureCell.none])
        #expect(
            cells("I01", "CHANNEL", "HOTLINE") == [FigureCell.none, .count(1), FigureCell.none])
        #expect(cells("I02", "SOCIAL", "FOLLOW") == [.count(0), .count(1), .count(0)])
        #expect(cells("I02", "SOCIAL", "CLOSE") == [.count(0), .count(0), .count(2)])
        // B stands on two lines.
        #expect(cells("I03", "category", "1") == [.count(2), .count(1)])
        #expect(cells("I03", "category", "3.2") == [.count(1), .count(1)])
        #expect(cells("I03", "category", "3.4") == [.count(1), .count(1)])
        #expect(
            cells("I04", "VIOLENCE", "V2")
                == [.count(1), .count(1), .count(0), .count(1), FigureCell.none])
        #expect(cells("I07", "RISK", "R4") == [.share(1, of: 1)])
        #expect(cells("I07", "RISK", "R3") == [.share(0, of: 1)])
        #expect(
            cells("I13", "SERVICES", "HEA-PSY")
                == [.count(1), .count(1), .count(1), .count(1)])
        #expect(
            cells("I13", "SERVICES", "SOC-LIS")
                == [.count(1), .count(0), .count(0), .count(0)])
        #expect(
            cells("I10", "JUDICIAL-BASIS", "CPP-510")?.last == .count(1)
                && cells("I10", "JUDICIAL-BASIS", "CPP-512") == nil)
        // A's measure runs out under the kind of its decision, B's under none that was said.
        #expect(
            cells("I11", "DECISION-TYPE", "P1")
                == [.count(1), .count(1), FigureCell.none, .count(1), .count(1)])
        // By the sector that gives a service.
        #expect(
            cells("I13", "SECTORS", "HEALTH") == [.count(1), .count(1), .count(1), .count(1)])
        #expect(
            cells("I13", "SECTORS", "SOCIAL") == [.count(1), .count(0), .count(0), .count(0)])
        #expect(
            cells("I14", "SECTORS", "HEALTH") == [
                .count(1), .count(1), .count(0), .count(0), .share(1, of: 1),
                .minutes(2_880, of: 1),
            ])
        #expect(cells("I14", "SECTORS", "SOCIAL") == nil)
        // Who lives in the province is told of it as a whole.
        #expect(cells("I05", "sex", "F") == [.count(2), FigureCell.none, FigureCell.none])
        // How many live in a commune no form asks for.
        #expect(cells("I05", "commune", Self.urban) == [.count(1), .uncollected, .uncollected])
        #expect(
            cells("I17", "EXIT-REASON", "FAMILY-RETURN")?.prefix(2) == [.count(1), .count(1)])
    }

    @Test func byTwoDimensionsRowsAndColumnsAddUp() {
        let rows = run(by: ["sex", "age"]).rows(of: "I03", measure: "active", Self.told)
        func count(_ keys: [FigureKey]) -> UInt64 {
            guard case .count(let count)? = rows.first(where: { $0.keys == keys })?.cells.first
            else { return 0 }
            return count
        }
        #expect(count([]) == 4)
        for sex in ["F", "M"] {
            let row = rows.filter {
                $0.keys.count == 2 && $0.keys[0] == FigureKey(dimension: "sex", code: sex)
            }
            #expect(
                row.reduce(0) { $0 + count($1.keys) }
                    == count([FigureKey(dimension: "sex", code: sex)]))
        }
        #expect(
            count([
                FigureKey(dimension: "sex", code: "F"), FigureKey(dimension: "age", code: "10-14"),
            ]) == 2)
        #expect(rows.allSatisfy { $0.cells.count == 1 })
    }

    /// SPEC W-228: H, of which nothing is known, is the one file of the other organisation; the member who
    /// answers for it has two in the unit.
    @Test func byWhoAnswersForTheFileEachOrganisationStandsForItself() {
        func cells(_ indicator: String, _ organisation: OrganisationID) -> [FigureCell]? {
            self.cells(indicator, "unit", organisation.hexadecimal, of: nil)
        }
        #expect(cells("I01", Self.unit) == [.count(3), .count(3), FigureCell.none])
        #expect(cells("I01", Self.other) == [.count(1), .count(0), FigureCell.none])
        #expect(cells("I09", Self.unit) == [.count(1), .count(2), .share(1, of: 2)])
        #expect(cells("I09", Self.other) == nil)
        #expect(cells("I22", Self.unit) == [.count(2), .count(0), .count(0), .count(0)])
        #expect(cells("I22", Self.other) == [.count(1), .count(0), .count(0), .count(0)])
        #expect(self.cells("I22", of: nil) == [.count(2), .count(0), .count(0), .count(0)])
        #expect(
            cells("I23", Self.unit) == [
                .share(1, of: 4), .share(1, of: 4), .share(1, of: 4), .share(1, of: 4),
                FigureCell.none,
            ])
        #expect(
            cells("I23", Self.other) == [
                .share(1, of: 1), .share(0, of: 1), .share(1, of: 1), .share(1, of: 1),
                FigureCell.none,
            ])
        #expect(cells("I25", Self.unit)?.prefix(4) == [.count(1), .count(7), .count(4), .count(3)])
        // What stands under an organisation is what is told of its files alone.
        let all = run(of: nil)
        for organisation in [Self.unit, Self.other] {
            let alone = run(of: organisation)
            for indicator in definition.parts.indicators {
                let keys = [FigureKey(dimension: "unit", code: organisation.hexadecimal)]
                let row = all.rows(of: indicator.code, Self.told).first { $0.keys == keys }
                let whole = alone.rows(of: indicator.code, Self.told)[0]
                for (told, whole) in zip(row?.cells ?? [], whole.cells) where told != .none {
                    #expect(told == whole, "\(indicator.code)")
                }
            }
        }
        // Of nobody's files there is a row, too.
        var nobody = Self.files[7]
        nobody.organisation = nil
        let rows = FileIndex.Shared([nobody]).run(
            FigureQuestion(
                from: Self.quarter.lowerBound, until: Self.quarter.upperBound, by: ["unit"]),
            definition, now: Instant(milliseconds: Int64(Self.minute("10-05 12:00")) * 60_000)
        ) { _ in true }
        #expect(
            rows.rows(of: "I22", Self.told).map(\.keys)
                == [[], [FigureKey(dimension: "unit", code: "?")]])
    }

    /// SPEC W-228.
    @Test func byWhomSomethingWasAddressedToEachStandsForItself() {
        #expect(
            cells("I14", "to_service", Self.service.hexadecimal) == [
                .count(1), .count(1), .count(0), .count(0), .share(1, of: 1),
                .minutes(2_880, of: 1),
            ])
        #expect(
            run().rows(of: "I14", Self.told).count { $0.keys.first?.dimension == "to_service" } == 1
        )
        #expect(
            cells("I11", "delegate", Self.bureau.hexadecimal)
                == [.count(1), .count(1), FigureCell.none, .count(1), .count(1)])
        // B's measure, which ends in October, is followed by nobody.
        #expect(cells("I11", "delegate", "?") == nil)
        #expect(
            cells("I17", "establishment", Self.house.hexadecimal) == [
                .count(1), .count(1), .minutes(14_400, of: 1), .count(30), .count(9), .count(1),
            ])
        // A house in which nobody was has its places all the same.
        #expect(
            cells("I17", "establishment", Self.empty.hexadecimal) == [
                .count(0), .count(0), .minutes(nil, of: 0), .count(10), .count(3), .count(0),
            ])
        let free = run(by: ["establishment"]).rows(of: "I17", measure: "free", Self.told)
        #expect(free.map(\.cells) == [[.count(12)], [.count(9)], [.count(3)]])
        let crossed = run(by: ["to_service", "sex"]).rows(of: "I14", measure: "sent", Self.told)
        #expect(crossed.count == 4 && crossed.allSatisfy { $0.cells == [.count(1)] })
    }

    /// SPEC W-231.
    @Test func whatIsNotShownMakesNoRow() {
        func rows(_ measure: String?, _ isShown: (Measure, String?) -> Bool) -> [FigureRow] {
            run().rows(of: "I04", measure: measure, Self.told, isShown: isShown)
        }
        let none = rows(nil) { _, _ in false }
        #expect(none.map(\.cells) == [Array(repeating: .hidden, count: 5)])
        let acts = rows(nil) { measure, _ in measure.code == "acts" }
        #expect(acts.contains { $0.keys == [FigureKey(dimension: "sex", code: "F")] })
        #expect(acts.allSatisfy { $0.cells.dropFirst().allSatisfy { $0 == .hidden } })
        let blind = rows("acts") { $1 != "VIOLENCE" }
        #expect(!blind.contains { $0.keys.first?.dimension == "VIOLENCE" })
        #expect(blind.contains { $0.keys.first?.dimension == "VIOLENCE-SETTING" })
        // Only digital was asked for, and nothing was.
        #expect(rows("digital") { _, _ in true }.count == 1)
    }

    @Test func aRateOfWhatNobodySaidIsNotCollected() {
        let rows = run(of: Self.other).rows(of: "I05", Self.told)
        #expect(rows.first?.cells == [.count(1), .uncollected, .uncollected])
    }

    @Test func filesThatAFilterKeepsBackAreNotCounted() {
        #expect(run(of: nil).rows(of: "I01", Self.told).first?.cells.first == .count(4))
        #expect(run(of: Self.other).rows(of: "I01", Self.told).first?.cells.first == .count(1))
    }

    @Test func inPiecesItIsTheSameAsAtOnce() {
        let question = FigureQuestion(
            from: Self.quarter.lowerBound, until: Self.quarter.upperBound)
        let now = Instant(milliseconds: Int64(Self.minute("10-05 12:00")) * 60_000)
        var index = FileIndex()
        for file in Self.files { index.update(file) }
        var run = index.figures(question, definition, now: now)
        var percents: [Int] = []
        while !run.isWhole {
            #expect(run.rows(of: "I01", Self.told).isEmpty)
            percents.append(run.percent)
            index.count(&run, upTo: 3) { $0.organisation == Self.unit }
        }
        #expect(percents == [0, 30, 60, 90] && run.percent == 100)
        for (code, cells) in Self.expected {
            #expect(run.rows(of: code, Self.told).first?.cells == cells, "\(code)")
        }
    }
}

extension FileIndex {
    /// An index of some files that several tests ask.
    final class Shared {
        private var index = FileIndex()

        init(_ files: [IndexedFile]) { for file in files { index.update(file) } }

        func run(
            _ question: FigureQuestion, _ definition: CircuitDefinition, now: Instant,
            where isAllowed: (FileOwner) -> Bool
        ) -> FigureRun {
            var run = index.figures(question, definition, now: now)
            while !run.isWhole { index.count(&run, upTo: 100, where: isAllowed) }
            return run
        }
    }
}
