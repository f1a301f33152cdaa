import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// Who imports, by which definition, and how a cell is read.
final class ImportDesk {
    let context: Context
    let session: UserSession
    let me: Myself
    let definition: CircuitDefinition
    /// The classes in which the member may write, and so is asked.
    let asks: ClassSet
    /// The form that opens a file, and the stage at which one begins that is taken over.
    let form: Form
    let stage: Stage
    /// Words of lists and places, which a register repeats.
    private var known: [String: [String: Value?]] = [:]

    /// Asks the daemon who works and by which definition.
    ///
    /// - Throws: `ClientError`, `Failure`.
    init(_ context: Context) async throws {
        self.context = context
        let session = try await UserSession(context)
        let answer = try await context.waiting(.connecting) { try await session.client.whoAmI() }
        guard let me = Myself(answer) else { throw Failure(.protocolBroken) }
        guard !answer.sealed else { throw ClientError(.sealed, status: 0x0306) }
        let definition = try await context.waiting(.connecting) {
            try await session.client.definition()
        }
        guard let form = definition.parts.forms.first(where: { $0.meaning == .opens }) else {
            throw Failure(.unknownForm(code: FormMeaning.opens.rawValue))
        }
        let stages = definition.track(meaning: .social)?.stages ?? []
        guard let stage = stages.first(where: { $0.meanings.contains(.takenOver) }) else {
            throw Failure(.noTakingOver)
        }
        (self.session, self.me, self.definition) = (session, me, definition)
        (self.form, self.stage) = (form, stage)
        asks = definition.writable(by: me.roles)
    }

    /// What a text of the register, or of the mapping, says in a field; nil where it says nothing
    /// that the field takes.
    func value(_ text: String, _ field: Field) -> Value? {
        if field.type == .text { return .text(text) }
        if let value = known[field.code]?[text] { return value }
        let value = read(Self.bare(text), field)
        if field.list != nil || field.type == .territory {
            known[field.code, default: [:]][text] = .some(value)
        }
        return value
    }

    private func read(_ text: String, _ field: Field) -> Value? {
        switch field.type {
        case .text: .text(text)
        case .number: Int64(text).map(Value.number)
        case .date: Self.day(text).map(Value.date)
        case .instant: moment(text).map(Value.instant)
        case .flag: context.yesOrNo(text.lowercased()).map(Value.flag)
        case .choice: definition.code(text, in: field).map(Value.choice)
        case .choices: choices(text, field)
        case .territory:
            definition.territory(
                named: text, for: field, in: field.meaning == .presence ? me.province : nil
            ).map(Value.territory)
        case .member: MemberID(hexadecimal: text).map(Value.member)
        case .organisation: OrganisationID(hexadecimal: text).map(Value.organisation)
        // No picture lies in a sheet, and a file that is opened has nobody around the child yet.
        case .attachment, .person: nil
        }
    }

    private func choices(_ text: String, _ field: Field) -> Value? {
        let words = text.split { ",،;؛/".contains($0) }.map { String($0).trimmed }
        let codes = words.compactMap { definition.code($0, in: field) }
        return codes.count == words.count && !codes.isEmpty ? .choices(codes) : nil
    }

    private func moment(_ text: String) -> Instant? {
        if let moment = JSONText.moment(text) ?? DateText.readMoment(text, now: context.now) {
            return moment
        }
        // A register mostly tells the day alone.
        return Self.day(text)?.start(offsetSeconds: definition.parts.offsetSeconds)
    }

    /// A day as registers write it; a spreadsheet program may add midnight.
    private static func day(_ text: String) -> CivilDate? {
        let words = text.split { $0 == " " || $0 == "T" }
        guard let first = words.first,
            words.count == 1
                || words.dropFirst().allSatisfy({ $0.allSatisfy { "0:.Z".contains($0) } })
        else { return nil }
        return DateText.readDay(first).flatMap {
            CivilDate(year: $0.year, month: $0.month, day: $0.day)
        }
    }

    /// A text with ASCII digits and without the marks of direction that a sheet in Arabic carries.
    private static func bare(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in Digits.ascii(text).unicodeScalars {
            switch scalar.value {
            case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: continue
            case 0x00A0, 0x202F: scalars.append(" ")
            default: scalars.append(scalar)
            }
        }
        return String(scalars).trimmed
    }
}
