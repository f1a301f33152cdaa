import Basics
import Circuit
import Foundation
import Testing

@testable import Definition

/// A fault as a test names it: the file, the line and the code.
private struct Planted: Hashable, CustomStringConvertible {
    var file: String
    var line: Int
    var code: String

    var description: String { "\(file):\(line): \(code)" }

    /// The faults of texts: a line that has some names their codes after `#!`.
    static func all(in files: [(name: String, text: String)]) -> [Planted] {
        files.flatMap { name, text in
            text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
                .flatMap { number, line -> [Planted] in
                    guard let mark = line.range(of: "#!") else { return [] }
                    return line[mark.upperBound...].split(separator: " ").map {
                        Planted(file: name, line: number + 1, code: String($0))
                    }
                }
        }
    }

    static func all(in faults: DefinitionFaults) -> [Planted] {
        faults.faults.map { Planted(file: $0.file, line: $0.line, code: $0.fault.rawValue) }
    }
}

/// A folder of a province that lives as long as the object.
final class ProvinceFolder {
    let path: String

    init(_ files: [(name: String, text: String)]) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("madar-province-\(UInt64.random(in: 0 ... .max))")
        path = folder.path
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

private let forms = """
    forms:
      - code: X1
        version: 1
        labels: {ar: د, fr: p, en: p}
        basis: default
        home: nowhere #! wrong_value
        stages: [SIGNAL, "a b"] #! wrong_value
        groups:
          - {code: G, rows_max: 9999, labels: {ar: د, fr: p, en: p}} #! wrong_value
        fields:
          - {code: x_one, type: txt, class: social, labels: {ar: د, fr: p, en: p}} #! wrong_value
          - {code: x_two, type: text, class: social, labels: {ar: د, en: p}} #! missing_label
          - {code: x_three, type: choice, class: social, list: NO-LIST, labels: {ar: د, fr: p, en: p}} #! unknown_reference
          - code: x_four
            type: flag
            class: social
            group: G
            labels: {ar: د, fr: p, en: p}
            when: {field: x_one, is: [A]}
            required:
              present: x_nine #! unknown_reference
          - {code: x_two, type: text, class: social, labels: {ar: د, fr: p, en: p}} #! duplicate_code
          - {code: x_five, type: text, clas: social, labels: {ar: د, fr: p, en: p}} #! unknown_key missing_key
          - {code: x_six, type: choice, list: CHANNEL, class: social, when: {field: x_seven, is: [PHONE, TELEX]}, labels: {ar: د, fr: p, en: p}} #! unknown_reference
          - {code: x_seven, type: choice, list: CHANNEL, class: social, minimum: 9, maximum: 3, labels: {ar: د, fr: p, en: p}} #! contradiction
          - {code: sex, type: text, class: social, labels: {ar: د, fr: p, en: p}} #! duplicate_code
          - {code: x_ten, type: text, class: social, third_party: perhaps, labels: {ar: د, fr: p, en: p}} #! wrong_value
          - {code: x_eleven, type: text, class: identity, meaning: phone, labels: {ar: د, fr: p, en: p}} #! contradiction
      - code: X2 #! missing_key
        version: 1
        labels: {ar: د, fr: p, en: p}
        home: social
        stages:
          - SIGNAL
          - NO-STAGE #! unknown_reference
        fields:
          - {type: text, class: nowhere, labels: {ar: د, fr: p, en: p}} #! missing_key wrong_value
          - {code: x_eight, type: text, class: social, when: {present: x_unread}, labels: {ar: د, fr: p, en: p}}
    """

private let time = """
    version: 0 #! wrong_value
    lists:
      - code: CHANNEL
        extend: true
        labels: {ar: د, fr: p, en: p}
        basis: default
        items:
          - {code: RADIO, parent: NOBODY, labels: {ar: د, fr: p, en: p}} #! unknown_reference
          - {code: TV, until: tomorrow, labels: {ar: د, fr: p}} #! wrong_value missing_label
          - {code: POST, parent: TV, labels: {ar: د, fr: p, en: p}}
      - {code: MORE-KINDS, meaning: establishment_kinds, labels: {ar: د, fr: p, en: p}, basis: default, items: [{code: K, sex: F, labels: {ar: د, fr: p, en: p}}]} #! contradiction contradiction
      - code: ESTABLISHMENT-SPECIALITIES
        extend: true
        labels: {ar: د, fr: p, en: p}
        basis: default
        items:
          - {code: CHILDREN, sex: X, labels: {ar: د, fr: p, en: p}} #! unknown_reference
          - {code: TEENS, ages: {from: 18, to: 13}, labels: {ar: د, fr: p, en: p}} #! contradiction
          - {code: OLD, ages: {from: 0, to: 999}, labels: {ar: د, fr: p, en: p}} #! wrong_value
      - {code: NEW-LIST, extend: true, labels: {ar: د, fr: p, en: p}, basis: default, items: []} #! unknown_reference incomplete
    clocks:
      - code: X-ONE
        labels: {ar: د, fr: p, en: p}
        basis: {legal: the law} #! wrong_value
        task: NO-TASK #! unknown_reference
        class: social
        start:
          stage: NO-STAGE #! unknown_reference
        stop: {stages: [SIGNAL]}
        limit: {months: 9999} #! wrong_value
        escalate:
          seconds: 60
          to: heaven #! wrong_value
      - {code: X-TWO, labels: {ar: د, fr: p, en: p}, basis: default, task: LISTEN, class: social, start: {field: presence}, limit: {seconds: 60}} #! unknown_reference
    tracks:
      - code: X-TRACK
        labels: {ar: د, fr: p, en: p}
        basis: default
        meaning: matter
        class: nowhere #! wrong_value
        stages:
          - {code: X-A, meanings: [opens], next: [X-B, X-C], entry_forms: [X1], labels: {ar: د, fr: p, en: p}} #! unknown_reference
          - code: X-B
            labels: {ar: د, fr: p, en: p}
            meanings: [serves, versions] #! contradiction contradiction
            entry_forms:
              - X2 #! contradiction
              - NO-FORM #! unknown_reference
          - {code: SIGNAL, labels: {ar: د, fr: p, en: p}} #! duplicate_code
    roles:
      - code: X-ROLE
        labels: {ar: د, fr: p, en: p}
        basis: default
        scope: province
        stages: [X-A, NO-STAGE-3] #! unknown_reference
        cells:
          - {class: social, create: true, read: sometimes, update: perhaps} #! wrong_value wrong_value
          - {class: health, create: true, read: full, update: true, scope: none} #! contradiction
          - {class: health, create: true, read: full, update: true} #! duplicate_code
    establishments:
      - code: X-HOUSE
        labels: {ar: د, fr: p, en: p}
        basis: default
        organisation: 000102030405060708090a0b0c0d0e0f
        kind: CASTLE #! unknown_reference
        specialities:
          - GIRLS
          - GIANTS #! unknown_reference
        capacity: 0 #! wrong_value
        commune: "04.441" #! unknown_reference
      - {code: X-HOUSE-2, labels: {ar: د, fr: p, en: p}, basis: default, organisation: 000102030405060708090A0B0C0D0E0F, kind: CPE, capacity: 3} #! contradiction
      - {code: X-HOUSE-3, labels: {ar: د, fr: p, en: p}, basis: default, organisation: House, kind: CPE, capacity: many} #! wrong_value wrong_value
      - {code: X-HOUSE-4, labels: {ar: د, fr: p, en: p}, basis: default, rooms: 4} #! unknown_key missing_key missing_key missing_key
    reports:
      - {code: X-REPORT, labels: {ar: د, fr: p, en: p}, basis: default, each: week, for: centre, indicators: [I01]} #! wrong_value
      - {code: X-REPORT-2, labels: {ar: د, fr: p, en: p}, basis: default, each: month, for: centre, indicators: [I01, NO-INDICATOR]} #! unknown_reference
      - {code: X-REPORT-3, labels: {ar: د, fr: p, en: p}, basis: default, each: month, for: everybody, indicators: []} #! incomplete wrong_value
      - {code: X-REPORT-4, labels: {ar: د, fr: p, en: p}, basis: default, each: month} #! missing_key missing_key
      - {code: X-REPORT-5, labels: {ar: د, fr: p, en: p}, basis: default, each: year, for: committee, indicators: [I01], kinds: [PLAN]} #! contradiction
      - {code: X-REPORT-6, labels: {ar: د, fr: p, en: p}, basis: default, each: year, for: committee, indicators: [I01], kinds: [SOCIAL, NO-KIND]} #! unknown_reference unknown_reference
      - {code: X-REPORT-7, labels: {ar: د, fr: p, en: p}, basis: default, each: year, for: centre, indicators: [I01], kinds: [SESSION]} #! contradiction
    indicators:
      - code: X-I
        labels: {ar: د, fr: p, en: p}
        basis: default
        unit: {ar: د, fr: p, en: p}
        source: {ar: د, fr: p, en: p}
        caution: {ar: د, fr: p, en: p}
        each: [year]
        measures:
          - {code: a, labels: {ar: د, fr: p, en: p}, count: latest, of: [channel]} #! contradiction
          - {code: b, labels: {ar: د, fr: p, en: p}, count: files, of: [SIGNAL], rate: true} #! contradiction
      - code: X-BY
        labels: {ar: د, fr: p, en: p}
        basis: default
        unit: {ar: د, fr: p, en: p}
        source: {ar: د, fr: p, en: p}
        caution: {ar: د, fr: p, en: p}
        each: [year]
        by: [court, court_name] #! unknown_reference
        measures:
          - {code: a, labels: {ar: د, fr: p, en: p}, count: files, of: [decision_date]}
    small_below: 2 #! wrong_value
    tables:
      - {code: X-T1, labels: {ar: د, fr: p, en: p}, basis: default, each: month, indicator: I03, measure: active, by: [sex]} #! wrong_value contradiction
      - {code: X-T2, labels: {ar: د, fr: p, en: p}, basis: default, each: year, indicator: I99, measure: active, by: [sex]} #! unknown_reference
      - {code: X-T3, labels: {ar: د, fr: p, en: p}, basis: default, each: quarter, indicator: I01, measure: nothing, by: [sex]} #! unknown_reference
      - {code: X-T4, labels: {ar: د, fr: p, en: p}, basis: default, each: quarter, indicator: I06, measure: median, by: [sex]} #! contradiction
      - {code: X-T5, labels: {ar: د, fr: p, en: p}, basis: default, each: year, indicator: I01, measure: children, by: [sex]} #! contradiction
      - {code: X-T6, labels: {ar: د, fr: p, en: p}, basis: default, each: quarter, indicator: I01, measure: children, by: [SERVICES]} #! unknown_reference
      - {code: X-T7, labels: {ar: د, fr: p, en: p}, basis: default, each: quarter, indicator: I01, measure: children, by: [commune, category]} #! wrong_value
      - {code: X-T8, labels: {ar: د, fr: p, en: p}, basis: default, each: quarter, indicator: I01, measure: children, by: [age, age_cp]} #! contradiction
      - {code: X-T17, labels: {ar: د, fr: p, en: p}, basis: default, each: quarter, indicator: I01, measure: children, by: [sex, unit]} #! contradiction
      - {code: X-T18, labels: {ar: د, fr: p, en: p}, basis: default, each: quarter, indicator: I14, measure: sent, by: [to_service]} #! contradiction
      - {code: X-T16, labels: {ar: د, fr: p, en: p}, basis: default, each: quarter, indicator: I13, measure: unavailable, by: [SERVICES, SECTORS]} #! contradiction
      - {code: X-T9, labels: {ar: د, fr: p, en: p}, basis: default, each: quarter, indicator: I01, measure: children, by: [sex, age], ladder: [{merge: age, of: ["0-4", "40-50"]}, {drop: sex}, {drop: milieu}, {drop: age}]} #! unknown_reference unknown_reference contradiction
      - {code: X-T10, labels: {ar: د, fr: p, en: p}, basis: default, each: quarter, indicator: I01, measure: children, by: [sex, age], ladder: [{merge: age, of: ["0-4"]}]} #! wrong_value
      - {code: X-T11, labels: {ar: د, fr: p, en: p}, basis: default, each: quarter, indicator: I01, measure: children, by: [sex, age], ladder: [{drop: age, of: [M, F]}]} #! contradiction
      - {code: X-T12, labels: {ar: د, fr: p, en: p}, basis: default, each: quarter, indicator: I01, measure: children, by: []} #! wrong_value
      - {code: X-T13, labels: {ar: د, fr: p, en: p}, basis: default} #! missing_key missing_key missing_key missing_key
      - {code: X-T14, labels: {ar: د, fr: p, en: p}, basis: default, each: quarter, indicator: I04, measure: acts, by: [sex]} #! contradiction
      - {code: X-T15, labels: {ar: د, fr: p, en: p}, basis: default, each: quarter, indicator: I04, measure: children, by: [AUTHOR-LINK], ladder: [{merge: AUTHOR-LINK, of: [PARENT, STEP-PARENT, SIBLING, KIN, KAFIL]}, {merge: AUTHOR-LINK, of: [PARENT, TEACHER, PEER, EMPLOYER, STAFF, NEIGHBOUR, OFFICIAL]}]} #! wrong_value
    territories:
      - {code: "04.441.90", level: commune, kind: urban, in: "04.999", ar: د, fr: p} #! unknown_reference
      - {code: "04.441.91", level: commune, kind: urban, in: "04.441", ar: د} #! missing_label
    """

@Suite struct FaultTests {
    private func faults(_ files: [(name: String, text: String)]) throws -> DefinitionFaults {
        let folder = try ProvinceFolder(files)
        return try withExtendedLifetime(folder) {
            let error = #expect(throws: DefinitionFaults.self) {
                try Loader.shipped(withProvince: folder.path)
            }
            return try #require(error)
        }
    }

