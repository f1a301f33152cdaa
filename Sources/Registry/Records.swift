public import Basics

/// A role of a member in an organisation, with its dates.
public struct RoleGrant: Equatable, Sendable {
    /// The role's code in the definition.
    public var role: String
    /// The organisation in which it is held.
    public var organisation: OrganisationID
    /// From when.
    public var from: Instant
    /// Until when; the end of time where it has no end.
    public var until: Instant

    /// Names a grant.
    public init(
        role: String, organisation: OrganisationID, from: Instant,
        until: Instant = Instant(milliseconds: .max)
    ) {
        self.role = role
        self.organisation = organisation
        self.from = from
        self.until = until
    }

    /// Whether the grant holds at a time.
    public func holds(at time: Instant) -> Bool { from <= time && time < until }
}

/// Whether a member, an organisation or a device may act.
public enum Standing: UInt8, Sendable, CaseIterable {
    /// It may.
    case active = 1
    /// It may not for now.
    case suspended = 2
    /// It may not any more.
    case revoked = 3
}

/// When a member is away, and who stands in for him.
public struct Absence: Equatable, Sendable {
    /// From when.
    public var from: Instant
    /// Until when.
    public var until: Instant
    /// Who stands in; nil for nobody.
    public var deputy: MemberID?

    /// Names an absence.
    public init(from: Instant, until: Instant, deputy: MemberID? = nil) {
        self.from = from
        self.until = until
        self.deputy = deputy
    }

    /// Whether the member is away at a time.
    public func holds(at time: Instant) -> Bool { from <= time && time < until }
}

/// A person who uses Madar.
public struct Member: Equatable, Sendable {
    /// The member's id.
    public var id: MemberID
    /// The name.
    public var name: String
    /// Whether the member may act.
    public var standing: Standing
    /// The roles.
    public var roles: [RoleGrant]
    /// The absence that is set, over or not; nil for none.
    public var absence: Absence?
    /// When professional secrecy was accepted last; the epoch's beginning for never.
    public var secrecyAt = Instant(milliseconds: 0)
    /// Until when that holds: a year.
    public var secrecyUntil: Instant { secrecyAt.adding(seconds: RegistryLimits.secrecySeconds) }

    /// Names a member.
    public init(
        id: MemberID, name: String, standing: Standing = .active, roles: [RoleGrant] = []
    ) {
        self.id = id
        self.name = name
        self.standing = standing
        self.roles = roles
    }
}

/// A unit, a centre, a committee or a service.
public struct Organisation: Equatable, Sendable {
    /// The organisation's id.
    public var id: OrganisationID
    /// The name.
    public var name: String
    /// The code of its kind in the definition.
    public var kind: String
    /// The code of its territory.
    public var territory: String
    /// Whether it may act.
    public var standing: Standing

    /// Names an organisation.
    public init(
        id: OrganisationID, name: String, kind: String, territory: String,
        standing: Standing = .active
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.territory = territory
        self.standing = standing
    }
}

/// The holder of one static key.
public struct Device: Sendable {
    /// The device's id.
    public var id: DeviceID
    /// Whose it is.
    public var member: MemberID
    /// The X25519 public key, 32 bytes.
    public var publicKey: [UInt8]
    /// The Ed25519 public key that signs approvals, 32 bytes.
    public var signingKey: [UInt8]
    /// The pre-shared key of the handshake.
    public var presharedKey: SharedSecret
    /// The one that takes its place once the device has confirmed that it keeps it; until then the
    /// device may use either.
    public var nextPresharedKey: SharedSecret?
    /// Since when the pre-shared key holds; the epoch's beginning where somebody asked that it be
    /// renewed now.
    public var keyedAt: Instant
    /// The number of the newest of the daemon's static keys that it was told; 0 for none.
    public var toldKey: UInt8 = 0
    /// Whether it may connect.
    public var standing: Standing
    /// Rises with every change that live connections must notice, from 1.
    public var generation: UInt32
    /// When it connected last, to the hour.
    public var lastSeen: Instant
    /// When it was enrolled.
    public var enrolledAt: Instant
    /// What its holder calls it.
    public var label: String

    /// When the pre-shared key is to be renewed; the epoch's beginning where somebody asked for it.
    public var renewalDue: Instant {
        keyedAt.milliseconds == 0
            ? keyedAt : keyedAt.adding(seconds: RegistryLimits.renewalSeconds)
    }

    /// Names a device.
    public init(
        id: DeviceID, member: MemberID, publicKey: [UInt8], signingKey: [UInt8],
        presharedKey: SharedSecret, at time: Instant, label: String = ""
    ) {
        self.id = id
        self.member = member
        self.publicKey = publicKey
        self.signingKey = signingKey
        self.presharedKey = presharedKey
        standing = .active
        generation = 1
        lastSeen = time
        enrolledAt = time
        keyedAt = time
        self.label = label
    }
}

/// Where an invitation stands.
public enum InvitationState: UInt8, Sendable, CaseIterable {
    /// Made, and waits for the second person.
    case proposed = 1
    /// Approved: its secret opens one handshake.
    case open = 2
    /// One key has used it and may repeat.
    case bound = 3
    /// The device has confirmed that it stored its keys.
    case confirmed = 4
    /// Taken back, or replaced.
    case closed = 5
}

