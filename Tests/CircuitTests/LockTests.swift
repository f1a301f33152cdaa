import Basics
import Circuit
import DefinitionSupport
import Testing

private typealias Step = Sample.Step

/// Data that its subject had locked (law 09-08, article 8; SPEC W-159).
@Suite struct LockTests {
    private let definition: CircuitDefinition

    init() throws { definition = try Shipped.definition() }

    @Test func `A file is locked from its locking to the answer, and at no other time`() {
        let start = Array(Sample.path.prefix(6))
        let steps = [
            Step(form: "F16"), Step(form: "F16-LOCK", to: "RIGHTS-LOCKED", matter: 7),
            Step(form: "F16-ANS", to: "RIGHTS-REFUSED", matter: 7),
        ]
        let locked = (0...3).map { count in
            Sample.heads(
                Sample.walk(Array(steps.prefix(count)), after: start, definition), definition
            ).ties(definition).isLocked
        }
        #expect(locked == [false, false, true, false])
    }
}