    @Test func `Every fault of a folder is found with its line, and none hides the next`() throws {
        let files = [("a.yaml", forms), ("b.yaml", time)]
        let found = try faults(files)
        let told = Planted.all(in: found)
        let planted = Planted.all(in: files)
        #expect(planted.count > 30)
        #expect(Set(planted).subtracting(told) == [], "not found")
        #expect(Set(told).subtracting(planted) == [], "not planted")
        #expect(told.count == planted.count)
        #expect(found.omitted == 0)
        let places = found.faults.map { ($0.file, $0.line) }
        #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func `What stands in a file that cannot be read is not missing`() throws {
        let files = [
            ("a.yaml", "clocks: [\n"),
            ("b.yaml", "- no\n- mapping\n"),
            ("c.yaml", ""),
            ("d.yaml", "version: &v 3\nlists: *v\n"),
            (
                "e.yaml",
                """
                roles:
                  - {code: X, labels: {ar: د, fr: p, en: p}, basis: default, scope: own, stages: [NO-STAGE]}
                  - {code: Y, labels: {ar: د, fr: p, en: p}, basis: default, scope: nowhere}
                """
            ),
        ]
        let found = try faults(files)
        #expect(
            found.faults.map(\.file) == ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"],
            "\(found)")
        #expect(
            found.faults.map(\.fault) == [.syntax, .wrongKind, .syntax, .alias, .wrongValue])
    }

    @Test func `A fault of a shipped item that the folder causes names the shipped file`() throws {
        let text = """
            lists:
              - code: CLOSING-REASON
                labels: {ar: د, fr: p, en: p}
                basis: default
                items:
                  - {code: DUPLICATE, labels: {ar: د, fr: p, en: p}}
            """
        let found = try faults([("forms-4-file.yaml", text)])
        let files = Set(found.faults.map(\.file))
        #expect(files == ["Shipped/forms-4-file.yaml", "Shipped/indicators.yaml"], "\(found)")
        let fault = try #require(found.faults.first { $0.file.contains("forms-4") })
        #expect(fault.line > 1)
        #expect(fault.sentence.contains("last_seen_date"))
        #expect(fault.sentence.contains("OUT-OF-SCOPE"))
    }

    @Test func `What records incidents names nobody of a file and tells of the declaration`() throws
    {
        let text = """
            forms:
              - code: F17
                version: 2
                labels: {ar: د, fr: p, en: p}
                basis: default
                home: audit
                meaning: records_incident
                fields:
                  - {code: breach_by, type: member, class: audit, labels: {ar: د, fr: p, en: p}}
              - code: F17-BIS
                version: 1
                labels: {ar: د, fr: p, en: p}
                basis: default
                home: social
                meaning: records_incident
                fields:
                  - {code: told, type: instant, class: social, labels: {ar: د, fr: p, en: p}}
            """
        let found = try faults([("forms.yaml", text)])
        let sentences = found.faults.map(\.sentence)
        for words in [
            "text, a number, a choice or a time", "means 'authority_told'",
            "one form has the meaning 'records_incident'", "its home in class audit",
        ] {
            #expect(sentences.contains { $0.contains(words) }, "\(words)")
        }
    }

    @Test func `The number of faults that are kept is bounded, and the told are counted`() throws {
        let stray = DefinitionLimits.faultsPerDefinition + 7
        let text = (0..<stray).map { "stray\($0): 1\n" }.joined()
        let found = try faults([("a.yaml", text)])
        #expect(found.faults.count == DefinitionLimits.faultsPerDefinition)
        #expect(found.omitted == 7)
        #expect(found.count == stray)
    }

    @Test func `Only so many establishments are known`() throws {
        func house(_ number: Int) -> String {
            let id = String(number + 1, radix: 16)
            return "  - {code: H\(number), labels: {ar: د, fr: p, en: p}, basis: default, "
                + "organisation: '" + String(repeating: "0", count: 32 - id.count) + id
                + "', kind: CPE, capacity: 1}\n"
        }
        let text =
            "establishments:\n"
            + (0...DefinitionLimits.establishments).map { house($0) }.joined()
        let found = try faults([("a.yaml", text)])
        #expect(found.faults.map(\.fault) == [.wrongValue])
        #expect(found.faults.map(\.line) == [DefinitionLimits.establishments + 2])
    }

    @Test func `Aliases of aliases end`() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...5 {
            let inner = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(inner)]\n"
        }
        let found = try faults([("a.yaml", text)])
        #expect(Set(found.faults.map(\.fault)) == [.alias])
    }
}

