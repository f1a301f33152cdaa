import Basics
import Circuit
import DefinitionSupport
import Testing

private typealias Step = Sample.Step

/// Rules of retention propose, and nothing goes by itself (law 09-08, article 3).
@Suite struct RetentionTests {
    private let definition: CircuitDefinition

    init() throws { definition = try Shipped.definition() }

    /// The acts of a file up to its closing, approved.
    private var closed: [Act] {
        let path = Sample.wholePath(definition)
        let end = path.firstIndex { $0.heading.kind == .approval } ?? path.endIndex
        return Array(path[...end])
    }

    private func owed(_ steps: [Step]) -> [DueTask] {
        Sample.heads(Sample.walk(steps, after: closed, definition), definition)
            .tasks(definition).filter { $0.task == "RETENTION" }
    }

    @Test func `A closed file is proposed two years after its closing, to whoever coordinates`() {
        let before = Sample.heads(Array(closed.dropLast()), definition)
        #expect(before.tasks(definition).filter { $0.task == "RETENTION" }.isEmpty)
        let offset = definition.parts.offsetSeconds
        let closing = CivilDate(Sample.now, offsetSeconds: offset)
        #expect(
            owed([]).map { CivilDate($0.since, offsetSeconds: offset) }
                == [closing.adding(months: 24)])
        #expect(definition.task("RETENTION")?.ability == .coordinates)
    }

    @Test func `A decision to keep it lets the two years begin anew, and a new opening ends them`()
    {
        let later = CivilDate(Sample.now.adding(seconds: 400 * 86_400), offsetSeconds: 0)
        let kept = Step(form: "KEEP", values: [FieldValue("kept_decided_on", .date(later))])
        let offset = definition.parts.offsetSeconds
        #expect(
            owed([kept]).map { CivilDate($0.since, offsetSeconds: offset) }
                == [later.adding(months: 24)])
        #expect(owed([Step(to: "REOPEN", reason: "Again")]).isEmpty)
    }
}
