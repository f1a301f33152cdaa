import Basics
import Foundation
import Secrets
import Testing

@testable import Registry
@testable import Store

private final class Bench {
    let path = NSTemporaryDirectory() + "registry-\(UUID().uuidString)"
    let store: RecordStore
    let keys: TransportKeys
    let registry: MemberRegistry
    let now = Instant(milliseconds: 1_000_000)
    let member: MemberID = Identifier(high: 1, low: 1)
    let operatorID: MemberID = Identifier(high: 1, low: 2)
    let coordinator: MemberID = Identifier(high: 1, low: 3)

    init() throws {
        let id: StoreID = Identifier(high: 1, low: 1)
        let store = try RecordStore.create(in: path, id: id, reserveByteCount: 0)
        let keys = TransportKeys(creatingFor: id)
        self.store = store
        self.keys = keys
        registry = try store.group { try MemberRegistry(keys: keys, in: $0) }
        let organisation: OrganisationID = Identifier(high: 2, low: 1)
        for id in [member, operatorID, coordinator] {
            try apply(
                registry.set(
                    Member(
                        id: id, name: "اسم",
                        roles: [RoleGrant(role: "R", organisation: organisation, from: now)])))
        }
        try apply(
            registry.set(
                Organisation(id: organisation, name: "UPE", kind: "U", territory: "T")))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func apply(_ changes: [MemberRegistry.Change]) throws {
        try store.group { try registry.apply(changes, in: $0) }
    }

    func reopened() throws -> MemberRegistry {
        try store.group { try MemberRegistry(keys: keys, in: $0) }
    }

    func invitation(_ number: UInt64) throws -> InvitationID {
        let id: InvitationID = Identifier(high: 5, low: number)
        try apply(
            registry.invite(id, member: member, issuer: operatorID, hours: 72, now: now).changes)
        try apply(registry.approve(id, by: coordinator, now: now))
        return id
    }
}

private func error(_ body: () throws -> Void) -> RegistryError? {
    do {
        try body()
        return nil
    } catch {
        return error as? RegistryError
    }
}

private func key(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: 32) }

