import Basics
import Catalog
import Circuit
import DefinitionSupport
import Messages
import Testing

@testable import Report

/// A file of another kind than a child's, on paper.
@Suite struct RecordPageTests {
    private static let owner = MemberID(high: 8, low: 1)
    private static let now = Instant(milliseconds: 1_780_000_000_000)
    private let definition: CircuitDefinition
    private var head: HeadPart? { heads[.social] }
    private var heads = Heads()
    private var written: [(sequence: UInt64, act: PartialAct)] = []

    init() throws { definition = try Shipped.definition() }

    private mutating func add(
        _ form: String?, to stage: String? = nil, _ kind: ActKind = .form, matter: ActID? = nil,
        corrects: ActID? = nil, _ values: [FieldValue]
    ) {
        let number = UInt64(written.count) + 1
        let act = Act(
            id: ActID(high: 1, low: number),
            heading: Heading(
                kind: kind, form: form, formVersion: 1, definitionVersion: 1, from: nil,
                to: stage, eventAt: Self.now, enteredAt: Self.now, author: Self.owner,
                organisation: OrganisationID(high: 7, low: 1), corrects: corrects,
                matter: matter, reason: corrects == nil ? "" : "x"),
            values: values)
        heads.fold(act, definition)
        guard let partial = PartialAct(act.split(definition), definition: definition) else {
            return
        }
        written.append((number, partial))
    }

    private func page(
        _ language: ReportLanguage, _ diagnosis: Diagnosis? = nil,
        version: RecordVersion? = nil
    ) throws -> String {
        RecordPage.html(
            try #require(head), acts: PageAct.all(written),
            names: PageNames(
                member: { $0 == Self.owner ? "Amal" : nil }, organisation: { _ in nil }),
            mark: PageMark(
                province: "04.441", fileNumber: "7K3M-92QA-Y", printedBy: "Amal",
                printedAt: Self.now), version: version, diagnosis: diagnosis, in: language,
            definition)
    }

    private mutating func session() {
        add(
            "SESSION", to: "SESSION-CALLED", .opening,
            [
                FieldValue("session_title", .text("Séance <script>alert(1)</script>")),
                FieldValue("session_kind", .choice("ORDINARY")),
                FieldValue("session_on", .date(CivilDate(days: 20_600))),
                FieldValue("session_seats", .number(11)),
                FieldValue("session_needed", .number(6)),
                FieldValue("agenda_item", row: 0, .text("نقطة أولى")),
                FieldValue("agenda_item", row: 1, .text("Point deux")),
            ])
        add(
            "SESSION-MIN", to: "SESSION-HELD", .transition,
            [
                FieldValue("attends_as", row: 0, .choice("SEAT")),
                FieldValue("attends_sector", row: 0, .choice("HEALTH")),
                FieldValue("attended", row: 0, .choice("MEMBER")),
                FieldValue("attends_as", row: 1, .choice("SEAT")),
                FieldValue("attends_sector", row: 1, .choice("EDUCATION")),
                FieldValue("attended", row: 1, .choice("ALTERNATE")),
                FieldValue("session_minutes", .text("Première version")),
            ])
        add(
            "SESSION-MIN", .correction, corrects: ActID(high: 1, low: 2),
            [
                FieldValue("attends_as", row: 0, .choice("SEAT")),
                FieldValue("attends_sector", row: 0, .choice("HEALTH")),
                FieldValue("attended", row: 0, .choice("MEMBER")),
                FieldValue("attends_as", row: 1, .choice("SEAT")),
                FieldValue("attends_sector", row: 1, .choice("EDUCATION")),
                FieldValue("attended", row: 1, .choice("ALTERNATE")),
                FieldValue("session_minutes", .text("Version corrigée")),
            ])
        add(
            "TASK", .form,
            [
                FieldValue("task_text", .text("Dresser la liste")),
                FieldValue("task_owner", .member(Self.owner)),
                FieldValue("task_due", .instant(Self.now.adding(seconds: 86_400))),
            ])
    }

