import Authority
import Basics
import Circuit
import DefinitionSupport
import Dossiers
import Foundation
import ProvinceSupport
import Testing

@testable import AuditLog

/// Makes calls to the doors as the use cases do, without a wire.
final class Desk {
    let province: TestProvince
    let policy: AccessPolicy
    var ledger: Ledger { province.ledger }

    init(_ province: TestProvince) throws {
        self.province = province
        policy = AccessPolicy(try Shipped.definition())
    }

    func context(
        _ person: Person, writes: Bool, key: [UInt8]? = nil, payload: [UInt8] = [],
        method: UInt16 = 64
    ) -> CallContext {
        CallContext(
            method: method, isMutating: writes,
            operationKey: key ?? (writes ? province.newKey() : nil),
            payload: payload, device: person.device, session: SessionID(high: 1, low: 1),
            actor: person.actor)
    }

    func permit(_ person: Person, _ request: Request, _ facts: FileFacts? = nil) throws -> Permit {
        switch policy.decide(person.actor, request, facts: facts, now: province.now) {
        case .granted(let permit): return permit
        case .refused(let reason): throw Refusal.authority(reason)
        }
    }

    func intent(_ act: Act) -> ActIntent {
        ActIntent(
            classes: act.classes(ledger.definition), form: act.heading.form,
            to: act.heading.to, corrects: act.heading.corrects != nil)
    }

    /// A call that opens a file, with an act of its own where one is given; its answer is one byte.
    func opening(
        _ file: FileID, with act: Act? = nil, by person: Person, key: [UInt8]? = nil,
        payload: [UInt8] = [], _ deliver: @escaping (Reply) -> Void
    ) -> Job {
        let act = act ?? SampleActs.opening(province.newID(), by: person, at: province.now)
        return Job(
            context(person, writes: true, key: key, payload: payload), deliver: deliver
        ) { [self] turn in
            let permit = try permit(person, .open(intent(act)))
            return try turn.commit(permit, LeafNote(.create, file: file, act: act.id)) {
                changes, note in
                note.sequence = try changes.open(file, with: act)
                return [UInt8(note.sequence)]
            }
        }
    }

    /// A call that appends an act after a position.
    func appending(
        _ act: Act, to file: FileID, after position: UInt64, by person: Person,
        key: [UInt8]? = nil, payload: [UInt8] = [], _ deliver: @escaping (Reply) -> Void
    ) -> Job {
        Job(
            context(person, writes: true, key: key, payload: payload, method: 65),
            deliver: deliver
        ) { [self] turn in
            let permit = try permit(person, .append(file, intent(act)), try turn.facts(of: file))
            return try turn.commit(permit, LeafNote(.update, file: file, act: act.id)) {
                changes, note in
                note.sequence = try changes.append(act, to: file, after: position)
                return [UInt8(truncatingIfNeeded: note.sequence)]
            }
        }
    }

    /// A call that reads the heads of a file and gives them to `seen`.
    func reading(
        _ file: FileID, by person: Person, motivated: Bool = false,
        seen: @escaping (FileView) -> Void = { _ in }, _ deliver: @escaping (Reply) -> Void
    ) -> Job {
        Job(context(person, writes: false, method: 66), deliver: deliver) { [self] turn in
            let permit = try permit(
                person, .read(file, wanted: DataClass.content, motivated: motivated),
                try turn.facts(of: file))
            let view = try turn.view(file, permit: permit)
            #expect(view.heads.allSatisfy { permit.opens.contains($0.dataClass) })
            seen(view)
            return try turn.release(permit, LeafNote(.read, file: file), payload: [0])
        }
    }

    // MARK: - One call a group

    func serve(_ make: (@escaping (Reply) -> Void) -> Job) -> Reply? {
        var reply: Reply?
        ledger.serve([make { reply = $0 }])
        return reply
    }

    func open(_ file: FileID, by person: Person) -> Reply? {
        serve { opening(file, by: person, $0) }
    }

    func append(
        _ act: Act, to file: FileID, after position: UInt64, by person: Person
    ) -> Reply? {
        serve { appending(act, to: file, after: position, by: person, $0) }
    }

    func read(_ file: FileID, by person: Person) -> Reply? {
        serve { reading(file, by: person, $0) }
    }

    /// The position up to which a file has acts.
    func position(_ file: FileID, by person: Person) -> UInt64? {
        var position: UInt64?
        _ = serve { reading(file, by: person, seen: { position = $0.position }, $0) }
        return position
    }

    /// Opens a file and leads it to the stage in which children are listened to: four acts.
    func openListened(_ file: FileID, by person: Person) throws {
        try #require(open(file, by: person)?.payload == [1])
        let steps = SampleActs.steps(by: person, at: province.now) { province.newID() }
        for (index, act) in steps.enumerated() {
            try #require(
                append(act, to: file, after: UInt64(index) + 1, by: person)?.payload
                    == [UInt8(index) + 2])
        }
    }

    /// A further listening.
    func listening(_ text: String, by person: Person) -> Act {
        SampleActs.act(
            province.newID(), .form, form: "F2", by: person, at: province.now,
            SampleActs.listening(text, at: province.now))
    }
}

extension Reply {
    /// The answer; nil where the call was refused.
    var payload: [UInt8]? {
        if case .answered(let payload, _) = outcome { payload } else { nil }
    }

    /// Why the call was refused; nil where it was not.
    var refusal: Refusal? {
        if case .refused(let refusal) = outcome { refusal } else { nil }
    }
}