@Suite struct ProvinceFolderTests {
    /// What a province may do: extend a list, replace a form, add a stage, a form and a clock.
    private func folder() throws -> ProvinceFolder {
        let tracks = try String(
            contentsOfFile: try Loader.shippedFolder() + "/tracks.yaml", encoding: .utf8)
        let triage = "      - code: TRIAGE\n"
        try #require(tracks.components(separatedBy: triage).count == 2)
        let visit =
            "      - {code: X-VISIT, next: [TRIAGE], labels: {ar: زيارة, fr: Visite, en: Visit}}\n"
        return try ProvinceFolder([
            ("tracks.yaml", tracks.replacingOccurrences(of: triage, with: visit + triage)),
            (
                "own.yaml",
                """
                version: 20
                calendar: {rest_days: [6, 7], dates: [2026-03-20]}
                lists:
                  - code: CHANNEL
                    extend: true
                    labels: {ar: قناة, fr: Canal, en: Channel}
                    basis: default
                    items:
                      - {code: RADIO, labels: {ar: إذاعة, fr: Radio, en: Radio}}
                      - {code: PHONE, labels: {ar: هاتف, fr: Tél., en: Phone}}
                clocks:
                  - {code: X-VISIT-DAY, labels: {ar: د, fr: p, en: p}, basis: default, task: LISTEN, class: social, start: {stage: X-VISIT}, stop: {stages: [TRIAGE]}, limit: end_of_day}
                establishments:
                  - {code: X-HOUSE, labels: {ar: دار, fr: Maison, en: House}, basis: default, organisation: 000102030405060708090a0b0c0d0e0f, kind: CHILD-PROTECTION, specialities: [GIRLS, INFANTS], capacity: 12, commune: 04.421.01.01, from: 2026-01-01}
                forms:
                  - code: ASSIGN
                    version: 2
                    labels: {ar: إسناد الملف, fr: Affectation, en: Assignment}
                    basis: default
                    home: social
                    meaning: assigns
                    fields:
                      - {code: assigned_organisation, type: organisation, class: social, meaning: responsible_organisation, required: true, labels: {ar: الجهة, fr: Organisme, en: Organisation}}
                      - {code: assigned_member, type: member, class: social, meaning: referent, labels: {ar: المرجع, fr: Référent, en: Referent}}
                      - {code: x_soon, type: flag, class: social, labels: {ar: د, fr: p, en: p}}
                  - code: X-FORM
                    version: 1
                    labels: {ar: د, fr: p, en: p}
                    basis: default
                    home: social
                    stages: [X-VISIT]
                    fields:
                      - {code: x_heard_on, type: choice, list: CHANNEL, class: social, labels: {ar: د, fr: p, en: p}}
                      - {code: x_radio, type: text, class: social, when: {field: x_heard_on, is: [RADIO]}, labels: {ar: د, fr: p, en: p}}
                """
            ),
        ])
    }

