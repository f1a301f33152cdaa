import Basics
import Catalog
import Circuit
import DefinitionSupport

@testable import Report

/// A file to print, with a value in every field that the definition knows.
struct Planted {
    static let text =
        "Enfant sous kafala, né de père inconnu. طفل مكفول، الأب مجهول. Found as a foundling."
    static let school = OrganisationID(high: 7, low: 1)
    static let author = MemberID(high: 8, low: 1)
    static let referral = ActID(high: 0xABCD_0000_0000_0000, low: 1)
    static let now = Instant(milliseconds: 1_780_000_000_000)

    let definition: CircuitDefinition
    private(set) var heads = Heads()
    private(set) var acts: [PageAct] = []

    /// Whether labels of the definition tell of kafala, abandonment or unknown parents: looked for
    /// as they are written there, by other means than the room has.
    static func tells(_ terms: Terms) -> Bool {
        let labels = terms.labels
        return [labels.arabic, labels.french, labels.english, terms.code].contains { label in
            let small = label.lowercased()
            return [
                "kafal", "kafil", "abandonn", "l'abandon", "foundling", "enfant trouvé", "كفالة",
                "كافل", "مكفول", "مهمل", "للإهمال", "المعثور", "العثور على الطفل",
            ].contains { small.contains($0) } || small == "kaf"
        }
    }

    init(_ text: String = Self.text, names: (String, String) = ("التازي", "سلمى")) throws {
        definition = try Shipped.definition()
        var written: [(UInt64, PartialAct)] = []
        func add(_ act: Act) {
            heads.fold(act, definition)
            guard let partial = PartialAct(act.split(definition), definition: definition) else {
                return
            }
            written.append((UInt64(written.count) + 1, partial))
        }
        func heading(
            _ form: Form?, to stage: String?, matter: ActID? = nil
        ) -> Heading {
            Heading(
                kind: stage == nil ? .form : .transition, form: form?.code,
                formVersion: form?.version ?? 0,
                definitionVersion: 1, from: nil, to: stage, eventAt: Self.now,
                enteredAt: Self.now, author: Self.author, organisation: Self.school,
                matter: matter, reason: text)
        }
        // Every form at every stage to which it moves something, then every stage without one.
        var number: UInt64 = 1
        for form in definition.parts.forms {
            var values = form.fields.flatMap { field in
                (0..<(field.group == nil ? 1 : 3)).flatMap { row in
                    Self.values(field, row: UInt16(row), text, definition)
                }
            }
            values.removeAll { definition.field($0.field)?.meaning.map(Self.isName) ?? false }
            if form.meaning == .opens {
                values += [
                    FieldValue("family_name_ar", .text(names.0)),
                    FieldValue("given_name_ar", .text(names.1)),
                ]
            }
            let stages = definition.parts.tracks.flatMap(\.stages)
                .filter { $0.entryForms.contains(form.code) }.map(\.code)
            for stage in stages.isEmpty ? [nil] : stages.map(Optional.some) {
                number += 1
                let track = stage.flatMap { definition.track(ofStage: $0) }
                let isReferral = track?.meaning == .referral
                let begins = isReferral && stage == "DRAFT"
                add(
                    Act(
                        id: begins ? Self.referral : ActID(high: 1, low: number),
                        heading: heading(
                            form, to: stage,
                            matter: isReferral && !begins ? Self.referral : nil),
                        values: values))
            }
        }
        for track in definition.parts.tracks where !track.meaning.isOfMatters {
            for stage in track.stages {
                number += 1
                add(
                    Act(
                        id: ActID(high: 2, low: number),
                        heading: heading(nil, to: stage.code)))
            }
        }
        acts = PageAct.all(written.map { (sequence: $0.0, act: $0.1) })
    }

    var matter: Matter? { heads.all.flatMap(\.matters).first { $0.act == Self.referral } }

    var tasks: [DueTask] {
        heads.all.flatMap { $0.tasks(definition) }
            + definition.parts.tasks.map { kind in
                DueTask(task: kind.code, clock: "", since: Self.now, due: Self.now)
            }
    }

    func printer(
        reason: String = "essai", by name: String = "Amal", people: [Matter] = [],
        controller: PageController = PageController()
    ) -> PagePrinter {
        PagePrinter(
            definition,
            names: PageNames(
                member: { $0 == Self.author ? "Amal" : nil },
                organisation: { $0 == Self.school ? "École Ibn Sina" : nil }, people: people),
            mark: PageMark(
                province: "04.441", fileNumber: "7K3M-92QA-Y", printedBy: name,
                organisation: "UPE 1", printedAt: Self.now, reason: reason,
                controller: controller))
    }

    /// Every page of the file that a recipient can be given.
    func pages(for recipient: PageRecipient, reason: String = "essai") -> [PrintedPage] {
        let printer = printer(reason: reason)
        let referral = matter.flatMap { printer.referral($0, heads, acts: acts, for: recipient) }
        return [printer.file(heads, tasks: tasks, acts: acts, for: recipient)]
            + acts.compactMap { printer.filled($0, for: recipient) } + (referral.map { [$0] } ?? [])
    }

    private static func isName(_ meaning: FieldMeaning) -> Bool {
        [.familyNameArabic, .givenNameArabic, .familyNameLatin, .givenNameLatin].contains(meaning)
    }

    /// Values for a field: of a choice, every item that tells, in rows of their own where the field
    /// repeats.
    private static func values(
        _ field: Field, row: UInt16, _ text: String, _ definition: CircuitDefinition
    ) -> [FieldValue] {
        let items = field.list.flatMap { definition.list($0) }?.items ?? []
        // That a birth stands in no registry tells of the parents, though no word of it does.
        let telling = items.filter {
            tells($0.terms) || field.meaning == .civilStatus && $0.code == "UNKNOWN"
        }
        let choice = telling.isEmpty ? items.first : telling[Int(row) % telling.count]
        let value: Value? =
            switch field.type {
            case .text: .text(field.code + ": " + text)
            case .date: .date(CivilDate(days: 16_000))
            case .instant: .instant(now)
            case .flag: .flag(true)
            case .number: .number(7)
            case .choice: choice.map { .choice($0.code) }
            case .choices: .choices(items.map(\.code))
            case .territory: .territory("04.441.01.09")
            case .member: .member(author)
            case .organisation: .organisation(school)
            case .person: .person(.zero)
            case .attachment:
                .attachment(
                    Attachment(
                        id: .zero, kind: .pdf, byteCount: 1_000,
                        sha256: [UInt8](repeating: 0, count: 32), name: text))
            }
        return value.map { [FieldValue(field.code, row: row, $0)] } ?? []
    }
}

/// HTML as far as a test reads it.
enum Page {
    /// The text of a page without its markup and style.
    static func text(_ html: String) -> String {
        let body = html.firstRange(of: "<body>").map { String(html[$0.upperBound...]) } ?? html
        return body.replacing(/<[^>]*>/, with: "\n").replacing("&#39;", with: "'")
            .replacing("&quot;", with: "\"").replacing("&lt;", with: "<")
            .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }

    /// The names of the elements that are open at the end, or that ended out of turn.
    static func unbalanced(_ html: String) -> [String] {
        var open: [String] = []
        for match in html.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) {
            let name = String(match.output.2)
            if name == "meta" { continue }
            if match.output.1.isEmpty {
                open.append(name)
            } else if open.last == name {
                open.removeLast()
            } else {
                return [name]
            }
        }
        return open
    }
}
