public import Basics
public import Circuit
internal import Disclosure
internal import Merkle

/// A file that was handed in for the merge.
public struct ReturnFile: Sendable {
    /// What the file is called.
    public let name: String
    /// What it holds.
    public let bytes: [UInt8]

    /// Takes a file.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// What is wanted of returns, so that they are added (SPEC W-223).
public struct ReturnsWanted: Sendable {
    /// The first day.
    public let first: CivilDate
    /// The last day.
    public let last: CivilDate
    /// Whatever was published from then on is late; nil: nothing is.
    public let deadline: Instant?
    /// The version of the definition; nil: the one that most provinces used.
    public let definitionVersion: UInt32?

    /// Says what is wanted.
    public init(
        first: CivilDate, last: CivilDate, deadline: Instant? = nil,
        definitionVersion: UInt32? = nil
    ) {
        self.first = first
        self.last = last
        self.deadline = deadline
        self.definitionVersion = definitionVersion
    }

    /// Whether a return was published too late.
    func isLate(_ content: ProvinceReturn?) -> Bool {
        guard let content, let deadline else { return false }
        return content.publishedAt >= deadline
    }
}

/// What a file is to the merge.
public enum FileVerdict: Equatable, Sendable {
    /// It was added.
    case counted
    /// It is the same as another one, which stands for both.
    case repeated
    /// It is no return.
    case unreadable
    /// It is of a province that is not in the list.
    case unknownProvince
    /// It is not as the province whose it says it is has signed it.
    case altered
    /// It is of another period.
    case otherPeriod(first: CivilDate, last: CivilDate)
    /// Its counts are multiples of another base.
    case otherBase(UInt32)
    /// It was made from another version of the definition.
    case otherDefinition(version: UInt32)
    /// It was published after the deadline.
    case late(publishedAt: Instant)
    /// The province signed another return of the period.
    case contradicted

    /// The word for programs.
    public var code: String {
        switch self {
        case .counted: "counted"
        case .repeated: "repeated"
        case .unreadable: "unreadable"
        case .unknownProvince: "unknown_province"
        case .altered: "altered"
        case .otherPeriod: "other_period"
        case .otherBase: "other_base"
        case .otherDefinition: "other_definition"
        case .late: "late"
        case .contradicted: "contradicted"
        }
    }
}

/// A file, whose it says it is, and what it is to the merge.
public struct JudgedFile: Equatable, Sendable {
    /// What the file is called.
    public let name: String
    /// The province that it names, true or not; nil where it names none.
    public let province: String?
    /// What it is to the merge.
    public let verdict: FileVerdict
}

/// What a province gave to the national figures.
public struct ProvinceShare: Equatable, Sendable {
    /// The code of the province.
    public let code: String
    /// What it returned, where that was added.
    public let content: ProvinceReturn?
    /// Why nothing of it was added, as its last file says; nil where something was, or where there
    /// is no file of it.
    public let fault: FileVerdict?

    /// Whether nothing of it came.
    public var isMissing: Bool { content == nil && fault == nil }
}

/// Returns of one period, checked and added (SPEC W-223, W-224).
public struct NationalMerge: Sendable {
    /// What was wanted.
    public let wanted: ReturnsWanted
    /// The version of the definition under which returns were added; nil where none was.
    public let definitionVersion: UInt32?
    /// How many hashes the definitions of that version had: provinces have establishments of their
    /// own.
    public let definitionCount: Int
    /// The provinces that were added though their definition of that version holds something else than
    /// that which most of them used, by code.
    public let otherContents: [String]
    /// The files in the order in which they were handed in.
    public let files: [JudgedFile]
    /// The provinces of the list in the order of their codes.
    public let provinces: [ProvinceShare]
    /// The tables in the order of the provinces' lists.
    public let tables: [NationalTable]

    /// How many provinces were added.
    public var countedCount: Int { provinces.count { $0.content != nil } }

    /// Whether every province was added, and every file is what it should be.
    public var isWhole: Bool {
        countedCount == provinces.count
            && files.allSatisfy { $0.verdict == .counted || $0.verdict == .repeated }
    }

