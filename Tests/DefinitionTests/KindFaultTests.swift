import Circuit
import Foundation
import Testing

@testable import Definition

/// Files of other kinds than a child's in a definition, each thing broken once (SPEC W-200).
@Suite struct KindFaultTests {
    private static let labels = "labels: {ar: د, fr: p, en: p}"
    private static let small = """
        version: 3
        lists:
          - code: PRECISION
            labels: {ar: د, fr: p, en: p}
            basis: default
            items:
              - {code: no, meaning: exact_date, \(labels)}
        tracks:
          - code: S
            labels: {ar: د, fr: p, en: p}
            basis: default
            meaning: social
            class: social
            stages:
              - {code: A, meanings: [opens], entry_forms: [O], \(labels)}
          - code: K
            labels: {ar: د, fr: p, en: p}
            basis: default
            meaning: record
            class: social
            stages:
              - {code: KA, meanings: [opens], next: [KB], entry_forms: [N], \(labels)}
              - {code: KB, entry_forms: [M], \(labels)}
          - code: L
            labels: {ar: د, fr: p, en: p}
            basis: default
            meaning: record
            class: social
            stages:
              - {code: LA, meanings: [opens], entry_forms: [NL], \(labels)}
          - code: T
            labels: {ar: د, fr: p, en: p}
            basis: default
            meaning: matter
            class: social
            kinds: [S, K]
            stages:
              - {code: TA, meanings: [opens], entry_forms: [B], \(labels)}
        roles:
          - {code: R, \(labels), basis: default, scope: own, records: [{kind: K, create: true, read: true, update: false, scope: unit}]}
        territories:
          - {code: "01", level: region, kind: region, ar: د, fr: p}
          - {code: "01.1", level: province, kind: province, in: "01", ar: د, fr: p, device: true}
        forms:
          - code: O
            version: 1
            labels: {ar: د, fr: p, en: p}
            basis: default
            home: social
            meaning: opens
            fields:
              - {code: number, type: text, class: identity, meaning: file_number, \(labels)}
              - {code: place, type: territory, class: identity, meaning: presence, required: true, \(labels)}
              - {code: born, type: date, class: identity, meaning: birth_date, \(labels)}
              - {code: exact, type: choice, list: PRECISION, class: identity, meaning: birth_precision, \(labels)}
          - code: N
            version: 1
            labels: {ar: د, fr: p, en: p}
            basis: default
            home: social
            stages: [KA]
            meaning: founds
            kinds: [K]
            fields:
              - {code: n_number, type: text, class: social, meaning: record_number, \(labels)}
              - {code: n_title, type: text, class: social, meaning: record_title, \(labels)}
              - {code: n_more, type: flag, class: social, \(labels)}
          - code: NL
            version: 1
            labels: {ar: د, fr: p, en: p}
            basis: default
            home: social
            meaning: founds
            kinds: [L]
            fields:
              - {code: l_number, type: text, class: social, meaning: record_number, \(labels)}
              - {code: l_title, type: text, class: social, meaning: record_title, \(labels)}
          - code: M
            version: 1
            labels: {ar: د, fr: p, en: p}
            basis: default
            home: social
            stages: [KB]
            kinds: [K]
            fields:
              - {code: m_more, type: flag, class: social, \(labels)}
          - code: B
            version: 1
            labels: {ar: د, fr: p, en: p}
            basis: default
            home: social
            stages: [TA]
            begins: T
            kinds: [S, K]
            fields:
              - {code: b_text, type: text, class: social, meaning: task_text, \(labels)}

        """

    /// The fault, and where it is said to stand.
    private func fault(
        _ old: String, _ new: String
    ) -> (kind: DefinitionFault, sentence: String, line: Int)? {
        guard Self.small.contains(old) else {
            Issue.record("the text to replace is not there: \(old)")
            return nil
        }
        let text = Self.small.replacingOccurrences(of: old, with: new)
        do {
            _ = try Loader.load(texts: [("province.yaml", text)])
            return nil
        } catch {
            guard let first = error.faults.first else { return nil }
            #expect(first.file == "province.yaml")
            return (first.fault, first.sentence, first.line)
        }
    }

