import AuditLog
import Basics
import Dossiers
import ProvinceSupport
import Testing

@testable import Authority
@testable import Handlers

extension Office {
    /// Erases what a file holds of a class, and gives how many envelopes went.
    ///
    /// It does what an order does that is carried out; all that leads to it has tests of its own.
    func erase(_ dataClass: DataClass, of file: FileID, by person: Person) throws -> Int {
        let permit = Permit(
            actor: Actor(
                member: person.member, device: person.device, posts: [],
                secrecyUntil: province.now),
            purpose: .order, file: file, seals: ClassSet(dataClass), writes: true)
        let call = CallContext(
            method: 0, isMutating: true, operationKey: province.newKey(), payload: [],
            device: person.device, session: province.newID(), actor: permit.actor)
        var (count, isDone) = (0, false)
        province.ledger.serve([
            Job(call) {
                if case .answered = $0.outcome { isDone = true }
            } work: { turn in
                try turn.commit(permit, LeafNote(.erase, file: file)) { changes, note in
                    count = try changes.erase(ClassSet(dataClass), of: file, only: [])
                    note.count = count
                    return []
                }
            }
        ])
        #expect(isDone)
        return count
    }
}
