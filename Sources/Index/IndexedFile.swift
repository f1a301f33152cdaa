public import Basics
public import Circuit

/// The names of a child as the head holds them; empty where nobody gave one.
public struct ChildNames: Hashable, Sendable {
    /// The family name in Arabic script.
    public var familyArabic = ""
    /// The given name in Arabic script.
    public var givenArabic = ""
    /// The family name in Latin script.
    public var familyLatin = ""
    /// The given name in Latin script.
    public var givenLatin = ""
    /// Another name.
    public var knownAs = ""

    /// Makes empty names.
    public init() {}

    /// The names of an identity head.
    public init(_ head: HeadPart) {
        familyArabic = head.text(.familyNameArabic) ?? ""
        givenArabic = head.text(.givenNameArabic) ?? ""
        familyLatin = head.text(.familyNameLatin) ?? ""
        givenLatin = head.text(.givenNameLatin) ?? ""
        knownAs = head.text(.knownAs) ?? ""
    }

    var all: [String] { [familyArabic, givenArabic, familyLatin, givenLatin, knownAs] }
}

/// What the index holds of one file: nothing that its heads do not.
public struct IndexedFile: Hashable, Sendable {
    /// The file.
    public var file: FileID
    /// Its number.
    public var number: FileNumber?
    /// Of what kind it is: of one that is no child's nothing is held that tells of a child.
    public var kind = DossierKind.child
    /// What a file of another kind than a child's is called.
    public var title = ""
    /// The child's names.
    public var names = ChildNames()
    /// The code of the sex.
    public var sex: String?
    /// The year or years of birth.
    public var birthYears: ClosedRange<Int>?
    /// The code of the commune in which the child is present.
    public var commune: String?
    /// The names of people around the child, in either script: what a search may be told beside the
    /// child's own name.
    public var relatives: [String] = []
    /// The last digits of telephone numbers on the file.
    public var phoneEnds: [String] = []
    /// The child's numbers in registers.
    public var references: [String] = []
    /// The day of birth that stands on a document, in days since 1970-01-01.
    public var birthDay: UInt16?
    /// Where the birth stands in the civil registry, in the form in which records are compared.
    public var civilRegistry: String?
    /// The code of the stage.
    public var stage: String?
    /// Since when the file is in its stage.
    public var stageSince: Instant?
    /// The code of the level of risk.
    public var risk: String?
    /// The code of the lower level of risk that waits for a second person.
    public var proposedRisk: String?
    /// Whether the child needs help at once.
    public var isUrgent = false
    /// The member who answers for the file.
    public var referent: MemberID?
    /// The organisation that answers for the file.
    public var organisation: OrganisationID?
    /// When that organisation took the file up.
    public var takenUpAt: Instant?
    /// To whom else it is tied.
    public var ties = Ties()
    /// The number of the file of the same child that this one is joined to.
    public var master: FileNumber?
    /// The numbers of the files of brothers and sisters.
    public var siblings: [FileNumber] = []
    /// The latest event.
    public var lastActAt: Instant?
    /// When a service said something last on a referral.
    public var answeredAt: Instant?
    /// What is owed, the earliest due first.
    public var tasks: [DueTask] = []
    /// The day on which the file was opened, by the province's clock.
    public var openedOn: CivilDate?
    /// The codes of the target categories; of a file of another kind than a child's that of its
    /// sector.
    public var categories: Set<String> = []
    /// What happened on it that indicators count, by time.
    public var happenings: [FileHappening] = []

    /// Makes an entry that holds nothing but the file.
    public init(file: FileID) { self.file = file }

