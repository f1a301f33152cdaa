public import Basics

/// A role that is held in an organisation.
public struct Post: Hashable, Sendable {
    /// The code of the role.
    public let role: String
    /// The organisation.
    public let organisation: OrganisationID

    /// Makes a post.
    public init(role: String, organisation: OrganisationID) {
        self.role = role
        self.organisation = organisation
    }
}

/// Who asks: a member on a device, with the posts that he holds now.
public struct Actor: Hashable, Sendable {
    /// The member.
    public let member: MemberID
    /// The device whose key shook hands.
    public let device: DeviceID
    /// His posts, the oldest first; each reaches the files of its own organisation.
    public let posts: [Post]
    /// Until when the member's acceptance of professional secrecy holds.
    public let secrecyUntil: Instant

    /// The codes of the roles.
    public var roles: [String] { posts.map(\.role) }

    /// The organisations in which he holds a post.
    public var organisations: Set<OrganisationID> { Set(posts.map(\.organisation)) }

    /// The organisation of the first post, for what none of them decides; zero without a post.
    public var organisation: OrganisationID { posts.first?.organisation ?? .zero }

    /// Makes an actor.
    public init(member: MemberID, device: DeviceID, posts: [Post], secrecyUntil: Instant) {
        self.member = member
        self.device = device
        self.posts = posts
        self.secrecyUntil = secrecyUntil
    }

    /// Makes an actor who holds all his roles in one organisation.
    public init(
        member: MemberID, device: DeviceID, organisation: OrganisationID, roles: [String],
        secrecyUntil: Instant
    ) {
        self.init(
            member: member, device: device,
            posts: roles.map { Post(role: $0, organisation: organisation) },
            secrecyUntil: secrecyUntil)
    }
}

/// What the daemon does without being asked by a member; each job has one leaf.
public enum SystemPurpose: UInt8, CaseIterable, Hashable, Sendable {
    /// Builds the index after an unseal.
    case indexBuild = 1
    /// Rewraps data keys under a new key.
    case rotation = 2
    /// Verifies every chain and envelope.
    case verification = 3
    /// Restores a backup to try it.
    case drill = 4
    /// Makes the first members of a new store.
    case bootstrap = 5
    /// Rewrites heads that are folded from newer acts.
    case headRewrite = 6
    /// Notes a backup, a restore, or what a drill found.
    case backup = 7
    /// Erases again what was erased after the backup from which a store was restored.
    case erasure = 8
    /// Seals what is kept of a file anew, under new data keys.
    case renewal = 9
    /// Makes the tokens of the blind index anew, under another key.
    case tokens = 10
}

/// For what a permit was given; the number stands in the audit leaf.
public enum Purpose: UInt8, CaseIterable, Hashable, Sendable {
    /// Opening a file.
    case open = 1
    /// Adding an act to a file.
    case append = 2
    /// Correcting an act.
    case correct = 3
    /// Reading content of a file.
    case read = 4
    /// Listing the acts of a file.
    case history = 5
    /// Searching for a child.
    case search = 6
    /// Listing files to work on.
    case list = 7
    /// Asking who one is.
    case identify = 8
    /// Reading the definition.
    case definition = 9
    /// Inviting a member or device.
    case invite = 10
    /// Approving what another asked for.
    case approve = 11
    /// Listing members and devices.
    case devices = 12
    /// Revoking a device.
    case revoke = 13
    /// Asking for the state of the daemon.
    case status = 14
    /// Sealing the daemon.
    case seal = 15
    /// Unsealing the daemon.
    case unseal = 16
    /// Reading and verifying the log's checkpoints.
    case checkpoint = 17
    /// Keeping the store: keys, backups, drills.
    case maintain = 18
    /// Work of the daemon itself.
    case system = 19
    /// Enrolling a device with an invitation.
    case enrol = 20
    /// Keeping one's own device: its pre-shared key and its operation keys.
    case ownDevice = 21
    /// Reading figures in which no child can be told.
    case figures = 22
    /// Listing members and what waits for approval.
    case members = 23
    /// Changing what a member may do.
    case changeMember = 24
    /// Opening a file out of reach in an emergency, and reviewing that.
    case breakGlass = 25
    /// Handing files over, and taking them.
    case handOver = 28
    /// Trusting other provinces.
    case provinces = 30
    /// Sending files to other provinces, and taking them up.
    case transfer = 31
    /// What takes two people: erasures, reports of the log, exports.
    case order = 32
    /// Trusting witnesses of the log, and keeping what they cosigned.
    case witnesses = 33
    /// Keeping the register of incidents of security.
    case incident = 34
    /// Setting what pages tell of the province.
    case settings = 35
    /// Publishing: what leaves the province of its figures.
    case publication = 36
    /// Backing up: to whom, how often, now.
    case backup = 40
    /// Opening the store by the secrets of a committee, and changing the committee.
    case custody = 44
}

