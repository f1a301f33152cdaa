import Basics
import Catalog
import Circuit
import DefinitionSupport
import Testing

@testable import Report

/// A file with a mother, a brother, an alleged author, a reporter and members, each of whom has
/// signs of its own in what is written.
private struct Family {
    static let moment = Instant(milliseconds: 1_780_000_000_000)
    static let worker = MemberID(high: 8, low: 1)
    static let unit = OrganisationID(high: 7, low: 1)
    static let educator = MemberID(high: 8, low: 2)
    static let house = OrganisationID(high: 7, low: 2)
    static let mother = ActID(high: 0xA0, low: 1)
    static let brother = ActID(high: 0xB0, low: 2)
    static let mark = PageText.masked.text(.french)

    /// What tells of others in what is read with the file.
    static let others = [
        "Fadma", "فاطمة", "0611111111", "CIN-MERE", "couturière", "douar de la mère",
        "tutelle n° 5",
        "Anouar", "7K3M-92QA-Y", "dette de l'oncle", "4321", "l'avis de la mère", "Hadda",
        "interprète Zineb", "tante Rahma", "Nadia", "visite à Brahim", "secret gardé", "Kamal",
        "peur de lui", "Foyer Nour", "Informations à ne pas communiquer",
    ]
    /// What stays with the people who work on the file, and lies in other classes.
    static let kept = ["Moussa", "reporteur", "0699999999"]
    /// What tells of the child.
    static let child = [
        "التازي", "سلمى", "douar de l'enfant", "une gifle", "je veux rentrer", "soutien scolaire",
        "École du centre", "mot de l'enfant",
    ]

    let definition: CircuitDefinition
    private(set) var heads = Heads()
    private(set) var acts: [PageAct] = []

    init() throws {
        definition = try Shipped.definition()
        var written: [(sequence: UInt64, act: PartialAct)] = []
        func add(
            _ form: String, id: ActID? = nil, to stage: String? = nil, minutes: Int64,
            matter: ActID? = nil, reason: String = "", extract: [FieldValue] = [],
            inHouse: Bool = false,
            _ values: [FieldValue]
        ) {
            let number = UInt64(written.count) + 1
            let act = Act(
                id: id ?? ActID(high: 1, low: number),
                heading: Heading(
                    kind: stage == nil ? .form : .transition, form: form, formVersion: 1,
                    definitionVersion: 1, to: stage,
                    eventAt: Instant(
                        milliseconds: Self.moment.milliseconds + minutes * 60_000),
                    enteredAt: Self.moment, author: inHouse ? Self.educator : Self.worker,
                    organisation: inHouse ? Self.house : Self.unit,
                    matter: matter, reason: reason),
                values: values, extract: extract)
            heads.fold(act, definition)
            let part = PartialAct(act.split(definition), definition: definition)
            if let part { written.append((number, part)) }
        }
        add(
            "F0", to: "SIGNAL", minutes: 0,
            [
                .init("family_name_ar", .text("التازي")), .init("given_name_ar", .text("سلمى")),
                .init("guardian_cin_ref", .text("CIN-MERE")),
                .init("presence_place", .text("douar de l'enfant")),
                .init("relative_link", .choice("MOTHER")), .init("relative_name", .text("فاطمة")),
                .init("relative_phone", .text("0611111111")),
                .init("relative_alleged_author", .flag(true)),
                .init("school_name", .text("École du centre")),
            ])
        add(
            "PERSON", id: Self.mother, to: "PERSON-ON", minutes: 1,
            [
                .init("person_name", .text("Fadma")), .init("person_tie", .choice("MOTHER")),
                .init("person_legal", .flag(true)),
                .init("person_legal_title", .text("tutelle n° 5")),
                .init("person_in_household", .flag(true)),
                .init("person_phone", .text("0611111111")),
                .init("person_residence", .text("douar de la mère")),
                .init("person_profession", .text("couturière")),
            ])
        add(
            "PERSON", id: Self.brother, to: "PERSON-ON", minutes: 2,
            [
                .init("person_name", .text("Anouar")), .init("person_tie", .choice("SIBLING")),
                .init("person_legal", .flag(false)), .init("person_in_household", .flag(true)),
                .init("sibling_number", .text("7K3M-92QA-Y")),
            ])
        add(
            "F1", to: "SIGNAL", minutes: 3, reason: "mot de l'enfant",
            [
                .init("reporter_name", .text("reporteur")),
                .init("reporter_contact", .text("0699999999")),
                .init("alleged_facts", .text("une gifle")), .init("receiver", .member(Self.worker)),
            ])
        add(
            "F4", minutes: 4,
            [
                .init("author_name", .text("Moussa")),
                .init("author_person", .person(Self.brother)),
            ])
        // Written down after what came later.
        add(
            "F2", minutes: 6,
            [
                .init("interviewer", .member(Self.worker)),
                .init("second_person", .text("Hadda")),
                .init("interpreter", .text("interprète Zineb")),
                .init("narration", .text("je veux rentrer")),
            ])
        add(
            "F5", minutes: 5,
            [
                .init("income", .number(4_321)), .init("debts", .text("dette de l'oncle")),
                .init("support_network", .text("tante Rahma")),
                .init("heard_person", .person(Self.mother)),
                .init("guardian_view", .text("l'avis de la mère")),
                .init("signed_by", .member(Self.worker)),
            ])
        add(
            "F10", id: ActID(high: 0xC0, low: 3), to: "DRAFT", minutes: 7,
            extract: [.init("relative_name", .text("فاطمة"))],
            [.init("referral_reason", .text("soutien scolaire"))])
        add("F11", minutes: 8, inHouse: true, [.init("visit_with", .text("visite à Brahim"))])
        add(
            "F6", minutes: 9,
            [
                .init("withheld_information", .text("secret gardé")),
                .init("withheld_from", .text("Kamal")),
                .init("withheld_reason", .text("peur de lui")),
            ])
        acts = PageAct.all(written)
    }

