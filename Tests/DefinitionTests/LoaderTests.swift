import Circuit
import Foundation
import Testing

@testable import Definition

/// A definition as small as one can be, in which each test breaks one thing.
private let small = """
    version: 3
    lists:
      - code: PRECISION
        labels: {ar: د, fr: p, en: p}
        basis: default
        items:
          - {code: no, meaning: exact_date, labels: {ar: د, fr: p, en: p}}
    tracks:
      - code: S
        labels: {ar: د, fr: p, en: p}
        basis: default
        meaning: social
        class: social
        stages:
          - {code: A, meanings: [opens], next: [B], entry_forms: [O], labels: {ar: د, fr: p, en: p}}
          - {code: B, labels: {ar: د, fr: p, en: p}}
    tasks:
      - {code: T, labels: {ar: د, fr: p, en: p}, basis: default}
    clocks:
      - {code: C, labels: {ar: د, fr: p, en: p}, basis: {legal: art. 42}, task: T, class: social, start: {stage: A}, limit: {seconds: 60}}
    roles:
      - {code: R, labels: {ar: د, fr: p, en: p}, basis: default, scope: own, stages: [A]}
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
        groups:
          - {code: G, rows_max: 3, labels: {ar: د, fr: p, en: p}}
        fields:
          - {code: number, type: text, class: identity, meaning: file_number, labels: {ar: د, fr: p, en: p}}
          - {code: place, type: territory, class: identity, meaning: presence, required: true, labels: {ar: د, fr: p, en: p}}
          - {code: born, type: date, class: identity, meaning: birth_date, labels: {ar: د, fr: p, en: p}}
          - {code: exact, type: choice, list: PRECISION, class: identity, meaning: birth_precision, when: {present: born}, labels: {ar: د, fr: p, en: p}}
          - {code: row, type: flag, class: social, group: G, labels: {ar: د, fr: p, en: p}}

    """

@Suite struct LoaderTests {
    func load(_ text: String) throws -> CircuitDefinition {
        try Loader.load(texts: [("province.yaml", text)])
    }

    func fault(_ old: String, _ new: String) -> DefinitionFault? {
        guard small.contains(old) else {
            Issue.record("the text to replace is not there: \(old)")
            return nil
        }
        do {
            _ = try load(small.replacingOccurrences(of: old, with: new))
            return nil
        } catch let error as DefinitionFaults {
            // One thing is broken, so nothing is said about anything else.
            #expect(Set(error.faults.map(\.fault)).count == 1, "\(error)")
            guard let first = error.faults.first else { return nil }
            #expect(first.file == "province.yaml" || first.fault == .incomplete)
            #expect(!first.sentence.isEmpty)
            return first.fault
        } catch {
            return nil
        }
    }

    @Test func `A small definition loads and bare words stay text`() throws {
        let definition = try load(small)
        #expect(definition.version == 3)
        #expect(definition.list("PRECISION")?.items.map(\.code) == ["no"])
        #expect(definition.parts.clocks.first?.terms.basis == .legal(article: "art. 42"))
        #expect(definition.territory("01.1")?.parent == "01")
    }

