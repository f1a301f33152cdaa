import Authority
import Basics
import Circuit
import DefinitionSupport
import Testing

/// What roles may do with files of other kinds than a child's (SPEC W-201).
@Suite struct RecordTests {
    /// By hand, kind by kind: O opens, A adds acts, R reads, C corrects; a small u where that is for
    /// the files of one's own organisation alone.
    private static let matrix: [String: [String: String]] = [
        "CPPE-CHAIR": ["COMMITTEE": "R", "SESSION": "R", "PLAN": "R", "SERVICE": "R"],
        "CPPE-MEMBER": ["COMMITTEE": "R", "SESSION": "AR", "PLAN": "AR", "SERVICE": "R"],
        "CAPE-COORDINATOR": [
            "COMMITTEE": "OARC", "SESSION": "OARC", "PLAN": "OARC", "SERVICE": "OARC",
            "ACTIVITY": "OARC",
        ],
        "CAPE-SUPPORT": [
            "COMMITTEE": "OARC", "SESSION": "OARC", "PLAN": "OARC", "SERVICE": "OARC",
            "ACTIVITY": "OARC",
        ],
        "CAPE-EVALUATION": ["SERVICE": "R"], "CAPE-ORIENTATION": ["SERVICE": "R"],
        "CAPE-FOLLOWUP": ["SERVICE": "R"],
        "UPE-COORDINATOR": ["SERVICE": "R", "ACTIVITY": "OARCu"],
        "UPE-WORKER": ["SERVICE": "R", "ACTIVITY": "OARCu"],
        "SAS-AGENT": ["SERVICE": "R", "ACTIVITY": "OARCu"],
        "EPS-STAFF": ["SERVICE": "Ru"],
    ]
    private static let openings = [
        "COMMITTEE": "COMMITTEE-SET", "SESSION": "SESSION-CALLED", "PLAN": "PLAN-DRAFT",
        "SERVICE": "SERVICE-LISTED", "ACTIVITY": "AWARE-PLANNED",
    ]

    let policy: AccessPolicy
    let definition: CircuitDefinition
    let file = FileID(high: 1, low: 1)
    let now = Instant(milliseconds: 1_780_000_000_000)
    let mine = OrganisationID(high: 5, low: 5)
    let other = OrganisationID(high: 6, low: 6)
    let member = MemberID(high: 3, low: 3)

    init() throws {
        definition = try Shipped.definition()
        policy = AccessPolicy(definition)
    }

    private func actor(_ roles: [String]) -> Actor {
        Actor(
            member: member, device: DeviceID(high: 4, low: 4), organisation: mine, roles: roles,
            secrecyUntil: Instant(milliseconds: .max))
    }

    private func facts(_ kind: DossierKind, _ organisation: OrganisationID) -> FileFacts {
        FileFacts(
            referent: MemberID(high: 8, low: 8), organisation: organisation, kind: kind,
            ties: [.referral: [mine], .placement: [mine], .transmission: [mine]],
            conference: [member])
    }

    private func may(_ role: String, _ request: Request, _ facts: FileFacts? = nil) -> Bool {
        policy.decide(actor([role]), request, facts: facts, now: now).permit != nil
    }