/// A one-use invitation of a device.
public struct Invitation: Sendable {
    /// The id that the first handshake message names.
    public var id: InvitationID
    /// The secret that is the handshake's pre-shared key.
    public var secret: SharedSecret
    /// For whom.
    public var member: MemberID
    /// Who made it; zero for the two of the first hour.
    public var issuer: MemberID
    /// Who approved it; zero as long as nobody has.
    public var approver: MemberID
    /// When it was made.
    public var issued: Instant
    /// When it ends, at most 72 hours later.
    public var expires: Instant
    /// Where it stands.
    public var state: InvitationState
    /// The public key that has used it, 32 bytes; empty before.
    public var boundKey: [UInt8]
    /// The device that it made; zero before.
    public var device: DeviceID
    /// When another key last tried it after it was used; nil for never.
    public var contestedAt: Instant?

    /// Names an invitation with a fresh secret.
    public init(
        id: InvitationID, secret: SharedSecret, member: MemberID, issuer: MemberID,
        issued: Instant, expires: Instant, state: InvitationState = .proposed
    ) {
        self.id = id
        self.secret = secret
        self.member = member
        self.issuer = issuer
        self.approver = .zero
        self.issued = issued
        self.expires = expires
        self.state = state
        boundKey = []
        device = .zero
    }
}

/// A change of a member's rights that waits for a second person.
public struct Proposal: Equatable, Sendable {
    /// What is to change.
    public enum Change: Equatable, Sendable {
        /// A role is granted.
        case grant(RoleGrant)
        /// A suspended member may act again.
        case resume
    }

    /// The proposal's id, made by its author's client.
    public var id: ProposalID
    /// Whose rights are to change.
    public var member: MemberID
    /// How.
    public var change: Change
    /// Who proposed it.
    public var proposer: MemberID
    /// When.
    public var proposed: Instant
    /// Until when it may be approved.
    public var expires: Instant

    /// Names a proposal.
    public init(
        id: ProposalID, member: MemberID, change: Change, proposer: MemberID, proposed: Instant,
        expires: Instant
    ) {
        self.id = id
        self.member = member
        self.change = change
        self.proposer = proposer
        self.proposed = proposed
        self.expires = expires
    }
}

/// A signed approval by a second person.
public struct Approval: Equatable, Sendable {
    /// The approval's id.
    public var id: ApprovalID
    /// Who approved.
    public var member: MemberID
    /// With which device's key.
    public var device: DeviceID
    /// When.
    public var time: Instant
    /// The exact bytes that were signed.
    public var statement: [UInt8]
    /// The Ed25519 signature, 64 bytes.
    public var signature: [UInt8]

    /// Names an approval.
    public init(
        id: ApprovalID, member: MemberID, device: DeviceID, time: Instant, statement: [UInt8],
        signature: [UInt8]
    ) {
        self.id = id
        self.member = member
        self.device = device
        self.time = time
        self.statement = statement
        self.signature = signature
    }
}

/// A row of the registry, opened.
public enum RegistryRecord: Sendable {
    /// A member.
    case member(Member)
    /// An organisation.
    case organisation(Organisation)
    /// A device.
    case device(Device)
    /// An invitation.
    case invitation(Invitation)
    /// An approval.
    case approval(Approval)
    /// A proposed change of rights.
    case proposal(Proposal)
    /// An access by break-glass.
    case breakGlass(BreakGlass)
    /// A caseload that is offered.
    case handOver(HandOver)
    /// Another province that is trusted, or proposed to be.
    case province(ProvinceTrust)
    /// A file that came from another province.
    case incoming(IncomingTransfer)
    /// Something that takes two people.
    case order(Order)
    /// A witness of the log that is trusted, or proposed to be.
    case witness(WitnessTrust)
    /// What pages tell of the province.
    case controller(DataController)
    /// An incident of security.
    case incident(Incident)
    /// A plan of backups, in force or proposed, with the backups that there are.
    case backupPlan(BackupPlan)
    /// A change of the committee.
    case committeePlan(CommitteePlan)
    /// That the store was restored from a backup.
    case restoration(StoreRestoration)
    /// That two files are of two children.
    case distinctPair(DistinctPair)
    /// The saved searches of a member.
    case savedSearches(SavedSearches)
    /// That it was restored before that, as two people have signed.
    case formerRestoration(StoreRestoration)
    /// What is published of a period, or proposed to be.
    case publication(PublicationRecord)

    /// What names the row: the kind, then the id's 16 bytes.
    var name: [UInt8] {
        switch self {
        case .member(let member): [1] + member.id.bytes
        case .organisation(let organisation): [2] + organisation.id.bytes
        case .device(let device): [3] + device.id.bytes
        case .invitation(let invitation): [4] + invitation.id.bytes
        case .approval(let approval): [5] + approval.id.bytes
        case .proposal(let proposal): [6] + proposal.id.bytes
        case .breakGlass(let access): [7] + access.id.bytes
        case .handOver(let handOver): [8] + handOver.id.bytes
        case .province(let trust): [9] + trust.id.bytes
        case .incoming(let incoming): [10] + incoming.id.bytes
        case .order(let order): [11] + order.id.bytes
        case .witness(let trust): [12] + trust.id.bytes
        // There is one.
        case .controller: [13] + [UInt8](repeating: 0, count: 16)
        case .incident(let incident): [14] + incident.id.bytes
        case .backupPlan(let plan): [15] + plan.id.bytes
        case .committeePlan(let plan): [16] + plan.id.bytes
        case .restoration(let one): [17] + one.id.bytes
        case .distinctPair(let one): [18] + one.id.bytes
        // A member has one row, which bears his id.
        case .savedSearches(let saved): [20] + saved.member.bytes
        case .formerRestoration(let one): [19] + one.id.bytes
        case .publication(let one): [21] + one.id.bytes
        }
    }
}