    @Test func `A definition with other kinds of files loads`() throws {
        let definition = try Loader.load(texts: [("province.yaml", Self.small)])
        #expect(definition.kind("S") == .child && definition.kind("K") == .record("K"))
        #expect(definition.kind("T") == nil && definition.kind("X") == nil)
        let track = try #require(definition.track("K"))
        #expect(definition.founding(track).map(\.code) == ["N"])
        #expect(
            definition.parts.roles.first?.records == [
                RecordCell(kind: "K", create: true, read: true, update: false, scope: .unit)
            ])
    }

    @Test func `A cell for some forms loads with them`() throws {
        let text = Self.small.replacingOccurrences(
            of: "scope: unit", with: "scope: unit, forms: [M]")
        let definition = try Loader.load(texts: [("province.yaml", text)])
        #expect(definition.parts.roles.first?.records.first?.forms == ["M"])
        let forms = definition.parts.forms.filter {
            definition.fills($0, by: ["R"], in: .record("K"))
        }
        #expect(forms.map(\.code) == ["M"])
    }

    @Test func `Each fault names its item`() {
        let n = "code: n_more, type: flag, class: social"
        let cases: [(old: String, new: String, fault: DefinitionFault, names: String)] = [
            (
                "kinds: [K]\n    fields:\n      - {code: n_number",
                "kinds: [T]\n    fields:\n      - {code: n_number", .unknownReference, "N"
            ),
            (
                "stages: [KB]\n    kinds: [K]", "stages: [KB]\n    kinds: [X]", .unknownReference,
                "M"
            ),
            ("stages: [KB]\n    kinds: [K]", "stages: [KB]", .contradiction, "M"),
            ("stages: [KB]\n    kinds: [K]", "stages: [KB]\n    kinds: [L]", .contradiction, "M"),
            (
                "begins: T\n    kinds: [S, K]", "begins: T\n    kinds: [S, K, L]", .contradiction,
                "B"
            ),
            (
                "class: social\n    kinds: [S, K]", "class: social\n    kinds: [X]",
                .unknownReference, "T"
            ),
            (n, "code: n_more, type: flag, class: health", .contradiction, "n_more"),
            (
                n, "code: n_more, type: flag, class: social, meaning: life_danger",
                .misplacedMeaning, "n_more"
            ),
            ("meaning: task_text", "meaning: record_title", .misplacedMeaning, "b_text"),
            ("meaning: record_title", "required: true", .incomplete, "N"),
            ("entry_forms: [NL]", "entry_forms: []", .incomplete, "LA"),
            ("kind: K, create", "kind: S, create", .unknownReference, "R"),
            ("kind: K, create", "kind: Z, create", .unknownReference, "R"),
            ("scope: unit", "scope: referral", .contradiction, "R"),
            (
                "scope: own, records", "scope: none, abilities: [operates], records",
                .contradiction, "R"
            ),
            ("{code: KB, entry", "{code: KB, meanings: [joins], entry", .contradiction, "KB"),
            ("{code: KB, entry", "{code: KB, meanings: [unbegun], entry", .contradiction, "KB"),
            // What a stage asks for belongs to every file that comes there.
            (
                "class: social\n    kinds: [S, K]\n    stages",
                "class: social\n    kinds: [S, K, L]\n    stages", .contradiction, "B"
            ),
            ("entry_forms: [O]", "entry_forms: [O, M]", .contradiction, "M"),
            // A cell for some forms names forms of its kind that do nothing but say something.
            ("scope: unit", "scope: unit, forms: [Z]", .unknownReference, "Z"),
            ("scope: unit", "scope: unit, forms: [O]", .contradiction, "O"),
            ("scope: unit", "scope: unit, forms: [N]", .contradiction, "N"),
            ("scope: unit", "scope: unit, forms: [B]", .contradiction, "B"),
            (
                "create: true, read: true, update: false, scope: unit",
                "create: false, read: true, update: false, scope: unit, forms: [M]",
                .contradiction, "R"
            ),
            // Who answers for a file is said where it is given to somebody, and nowhere else.
            (
                n, "code: n_more, type: member, class: social, meaning: referent",
                .misplacedMeaning, "n_more"
            ),
            (
                "meaning: record\n    class: social\n    stages:\n      - {code: LA",
                "meaning: record\n    class: judicial\n    stages:\n      - {code: LA",
                .contradiction, "L"
            ),
        ]
        for (old, new, wanted, name) in cases {
            let found = fault(old, new)
            #expect(found?.kind == wanted, "\(new)")
            #expect(found?.sentence.contains(name) == true, "\(new): \(found?.sentence ?? "")")
            #expect((found?.line ?? 0) > 0, "\(new)")
        }
    }
}
