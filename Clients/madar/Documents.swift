import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Messages

// What `--json` prints. A key never changes its meaning; new ones may come, and readers ignore
// those that they do not know. `schema` names shape and version.

/// A file in a list or a search.
struct CandidateDocument: Encodable {
    var file: String
    var fileNumber: String
    var nameAr: String?
    var nameFr: String?
    var knownAs: String?
    /// Of a file of another kind than a child's: what it is called.
    var title: String?
    var birthYearMin: Int32?
    var birthYearMax: Int32?
    var sex: String?
    var commune: String?
    var stage: String?
    var stageSince: String?
    var risk: String?
    var proposedRisk: String?
    var referent: String?
    var referentName: String?
    var task: String?
    var due: String?
    /// Of a day: the number of the other file that may be of the same child.
    var other: String?
    /// Of a search: how alike the names are, of 100.
    var likeness: UInt32?
    /// Of a search: what else fits, by the bits of SPEC W-79.
    var fits: [String]?
    private static let reasons = [
        "name", "birth_year", "sex", "relative", "commune", "phone", "register", "civil_record",
        "birth_day",
    ]

    /// What else fits, by the bits of SPEC W-79.
    static func reasons(_ bits: UInt32) -> [String] {
        reasons.enumerated().filter { bits & 1 << UInt32($0.offset) != 0 }.map(\.element)
    }

    init(_ candidate: WireCandidate, _ client: DaemonClient) {
        file = candidate.file.hexadecimal
        fileNumber = candidate.number
        nameAr = candidate.nameAr.orNil
        nameFr = candidate.nameFr.orNil
        knownAs = candidate.knownAs.orNil
        title = candidate.title.orNil
        birthYearMin = candidate.birthYearMin == 0 ? nil : candidate.birthYearMin
        birthYearMax = candidate.birthYearMax == 0 ? nil : candidate.birthYearMax
        sex = candidate.sex.orNil
        commune = candidate.commune.orNil
        stage = candidate.stage.orNil
        stageSince =
            candidate.stageSinceMs == 0
            ? nil : DateText.iso(Instant(milliseconds: candidate.stageSinceMs))
        risk = candidate.risk.orNil
        proposedRisk = candidate.proposedRisk.orNil
        referent = candidate.referent.isEmpty ? nil : candidate.referent.hexadecimal
        referentName = MemberID(blob: candidate.referent).flatMap { client.name(of: $0) }
        task = candidate.task.orNil
        other = candidate.other.orNil
        due = candidate.hasDueMs ? DateText.iso(Instant(milliseconds: candidate.dueMs)) : nil
        guard candidate.likeness != 0 || candidate.fits != 0 else { return }
        likeness = candidate.likeness
        fits = Self.reasons(candidate.fits)
    }
}

/// `madar find`, `mine`, `due`.
struct CandidatesDocument: Encodable {
    var schema = "madar.files/1"
    var files: [CandidateDocument]
    var total: UInt64
    var indexPercent: UInt32
}

/// A value of a field.
struct ValueDocument: Encodable {
    var field: String
    var row: UInt16
    var type: String
    var value: JSONValue
    /// What the member or the organisation of the value is called.
    var name: String?

    /// The values that a head keeps for one meaning.
    static func all(
        _ slot: HeadSlot, _ definition: CircuitDefinition, _ client: DaemonClient
    ) -> [ValueDocument] {
        slot.entries.map { entry in
            ValueDocument(
                field: definition.field(meaning: slot.meaning)?.code ?? slot.meaning.name,
                row: entry.row, value: entry.value, client)
        }
    }

    init(_ value: FieldValue, _ client: DaemonClient) {
        self.init(field: value.field, row: value.row, value: value.value, client)
    }

    init(field: String, row: UInt16, value: Value, _ client: DaemonClient) {
        self.field = field
        self.row = row
        type = value.type.rawValue
        self.value =
            switch value {
            case .text(let text): .text(text)
            case .date(let date): .text(date.text)
            case .instant(let instant): .text(DateText.iso(instant))
            case .flag(let flag): .flag(flag)
            case .number(let number): .number(number)
            case .choice(let code), .territory(let code): .text(code)
            case .choices(let codes): .list(codes.map(JSONValue.text))
            case .member(let id): .text(id.hexadecimal)
            case .organisation(let id): .text(id.hexadecimal)
            case .attachment(let attachment): .text(attachment.id.hexadecimal)
            case .person(let id): .text(id.hexadecimal)
            }
        name =
            switch value {
            case .member(let id): client.name(of: id)
            case .organisation(let id): client.name(of: id)
            default: nil
            }
    }
}

/// `madar show`.
struct FileDocument: Encodable {
    struct TaskDocument: Encodable {
        var task: String
        var clock: String
        var since: String
        var due: String
        var matter: String?
        var owner: String?
    }
    struct TrackDocument: Encodable {
        var track: String
        var stage: String
        var since: String
    }
    struct TieDocument: Encodable {
        var kind: String
        var file: String
        var fileNumber: String
    }
    /// Who was there of a committee.
    struct QuorumDocument: Encodable {
        var present: Int
        var members: Int
        var needed: Int?
        var reached: Bool?
    }
    struct MatterDocument: Encodable {
        var matter: String
        var track: String
        var stage: String
        /// Whether a consent counts today; missing for any other matter.
        var inForce: Bool?
        var since: String
        var values: [ValueDocument]

