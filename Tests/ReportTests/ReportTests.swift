import Basics
import Catalog
import Circuit
import DefinitionSupport
import Testing

@testable import Report

@Suite struct PageTests {
    @Test func `every page is whole, in two languages, and names nothing outside`() throws {
        let planted = try Planted("essai تجربة")
        let blank = try #require(planted.definition.form("F1"))
        let pages =
            PageRecipient.allCases.flatMap { planted.pages(for: $0) }
            + [planted.printer().blank(blank)]
        #expect(pages.count > 30)
        for page in pages {
            let html = page.html
            #expect(Page.unbalanced(html) == [])
            for sign in ["lang=\"ar\" dir=\"rtl\"", "lang=\"fr\" dir=\"ltr\"", "size:A4", "@page"] {
                #expect(html.contains(sign))
            }
            for sign in ["<script", "http:", "https:", "src=", "href=", "url(", "@import", "<img"] {
                #expect(!html.contains(sign), "\(sign)")
            }
            let text = Page.text(html)
            for words in [
                PageText.noticeTitle, .noticeController, .noticePurpose, .noticeRights,
                .noticeWhere, .secrecy, .printedBy, .printedAt,
            ] {
                #expect(text.contains(words.text(.french)) && text.contains(words.text(.arabic)))
            }
            #expect(text.contains("Amal") && text.contains("7K3M-92QA-Y"))
        }
    }

    @Test func `what somebody wrote is never markup`() throws {
        let hostile = "<script>alert(\"x\")</script><img src=x onerror='y'>&\u{202E}\u{0000}"
        let planted = try Planted(hostile, names: (hostile, hostile))
        let printer = planted.printer(reason: hostile, by: hostile)
        let pages =
            planted.acts.compactMap { printer.filled($0) }
            + [printer.file(planted.heads, tasks: [], acts: planted.acts)]
        for page in pages {
            #expect(!page.html.contains("<script"))
            #expect(!page.html.contains("<img"))
            #expect(!page.html.unicodeScalars.contains("\u{202E}"))
            #expect(!page.html.unicodeScalars.contains("\u{0000}"))
            #expect(Page.unbalanced(page.html) == [])
            #expect(page.html.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"))
        }
    }

    @Test func `values stand in the words of each language`() throws {
        let planted = try Planted("Texte libre")
        let opening = try #require(planted.acts.first { $0.act.heading?.form == "F0" })
        let page = try #require(planted.printer().filled(opening))
        let text = Page.text(page.html)
        for words in [
            "Fille", "أنثى", "Chez le kafil", "عند الكافل", "oui", "نعم", "22 octobre 2013",
            "22 أكتوبر 2013", "Parents et proches 2", "الوالدان والأقارب 2",
        ] { #expect(text.contains(words), "\(words)") }
        // A name and a text are in one language, and stand by their own direction.
        #expect(page.html.contains("<span dir=\"auto\">سلمى</span>"))
    }

    /// SPEC W-137.
    @Test func `who is named and may not stand for the child is said not to, on every page`() throws
    {
        let planted = try Planted("Texte libre")
        let definition = planted.definition
        func person(at stage: String) -> Matter {
            func slot(_ meaning: FieldMeaning, _ value: Value) -> HeadSlot {
                HeadSlot(
                    meaning: meaning, entries: [HeadEntry(value: value)], writer: .zero,
                    at: Planted.now, order: 1)
            }
            return Matter(
                act: .zero, track: "PERSON", passages: [Passage(stage: stage, at: Planted.now)],
                slots: [slot(.personName, .text("Driss")), slot(.personTie, .choice("FATHER"))])
        }
        let plan = try #require(planted.acts.first { $0.act.heading?.form == "F9" })
        for (stage, isTold) in [("PERSON-ON", false), ("PERSON-SUSPENDED", true)] {
            let printer = planted.printer(people: [person(at: stage)])
            for recipient in [PageRecipient.insider, .justice, .service, .subject] {
                let page = try #require(printer.filled(plan, for: recipient))
                let text = Page.text(page.html)
                // Whose data the page is reads of another by the tie alone.
                let isNamed = recipient != .subject
                #expect(text.contains("Driss, Père") == isNamed)
                #expect(text.contains("Driss، الأب") == isNamed)
                #expect(text.contains("Père") && text.contains("الأب"))
                #expect(text.contains("Droits sur l'enfant suspendus") == isTold)
                #expect(text.contains("حقوقه على الطفل موقوفة") == isTold)
            }
        }
        // A matter that is not known here stands by its first letters.
        let unknown = try #require(planted.printer().filled(plan))
        #expect(Page.text(unknown.html).contains("Personne 00000000"))
        #expect(definition.track("PERSON")?.meaning == .person)
    }

    /// SPEC W-138.
    @Test func `the number of a sibling's file leaves with nobody's page`() throws {
        let planted = try Planted("Texte libre")
        let number = "sibling_number: "
        for recipient in PageRecipient.allCases {
            let pages = planted.pages(for: recipient)
            #expect(
                pages.contains { Page.text($0.html).contains(number) } == (recipient == .insider),
                "\(recipient)")
        }
    }