    @Test func `Every role does with every kind what the table says, and nothing else`() {
        #expect(Set(definition.recordTracks.map(\.code)) == Set(Self.openings.keys))
        for role in definition.parts.roles.map(\.code) {
            for (kind, opening) in Self.openings {
                let cell = Self.matrix[role]?[kind] ?? ""
                let place = "\(role) \(kind)"
                let ours = facts(.record(kind), mine)
                let theirs = facts(.record(kind), other)
                func reads(_ facts: FileFacts) -> ClassSet {
                    policy.decide(
                        actor([role]),
                        .read(file, wanted: DataClass.content, motivated: true), facts: facts,
                        now: now
                    ).permit?.opens.intersection(DataClass.content) ?? []
                }
                #expect(reads(ours) == (cell.contains("R") ? .social : []), "\(place) read")
                let isWide = !cell.isEmpty && !cell.contains("u")
                #expect(
                    reads(theirs) == (cell.contains("R") && isWide ? .social : []),
                    "\(place) read of others")
                #expect(
                    may(role, .history(file, motivated: true), ours) == cell.contains("R"),
                    "\(place) history")
                let adds = ActIntent(classes: .social, form: nil, to: nil)
                #expect(may(role, .append(file, adds), ours) == cell.contains("A"), "\(place) add")
                let corrects = ActIntent(classes: .social, form: nil, to: nil, corrects: true)
                #expect(
                    may(role, .append(file, corrects), ours) == cell.contains("C"),
                    "\(place) correct")
                let opens = ActIntent(classes: .social, form: nil, to: opening)
                #expect(may(role, .open(opens)) == cell.contains("O"), "\(place) open")
                // What is no class of theirs is sealed by nobody.
                for dataClass in DataClass.content.classes where dataClass != .social {
                    let more = ActIntent(
                        classes: [.social, ClassSet(dataClass)], form: nil, to: opening)
                    #expect(!may(role, .open(more)), "\(place) \(dataClass)")
                    let further = ActIntent(
                        classes: [.social, ClassSet(dataClass)], form: nil, to: nil)
                    #expect(!may(role, .append(file, further), ours), "\(place) \(dataClass)")
                }
            }
        }
    }

    @Test func `A right over a kind reaches no child, nor a child's right such a file`() {
        for role in definition.parts.roles {
            let cells = Role(
                terms: Terms(code: "X", labels: role.labels), scope: role.scope,
                records: role.records, stages: role.stages)
            var parts = definition.parts
            parts.roles = [cells]
            let records = AccessPolicy(CircuitDefinition(parts))
            for motivated in [false, true] {
                let request = Request.read(file, wanted: DataClass.content, motivated: motivated)
                #expect(
                    records.decide(actor(["X"]), request, facts: facts(.child, mine), now: now)
                        .permit == nil, "\(role.code)")
            }
            #expect(!records.reach(of: actor(["X"]), now: now).includes(facts(.child, mine)))
            let child = Role(
                terms: Terms(code: "X", labels: role.labels), scope: role.scope,
                cells: role.cells, stages: role.stages, abilities: role.abilities)
            parts.roles = [child]
            let children = AccessPolicy(CircuitDefinition(parts))
            for kind in definition.recordTracks.map({ DossierKind.record($0.code) })
                + [.record("")]
            {
                let record = facts(kind, mine)
                for request: Request in [
                    .read(file, wanted: DataClass.content, motivated: true),
                    .history(file, motivated: true), .attach(file), .proveAct(file),
                    .append(file, ActIntent(classes: .social, form: nil, to: nil)),
                    .breakGlass(file), .sendTransfer(file), .settleTransfer(file),
                    .approveChange(file, .risk, writtenBy: []),
                    .order(.erasure(file, choosingIn: [])),
                ] {
                    #expect(
                        children.decide(actor(["X"]), request, facts: record, now: now).permit
                            == nil, "\(role.code) \(request)")
                }
                #expect(!children.reach(of: actor(["X"]), now: now).includes(record))
            }
            #expect(
                !children.recordReach(of: actor(["X"]), now: now)
                    .includes(facts(.record("SESSION"), mine)))
        }
    }

    @Test func `Who reads some lists them, and nobody else`() {
        for role in definition.parts.roles.map(\.code) {
            #expect(may(role, .listRecords) == (Self.matrix[role] != nil), "\(role)")
            for kind in Self.openings.keys {
                let includes = policy.recordReach(of: actor([role]), now: now)
                    .includes(facts(.record(kind), mine))
                let cell = Self.matrix[role]?[kind] ?? ""
                #expect(includes == cell.contains("R"), "\(role) \(kind)")
            }
        }
        #expect(!may("OPERATOR", .listRecords))
        #expect(
            policy.decide(
                actor(["OPERATOR", "CAPE-COORDINATOR"]), .listRecords, facts: nil, now: now
            )
            .permit == nil)
    }

    @Test func `A broken glass opens nothing of such a file`() {
        var record = facts(.record("SESSION"), other)
        record.glass = BrokenGlass(access: BreakGlassID(high: 1, low: 1), isWhole: true)
        #expect(
            !may("UPE-WORKER", .read(file, wanted: DataClass.content, motivated: true), record))
    }

    @Test func `An establishment says how many places are free in its own entry, and nothing else`()
    {
        func intent(_ form: String?, _ to: String? = nil, corrects: Bool = false) -> ActIntent {
            ActIntent(classes: .social, form: form, to: to, corrects: corrects)
        }
        let ours = facts(.record("SERVICE"), mine)
        let free = intent("DIR-FREE")
        #expect(may("EPS-STAFF", .append(file, free), ours))
        #expect(!may("EPS-STAFF", .append(file, free), facts(.record("SERVICE"), other)))
        #expect(!may("EPS-STAFF", .append(file, free), facts(.record("PLAN"), mine)))
        for refused in [
            intent(nil), intent("DIR"), intent("FOCAL-NEW", "FOCAL-CHANGED"), intent("ASSIGN"),
            intent(nil, "SERVICE-SUSPENDED"), intent("DIR-FREE", "SERVICE-RESUMED"),
            intent("DIR-FREE", corrects: true),
        ] { #expect(!may("EPS-STAFF", .append(file, refused), ours), "\(refused)") }
        #expect(!may("EPS-STAFF", .open(intent("DIR", "SERVICE-LISTED"))))
        #expect(!may("EPS-STAFF", .open(intent("DIR-FREE", "SERVICE-LISTED"))))
    }

    /// SPEC W-206.
    @Test func `A file is given by who assigns and writes in files of its kind`() {
        func assigns(_ role: String, _ kind: String, to: OrganisationID) -> Bool {
            let intent = ActIntent(
                classes: .social, form: "ASSIGN", to: nil, receiver: to,
                lends: false)
            return may(role, .append(file, intent), facts(.record(kind), mine))
        }
        for kind in Self.openings.keys {
            #expect(assigns("CAPE-COORDINATOR", kind, to: other), "\(kind)")
            #expect(!assigns("CAPE-SUPPORT", kind, to: mine), "\(kind)")
            #expect(!assigns("CPPE-MEMBER", kind, to: mine), "\(kind)")
            #expect(assigns("UPE-COORDINATOR", kind, to: mine) == (kind == "ACTIVITY"), "\(kind)")
            #expect(!assigns("UPE-COORDINATOR", kind, to: other), "\(kind)")
        }
    }

    /// SPEC W-207.
    @Test func `An erasure is ordered by who corrects the file, with the ability`() {
        for kind in Self.openings.keys {
            for chosen: ClassSet in [[], .social] {
                for role in definition.parts.roles.map(\.code) {
                    #expect(
                        may(
                            role, .order(.erasure(file, choosingIn: chosen)),
                            facts(.record(kind), other))
                            == (role == "CAPE-COORDINATOR"),
                        "\(role) \(kind)")
                }
            }
        }
    }

    @Test func `A member of the committee tells of progress, and opens and corrects nothing`() {
        let plan = facts(.record("PLAN"), other)
        func intent(_ form: String?, _ to: String?, begins: String? = nil) -> ActIntent {
            ActIntent(classes: .social, form: form, to: to, begins: begins)
        }
        #expect(may("CPPE-MEMBER", .append(file, intent("TAP-PROGRESS", "ACTION-RUNNING")), plan))
        #expect(
            !may(
                "CPPE-MEMBER", .append(file, intent("TAP-ACTION", nil, begins: "ACTION-OPEN")),
                plan))
        #expect(!may("CPPE-MEMBER", .append(file, intent("TAP-ADOPT", "PLAN-ADOPTED")), plan))
        #expect(!may("CPPE-MEMBER", .append(file, intent("TAP-REVIEW", nil)), plan))
        #expect(!may("CPPE-MEMBER", .open(intent("TAP", "PLAN-DRAFT"))))
        let session = facts(.record("SESSION"), other)
        #expect(may("CPPE-MEMBER", .append(file, intent(nil, "TASK-DONE")), session))
        #expect(
            !may("CPPE-MEMBER", .append(file, intent("TASK", nil, begins: "TASK-OPEN")), session))
        #expect(!may("CPPE-MEMBER", .append(file, intent("SESSION-MIN", "SESSION-HELD")), session))
    }
}