@Suite struct RegistryTests {
    @Test func anInvitationServesOneKeyWhichMayRepeatUntilItConfirms() throws {
        let bench = try Bench()
        let id = try bench.invitation(1)
        let device: DeviceID = Identifier(high: 6, low: 1)
        #expect(bench.registry.invitation(id, publicKey: key(1), now: bench.now) != nil)
        let first = try bench.registry.use(
            id, publicKey: key(1), signingKey: key(2), device: device, now: bench.now)
        try bench.apply(first.changes)
        let again = try bench.registry.use(
            id, publicKey: key(1), signingKey: key(2), device: Identifier(high: 6, low: 2),
            now: bench.now)
        #expect(again.device.id == device)
        #expect(again.changes.isEmpty)
        let isSame = again.device.presharedKey.key.isEqual(to: first.device.presharedKey.key)
        #expect(isSame)
        #expect(
            error {
                _ = try bench.registry.use(
                    id, publicKey: key(9), signingKey: key(2), device: device, now: bench.now)
            } == .boundToAnotherKey)
        #expect(bench.registry.isContested(id, by: key(9)))
        #expect(bench.registry.invitation(id, publicKey: key(9), now: bench.now) == nil)
        #expect(
            error { _ = try bench.registry.confirm(id, publicKey: key(9)) } == .boundToAnotherKey)
        try bench.apply(bench.registry.confirm(id, publicKey: key(1)))
        #expect(try bench.registry.confirm(id, publicKey: key(1)).isEmpty)
        #expect(
            error {
                _ = try bench.registry.use(
                    id, publicKey: key(1), signingKey: key(2), device: device, now: bench.now)
            } == .invitationClosed)
        #expect(bench.registry.device(publicKey: key(1))?.id == device)
        #expect(try bench.reopened().device(publicKey: key(1))?.member == bench.member)
    }

    @Test func anInvitationNeedsAnotherPersonsApprovalAndEndsAfter72Hours() throws {
        let bench = try Bench()
        let id: InvitationID = Identifier(high: 5, low: 1)
        try bench.apply(
            bench.registry.invite(
                id, member: bench.member, issuer: bench.operatorID, hours: 72, now: bench.now
            ).changes)
        #expect(bench.registry.invitation(id, publicKey: key(1), now: bench.now) == nil)
        for person in [bench.operatorID, bench.member] {
            #expect(
                error { _ = try bench.registry.approve(id, by: person, now: bench.now) }
                    == .wrongState)
        }
        try bench.apply(bench.registry.approve(id, by: bench.coordinator, now: bench.now))
        let late = bench.now.adding(seconds: 72 * 3600)
        #expect(bench.registry.invitation(id, publicKey: key(1), now: late) == nil)
        #expect(
            error {
                _ = try bench.registry.use(
                    id, publicKey: key(1), signingKey: key(2), device: .zero, now: late)
            } == .invitationClosed)
        #expect(
            error {
                _ = try bench.registry.invite(
                    Identifier(high: 5, low: 2), member: bench.member, issuer: bench.operatorID,
                    hours: 73, now: bench.now)
            } == .limitExceeded)
        try bench.apply(bench.registry.sweep(now: late.adding(seconds: 72 * 3600 + 1)))
        #expect(bench.registry.invitations.isEmpty)
    }

    @Test func aRevokedDeviceStaysRevokedAndEveryChangeRaisesTheGeneration() throws {
        let bench = try Bench()
        let id = try bench.invitation(1)
        let device: DeviceID = Identifier(high: 6, low: 1)
        try bench.apply(
            bench.registry.use(
                id, publicKey: key(1), signingKey: key(2), device: device, now: bench.now
            ).changes)
        try bench.apply(bench.registry.setStanding(.suspended, of: device))
        try bench.apply(bench.registry.setStanding(.active, of: device))
        try bench.apply(bench.registry.renewPresharedKey(of: device))
        #expect(bench.registry.devices[device]?.generation == 4)
        let member = try #require(bench.registry.members[bench.member])
        var gone = member
        gone.standing = .revoked
        try bench.apply(bench.registry.set(gone))
        #expect(bench.registry.devices[device]?.standing == .revoked)
        #expect(error { _ = try bench.registry.setStanding(.active, of: device) } == .wrongState)
        #expect(bench.registry.roles(of: bench.member, at: bench.now).isEmpty)
        #expect(bench.registry.see(device, at: bench.now).isEmpty)
        #expect(bench.registry.see(device, at: bench.now.adding(seconds: 3600)).count == 1)
    }

    @Test func theftOfADiskClosesInvitationsAndRenewsEveryKey() throws {
        let bench = try Bench()
        let used = try bench.invitation(1)
        let open = try bench.invitation(2)
        let device: DeviceID = Identifier(high: 6, low: 1)
        let made = try bench.registry.use(
            used, publicKey: key(1), signingKey: key(2), device: device, now: bench.now)
        try bench.apply(made.changes)
        try bench.apply(bench.registry.confirm(used, publicKey: key(1)))
        try bench.apply(bench.registry.renewAll())
        #expect(bench.registry.invitation(open, publicKey: key(3), now: bench.now) == nil)
        let fresh = try #require(bench.registry.devices[device])
        let isOld = fresh.presharedKey.key.isEqual(to: made.device.presharedKey.key)
        #expect(!isOld)
    }

    @Test func whatIsTakenBackInTheStoreIsTakenBackInMemory() throws {
        struct Stop: Error {}
        let bench = try Bench()
        let names = bench.registry.members.values.map(\.name)
        #expect(throws: Stop.self) {
            try bench.store.group { group in
                var member = try #require(bench.registry.members[bench.member])
                member.name = "other"
                try bench.registry.apply(bench.registry.set(member), in: group)
                try bench.registry.apply(
                    [.remove(.member(try #require(bench.registry.members[bench.operatorID])))],
                    in: group)
                throw Stop()
            }
        }
        #expect(bench.registry.members.values.map(\.name).sorted() == names.sorted())
        try bench.apply([.remove(.member(try #require(bench.registry.members[bench.member])))])
        #expect(try bench.reopened().members.count == 2)
    }

    @Test func aRowPutBackRemovedExchangedOrDamagedIsFoundAtOpening() throws {
        let tricks = [
            "DELETE FROM registry WHERE row = 1", "DELETE FROM meta WHERE key = 7",
            "UPDATE registry SET sealed = zeroblob(300) WHERE row = 1",
            "UPDATE registry SET sealed = (SELECT sealed FROM registry WHERE row = 2) WHERE row = 1",
            "INSERT INTO registry SELECT 99, sealed FROM registry WHERE row = 1",
        ]
        for sql in tricks {
            let bench = try Bench()
            try bench.store.group { try $0.connection.execute(sql) }
            let found = error { _ = try bench.reopened() }
            #expect(found == .damagedRow || found == .rowsMismatch, "\(sql)")
        }
        let bench = try Bench()
        let old = try bench.store.group { try $0.registryRows() }
        var member = try #require(bench.registry.members[bench.member])
        member.standing = .revoked
        try bench.apply(bench.registry.set(member))
        try bench.store.group { try $0.putRegistryRow(1, sealed: old[0].sealed) }
        #expect(error { _ = try bench.reopened() } == .rowsMismatch)
    }

    @Test func rowsOfAllKindsHaveTheSameLength() throws {
        let bench = try Bench()
        _ = try bench.invitation(1)
        let rows = try bench.store.group { try $0.registryRows() }
        #expect(rows.count == 5)
        #expect(Set(rows.map(\.sealed.count)).count == 1)
    }

    @Test func theTransportFileIsReadBackAndEveryFlippedBitIsFound() throws {
        let bench = try Bench()
        let credential = SharedSecret(SecretKey())
        for protection in [nil, credential] {
            let both = try bench.keys.addingNext()
            try both.write(folder: bench.path, credential: protection)
            let read = try TransportKeys.read(
                folder: bench.path, storeID: bench.store.id, credential: protection)
            #expect(read.statics.map(\.id) == [1, 2])
            #expect(read.statics[0].key.publicKey == bench.keys.statics[0].key.publicKey)
            #expect(try read.droppingCurrent().statics.map(\.id) == [2])
            let bytes = both.encoded(credential: protection)
            #expect(bytes.count == 208)
            for index in bytes.indices {
                for bit in UInt8(0)..<8 {
                    var changed = bytes
                    changed[index] ^= 1 << bit
                    #expect(
                        error {
                            _ = try TransportKeys.decode(
                                changed, storeID: bench.store.id, credential: protection)
                        } != nil, "byte \(index) bit \(bit)")
                }
            }
            #expect(
                error {
                    _ = try TransportKeys.decode(
                        bytes, storeID: Identifier(high: 8, low: 8), credential: protection)
                } == .damagedTransportKeys)
        }
        #expect(
            error { _ = try TransportKeys.read(folder: bench.path, storeID: bench.store.id) }
                == .wrongProtection)
        #expect(
            error {
                _ = try TransportKeys.read(
                    folder: bench.path, storeID: bench.store.id,
                    credential: SharedSecret(SecretKey()))
            } == .damagedTransportKeys)
        #expect(
            error { _ = try TransportKeys.read(folder: "/nowhere", storeID: bench.store.id) }
                == .noTransportKeys)
    }

    @Test func frozenSamplesOfAnotherImplementationOpen() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("VaultTests/Golden/layout-1.json")
        let samples = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: path))
            .compactMapValues { [UInt8](hexadecimal: $0) }
        let store = try #require(StoreID([UInt8](0..<16)))
        let keys = try TransportKeys.decode(
            try #require(samples["transport"]), storeID: store, credential: nil)
        #expect(keys.statics.map(\.id) == [1, 2])
        let row = try RowSealing.open(
            try #require(samples["registryRow"]), row: 12, kind: .record, keys: keys)
        guard case .member(let member) = try RecordCoding.decode(row) else {
            Issue.record("not a member")
            return
        }
        #expect(member.name == "أمينة")
        #expect(member.standing == .suspended)
        #expect(member.roles.map(\.role) == ["R1"])
        #expect(RecordCoding.encode(.member(member)) == row)
    }

    @Test func leavesOfASealedDaemonKeepTheirOrderAndAMissingOneIsFound() throws {
        let bench = try Bench()
        try bench.store.group { group throws in
            for number in UInt8(0)..<5 {
                try bench.registry.addPendingLeaf(
                    kind: number, payload: [number], time: bench.now, in: group)
            }
            let leaves = try bench.registry.pendingLeaves(in: group)
            #expect(leaves.map(\.kind) == [0, 1, 2, 3, 4])
            #expect(leaves.map(\.payload) == [[0], [1], [2], [3], [4]])
            try group.connection.execute("DELETE FROM pending WHERE row = 2")
            #expect(error { _ = try bench.registry.pendingLeaves(in: group) } == .rowsMismatch)
        }
    }
}
