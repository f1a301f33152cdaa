import Basics
import Circuit
import DefinitionSupport
import Testing

@testable import Authority

/// The rows of all roles, typed by hand from the access matrix that the domain proposes, and
/// not from the definition.
@Suite struct MatrixTests {
    /// What a cell answers: create in a new file, read without and with a reason, read of what one
    /// wrote, correct.
    private struct Cell {
        var create: Bool
        var read: Bool
        var readMotivated: Bool
        var readOwn: Bool
        var readAddressed: Bool
        var correct: Bool

        init(_ text: String) {
            create = text.contains("C")
            read = text.contains("R")
            readMotivated = text.contains("R") || text.contains("m")
            readOwn = text.contains("R") || text.contains("o")
            readAddressed = text.contains("R") || text.contains("a")
            correct = text.contains("U")
        }
    }

    /// The rows as the domain's page has them, class by class: identity, social, health, judicial,
    /// protected.
    ///
    /// `C` create, `R` read, `U` correct, `m` read with a reason, `o` read what one
    /// wrote, `a` read what is addressed to one's organisation.
    ///
    /// "R (summary)" opens nothing: a summary is an act of its own in the reader's class.
    ///
    /// Beyond the page: whoever meets a child first, or receives a report, writes of the offence and
    /// of who reported, and reads neither again, for any official transmits at once; the register of
    /// an establishment and the record of a kafala name people, and the law says who keeps them.
    static let matrix: [(role: String, tie: Tie, cells: [String])] = [
        ("CPPE-CHAIR", .conference, ["m", "m", "", "", ""]),
        ("CPPE-CONFERENCE", .conference, ["m", "m", "", "", ""]),
        ("CPPE-MEMBER", .organisation(.referral), ["a", "a", "", "", ""]),
        ("CAPE-COORDINATOR", .province, ["CRU", "CRU", "m", "", "m"]),
        ("CAPE-EVALUATION", .province, ["CRU", "CRU", "CRU", "C", "Cm"]),
        ("CAPE-ORIENTATION", .province, ["R", "RU", "a", "", ""]),
        ("CAPE-FOLLOWUP", .province, ["CR", "RU", "", "CRU", "Cm"]),
        ("CAPE-SUPPORT", .none, ["", "", "", "", ""]),
        ("UPE-COORDINATOR", .unit, ["CRU", "CRU", "R", "C", "C"]),
        ("UPE-WORKER", .own, ["CRU", "CRU", "Co", "C", "C"]),
        ("UPE-PSYCHOLOGIST", .own, ["R", "R", "CRU", "", ""]),
        ("SAS-AGENT", .recent, ["C", "C", "C", "C", "C"]),
        ("EPS-STAFF", .organisation(.placement), ["CR", "CRU", "a", "C", ""]),
        ("HEALTH-FOCAL", .organisation(.referral), ["a", "a", "CaU", "", ""]),
        ("SERVICE-FOCAL", .organisation(.referral), ["a", "a", "", "", ""]),
        ("POLICE-FOCAL", .organisation(.referral), ["a", "a", "", "C", ""]),
        ("PROSECUTOR", .organisation(.transmission), ["R", "R", "R", "CRU", "m"]),
        ("JUDGE", .organisation(.seizure), ["CR", "R", "R", "CRU", "m"]),
        ("COURT-BUREAU", .organisation(.inquiry), ["R", "CRU", "R", "R", ""]),
        ("MINISTRY", .none, ["", "", "", "", ""]), ("HCP", .none, ["", "", "", "", ""]),
        ("AUDITOR", .none, ["", "", "", "", ""]), ("DPO", .none, ["", "", "", "", ""]),
        ("OPERATOR", .none, ["", "", "", "", ""]),
    ]

    /// What has to tie a file to a member for the row to be about it.
    enum Tie: Hashable {
        case none, own, unit, recent, province, conference
        case organisation(Scope)
    }