    func printer(masks: Set<ValuePlace> = [], reader: ActID? = nil) -> PagePrinter {
        PagePrinter(
            definition,
            names: PageNames(
                member: { $0 == Self.worker ? "Nadia" : nil },
                organisation: {
                    $0 == Self.unit ? "UPE Salé" : $0 == Self.house ? "Foyer Nour" : nil
                },
                people: heads.people(definition),
                functions: [
                    Self.worker: [MemberFunction(role: "UPE-WORKER", organisation: Self.unit)],
                    Self.educator: [
                        MemberFunction(role: "EPS-STAFF", organisation: Self.house)
                    ],
                ]),
            mark: PageMark(
                province: "04.441", fileNumber: "0000-0000-0", printedBy: "Amal",
                organisation: "CAPE", printedAt: Self.moment, reason: "demande d'accès"),
            masks: masks, reader: reader)
    }

    func whole(
        for recipient: PageRecipient, masks: Set<ValuePlace> = [], reader: ActID? = nil
    ) -> PrintedPage {
        printer(masks: masks, reader: reader).file(
            heads, tasks: [], acts: acts, for: recipient, isWhole: true)
    }
}

/// Law 09-08, article 7, SPEC W-145.
@Suite struct OthersTests {
    @Test func `a copy for the child holds all of the child and nothing of others`() throws {
        let family = try Family()
        let page = family.whole(for: .subject)
        let text = Page.text(page.html)
        for words in Family.others + Family.kept { #expect(!text.contains(words), "\(words)") }
        for words in Family.child { #expect(text.contains(words), "\(words)") }
        // The tie is told, the function, and that something was masked.
        let worker = try #require(family.definition.role("UPE-WORKER")?.labels)
        for words in [
            "Mère", "الأم", worker.french, worker.arabic, "UPE Salé", Family.mark,
            PageText.masked.text(.arabic), PageText.withheldByLaw.text(.french),
            PageText.withheldByLaw.text(.arabic), PageText.maskedCount.text(.arabic),
        ] { #expect(text.contains(words), "\(words)") }
        // Each mark stands in both languages; a person is told without a name besides.
        let marks = text.ranges(of: Family.mark).count
        #expect(page.maskedCount == marks + 1)
        #expect(page.html.contains("<span dir=\"auto\">\(page.maskedCount)</span>"))
        #expect(Page.unbalanced(page.html) == [])
    }

    @Test func `what lies in classes that stay inside leaves no trace, and no gap in a count`()
        throws
    {
        let family = try Family()
        let text = Page.text(family.whole(for: .subject).html)
        let incident = try #require(family.definition.form("F4"))
        for field in incident.fields where field.dataClass == .judicial {
            #expect(!text.contains(field.labels.french + " : "), "\(field.code)")
        }
        #expect(!text.contains(Label.sequence.text(.french)))
        let list = family.printer().file(
            family.heads, tasks: [], acts: family.acts, for: .subject
        ).html
        #expect(list.ranges(of: "<td class=\"number\"></td>").count == family.acts.count)
    }

    @Test func `whoever works on the file reads every act, by when it happened`() throws {
        let family = try Family()
        let page = family.whole(for: .insider)
        let text = Page.text(page.html)
        for words in Family.others + Family.kept + Family.child {
            #expect(text.contains(words), "\(words)")
        }
        #expect(page.maskedCount == 0 && !text.contains(Family.mark))
        #expect(!text.contains(PageText.withheldByLaw.text(.french)))
        let inquiry = try #require(text.firstRange(of: "dette de l'oncle"))
        let interview = try #require(text.firstRange(of: "je veux rentrer"))
        #expect(inquiry.lowerBound < interview.lowerBound)
        // What a service was told stands with the referral.
        #expect(text.contains(Label.toldToService.text(.arabic)))
    }

    @Test func `one act for the child is masked likewise`() throws {
        let family = try Family()
        let opening = try #require(family.acts.first)
        let page = try #require(family.printer().filled(opening, for: .subject))
        let text = Page.text(page.html)
        #expect(text.contains("سلمى") && text.contains("Mère"))
        for words in Family.others { #expect(!text.contains(words), "\(words)") }
        #expect(page.maskedCount == 3)
        let service = try #require(family.printer().filled(opening, for: .service))
        #expect(service.maskedCount == 0 && service.html.contains("فاطمة"))
    }

    @Test func `somebody around the child who is given the copy reads of himself alone`() throws {
        let family = try Family()
        let text = Page.text(family.whole(for: .subject, reader: Family.mother).html)
        for words in ["Fadma", "0611111111", "couturière", "douar de la mère", "Fadma, Mère"] {
            #expect(text.contains(words), "\(words)")
        }
        for words in ["Anouar", "Hadda", "dette de l'oncle", "Nadia"] + Family.kept {
            #expect(!text.contains(words), "\(words)")
        }
    }

    @Test func `a free text is listed and masked by hand, in one act or in all`() throws {
        let family = try Family()
        let before = family.whole(for: .subject)
        let places = before.freeTexts.map(\.text)
        for place in [
            "alleged_facts:4", "narration:6", "reason:4", "referral_reason:8", "presence_place:1",
        ] { #expect(places.contains(place), "\(place)") }
        for place in places {
            #expect(!place.hasPrefix("given_name") && !place.hasPrefix("relative_name"))
        }
        let masks = try ["narration:6", "alleged_facts", "reason:4"].map {
            try #require(ValuePlace($0))
        }
        let page = family.whole(for: .subject, masks: Set(masks))
        let text = Page.text(page.html)
        for words in ["je veux rentrer", "une gifle", "mot de l'enfant"] {
            #expect(!text.contains(words), "\(words)")
        }
        #expect(text.contains("soutien scolaire"))
        #expect(page.maskedCount == before.maskedCount + 3 && page.missedMasks == [])
        #expect(page.freeTexts.count == before.freeTexts.count - 3)
    }

    @Test func `a mask that meets nothing is told`() throws {
        let family = try Family()
        let missed = ["narration:5", "no_such_field", "author_name"].compactMap { ValuePlace($0) }
        let met = ["narration:6", "task_text"].compactMap { ValuePlace($0) }.first
        let page = family.whole(for: .subject, masks: Set(missed + [try #require(met)]))
        #expect(page.missedMasks == Set(missed))
    }

    @Test(arguments: ["", ":3", "narration:", "narration:0", "narration:x", "a:1:2", "a:-1"])
    func `what is no place is not taken for one`(typed: String) {
        #expect(ValuePlace(typed) == nil, "\(typed)")
    }

    @Test func `no field that tells of others is in a copy for the child`() throws {
        let planted = try Planted("Texte libre")
        let marked = planted.definition.parts.forms.flatMap(\.fields).filter {
            $0.isThirdParty && $0.type == .text
        }
        #expect(marked.count > 30)
        let pages =
            planted.pages(for: .subject)
            + [
                planted.printer().file(
                    planted.heads, tasks: planted.tasks, acts: planted.acts, for: .subject,
                    isWhole: true)
            ]
        for page in pages {
            let text = Page.text(page.html)
            for field in marked { #expect(!text.contains(field.code + ": "), "\(field.code)") }
        }
        #expect(try #require(pages.last).maskedCount > 30)
    }
}