    /// Makes the entry of a file from its heads; a part that is not at hand leaves gaps.
    public init(file: FileID, heads: Heads, definition: CircuitDefinition) {
        self.file = file
        kind = heads.kind(definition)
        if let social = heads[.social], kind != .child {
            describe(record: social, definition)
            tasks = heads.tasks(definition)
            happenings = FileHappening.all(heads)
            return
        }
        if let identity = heads[.identity] {
            number = identity.fileNumber
            names = ChildNames(identity)
            sex = identity.code(.sex)
            let birth = identity.birth(definition)
            birthYears = birth?.birthYears
            birthDay = birth?.day
            civilRegistry = identity.civilRegistry?.compared
            commune = identity.code(.presence)
            let people = heads.people(definition)
            relatives = Array(
                people.compactMap(\.personName).prefix(IndexLimits.relativesPerFile))
            let numbers = identity.values(.phone) + people.flatMap { $0.values(.phone) }
            let phones = numbers.compactMap { if case .text(let text) = $0 { text } else { nil } }
            phoneEnds = Array(
                phones.compactMap(Self.phoneEnd).prefix(IndexLimits.phonesPerFile))
            references = Array(
                identity.texts(.registerReference).prefix(IndexLimits.referencesPerFile))
        }
        if let social = heads[.social] {
            stage = social.stage
            stageSince = social.stageSince
            risk = social.risk
            proposedRisk = social.proposedRisk?.level
            isUrgent = social.isUrgent(definition)
            referent = social.referent
            organisation = social.responsibleOrganisation
            takenUpAt = social.takenUpAt
            lastActAt = social.lastActAt
            answeredAt = social.answeredAt(definition)
            openedOn = social.openedAt.map {
                CivilDate($0, offsetSeconds: definition.parts.offsetSeconds)
            }
            categories = Set(social.categories)
        }
        ties = heads.ties(definition)
        master = heads.master(definition)
        siblings = heads.siblings(definition)
        tasks = heads.tasks(definition)
        happenings = FileHappening.all(heads)
    }

    /// Takes from the head of a file of another kind than a child's what lists of it need.
    private mutating func describe(record social: HeadPart, _ definition: CircuitDefinition) {
        number = social.fileNumber
        title = Self.clipped(social.text(.recordTitle) ?? "")
        commune = social.code(.recordCommune)
        // What a child is told by its category, such a file is by its sector.
        categories = Set([social.code(.recordSector)].compactMap(\.self))
        stage = social.stage
        stageSince = social.stageSince
        referent = social.referent
        organisation = social.responsibleOrganisation
        takenUpAt = social.takenUpAt
        lastActAt = social.lastActAt
        openedOn = social.openedAt.map {
            CivilDate($0, offsetSeconds: definition.parts.offsetSeconds)
        }
    }

    /// A title as far as lists tell it: a province may let it be long.
    private static func clipped(_ title: String) -> String {
        guard title.utf8.count > IndexLimits.titleBytes else { return title }
        var clipped = ""
        for scalar in title.unicodeScalars {
            guard clipped.utf8.count + scalar.utf8.count <= IndexLimits.titleBytes else { break }
            clipped.unicodeScalars.append(scalar)
        }
        return clipped
    }

    /// The last digits of a telephone number, by which it is found; nil where it has too few.
    public static func phoneEnd(_ phone: String) -> String? {
        // Nearly all are written in the digits of ASCII, which fold to themselves.
        let isPlain = phone.utf8.allSatisfy { $0 < 0x80 }
        let folded = isPlain ? phone : NameNormaliser.tokens(phone).joined()
        let digits = folded.utf8.filter { (0x30...0x39).contains($0) }
        guard digits.count >= IndexLimits.phoneEndDigits else { return nil }
        return String(decoding: digits.suffix(IndexLimits.phoneEndDigits), as: UTF8.self)
    }
}

extension IndexedFile {
    /// What access to the file turns on.
    public var owner: FileOwner {
        FileOwner(
            referent: referent, organisation: organisation, takenUpAt: takenUpAt, kind: kind,
            ties: ties)
    }
}

/// What access to a file turns on, handed to a caller's filter before anything is scored.
public struct FileOwner: Hashable, Sendable {
    /// The member who answers for the file.
    public let referent: MemberID?
    /// The organisation that answers for the file.
    public let organisation: OrganisationID?
    /// When that organisation took the file up.
    public let takenUpAt: Instant?
    /// Of what kind it is.
    public let kind: DossierKind
    /// To whom else it is tied.
    public let ties: Ties

    /// That of a file that is not there.
    static let nobody = FileOwner(
        referent: nil, organisation: nil, takenUpAt: nil, kind: .child, ties: Ties())
}

/// Where a list goes on: after the item with these keys.
///
/// A position stays good while files come and go: it names keys, not a count.
public struct PagePosition: Hashable, Sendable {
    /// The first key: a moment in milliseconds, or 0.
    public let key: Int64
    /// The file.
    public let file: FileID
    /// The code of the task, where the items are tasks.
    public let task: String
    /// By what the child's name sorts, where the list is in the order of names.
    public let name: [UInt8]

    /// Makes a position.
    public init(key: Int64, file: FileID, task: String = "", name: [UInt8] = []) {
        self.key = key
        self.file = file
        self.task = task
        self.name = name
    }
}