/// The right to open and seal named classes, once, for one purpose; only this room makes one.
///
/// The vault opens and seals nothing that a permit does not name.
public struct Permit: Hashable, Sendable {
    /// Who asked; nil for work of the daemon itself.
    public let actor: Actor?
    /// What the daemon does; nil for a member's call.
    public let system: SystemPurpose?
    /// For what.
    public let purpose: Purpose
    /// The file, or nil where the permit is not for one file.
    public let file: FileID?
    /// The classes that may be opened.
    public let opens: ClassSet
    /// The classes of which only acts that the actor wrote may be opened.
    public let opensOwnActs: ClassSet
    /// The classes of which only acts that are addressed to an organisation of the actor's may be
    /// opened: those of the roles that he holds in it.
    public let opensAddressed: [OrganisationID: ClassSet]
    /// The classes that may be sealed.
    public let seals: ClassSet
    /// For which organisation an act is written; nil where none is.
    public let organisation: OrganisationID?
    /// The classes in which the author of an act may write: of the others he is asked nothing.
    public let asks: ClassSet
    /// The access by break-glass without which it would open less; nil where it needs none.
    public let brokenGlass: BreakGlassID?
    /// Whether it may change what is kept.
    public let writes: Bool
    /// Whether it is for guards and folding: nothing that it opens leaves the room that uses it.
    public let folds: Bool

    /// The classes of which acts that are addressed to some organisation of the actor's may be opened.
    public var opensAddressedActs: ClassSet {
        opensAddressed.values.reduce(into: []) { $0.formUnion($1) }
    }

    init(
        actor: Actor?, system: SystemPurpose? = nil, purpose: Purpose, file: FileID? = nil,
        opens: ClassSet = [], opensOwnActs: ClassSet = [],
        opensAddressed: [OrganisationID: ClassSet] = [:], seals: ClassSet = [],
        organisation: OrganisationID? = nil, asks: ClassSet = [],
        brokenGlass: BreakGlassID? = nil, writes: Bool = false, folds: Bool = false
    ) {
        self.actor = actor
        self.system = system
        self.purpose = purpose
        self.file = file
        // Every call has a leaf, and every change moves the spine of a file.
        self.opens = writes ? opens.union(.spine) : opens
        self.opensOwnActs = opensOwnActs.subtracting(opens)
        self.opensAddressed = opensAddressed.mapValues { $0.subtracting(opens) }
            .filter { !$0.value.isEmpty }
        self.seals = seals.union(writes ? [.audit, .spine] : .audit)
        self.organisation = organisation
        self.asks = asks
        self.brokenGlass = brokenGlass
        self.writes = writes
        self.folds = folds
    }

    /// The classes that follow a child to another province; what protects a reporter or a shelter
    /// stays with whoever was trusted with it, and the log is of one province.
    public static let transferred: ClassSet = [.identity, .social, .health, .judicial]

    /// A permit for guards and folding under another: it may open every content class and the
    /// spine of that permit's file, and seal the heads of the classes that the other may seal.
    public static func fold(of permit: Permit) -> Permit {
        Permit(
            actor: permit.actor, system: permit.system, purpose: permit.purpose,
            file: permit.file, opens: DataClass.content.union(.spine),
            seals: permit.writes ? DataClass.content : [], writes: permit.writes, folds: true)
    }

    /// A permit widened to the classes that the actor may open in acts that are addressed to
    /// organisations of his; it is used for a class of an act that is, and for nothing else.
    public static func addressedActs(of permit: Permit) -> Permit {
        Permit(
            actor: permit.actor, system: permit.system, purpose: permit.purpose,
            file: permit.file, opens: permit.opens.union(permit.opensAddressedActs),
            seals: permit.seals, brokenGlass: permit.brokenGlass, writes: permit.writes)
    }

    /// A permit widened to the classes that the actor may open in his own acts; it is used for an
    /// act whose heading was seen to name him, and for nothing else.
    public static func ownActs(of permit: Permit) -> Permit {
        Permit(
            actor: permit.actor, purpose: permit.purpose, file: permit.file,
            opens: permit.opens.union(permit.opensOwnActs))
    }

    /// A permit for a device that enrols with an invitation: it writes the registry and no class.
    public static func enrolment() -> Permit {
        Permit(actor: nil, purpose: .enrol, writes: true)
    }

    /// A permit for work of the daemon itself.
    public static func system(_ purpose: SystemPurpose) -> Permit {
        let content = DataClass.content.union([.audit, .spine])
        let opens: ClassSet
        let seals: ClassSet
        switch purpose {
        // Of justice and of protected persons it takes whom a file is tied to and what is owed.
        case .indexBuild:
            (opens, seals) = ([.identity, .social, .judicial, .protected, .spine], [])
        case .headRewrite: (opens, seals) = (DataClass.content.union(.spine), DataClass.content)
        case .rotation: (opens, seals) = ([], content)
        case .erasure: (opens, seals) = ([], DataClass.content)
        case .renewal: (opens, seals) = (DataClass.content, DataClass.content)
        case .tokens: (opens, seals) = ([.identity, .spine], [])
        case .verification, .drill: (opens, seals) = (content, [])
        case .bootstrap, .backup: (opens, seals) = ([], [])
        }
        let writes =
            switch purpose {
            case .rotation, .bootstrap, .headRewrite, .backup, .erasure, .renewal, .tokens: true
            case .indexBuild, .verification, .drill: false
            }
        return Permit(
            actor: nil, system: purpose, purpose: .system, opens: opens, seals: seals,
            writes: writes)
    }
}
