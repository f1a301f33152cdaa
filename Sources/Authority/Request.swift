public import Basics
public import Circuit

/// An act that somebody wants to write, as far as access turns on it.
public struct ActIntent: Hashable, Sendable {
    /// The classes in which the act says something, its home class among them.
    public let classes: ClassSet
    /// The classes of which it copies something for a service: its author has to read them.
    public let copies: ClassSet
    /// The class in which its heading is sealed.
    public let home: DataClass
    /// The code of the form, or nil without one.
    public let form: String?
    /// The stage to which it moves the file, or nil where it stays.
    public let to: String?
    /// The stage at which it begins a matter, or nil where it begins none or names it as `to`.
    public let begins: String?
    /// Whether it replaces an earlier act.
    public let corrects: Bool
    /// The organisation to which it gives the file, or nil where it gives it to none.
    public let receiver: OrganisationID?
    /// Whether it gives the file to a member who has no post in that organisation.
    public let lends: Bool
    /// The organisation to which the referral is addressed that it moves, or nil where it moves none.
    public let addressee: OrganisationID?

    /// Makes an intent.
    public init(
        classes: ClassSet, copies: ClassSet = [], home: DataClass = .social, form: String?,
        to: String?, begins: String? = nil, corrects: Bool = false, receiver: OrganisationID? = nil,
        lends: Bool = false,
        addressee: OrganisationID? = nil
    ) {
        self.classes = classes
        self.copies = copies
        self.home = home
        self.form = form
        self.to = to
        self.begins = begins
        self.corrects = corrects
        self.receiver = receiver
        self.lends = lends
        self.addressee = addressee
    }
}

/// What an order would do, as far as access turns on it.
public enum OrderIntent: Hashable, Sendable {
    /// Erase of a file; chosen acts of a class, where the set is not empty.
    case erasure(FileID, choosingIn: ClassSet)
    /// Anything that leaves the data as it is.
    case other
}

/// What a caller asks for.
public enum Request: Hashable, Sendable {
    /// Open a file with one act.
    case open(ActIntent)
    /// Add an act to a file.
    case append(FileID, ActIntent)
    /// Read classes of a file; `motivated` tells that a reason was given, which the leaf holds.
    case read(FileID, wanted: ClassSet, motivated: Bool)
    /// Send the content of an attachment that an act of a file promises.
    case attach(FileID)
    /// List the acts of a file, with what may be read of each.
    case history(FileID, motivated: Bool)
    /// Search for a child.
    case search
    /// List files to work on.
    case list
    /// List files of other kinds than a child's.
    case listRecords
    /// List the pairs of files that may be of one child.
    case duplicates
    /// Say of two files that these are two children, or take that back.
    case settleDuplicate
    /// Count files as they are: all of the province, or those that the caller's lists show.
    case counts(ofProvince: Bool)
    /// List the referrals that are addressed to one's organisations.
    case referrals
    /// Ask who one is.
    case identify
    /// Read the definition.
    case definition
    /// Invite a member or device.
    case invite
    /// Approve what another asked for.
    case approve(WaitingFacts, standingInFor: [Represented])
    /// Look for what waits for a second person.
    case lookForWaiting([WaitingFacts], standingInFor: [Represented])
    /// Approve what waits on a file for a second person, by whom it was written.
    case approveChange(FileID, PendingKind, writtenBy: [MemberID])
    /// List members, their roles, and what waits for approval.
    case members
    /// Change what a member may do.
    case changeMember(MemberID)
    /// Set when a member is away, oneself or another.
    case absence(of: MemberID)
    /// Offer all files of a member to another.
    case handOver(HandOverTerms)
    /// Answer an offer of files; nil where there is none of that id.
    case answerHandOver(HandOverReply, HandOverTerms?)
    /// Take a file that was offered, with the act that gives it.
    case takeOver(FileID, ActIntent, HandOverTerms)
    /// List the offers of files that one has to do with.
    case handOvers
    /// List the organisations that acts may name.
    case organisations
    /// List the provinces that are trusted or wait to be.
    case provinces
    /// Propose to trust a province, or forget one.
    case changeProvince
    /// List keys and their rotations: states and counts.
    case keys
    /// List the witnesses that are trusted or wait to be.
    case witnesses
    /// Propose to trust a witness or to remove one, or hand in what one cosigned.
    case changeWitness
    /// List the plan of backups, what waits to be one, and the backups.
    case backups
    /// Propose a plan of backups.
    case planBackups
    /// Sign as the first of two that the store was restored from a backup.
    case signRestoration
    /// Make a backup now, or tell what a drill found.
    case backUp
    /// Propose a change of the committee, take one back, or take the passphrase along to it.
    case changeCommittee
    /// See who opens the store together; contribute one's own secret, or prove that one has it.
    case custody
    /// Make the bundle of a file that goes to another province.
    case sendTransfer(FileID)
    /// Take up a file that comes from another province, or refuse it.
    case receiveTransfer
    /// Let another province's receipt end one's answering for a file.
    case settleTransfer(FileID)
    /// Give an order that a second person has to approve.
    case order(OrderIntent)
    /// Have what one asks lists for kept under names of one's own, or change that.
    case savedSearches(writes: Bool)
    /// List orders.
    case orders
    /// Read an order in which these members have a part.
    case readOrder(parties: Set<MemberID>)
    /// Approve an order that a member gave.
    case approveOrder(by: MemberID)
    /// Read who used a file, under an order of these members.
    case accessReport(FileID, parties: Set<MemberID>)
    /// Carry a caseload out, under an order of these members.
    case export(parties: Set<MemberID>)
    /// Take an order back that a member gave.
    case withdrawOrder(FileID?, by: MemberID)
    /// Have an order carried out: of a file and its classes, where it erases.
    case carryOutOrder(FileID?, ClassSet)
    /// Set what pages tell of the province.
    case changeSettings
    /// Report an incident of security, or say more of one.
    case reportIncident
    /// Read the register of incidents.
    case incidents
    /// List devices and invitations.
    case devices
    /// Revoke a device.
    case revoke
    /// Ask for the state of the daemon.
    case status
    /// Seal the daemon.
    case seal
    /// Unseal the daemon, or contribute to it.
    case unseal
    /// Read and verify checkpoints of the log.
    case checkpoint
    /// Have the proof that a leaf is in the log, whoever left it.
    case proveLeaf
    /// Have the proof that the leaf is in the log under which an act of one's own was written.
    case proveAct(FileID)
    /// Keep the store: keys, backups, drills.
    case maintain
    /// Keep one's own device: its pre-shared key and its operation keys.
    case ownDevice
    /// Open a file out of reach in an emergency.
    case breakGlass(FileID)
    /// List accesses by break-glass.
    case listBreakGlass
    /// Approve or review an access by break-glass to a file that a member made.
    case oversee(MemberID, FileID)
    /// Read tables of the province in which small counts are hidden.
    case tables
    /// Read how often access in emergencies, rights and incidents stand in the registers.
    case registerFigures
    /// See what would be published of a period, and what was.
    case preparePublication
    /// Propose to publish that, or take it back.
    case changePublication
    /// Take back what waits to be published.
    case withdrawPublication
    /// See what is published, and what waits to be.
    case publications
    /// Have the file of counts of what is published signed for the ministry.
    case returnPublication
    /// Approve what a member proposed to publish.
    case approvePublication(by: MemberID)
}