/// One page of a list.
public struct Page<Item: Hashable & Sendable>: Hashable, Sendable {
    /// The items, in order.
    public let items: [Item]
    /// Where the next page begins; nil where nothing is left.
    public var next: PagePosition?
    /// How many items all pages have together.
    public var total = 0
}

/// A task of a work list.
public struct ListedTask: Hashable, Sendable {
    /// The file.
    public let file: IndexedFile
    /// What is owed on it.
    public let task: DueTask
}

/// One item of a part of somebody's day.
public struct DayItem: Hashable, Sendable {
    /// The file.
    public let file: IndexedFile
    /// The code of what is owed; empty where something is told that is not owed.
    public let task: String
    /// When it is due, or when what is told happened.
    public let at: Instant
}

/// Which files a work list holds.
public struct ListFilter: Hashable, Sendable {
    /// Files of which kinds; a child's unless others are asked for.
    public var fileKinds = ListedKinds.children
    /// Only files of one of these referents.
    public var referents: Set<MemberID>?
    /// Only files of one of these organisations.
    public var organisations: Set<OrganisationID>?
    /// Only files in this stage.
    public var stage: String?
    /// Kinds of task that are listed whoever the referent is.
    public var kinds: Set<String>
    /// Who asks: a task that names its owner is his alone.
    public var member: MemberID?
    /// The classes of which tasks are listed.
    public var classes = DataClass.content
    /// The clocks whose tasks are listed whoever the referent is, where they fell due before the
    /// moment beside them.
    public var escalated: [String: Instant] = [:]
    /// Only files at this level of risk.
    public var risk: String?
    /// Only files in a commune whose code begins so: a commune, a cercle, a province.
    public var commune: String?
    /// Only files for which nobody answers.
    public var isUnassigned = false
    /// Only files on which something of the classes fell due before.
    public var overdueAt: Instant?
    /// Only files of children who need help at once.
    public var isUrgent = false
    /// Only files in which nothing was written since.
    public var quietSince: Instant?
    /// Only files of a child of one of these target categories.
    public var categories: Set<String>?
    /// Only files that were opened from this day on, and until that one.
    public var opened: ClosedRange<CivilDate>?
    /// Only files whose latest event lies between these moments, the last one left out.
    public var written: Range<Instant>?
    /// Only files on which what is due next, of the classes, lies between these moments, the last
    /// one left out.
    public var due: Range<Instant>?
    /// The order.
    public var order = ListOrder.waiting

    /// Makes a filter.
    public init(
        referents: Set<MemberID>? = nil, organisations: Set<OrganisationID>? = nil,
        stage: String? = nil, kinds: Set<String> = []
    ) {
        self.referents = referents
        self.organisations = organisations
        self.stage = stage
        self.kinds = kinds
    }
}

/// The kinds of files that a list holds.
public enum ListedKinds: Hashable, Sendable {
    /// Those of children.
    case children
    /// Those of other kinds, or of one of them by its code.
    case records(String?)
    /// All of them.
    case all
}

/// A part of somebody's day: what he has to see first stands first.
public enum DayPart: Int, CaseIterable, Hashable, Sendable {
    /// A child in danger now.
    case danger = 1
    /// What is to be triaged.
    case triage
    /// What waits for a second person.
    case approval
    /// Hearings that come, and those of which nobody has said what became.
    case hearing
    /// What is overdue and stands in none of the parts before.
    case overdue
    /// Reviews that come.
    case review
    /// What else comes.
    case coming
    /// What services said of late on referrals.
    case answer

    /// The part in which a task stands.
    init(_ meaning: TaskMeaning?, isOverdue: Bool) {
        switch meaning {
        case .danger: self = .danger
        case .triage: self = .triage
        case .approval: self = .approval
        case .hearing: self = .hearing
        case .review where !isOverdue: self = .review
        case .review, nil: self = isOverdue ? .overdue : .coming
        }
    }
}

/// Somebody's day.
public struct Day: Hashable, Sendable {
    /// Of each part what is first, and how much there is; one that is empty is not there.
    public var parts: [DayPart: Page<DayItem>] = [:]
    /// How many files that are not closed are the own ones.
    public var openFileCount = 0
}

/// How much a member has in hand.
public struct MemberLoad: Hashable, Sendable {
    /// How many files that are not closed the member answers for.
    public var files = 0
    /// On how many of them something is overdue.
    public var overdue = 0
    /// How many of the children need help at once.
    public var urgent = 0
    /// How many of the files stand at each level of risk, by its code.
    public var risks: [String: Int] = [:]

    /// Nothing in hand.
    public init() {}
}