    @Test mutating func aSessionIsToldWholeInBothLanguages() throws {
        session()
        for (language, words) in [
            (
                ReportLanguage.french,
                [
                    "Ordre du jour", "نقطة أولى", "Point deux", "Feuille de présence",
                    "Membre présent", "Suppléant présent",
                    "2 présents sur 11, 6 nécessaires : quorum non atteint", "Version corrigée",
                    "Décisions et tâches", "Dresser la liste", "Amal", "Séance tenue",
                    "7K3M-92QA-Y", "<html lang=\"fr\" dir=\"ltr\">",
                ]
            ),
            (
                .arabic,
                [
                    "جدول الأعمال", "Point deux", "لائحة الحضور", "حضر العضو", "حضر نائبه",
                    "القرارات والمهام", "دورة منعقدة",
                    "حضر 2 من 11، واللازم 6: النصاب غير مكتمل", "<html lang=\"ar\" dir=\"rtl\">",
                ]
            ),
        ] {
            let html = try page(language)
            for word in words { #expect(html.contains(word), "\(language) \(word)") }
            // What was corrected stands in the course of the file alone, and only that it was.
            #expect(!html.contains("Première version"))
            #expect(html.components("<tr><td class=\"number\">").count == 1 + 2 + 2 + 1 + 4)
        }
        let both = try page(.both)
        #expect(both.contains("Ordre du jour") && both.contains("جدول الأعمال"))
        #expect(both.components("<article ").count == 3)
    }

    // MARK: - What stands beside a plan (SPEC W-230)

    /// A table of one dimension; nil: hidden.
    private static func table(_ dimension: String, _ counts: [String: UInt64?]) -> WireFigure {
        func row(_ code: String?, _ count: UInt64?) -> WireFigureRow {
            var row = WireFigureRow()
            if let code {
                var key = WireFigureKey()
                (key.dimension, key.code) = (dimension, code)
                row.keys = [key]
            }
            var value = WireFigureValue()
            value.state = count == nil ? .hidden : .told
            value.value = count ?? 0
            row.values = [value]
            return row
        }
        var figure = WireFigure()
        figure.rows = [row(nil, 23)] + counts.map { row($0.key, $0.value) }
        return figure
    }

    private func diagnosis(isClosed: Bool = false) throws -> Diagnosis {
        let services = try #require(definition.indicator("I13"))
        let measure = try #require(services.measures.first { $0.code == "unavailable" })
        let told = DiagnosedIndicator(
            services,
            [
                (
                    measure,
                    [
                        Self.table("commune", ["04.441.01.08": 0, "04.441.01.03": nil, "?": 9]),
                        Self.table("SERVICES", ["HEA-PSY": 14, "SOC-LIS": 0, "*": nil]),
                        Self.table("sex", ["F": nil, "M": nil]),
                    ]
                )
            ])
        var full = ListedPlaces()
        (full.title, full.commune, full.stage) = ("<b>Pleine</b>", "04.441.01.03", "SERVICE-LISTED")
        (full.capacity, full.free, full.seenAt) = (20, 0, Self.now)
        var silent = ListedPlaces()
        (silent.title, silent.stage) = ("Muette", "SERVICE-LISTED")
        let directory = DirectoryGaps(
            readAt: Self.now, communeCount: 7,
            sectors: [
                CoveredSector(
                    labels: Labels(arabic: "الصحة", french: "Santé", english: "Health"),
                    code: "HEALTH", focalPointCount: 2, bareCommuneCount: 5),
                CoveredSector(
                    labels: Labels(arabic: "الشباب", french: "Jeunesse", english: "Youth"),
                    code: "YOUTH", focalPointCount: 0, bareCommuneCount: 7),
            ], places: [silent, full])
        return Diagnosis(
            title: try #require(definition.report("DIAGNOSIS")).labels, indicators: [told],
            gaps: ProvinceGaps(
                period: .quarter(3, year: 2026), countedAt: Self.now, services: [told],
                directory: isClosed ? nil : directory))
    }

    @Test mutating func aPlanCarriesItsDiagnosisAndWhatTheProvinceLacks() throws {
        add("TAP", to: "PLAN-DRAFT", .opening, [FieldValue("tap_title", .text("Plan"))])
        let french = try page(.french, diagnosis())
        for word in [
            "Diagnostic territorial en chiffres", "Ce qui manque dans la province",
            "Services indisponibles", "Commune : non précisé", "Bab Lamrissa", "masqué", "23", "14",
            "Soutien psychologique", "plusieurs", "Santé", "5 / 7", "aucun", "7 / 7",
            "&lt;b&gt;Pleine&lt;/b&gt;", "non connu", "Annuaire consulté le",
        ] { #expect(french.contains(word), "\(word)") }
        // A row of zeros tells nothing.
        #expect(!french.contains("Sidi Bouknadel") && !french.contains("Écoute"))
        // Where all is hidden, one line says so.
        #expect(french.contains("Sexe : chaque ligne") && !french.contains("Fille"))
        let arabic = try page(.arabic, diagnosis())
        for word in [
            "تشخيص وضعية الطفولة بالأرقام", "الخصاص المسجل بالإقليم", "محجوب", "غير معروف",
            "الشباب",
        ] { #expect(arabic.contains(word), "\(word)") }
        #expect(!(try page(.both)).contains("Ce qui manque"))
        let closed = try page(.french, diagnosis(isClosed: true))
        #expect(closed.contains("ce qui y manque n&#39;est pas connu"))
        #expect(!closed.contains("Santé"))
    }

    @Test func whatTakesNobodyStandsFirstAndWhatIsNotKnownNext() throws {
        let gaps = try #require(try diagnosis().gaps.directory)
        #expect(gaps.sectors.map(\.code) == ["YOUTH", "HEALTH"])
        #expect(gaps.places.map(\.isGap) == [true, false])
        #expect(gaps.places.map(\.isUnknown) == [false, true])
    }

    @Test mutating func nothingOnItRunsOrComesFromOutside() throws {
        session()
        let html = try page(.both)
        #expect(!html.contains("<script") && html.contains("&lt;script&gt;"))
        for word in ["http:", "https:", "src=", "url(", "javascript"] {
            #expect(!html.contains(word), "\(word)")
        }
    }

    @Test mutating func aPlanTellsItsVersionAndSinceWhenAnotherStands() throws {
        add("TAP", to: "PLAN-DRAFT", .opening, [FieldValue("tap_title", .text("Plan"))])
        add(
            "TAP-ADOPT", to: "PLAN-ADOPTED", .transition,
            [FieldValue("tap_adopted_on", .date(CivilDate(days: 20_600)))])
        let versions = definition.versions(written)
        try #require(versions.count == 2)
        let moment = DateText.moment(Self.now, .french)
        let adopted = try page(.french, version: versions[1])
        #expect(adopted.contains("<dt>Version :</dt> <dd dir=\"auto\">2 – \(moment)</dd>"))
        #expect(!adopted.contains("Remplacée par la suivante le"))
        let draft = try page(.french, version: versions[0])
        #expect(draft.contains("1 – \(moment)") && draft.contains("Remplacée par la suivante le"))
        #expect(try page(.arabic, version: versions[1]).contains("<dt>النسخة:</dt>"))
        #expect(!(try page(.french).contains("<dt>Version")))
    }

    @Test mutating func aPlanTellsHowFarEachActionIs() throws {
        add(
            "TAP", to: "PLAN-DRAFT", .opening,
            [
                FieldValue("tap_title", .text("Plan 2026")),
                FieldValue("tap_from", .date(CivilDate(days: 20_500))),
                FieldValue("tap_until", .date(CivilDate(days: 21_500))),
                FieldValue("tap_objective", row: 0, .text("Réduire l'abandon")),
            ])
        add(
            "TAP-ACTION", .form,
            [
                FieldValue("action_objective", .text("Réduire l'abandon")),
                FieldValue("action_text", .text("Ouvrir une classe")),
                FieldValue("action_sector", .choice("EDUCATION")),
                FieldValue("action_due", .instant(Self.now.adding(seconds: 86_400))),
                FieldValue("action_budget_line", .text("Ligne 12")),
                FieldValue("action_indicator", .text("Élèves réinscrits")),
            ])
        add(
            "TAP-PROGRESS", to: "ACTION-RUNNING", .transition, matter: ActID(high: 1, low: 2),
            [
                FieldValue("progress_on", .date(CivilDate(days: 20_600))),
                FieldValue("progress_percent", .number(40)),
            ])
        let html = try page(.french)
        for word in [
            "Plan 2026", "Réduire l&#39;abandon", "Ouvrir une classe", "Éducation", "Ligne 12",
            "Élèves réinscrits", "40 %", "width:40%", "Avancement",
        ] { #expect(html.contains(word), "\(word)") }
    }
}

extension String {
    /// The parts between the places at which a text stands.
    fileprivate func components(_ text: String) -> [Substring] {
        split(separator: text, omittingEmptySubsequences: false)
    }
}