        init(_ matter: Matter, _ definition: CircuitDefinition, _ client: DaemonClient) {
            self.matter = matter.act.hexadecimal
            track = matter.track
            stage = matter.stage ?? ""
            if definition.track(matter.track)?.meaning == .consent {
                let today = CivilDate(
                    ThisProcess.now, offsetSeconds: definition.parts.offsetSeconds)
                inForce = matter.isInForce(on: today, definition)
            }
            since = matter.passages.last.map { DateText.iso($0.at) } ?? ""
            values = matter.slots.flatMap { ValueDocument.all($0, definition, client) }
        }
    }

    var schema = "madar.file/1"
    var file: String
    var fileNumber: String?
    var sequence: UInt64
    var stage: String?
    var stageSince: String?
    var classes: [UInt8]
    var values: [ValueDocument]
    var tasks: [TaskDocument]
    var downgrade: PendingDocument?
    var proposedStage: PendingDocument?
    /// Of a session of which it is known who came.
    var quorum: QuorumDocument?
    var tracks: [TrackDocument]
    var matters: [MatterDocument]
    var ties: [TieDocument]
    /// How many matters had no room.
    var leftOut: Int

    init(_ view: FileView, _ definition: CircuitDefinition, _ client: DaemonClient) {
        file = view.file.hexadecimal
        fileNumber = view.number?.text
        sequence = view.sequence
        stage = view.heads.stage
        stageSince = view.heads[.social]?.stageSince.map(DateText.iso)
        classes = view.classes.classes.map(\.rawValue)
        leftOut = view.leftOut
        values = view.heads.all.flatMap(\.slots).flatMap {
            ValueDocument.all($0, definition, client)
        }
        tasks = view.tasks.map { task in
            TaskDocument(
                task: task.task, clock: task.clock, since: DateText.iso(task.since),
                due: DateText.iso(task.due), matter: task.matter?.hexadecimal,
                owner: task.owner?.hexadecimal)
        }
        downgrade = view.downgrade.map(PendingDocument.init)
        proposedStage = view.proposedStage.map(PendingDocument.init)
        quorum = view.heads[.social]?.quorum(definition).map {
            QuorumDocument(
                present: $0.present, members: $0.members, needed: $0.needed, reached: $0.isReached)
        }
        tracks = definition.parts.tracks.compactMap { track in
            guard let passage = view.heads[track.dataClass]?.passage(on: track) else { return nil }
            return TrackDocument(
                track: track.code, stage: passage.stage, since: DateText.iso(passage.at))
        }
        matters = view.heads.all.flatMap(\.matters).map { MatterDocument($0, definition, client) }
        ties = view.ties.map { tie in
            TieDocument(
                kind: String(describing: tie.kind), file: tie.file.hexadecimal,
                fileNumber: tie.number.text)
        }
    }
}

/// A lower level of risk, or a stage, that waits for a second person.
struct PendingDocument: Encodable {
    var act: String
    var sequence: UInt64
    var from: String
    var to: String
    var author: String
    var authorName: String
    var at: String

    init(_ change: WirePendingChange) {
        act = change.act.hexadecimal
        sequence = change.sequence
        from = change.standing
        to = change.proposed
        author = change.author.hexadecimal
        authorName = change.authorName
        at = DateText.iso(Instant(milliseconds: change.atMs))
    }
}

/// `madar history`.
struct HistoryDocument: Encodable {
    struct Origin: Encodable {
        var province: String
        var function: String
    }

    struct ActDocument: Encodable {
        /// The file of the act: another than the one that was asked for where that is joined to it.
        var file: String
        var sequence: UInt64
        var act: String
        var kind: String?
        var form: String?
        var from: String?
        var to: String?
        var eventAt: String
        var enteredAt: String?
        var author: String?
        var authorName: String?
        var origin: Origin?
        var reason: String?
        var corrects: String?
        var approves: String?
        var matter: String?
        var classes: [UInt8]
        var values: [ValueDocument]
        var extract: [ValueDocument]
    }

    var schema = "madar.history/1"
    var file: String
    var acts: [ActDocument]

    init(
        _ file: FileID, _ acts: [(file: FileID, item: SequencedAct)], _ client: DaemonClient
    ) {
        self.file = file.hexadecimal
        self.acts = acts.map { file, item in
            let heading = item.act.heading
            return ActDocument(
                file: file.hexadecimal, sequence: item.sequence, act: item.act.id.hexadecimal,
                kind: heading.map { String(describing: $0.kind) }, form: heading?.form,
                from: heading?.from, to: heading?.to, eventAt: DateText.iso(item.act.eventAt),
                enteredAt: heading.map { DateText.iso($0.enteredAt) },
                author: heading?.author.hexadecimal,
                authorName: heading.flatMap { client.name(of: $0.author) },
                origin: heading?.origin.map {
                    Origin(province: $0.province, function: $0.function)
                },
                reason: heading?.reason.orNil,
                corrects: item.act.corrects?.hexadecimal,
                approves: heading?.approves?.hexadecimal, matter: heading?.matter?.hexadecimal,
                classes: item.act.classes.classes.map(\.rawValue),
                values: item.act.values.map { ValueDocument($0, client) },
                extract: item.act.extract.map { ValueDocument($0, client) })
        }
    }
}

/// `madar act add`, `madar open`.
struct SavedDocument: Encodable {
    var schema = "madar.saved/1"
    var outcome = Outcome.done.rawValue
    var file: String
    var fileNumber: String?
    var act: String
    var sequence: UInt64
    /// The lower level of risk that takes effect once a second person has approved it.
    var proposedRisk: String?
    var proposedStage: String?
}

/// `madar act add`, `madar open` where the line is down.
struct QueuedDocument: Encodable {
    var schema = "madar.queued/1"
    var outcome = Outcome.queued.rawValue
    var entry: UInt64
    var unsearched: Bool
}

extension String {
    /// The text, or nil where it is empty.
    var orNil: String? { isEmpty ? nil : self }
}