    /// Checks files against the list of provinces and what is wanted, and adds what fits.
    public init(_ files: [ReturnFile], of list: ProvinceList, _ wanted: ReturnsWanted) {
        let keys = Dictionary(
            list.provinces.map { ($0.code, $0.key) }, uniquingKeysWith: { first, _ in first })
        var claims: [String?] = []
        var returns: [ProvinceReturn?] = []
        var verdicts: [FileVerdict] = []
        for file in files {
            let signed = try? SignedReturn(encoded: file.bytes)
            let claim = SignedReturn.claimedProvince(file.bytes)
            claims.append(claim)
            returns.append(signed?.content)
            verdicts.append(Self.verdict(signed, of: claim, keys, wanted))
        }
        // The version is chosen among those that nothing else speaks against, and that are in time.
        let version =
            wanted.definitionVersion
            ?? Self.usual(
                returns,
                where: zip(verdicts, returns).map { verdict, content in
                    verdict == .counted && !wanted.isLate(content)
                })
        for (place, content) in returns.enumerated() where verdicts[place] == .counted {
            guard let content else { continue }
            if let version, content.definitionVersion != version {
                verdicts[place] = .otherDefinition(version: content.definitionVersion)
            } else if wanted.isLate(content) {
                verdicts[place] = .late(publishedAt: content.publishedAt)
            }
        }
        Self.settle(&verdicts, returns)
        self.files = files.indices.map { place in
            JudgedFile(
                name: files[place].name, province: claims[place], verdict: verdicts[place])
        }
        provinces = list.provinces.map { province in
            let own = claims.indices.filter { claims[$0] == province.code }
            let counted = own.first { verdicts[$0] == .counted }
            return ProvinceShare(
                code: province.code, content: counted.flatMap { returns[$0] },
                fault: counted == nil ? own.last.map { verdicts[$0] } : nil)
        }
        self.wanted = wanted
        let shares = provinces.compactMap(\.content)
        definitionVersion = shares.isEmpty ? nil : version
        let users = Dictionary(grouping: shares, by: \.definitionHash)
        definitionCount = users.count
        // Of as many, that of the province whose code is the first.
        let usual = users.min {
            (-$0.value.count, $0.value[0].province) < (-$1.value.count, $1.value[0].province)
        }?.key
        otherContents = shares.filter { $0.definitionHash != usual }.map(\.province)
        tables = NationalTable.tables(of: shares)
    }

    /// What is said of a file by itself; `counted` where nothing speaks against it.
    private static func verdict(
        _ signed: SignedReturn?, of claim: String?, _ keys: [String: NoteKey],
        _ wanted: ReturnsWanted
    ) -> FileVerdict {
        guard let claim else { return .unreadable }
        guard let key = keys[claim] else { return .unknownProvince }
        guard let signed, signed.content.province == claim, (try? signed.verify(by: key)) != nil
        else { return .altered }
        let content = signed.content
        guard content.first == wanted.first, content.last == wanted.last else {
            return .otherPeriod(first: content.first, last: content.last)
        }
        guard content.base == UInt32(RandomRounding.base) else { return .otherBase(content.base) }
        return .counted
    }

    /// The version that most provinces used; of several, the latest.
    private static func usual(
        _ returns: [ProvinceReturn?], where isWanted: [Bool]
    ) -> UInt32? {
        var users: [UInt32: Set<String>] = [:]
        for (content, isWanted) in zip(returns, isWanted) where isWanted {
            if let content {
                users[content.definitionVersion, default: []].insert(content.province)
            }
        }
        return users.max { ($0.value.count, $0.key) < ($1.value.count, $1.key) }?.key
    }

    /// Of several files of one province: the same once, and of two different ones none.
    ///
    /// What the province did not publish in time contradicts nothing: it was to be left out anyway.
    private static func settle(
        _ verdicts: inout [FileVerdict], _ returns: [ProvinceReturn?]
    ) {
        var places: [String: [Int]] = [:]
        for place in returns.indices where verdicts[place] == .counted {
            if let code = returns[place]?.province { places[code, default: []].append(place) }
        }
        for own in places.values where own.count > 1 {
            let isSame = own.allSatisfy { returns[$0] == returns[own[0]] }
            for place in own {
                if !isSame {
                    verdicts[place] = .contradicted
                } else if place != own[0] {
                    verdicts[place] = .repeated
                }
            }
        }
    }
}
