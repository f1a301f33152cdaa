import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Messages
import Terminal

/// What every command that touches files works with.
struct Work {
    let context: Context
    let session: UserSession
    let me: Myself
    let definition: CircuitDefinition

    init(_ context: Context) async throws {
        self.context = context
        let session = try await UserSession(context)
        self.session = session
        let answer = try await context.waiting(.connecting) { try await session.client.whoAmI() }
        guard let me = Myself(answer) else { throw Failure(.protocolBroken) }
        self.me = me
        guard !answer.sealed else { throw Failure(ClientError(.sealed, status: 0x0306)) }
        definition = try await context.waiting(.connecting) {
            try await session.client.definition()
        }
    }

    var values: ValueText { ValueText(context: context, definition: definition, me: me) }
    var outbox: Outbox { Outbox(session) }

    /// The file that an argument names: its number as said on the phone, or its id.
    static func file(_ text: String) throws -> FileName {
        let typed = Digits.ascii(text)
        if let number = FileNumber(typed) { return .number(number) }
        if let id = FileID(hexadecimal: typed) { return .id(id) }
        throw Failure(.badFileNumber)
    }

    /// Reads a file; where protected parts need a motive, asks for one.
    func read(_ name: FileName, motive given: String?) async throws -> (FileView, motive: String) {
        var motive = given ?? ""
        do {
            let view = try await session.client.readFile(name, motive: motive)
            let hidden = motivated.subtracting(view.classes)
            guard motive.isEmpty, !hidden.isEmpty else { return (view, motive) }
            guard !context.isJSON, context.prompt.isAvailable else {
                context.tell(.protectedHidden)
                return (view, motive)
            }
            motive = try context.prompt.line(context.ask(.motiveOptional)).trimmed
            guard !motive.isEmpty else { return (view, motive) }
            return (try await session.client.readFile(name, motive: motive), motive)
        } catch let error as ClientError where error.code == .purposeMissing && motive.isEmpty {
            guard context.prompt.isAvailable else { throw error }
            motive = try context.prompt.line(context.ask(.motive)).trimmed
            return (try await session.client.readFile(name, motive: motive), motive)
        }
    }

    /// The classes that the member's roles open for a motive.
    private var motivated: ClassSet {
        me.roles.compactMap { definition.role($0) }.flatMap(\.cells)
            .filter { $0.read == .motivated }
            .reduce(into: []) { $0.insert(ClassSet($1.dataClass)) }
    }

    /// Checks a draft as the daemon will, as far as the heads at hand allow.
    func check(_ draft: ActDraft, heads: Heads) -> [CheckError] {
        let now = context.now
        return draft.act(
            id: .zero, author: me.member, organisation: me.organisations.first?.id ?? .zero,
            enteredAt: now, from: heads.stage, definitionVersion: definition.version
        ).normalised().check(
            against: heads, definition, CheckContext(now: now, province: me.province))
    }

    /// The failure of a form with errors.
    func failure(_ errors: [CheckError]) -> Failure {
        Failure(
            .formHasErrors(count: context.count(errors.count, .errors)), fields: errors,
            definition: definition)
    }
}
