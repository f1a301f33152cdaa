import Basics
import Dossiers
import Framing
import Mapping
import Messages
import ProvinceSupport
import Registry
import Store
import Testing

@testable import Handlers

/// The restorations before the last are told to who missed one of them (SPEC W-177).
@Suite struct FormerRestorationTests {
    @Test("What two have signed is told further, the newest eight of them (W-177)")
    func signedOnesAreToldFurther() throws {
        let province = try TestProvince()
        var office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let signer: MemberID = worker.member
        func restore(isSigned: Bool = true) throws -> RestorationID {
            province.now = province.now.adding(seconds: 86_400)
            let registry = province.ledger.registry
            var restoration = StoreRestoration(
                id: province.newID(), at: province.now, note: Array("note".utf8))
            restoration.lost = Array("lost".utf8)
            (restoration.proposer, restoration.proposed) = (signer, province.now)
            if isSigned { (restoration.approver, restoration.approvedAt) = (signer, province.now) }
            try province.ledger.store.group {
                try registry.apply(registry.note(restoration), in: $0)
            }
            return restoration.id
        }
        func told(knownSize: UInt64 = 0) throws -> WireCheckpointAnswer {
            var request = WireCheckpointRequest()
            request.knownSize = knownSize
            let answer = try office.ask(worker, .checkpoint, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireCheckpointAnswer.self, from: answer.payload)
        }
        #expect(try told().former.isEmpty)
        let first = try restore()
        #expect(try told().former.isEmpty)
        // One that nobody answered for is forgotten with the next.
        let unsigned = try restore(isSigned: false)
        #expect(try told().restorationID == unsigned.blob)
        #expect(try told().former.map(\.restoration) == [first.blob])
        let second = try restore()
        #expect(try told().former.map(\.restoration) == [first.blob])
        var all = [first, second]
        for _ in 0..<9 { all.append(try restore()) }
        try province.restart()
        office = try Office(province)
        let answer = try told()
        #expect(answer.restorationID == all.last?.blob)
        #expect(answer.former.map(\.restoration) == all.dropLast().suffix(8).reversed().map(\.blob))
        #expect(answer.former.allSatisfy { $0.approvedAtMs != 0 && $0.digest.isEmpty })
        // Who keeps a checkpoint is told what the last was, and no more.
        let later = try told(knownSize: 1)
        #expect(later.former.isEmpty && !later.hasRestoration)
    }
}