    @Test func `A province extends a list, replaces a form, adds a stage and a clock`() throws {
        let folder = try folder()
        let shipped = try Loader.shipped()
        let definition = try Loader.shipped(withProvince: folder.path)
        #expect(definition.version == 20)
        #expect(definition.form("ASSIGN")?.version == 2)
        #expect(definition.field("assignment_note") == nil)
        let house = try #require(definition.parts.establishments.first)
        #expect(house.organisation.hexadecimal == "000102030405060708090a0b0c0d0e0f")
        #expect(house.specialities == ["GIRLS", "INFANTS"] && house.capacity == 12)
        #expect(house.kind == "CHILD-PROTECTION" && house.commune == "04.421.01.01")
        let day = try #require(CivilDate("2026-01-01"))
        #expect(definition.establishment(of: house.organisation, on: day) == house)
        #expect(
            definition.establishment(of: house.organisation, on: day.adding(days: -1)) == nil)
        #expect(definition.track(ofStage: "X-VISIT")?.meaning == .social)
        #expect(
            DefinitionChanges.between(shipped, definition).map(Line.init) == [
                Line("definition", replaced: ["version", "calendar"]),
                Line("forms", added: ["X-FORM"], replaced: ["ASSIGN"]),
                Line(
                    "fields", added: ["x_soon", "x_heard_on", "x_radio"],
                    replaced: ["assigned_organisation"], removed: ["assignment_note"]),
                Line("lists", replaced: ["CHANNEL"]),
                Line("items", added: ["CHANNEL/RADIO"], replaced: ["CHANNEL/PHONE"]),
                Line("tracks", replaced: ["SOCIAL"]),
                Line("stages", added: ["X-VISIT"]),
                Line("clocks", added: ["X-VISIT-DAY"]),
                Line("establishments", added: ["X-HOUSE"]),
            ])
        #expect(DefinitionChanges.between(shipped, shipped).isEmpty)
    }

    /// Changes in one kind of item, as a test compares them.
    private struct Line: Equatable {
        var section: String
        var added: [String]
        var replaced: [String]
        var removed: [String]

        init(
            _ section: String, added: [String] = [], replaced: [String] = [],
            removed: [String] = []
        ) {
            (self.section, self.added, self.replaced, self.removed) = (
                section, added, replaced, removed
            )
        }

        init(_ changes: DefinitionChanges) {
            self.init(
                changes.section, added: changes.added, replaced: changes.replaced,
                removed: changes.removed)
        }
    }
}