/// What is known of a file without opening it for the caller.
public struct FileFacts: Hashable, Sendable {
    /// The member who answers for the file.
    public let referent: MemberID?
    /// The organisation that answers for the file.
    public let organisation: OrganisationID?
    /// When that organisation took the file up.
    public let takenUpAt: Instant?
    /// Of what kind it is.
    public let kind: DossierKind
    /// Which organisations the file is tied to now, and how: `referral`, `placement`,
    /// `transmission`, `seizure` and `inquiry`.
    public let ties: [Scope: Set<OrganisationID>]
    /// Who is present at a motivated conference on the file that is open now.
    public let conference: Set<MemberID>
    /// Whether the data subject had the data locked: nobody reads it without a reason.
    public var isLocked: Bool
    /// What an access by break-glass of the caller opens now.
    public var glass: BrokenGlass?

    /// Makes facts.
    public init(
        referent: MemberID?, organisation: OrganisationID?, takenUpAt: Instant? = nil,
        kind: DossierKind = .child, ties: [Scope: Set<OrganisationID>] = [:],
        conference: Set<MemberID> = [], isLocked: Bool = false
    ) {
        self.referent = referent
        self.organisation = organisation
        self.takenUpAt = takenUpAt
        self.kind = kind
        self.ties = ties
        self.conference = conference
        self.isLocked = isLocked
        self.glass = nil
    }
}

/// What an access by break-glass opens of a file.
public struct BrokenGlass: Hashable, Sendable {
    /// The access, which the leaf names of each look at the file or its acts.
    public let access: BreakGlassID
    /// Whether it opens more than who the child is: a life is in danger, or somebody agreed.
    public let isWhole: Bool

    /// Names it.
    public init(access: BreakGlassID, isWhole: Bool) {
        self.access = access
        self.isWhole = isWhole
    }

    /// The classes; those of justice and of protected persons are never among them.
    public var classes: ClassSet { isWhole ? [.identity, .social, .health] : .identity }
}

extension Request {
    /// Whether what is kept of children is shown to the caller, which takes his acceptance of
    /// professional secrecy; who reports a child is never kept from it by a form that is due.
    var opensRecords: Bool {
        switch self {
        case .counts(ofProvince: false), .read, .history, .search, .list, .listRecords, .duplicates,
            .settleDuplicate,
            .referrals, .approveChange, .breakGlass,
            .listBreakGlass, .oversee, .orders, .readOrder, .accessReport, .export:
            true
        default: false
        }
    }
}

/// Why a call is refused; the numbers are stable and stand in the audit leaf, not on the wire.
public enum RefusalReason: UInt8, CaseIterable, Hashable, Sendable {
    /// No role of the caller is known or valid now.
    case noRole = 1
    /// No role of the caller may do this.
    case notGranted = 2
    /// A class is closed to the caller's roles.
    case classClosed = 3
    /// The file lies outside the caller's scope, or does not exist.
    case outOfScope = 4
    /// No role of the caller may move a file to this stage.
    case stageClosed = 5
    /// The class is opened only with a reason, and none was given.
    case reasonRequired = 6
    /// Nobody approves what they asked for.
    case ownRequest = 7
    /// The definition has no such form or stage.
    case unknownCode = 8
    /// Nobody reads of children who has not accepted professional secrecy within a year.
    case secrecyDue = 9
}

/// The answer to a request for access.
public enum Decision: Hashable, Sendable {
    /// Granted, with what may be opened and sealed.
    case granted(Permit)
    /// Refused, with the reason for the log.
    case refused(RefusalReason)

    /// The permit, or nil where refused.
    public var permit: Permit? {
        if case .granted(let permit) = self { permit } else { nil }
    }
}