    @Test func `An error names file, line and code`() throws {
        let text = small.replacingOccurrences(of: "scope: own", with: "scope: everywhere")
        let line = text.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains("everywhere") }
        do {
            _ = try load(text)
            Issue.record("it loaded")
        } catch let error as DefinitionFaults {
            #expect(error.count == 1)
            let first = try #require(error.faults.first)
            #expect(first.line == line.map { $0 + 1 })
            #expect(error.description.hasPrefix("province.yaml:\(first.line): wrong_value: "))
        }
    }

    @Test func `YAML that could be read in two ways is refused`() {
        #expect(fault("version: 3", "version: 3\nversion: 4") == .syntax)
        #expect(fault("version: 3", "version: 3\nversoin: 4") == .unknownKey)
        #expect(fault("basis: default, scope", "basis: &b default, scope") == .alias)
        #expect(fault("scope: own", "scope: [own") == .syntax)
        #expect(fault("scope: own", "scope: {own: own}") == .wrongKind)
        #expect(fault("roles:\n", "roles: []\nrules:\n") == .unknownKey)
        #expect(fault("version: 3\n", "") == .incomplete)
    }

    @Test func `What an item must have is asked for`() {
        #expect(fault("task: T, ", "") == .missingKey)
        #expect(fault("basis: {legal: art. 42}, ", "") == .missingKey)
        #expect(fault("{legal: art. 42}", "{legal: the law}") == .wrongValue)
        #expect(fault("{legal: art. 42}", "legal") == .wrongValue)
        #expect(
            fault("code: B, labels: {ar: د, fr: p, en: p}", "code: B, labels: {ar: د, en: p}")
                == .missingLabel)
        #expect(
            fault(
                "code: B, labels: {ar: د, fr: p, en: p}", "code: B, labels: {ar: د, fr: '', en: p}")
                == .missingLabel)
        #expect(fault("class: social, group: G", "group: G") == .missingKey)
        #expect(fault("class: social, group: G", "class: audit, group: G") == .contradiction)
        #expect(fault("code: row", "code: 'a b'") == .wrongValue)
        #expect(fault("seconds: 60", "seconds: -1") == .wrongValue)
        #expect(fault("seconds: 60", "months: 9999") == .wrongValue)
        #expect(fault("rows_max: 3", "rows_max: 3000") == .wrongValue)
        #expect(fault("code: T, ", "code: T, ability: reads_minds, ") == .wrongValue)
        #expect(fault("code: T, ", "code: T, ability: approves_downgrades, ") == nil)
    }

    @Test func `Codes must be defined once and references must lead somewhere`() {
        #expect(fault("code: row", "code: born") == .duplicateCode)
        #expect(fault("code: \"01.1\"", "code: \"01\"") == .duplicateCode)
        #expect(fault("next: [B]", "next: [Z]") == .unknownReference)
        #expect(fault("entry_forms: [O]", "entry_forms: [Z]") == .unknownReference)
        #expect(fault("task: T", "task: Z") == .unknownReference)
        #expect(fault("start: {stage: A}", "start: {stage: Z}") == .unknownReference)
        #expect(fault("start: {stage: A}", "start: {field: risk}") == .unknownReference)
        #expect(fault("stages: [A]", "stages: [Z]") == .unknownReference)
        #expect(fault("list: PRECISION", "list: Z") == .unknownReference)
        #expect(fault("group: G", "group: Z") == .unknownReference)
        #expect(fault("present: born", "present: z") == .unknownReference)
        #expect(fault("in: \"01\"", "in: \"02\"") == .unknownReference)
    }

    @Test func `Meanings must stand where the code expects them`() {
        #expect(
            fault("class: identity, meaning: presence", "class: social, meaning: presence")
                == .misplacedMeaning)
        #expect(
            fault("type: date, class: identity", "type: text, class: identity") == .misplacedMeaning
        )
        #expect(
            fault(
                "code: row, type: flag, class: social, group: G",
                "code: row, type: flag, class: social, meaning: secrecy_wanted")
                == .misplacedMeaning)
        // What the fold alone gives is carried by no field, and starts clocks of class social.
        #expect(
            fault(
                "code: row, type: flag, class: social, group: G",
                "code: row, type: choice, list: PRECISION, class: social, meaning: proposed_risk")
                == .misplacedMeaning)
        #expect(fault("start: {stage: A}", "start: {field: proposed_risk}") == nil)
        #expect(
            fault(
                "class: social, start: {stage: A}", "class: health, start: {field: proposed_risk}")
                == .unknownReference)
        // Who lowers a level of risk stands in the heading, which lies beside the level.
        #expect(
            fault(
                "forms:\n",
                """
                forms:
                  - code: H
                    version: 1
                    labels: {ar: د, fr: p, en: p}
                    basis: default
                    home: health
                    fields:
                      - {code: level, type: choice, list: PRECISION, class: social, meaning: risk, labels: {ar: د, fr: p, en: p}}

                """) == .misplacedMeaning)
        #expect(fault("meaning: opens", "meaning: assigns") == .incomplete)
        #expect(fault("meaning: presence, required: true", "meaning: presence") == .contradiction)
        #expect(fault("home: social", "home: judicial") == .contradiction)
        #expect(
            fault("scope: own, stages: [A]", "scope: none, abilities: [operates], stages: [A]")
                == .contradiction)
        #expect(fault("class: social, start", "class: health, start") == .unknownReference)
        #expect(fault("present: born", "present: row") == .contradiction)
    }

    @Test func `A province adds items and replaces those of the same code`() throws {
        let shipped = try Loader.shipped()
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("madar-definition-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = """
            version: 7
            lists:
              - code: CHANNEL
                extend: true
                labels: {ar: قناة, fr: Canal, en: Channel}
                basis: default
                items:
                  - {code: RADIO, labels: {ar: إذاعة, fr: Radio, en: Radio}}
                  - {code: PHONE, labels: {ar: هاتف, fr: Tél., en: Phone}, until: 2030-12-31}
            clocks:
              - {code: LISTEN-48H, labels: {ar: د, fr: p, en: p}, basis: default, task: LISTEN, class: social, start: {stage: RECEIVE}, stop: {stages: [LISTEN]}, limit: {seconds: 3600}}
            """
        try text.write(
            to: folder.appendingPathComponent("a.yaml"), atomically: true, encoding: .utf8)
        let definition = try Loader.shipped(withProvince: folder.path)
        #expect(definition.version == 7)
        #expect(
            definition.list("CHANNEL")?.items.count == (shipped.list("CHANNEL")?.items.count ?? 0)
                + 1)
        #expect(definition.item("PHONE", list: "CHANNEL")?.labels.english == "Phone")
        #expect(definition.parts.clocks.count == shipped.parts.clocks.count)
        #expect(definition.parts.clocks.first { $0.code == "LISTEN-48H" }?.limit == .seconds(3600))
        #expect(definition.parts.territories == shipped.parts.territories)
    }

    @Test func `A folder that is not there is an error and not an empty definition`() {
        do {
            _ = try Loader.load(folders: ["/nowhere/at/all"])
            Issue.record("it loaded")
        } catch {
            #expect(error.faults.map(\.fault) == [.unreadable])
            #expect(error.faults.map(\.file) == ["/nowhere/at/all"])
        }
    }
}