    /// Only these begin a file; the others add to one that exists.
    private static let beginners: Set<String> = [
        "CAPE-COORDINATOR", "CAPE-EVALUATION", "CAPE-FOLLOWUP", "UPE-COORDINATOR", "UPE-WORKER",
        "UPE-PSYCHOLOGIST", "SAS-AGENT",
    ]

    /// The column P0: who reads figures.
    private static let readersOfFigures: Set<String> = [
        "CPPE-CHAIR", "CPPE-MEMBER", "CAPE-COORDINATOR", "CAPE-EVALUATION", "CAPE-ORIENTATION",
        "CAPE-FOLLOWUP", "CAPE-SUPPORT", "UPE-COORDINATOR", "HEALTH-FOCAL", "SERVICE-FOCAL",
        "POLICE-FOCAL", "PROSECUTOR", "JUDGE", "COURT-BUREAU", "MINISTRY", "HCP", "AUDITOR", "DPO",
    ]

    private static let classes: [DataClass] = [
        .identity, .social, .health, .judicial, .protected,
    ]

    let policy: AccessPolicy
    let definition: CircuitDefinition
    let file = FileID(high: 1, low: 1)
    let now = Instant(milliseconds: 1_780_000_000_000)
    let mine = OrganisationID(high: 5, low: 5)
    let other = OrganisationID(high: 6, low: 6)

    init() throws {
        definition = try Shipped.definition()
        policy = AccessPolicy(definition)
    }

    func actor(_ roles: String...) -> Actor { actor(roles) }

    func actor(_ roles: [String], secrecyUntil: Int64 = .max) -> Actor {
        Actor(
            member: MemberID(high: 3, low: 3), device: DeviceID(high: 4, low: 4),
            organisation: mine, roles: roles, secrecyUntil: Instant(milliseconds: secrecyUntil))
    }

    var own: FileFacts { FileFacts(referent: MemberID(high: 3, low: 3), organisation: mine) }
    var ofUnit: FileFacts { FileFacts(referent: MemberID(high: 8, low: 8), organisation: mine) }
    var foreign: FileFacts { FileFacts(referent: MemberID(high: 8, low: 8), organisation: other) }

    /// A file that one tie, and no other, joins to the actor.
    func tied(_ tie: Tie) -> FileFacts {
        let member = MemberID(high: 3, low: 3)
        return switch tie {
        case .none, .province: foreign
        case .own: own
        case .unit: ofUnit
        case .recent:
            FileFacts(
                referent: nil, organisation: mine, takenUpAt: now.adding(seconds: -86_399))
        case .conference:
            FileFacts(referent: nil, organisation: other, conference: [member])
        case .organisation(let scope):
            FileFacts(referent: nil, organisation: other, ties: [scope: [mine]])
        }
    }

    func decide(_ actor: Actor, _ request: Request, _ facts: FileFacts? = nil) -> Decision {
        policy.decide(actor, request, facts: facts, now: now)
    }