    @Test func `a long text stands once, over both columns`() throws {
        let long = String(repeating: "mot كلمة ", count: 40)
        let planted = try Planted(long)
        let report = try #require(planted.acts.first { $0.act.heading?.form == "F1" })
        let page = try #require(planted.printer().filled(report))
        #expect(page.html.matches(of: /alleged_facts: mot/).count == 1)
    }

    @Test func `a file tells where it is, what it holds, what is owed and what was done`() throws {
        let planted = try Planted("Texte libre")
        let page = planted.printer().file(
            planted.heads, tasks: planted.tasks, acts: planted.acts)
        let text = Page.text(page.html)
        for words in [
            "Parcours social", "المسار الاجتماعي", "Niveau de risque", "Référent", "Identité",
            "الهوية", "Orientation abcd0000", "إحالة abcd0000", "Mesure d'urgence",
            "Tâches attendues", "F1 ", "Amal", "École Ibn Sina",
        ] { #expect(text.contains(words), "\(words)") }
        #expect(page.leftOutCount == 0)
    }

    @Test func `a referral tells to whom, why, and what came of it`() throws {
        let planted = try Planted("Soutien scolaire")
        let matter = try #require(planted.matter)
        for recipient in PageRecipient.allCases {
            let page = try #require(
                planted.printer().referral(
                    matter, planted.heads, acts: planted.acts, for: recipient))
            let text = Page.text(page.html)
            for words in [
                "سلمى", "École Ibn Sina", "referral_reason: Soutien scolaire", "Urgence",
                "Acceptation de l'orientation", "قبول الإحالة", "feedback_service: Soutien",
            ] { #expect(text.contains(words), "\(recipient) \(words)") }
            // The ground of the sharing is no matter of a school.
            #expect(text.contains("legal_basis_note") == !recipient.isNarrow)
        }
    }

    @Test func `a corrected act says so, and the last correction stands`() throws {
        let definition = try Shipped.definition()
        func act(_ number: UInt64, corrects: UInt64? = nil) throws -> PartialAct {
            let heading = Heading(
                kind: corrects == nil ? .form : .correction, form: "F1", formVersion: 1,
                definitionVersion: 1, eventAt: Planted.now, enteredAt: Planted.now,
                author: Planted.author, organisation: Planted.school,
                corrects: corrects.map { ActID(high: 0, low: $0) })
            let act = Act(id: ActID(high: 0, low: number), heading: heading)
            return try #require(PartialAct(act.split(definition), definition: definition))
        }
        let acts = PageAct.all([
            (1, try act(1)), (2, try act(2, corrects: 1)), (3, try act(3, corrects: 1)),
        ])
        #expect(acts.map(\.correctedBy) == [3, nil, nil])
        let printer = try Planted("x").printer()
        let first = Page.text(try #require(printer.filled(acts[0])).html)
        #expect(first.contains(PageText.correctedBy.text(.french)))
        let last = Page.text(try #require(printer.filled(acts[2])).html)
        #expect(last.contains(PageText.corrects.text(.arabic)))
    }
}

@Suite struct BlankFormTests {
    @Test func `every shipped form can be filled by hand`() throws {
        let planted = try Planted("x")
        for form in planted.definition.parts.forms {
            let html = planted.printer().blank(form).html
            #expect(html.utf8.count <= 500 * 1_024, "\(form.code): \(html.utf8.count)")
            #expect(Page.unbalanced(html) == [], "\(form.code)")
            let text = Page.text(html)
            for field in form.fields {
                #expect(text.contains(field.labels.french), "\(field.code)")
                #expect(text.contains(field.labels.arabic), "\(field.code)")
            }
            #expect(text.contains(PageText.noticeTitle.text(.arabic)))
            #expect(html.contains("class=\"line\""))
        }
        let report = try #require(planted.definition.form("F1"))
        let text = Page.text(planted.printer().blank(report).html)
        for words in ["Urgence *", "الاستعجال *", "selon la réponse à « Infraction suspectée »"] {
            #expect(text.contains(words), "\(words)")
        }
    }
}

@Suite struct RecipientTests {
    private static let narrow: [PageRecipient] = [.school, .employer]

    /// Everything that the definition calls kafala, abandonment or a foundling, in three languages
    /// and by code.
    private static func telling(_ definition: CircuitDefinition) -> [Terms] {
        let parts = definition.parts
        var all: [Terms] = parts.tasks.map(\.terms)
        for list in parts.lists { all += [list.terms] + list.items.map(\.terms) }
        for track in parts.tracks { all += [track.terms] + track.stages.map(\.terms) }
        for form in parts.forms {
            all += [form.terms] + form.fields.map(\.terms) + form.groups.map(\.terms)
        }
        return all.filter { Planted.tells($0) }
    }

    /// Whether a text holds a code as a word of its own.
    private static func names(_ text: String, _ code: String) -> Bool {
        text.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }.contains {
            $0 == code
        }
    }

    @Test(arguments: narrow)
    func `a school or an employer learns of neither kafala nor unknown parents`(
        recipient: PageRecipient
    ) throws {
        let planted = try Planted()
        let definition = planted.definition
        let telling = Self.telling(definition)
        #expect(telling.count >= 30)
        let pages = planted.pages(for: recipient, reason: Planted.text)
        #expect(pages.count >= 5)
        for page in pages {
            let text = Page.text(page.html)
            let lower = text.lowercased()
            for terms in telling {
                for label in [terms.labels.french, terms.labels.arabic, terms.labels.english] {
                    #expect(!text.contains(label), "\(terms.code): \(label)")
                }
                #expect(!Self.names(text, terms.code), "\(terms.code)")
            }
            for words in [
                "kafal", "kafil", "abandon", "inconnu", "foundling", "كفال", "كافل", "مكفول",
                "مجهول",
                "مهمل", "rsk-fam",
            ] { #expect(!lower.contains(words), "\(words)") }
            // Nor whatever else would tell: the registry, the family, the category, the judge.
            for code in [
                "civil_status", "relative_link", "relative_profession", "category",
                "residence_type",
                "birth_precision", "legal_status", "decision_type", "presence_commune",
            ] {
                let field = try #require(definition.field(code))
                #expect(!text.contains(field.labels.french), "\(code)")
                #expect(!text.contains(field.labels.arabic), "\(code)")
            }
        }
        // What was planted is there for those who work on the file, so the test sees it.
        let inside = planted.pages(for: .insider).map { Page.text($0.html) }.joined()
        for words in [
            Planted.text, "Chez le kafil", "عند الكافل", "Parcours de kafala", "مسار الكفالة",
            "Abandonné", "Ordonnance de kafala", "Identité du kafil", "Inconnu",
        ] { #expect(inside.contains(words), "\(words)") }
    }

    @Test(arguments: narrow)
    func `what may be shown still is, and what was left out is counted`(
        recipient: PageRecipient
    ) throws {
        let planted = try Planted()
        let matter = try #require(planted.matter)
        let page = try #require(
            planted.printer().referral(
                matter, planted.heads, acts: planted.acts, for: recipient))
        let text = Page.text(page.html)
        for words in ["سلمى", "التازي", "أنثى", "École Ibn Sina", "Rendez-vous", "essai"] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(page.leftOutCount >= 5)
        // Pages of other acts are not theirs at all.
        let printer = planted.printer()
        for act in planted.acts {
            let form = try #require(act.act.heading?.form ?? "")
            let isReferral = form.hasPrefix("F10")
            #expect((printer.filled(act, for: recipient) != nil) == isReferral, "\(form)")
        }
    }

    @Test func `a parent who is unknown is not told through the child's name`() throws {
        let planted = try Planted("x", names: ("مجهول الأبوين", "سلمى"))
        for recipient in Self.narrow {
            for page in planted.pages(for: recipient) { #expect(!page.html.contains("مجهول")) }
        }
    }

    @Test(arguments: [PageRecipient.service, .subject])
    func `what is judicial or protected stays inside`(recipient: PageRecipient) throws {
        let planted = try Planted("Texte libre")
        let hidden = planted.definition.parts.forms.flatMap(\.fields).filter {
            [.judicial, .protected, .audit].contains($0.dataClass) && $0.type == .text
        }
        #expect(hidden.count > 10)
        for page in planted.pages(for: recipient) {
            let text = Page.text(page.html)
            for field in hidden { #expect(!text.contains(field.code + ": "), "\(field.code)") }
            for track in ["KAFALA", "JUDICIAL", "COURT-MEASURE"] {
                let labels = try #require(planted.definition.track(track)?.labels)
                #expect(!text.contains(labels.french))
            }
        }
    }

    @Test(arguments: [
        "Enfant sous KAFALA", "le kafil l'accompagne", "l'enfant makfoul", "père inconnu",
        "née de parents inconnus", "né sous X", "enfant abandonné", "enfant trouvé à la gare",
        "mère célibataire", "the father is unknown", "a foundling", "طفل مكفول", "كَفَالَة",
        "بالكفالة",
        "للكافل", "مجهولة الأب", "الأب غير معروف", "طفل متخلى عنه", "طفلة مهملة", "لقيط",
        "ثبوت النسب",
        "أم عازبة", "ﻛﻔﺎﻟﺔ", "kafa\u{0301}la", "كفـــالة", "ka\u{200B}fala",
        "le parent n'est pas connu",
    ])
    func `words that tell are known in both scripts`(text: String) {
        #expect(Telltale.tells(text), "\(text)")
    }

    @Test(arguments: [
        "Soutien scolaire deux fois par semaine", "L'enfant se trouve en difficulté", "التكفل جار",
        "مصلحة التكافل والتضامن", "بالنسبة إلى الطفل", "الدعم المدرسي", "Rendez-vous avec la mère",
        "Prise en charge", "تخلف عن الدراسة", "adresse inconnue", "École Al Amal", "",
    ])
    func `words that tell nothing are left alone`(text: String) {
        #expect(!Telltale.tells(text), "\(text)")
    }
}