    @Test func `Every role of the page has its row, and no other`() {
        #expect(
            Set(definition.parts.roles.map(\.code)) == Set(Self.matrix.map(\.role)))
    }

    @Test func `Every cell answers as the matrix says`() {
        for (role, tie, cells) in Self.matrix {
            let facts = tied(tie)
            for (dataClass, text) in zip(Self.classes, cells) {
                let cell = Cell(text)
                let set = ClassSet(dataClass)
                let place = "\(role) \(dataClass)"
                let intent = ActIntent(classes: set, form: nil, to: nil)
                let open = decide(actor(role), .open(intent)).permit
                #expect(
                    (open != nil) == (cell.create && Self.beginners.contains(role)),
                    "\(place) create")
                let read = decide(
                    actor(role), .read(file, wanted: set, motivated: false), facts
                ).permit
                let opens = read?.opens.contains(dataClass) ?? false
                #expect(opens == cell.read, "\(place) read")
                let ownActs = read?.opensOwnActs.contains(dataClass) ?? false
                #expect((ownActs || opens) == cell.readOwn, "\(place) own acts")
                let addressed = read?.opensAddressedActs.contains(dataClass) ?? false
                #expect((addressed || opens) == cell.readAddressed, "\(place) addressed")
                let motivated = decide(
                    actor(role), .read(file, wanted: set, motivated: true), facts
                ).permit
                #expect(
                    (motivated?.opens.contains(dataClass) ?? false) == cell.readMotivated,
                    "\(place) motivated")
                let correction = ActIntent(classes: set, form: nil, to: nil, corrects: true)
                let correct = decide(actor(role), .append(file, correction), facts).permit
                #expect((correct != nil) == cell.correct, "\(place) correct")
                let append = decide(actor(role), .append(file, intent), facts).permit
                #expect((append != nil) == (cell.create || cell.correct), "\(place) append")
            }
        }
    }

    @Test func `A tie of another kind opens nothing`() {
        let ties: [Tie] =
            [.none, .own, .unit, .recent, .conference]
            + [Scope.referral, .placement, .transmission, .seizure, .inquiry]
            .map(Tie.organisation)
        // What each row's scope holds besides its own tie, by hand: the wider the scope, the more.
        let also: [Tie: Set<Tie>] = [
            .own: [.unit, .recent], .unit: [.own, .recent],
            .recent: [], .none: [], .conference: [],
        ]
        for (role, tie, cells) in Self.matrix where tie != .province {
            let mayRead = cells.contains { !Set($0).isDisjoint(with: "Rmao") }
            for other in ties {
                let holds = other == tie || also[tie, default: []].contains(other)
                let decision = decide(
                    actor(role), .history(file, motivated: true), tied(other))
                if role == "OPERATOR" {
                    #expect(decision == .refused(.notGranted))
                } else if !holds || tie == .none {
                    #expect(decision == .refused(.outOfScope), "\(role) \(other)")
                } else {
                    #expect((decision.permit != nil) == mayRead, "\(role) \(other)")
                }
            }
        }
    }

    @Test func `A mobile unit adds for 24 hours to what it took up`() {
        let intent = ActIntent(classes: .social, form: nil, to: nil)
        for (seconds, granted) in [(0, true), (86_399, true), (86_400, false), (90_000, false)] {
            let facts = FileFacts(
                referent: MemberID(high: 3, low: 3), organisation: mine,
                takenUpAt: now.adding(seconds: -Int64(seconds)))
            let decision = decide(actor("SAS-AGENT"), .append(file, intent), facts)
            #expect((decision.permit != nil) == granted, "\(seconds)")
        }
    }

    /// SPEC W-226, W-240: what is published is weighed together, and these tables are not.
    @Test func `Tables with small counts hidden are for the committee and the centre`() {
        let deliberating: Set<String> = [
            "CPPE-CHAIR", "CPPE-MEMBER", "CAPE-COORDINATOR", "CAPE-EVALUATION",
            "CAPE-ORIENTATION", "CAPE-FOLLOWUP", "CAPE-SUPPORT",
        ]
        for (role, _, _) in Self.matrix {
            let granted = decide(actor(role), .tables).permit != nil
            #expect(granted == deliberating.contains(role), "\(role)")
        }
    }

    /// SPEC W-214 to W-216.
    @Test func `Who sees figures as they are publishes them, and another approves`() {
        let counting: Set<String> = ["CAPE-COORDINATOR", "CAPE-FOLLOWUP", "CAPE-SUPPORT"]
        for (role, _, _) in Self.matrix {
            let one = actor(role)
            for request in [Request.preparePublication, .changePublication, .returnPublication] {
                let granted = decide(one, request).permit != nil
                #expect(granted == counting.contains(role), "\(role)")
            }
            let reads = decide(one, .publications).permit != nil
            #expect(reads == Self.readersOfFigures.contains(role), "\(role)")
            let approves = decide(one, .approvePublication(by: .zero)).permit != nil
            #expect(approves == counting.union(["CPPE-CHAIR"]).contains(role), "\(role)")
            let refuses = decide(one, .withdrawPublication).permit != nil
            #expect(refuses == approves, "\(role)")
        }
        let one = actor("CAPE-COORDINATOR")
        #expect(
            decide(one, .approvePublication(by: one.member)) == .refused(.ownRequest))
    }

    @Test(arguments: PendingKind.allCases)
    func `What waits is approved by who has the ability and reads what he signs`(
        kind: PendingKind
    ) {
        for (role, tie, _) in Self.matrix {
            let decision = decide(
                actor(role), .approveChange(file, kind, writtenBy: []), tied(tie))
            #expect((decision.permit != nil) == (role == "CAPE-COORDINATOR"), "\(role)")
        }
        let approver = actor("CAPE-COORDINATOR")
        let request = Request.approveChange(file, kind, writtenBy: [])
        let permit = decide(approver, request, tied(.province)).permit
        #expect(permit?.opens == [.identity, .social, .spine])
        #expect(permit?.seals == [.social, .audit, .spine])
        #expect(permit?.file == file && permit?.organisation == mine)
        #expect(decide(approver, request, nil) == .refused(.outOfScope))
        let others = [MemberID(high: 9, low: 9), approver.member]
        #expect(
            decide(approver, .approveChange(file, kind, writtenBy: others), tied(.province))
                == .refused(.ownRequest))
        // Two halves of two roles make no right: the role that approves has to read.
        let split = Role(
            terms: Terms(
                code: "SPLIT", labels: Labels(arabic: "x", french: "x", english: "x")),
            scope: .province,
            cells: [AccessCell(dataClass: .social, create: false, read: .full, update: false)],
            abilities: [kind.ability])
        var parts = definition.parts
        parts.roles.append(split)
        let policy = AccessPolicy(CircuitDefinition(parts))
        let both = Actor(
            member: approver.member, device: approver.device, organisation: mine,
            roles: ["SPLIT", "CAPE-EVALUATION"], secrecyUntil: approver.secrecyUntil)
        #expect(
            policy.decide(both, request, facts: tied(.province), now: now)
                == .refused(.classClosed))
    }

    @Test func `Scopes are own, unit and province`() {
        func reads(_ role: String, _ facts: FileFacts?) -> Bool {
            decide(actor(role), .read(file, wanted: .identity, motivated: false), facts).permit
                != nil
        }
        #expect(reads("UPE-WORKER", own) && reads("UPE-WORKER", ofUnit))
        #expect(!reads("UPE-WORKER", foreign))
        #expect(reads("UPE-COORDINATOR", ofUnit) && !reads("UPE-COORDINATOR", foreign))
        let lent = FileFacts(referent: MemberID(high: 3, low: 3), organisation: other)
        #expect(reads("UPE-WORKER", lent) && !reads("UPE-COORDINATOR", lent))
        #expect(reads("CAPE-EVALUATION", foreign) && reads("CAPE-COORDINATOR", foreign))
        for (role, tie, _) in Self.matrix {
            #expect(!reads(role, nil), "\(role)")
            let facts = FileFacts(referent: nil, organisation: nil)
            #expect(reads(role, facts) == (tie == .province), "\(role)")
            #expect(
                policy.reach(of: actor(role), now: now).includes(foreign)
                    == (tie == .province), "\(role)")
        }
    }

    @Test func `A file that is absent is refused like one that is out of scope`() {
        let request = Request.read(file, wanted: .social, motivated: true)
        #expect(
            decide(actor("UPE-WORKER"), request, nil)
                == decide(actor("UPE-WORKER"), request, foreign))
        #expect(decide(actor("UPE-WORKER"), request, nil) == .refused(.outOfScope))
    }

    /// SPEC W-117.
    @Test func `Who has not accepted secrecy within a year reads nothing, and enters what he sees`()
    {
        let reads: [Request] = [
            .read(file, wanted: .social, motivated: true), .history(file, motivated: false),
            .search, .list,
        ]
        for role in definition.parts.roles.map(\.code) {
            // It holds until that moment, and no longer.
            let due = actor([role], secrecyUntil: now.milliseconds)
            for request in reads {
                for facts in [own, foreign, nil] {
                    #expect(decide(due, request, facts) == .refused(.secrecyDue), "\(role)")
                }
                let valid = actor([role], secrecyUntil: now.milliseconds + 1)
                let (just, ever) = (decide(valid, request, own), decide(actor(role), request, own))
                #expect(just != .refused(.secrecyDue), "\(role)")
                #expect(just.permit?.opens == ever.permit?.opens, "\(role)")
            }
        }
        let worker = actor(["UPE-WORKER"], secrecyUntil: 0)
        let report = ActIntent(classes: .social, form: nil, to: nil)
        #expect(decide(worker, .open(report)).permit != nil)
        #expect(decide(worker, .append(file, report), own).permit != nil)
        #expect(decide(worker, .absence(of: worker.member)).permit != nil)
    }

    @Test func `The operator gets no content class, alone or beside another role`() {
        for roles in [["OPERATOR"], ["OPERATOR", "CAPE-COORDINATOR"]] {
            let who = actor(roles)
            let requests: [Request] = [
                .open(ActIntent(classes: .social, form: nil, to: nil)),
                .append(file, ActIntent(classes: .social, form: nil, to: nil)),
                .read(file, wanted: DataClass.content, motivated: true),
                .history(file, motivated: true), .search, .list,
            ]
            for request in requests {
                #expect(decide(who, request, own) == .refused(.notGranted))
            }
            #expect(!policy.reach(of: who, now: now).includes(own))
            for request in [Request.status, .seal, .unseal, .maintain, .devices, .invite] {
                let permit = decide(who, request).permit
                #expect(permit != nil)
                #expect(permit?.opens.isDisjoint(with: DataClass.content) == true)
                #expect(permit?.seals.isDisjoint(with: DataClass.content) == true)
            }
        }
    }

    @Test func `A definition that gives the operator classes gives none`() throws {
        var parts = definition.parts
        let operates = try #require(definition.role("OPERATOR"))
        let worker = try #require(definition.role("UPE-WORKER"))
        parts.roles = [
            Role(
                terms: operates.terms, scope: .province, cells: worker.cells,
                abilities: operates.abilities)
        ]
        let policy = AccessPolicy(CircuitDefinition(parts))
        let request = Request.read(file, wanted: DataClass.content, motivated: true)
        let decision = policy.decide(actor("OPERATOR"), request, facts: own, now: now)
        #expect(decision == .refused(.notGranted))
        #expect(!policy.reach(of: actor("OPERATOR"), now: now).includes(own))
    }

    private func waits(_ asker: MemberID, _ role: String) -> Request {
        .approve(
            WaitingFacts(
                asker: asker, askerRoles: [role], member: MemberID(high: 9, low: 9), since: now),
            standingInFor: [])
    }

    @Test func `Who keeps the store and who approves are different rights`() {
        for (role, _, _) in Self.matrix where !["CAPE-COORDINATOR", "OPERATOR"].contains(role) {
            for request in [
                Request.invite, .devices, .revoke, .status, .seal, .unseal, .maintain,
                waits(MemberID(high: 8, low: 8), "CAPE-COORDINATOR"),
            ] {
                #expect(decide(actor(role), request) == .refused(.notGranted), "\(role)")
            }
        }
        #expect(decide(actor("CAPE-COORDINATOR"), .invite).permit != nil)
        #expect(decide(actor("CAPE-COORDINATOR"), .maintain) == .refused(.notGranted))
        let asker = MemberID(high: 3, low: 3)
        #expect(
            decide(actor("OPERATOR"), waits(asker, "CAPE-COORDINATOR")) == .refused(.ownRequest))
        #expect(
            decide(actor("OPERATOR"), waits(MemberID(high: 8, low: 8), "CAPE-COORDINATOR")).permit
                != nil)
    }

    @Test func `Only coordinators give files away`() {
        for (role, tie, _) in Self.matrix {
            func gives(to receiver: OrganisationID?, corrects: Bool, lends: Bool = false) -> Bool {
                let intent = ActIntent(
                    classes: .social, form: "ASSIGN", to: nil, corrects: corrects,
                    receiver: receiver, lends: lends)
                return decide(actor(role), .append(file, intent), tied(tie)).permit != nil
            }
            for corrects in [false, true] {
                #expect(
                    gives(to: mine, corrects: corrects) == role.hasSuffix("COORDINATOR"), "\(role)")
                #expect(
                    gives(to: mine, corrects: corrects, lends: true)
                        == (role == "CAPE-COORDINATOR"), "\(role)")
                for receiver in [other, nil] {
                    // Out of the unit gives only the centre.
                    #expect(
                        gives(to: receiver, corrects: corrects) == (role == "CAPE-COORDINATOR"),
                        "\(role)")
                }
            }
        }
    }

    @Test func `Whoever reads his own notes alone writes them where he is seen to be their author`()
    {
        for (role, tie, cells) in Self.matrix {
            for (dataClass, text) in zip(Self.classes, cells) {
                let intent = ActIntent(
                    classes: ClassSet(dataClass), home: dataClass, form: nil, to: nil)
                let granted = decide(actor(role), .append(file, intent), tied(tie)).permit != nil
                let writes = text.contains("C") || text.contains("U")
                #expect(granted == (writes && !text.contains("o")), "\(role) \(dataClass)")
            }
        }
    }

    @Test func `A post reaches the files of its own organisation`() {
        let posts = [
            Post(role: "UPE-WORKER", organisation: mine),
            Post(role: "UPE-COORDINATOR", organisation: other),
        ]
        let both = Actor(
            member: MemberID(high: 3, low: 3), device: DeviceID(high: 4, low: 4), posts: posts,
            secrecyUntil: Instant(milliseconds: .max))
        let third = FileFacts(referent: nil, organisation: OrganisationID(high: 7, low: 7))
        func opens(_ facts: FileFacts) -> ClassSet? {
            decide(both, .read(file, wanted: DataClass.content, motivated: false), facts)
                .permit?.opens.intersection(DataClass.content)
        }
        // The coordinator reads of health what the worker reads of his own acts alone.
        #expect(opens(ofUnit) == [.identity, .social])
        #expect(opens(foreign) == [.identity, .social, .health])
        #expect(opens(third) == nil)
        let assigns = ActIntent(classes: .social, form: "ASSIGN", to: nil, receiver: other)
        #expect(decide(both, .append(file, assigns), foreign).permit?.organisation == other)
        #expect(decide(both, .append(file, assigns), ofUnit) == .refused(.notGranted))
        let moves = ActIntent(classes: .social, form: nil, to: "RECEIVE")
        #expect(decide(both, .append(file, moves), ofUnit).permit?.organisation == mine)
        #expect(decide(both, .append(file, moves), foreign) == .refused(.stageClosed))
        let reach = policy.reach(of: both, now: now)
        #expect(reach.includes(ofUnit) && reach.includes(foreign) && !reach.includes(third))
    }

    @Test func `A member without a known role gets nothing`() {
        for request in [Request.identify, .search, .definition, .status] {
            #expect(decide(actor(), request) == .refused(.noRole))
            #expect(decide(actor("NOBODY"), request) == .refused(.noRole))
        }
        #expect(
            decide(
                actor("UPE-WORKER"),
                .append(file, ActIntent(classes: .social, form: "F99", to: nil)), own)
                == .refused(.unknownCode))
        #expect(
            decide(actor("UPE-WORKER"), .open(ActIntent(classes: [], form: nil, to: nil)))
                == .refused(.classClosed))
        #expect(
            decide(actor("UPE-WORKER"), .open(ActIntent(classes: .audit, form: nil, to: nil)))
                == .refused(.classClosed))
    }

    @Test func `A role that is not valid yet or no longer gives nothing`() throws {
        var parts = definition.parts
        let role = try #require(definition.role("UPE-WORKER"))
        let today = CivilDate(now, offsetSeconds: parts.offsetSeconds)
        for (from, until, valid) in [
            (today, today, true), (CivilDate(days: today.days + 1), nil, false),
            (nil, CivilDate(days: today.days - 1), false),
        ] as [(CivilDate?, CivilDate?, Bool)] {
            let terms = Terms(
                code: role.code, labels: role.labels,
                validity: Validity(from: from, until: until))
            parts.roles = [Role(terms: terms, scope: role.scope, cells: role.cells)]
            let decision = AccessPolicy(CircuitDefinition(parts)).decide(
                actor("UPE-WORKER"), .search, facts: nil, now: now)
            #expect((decision.permit != nil) == valid)
        }
    }

    @Test func `Who may create in a class does not write all that lies there`() {
        func form(_ code: String, _ classes: ClassSet, _ home: DataClass) -> ActIntent {
            ActIntent(classes: classes, home: home, form: code, to: nil)
        }
        // What belongs to the track of kafala is filled by who moves files there.
        let kafala = form("KAF", .judicial, .judicial)
        #expect(decide(actor("UPE-WORKER"), .append(file, kafala), own) == .refused(.stageClosed))
        #expect(decide(actor("CAPE-FOLLOWUP"), .append(file, kafala), own).permit != nil)
        // Who the child is is written by who begins files, or may correct it.
        let child = form("F0", .identity, .identity)
        for (role, scope) in [("EPS-STAFF", Scope.placement), ("JUDGE", .seizure)] {
            let tied = FileFacts(referent: nil, organisation: other, ties: [scope: [mine]])
            #expect(decide(actor(role), .append(file, child), tied) == .refused(.classClosed))
        }
        #expect(decide(actor("CAPE-FOLLOWUP"), .append(file, child), own).permit == nil)
        #expect(decide(actor("CAPE-COORDINATOR"), .append(file, child), own).permit != nil)
        #expect(decide(actor("UPE-WORKER"), .append(file, child), own).permit != nil)
    }

    @Test func `Two roles together do not make a right that neither has`() {
        // The classes from one row and the stage from another do not add up in one act.
        let intent = ActIntent(classes: [.social, .protected], form: nil, to: "ORIENT")
        let both = actor("UPE-WORKER", "CAPE-ORIENTATION")
        #expect(decide(both, .append(file, intent), own) == .refused(.stageClosed))
    }

    @Test func `A permit carries audit always and the spine where it writes`() throws {
        let read = try #require(
            decide(
                actor("UPE-WORKER"), .read(file, wanted: DataClass.content, motivated: false),
                own
            ).permit)
        #expect(read.opens == [.identity, .social])
        #expect(read.opensOwnActs == .health)
        #expect(read.seals == .audit)
        #expect(!read.writes && read.file == file && read.purpose == .read)
        let write = try #require(
            decide(
                actor("UPE-WORKER"),
                .append(file, ActIntent(classes: [.social, .judicial], form: "F1", to: "SIGNAL")),
                own
            ).permit)
        #expect(write.opens == .spine)
        #expect(write.seals == [.social, .judicial, .audit, .spine])
        let fold = Permit.fold(of: write)
        #expect(fold.folds && fold.file == file)
        #expect(fold.opens == DataClass.content.union(.spine))
        #expect(!fold.opens.contains(DataClass.audit))
        #expect(Permit.fold(of: read).seals == .audit)
        #expect(Permit.system(.erasure).opens == .spine)
        for purpose in SystemPurpose.allCases {
            #expect(Permit.system(purpose).seals.contains(DataClass.audit))
            #expect(Permit.system(purpose).actor == nil)
        }
        #expect(Permit.system(.rotation).opens == .spine)
        #expect(Permit.system(.tokens).opens == [.identity, .spine])
        #expect(Permit.system(.renewal).opens == DataClass.content.union(.spine))
        #expect(
            Permit.system(.indexBuild).opens
                == [.identity, .social, .judicial, .protected, .spine])
    }
}
