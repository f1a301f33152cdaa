import Basics
import Foundation
import Secrets
import Testing

@testable import Registry
@testable import Store

final class Bench {
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
            error { _ = try bench.registry.confirm(id, publicKey: key(9), now: bench.now) }
                == .boundToAnotherKey)
        try bench.apply(bench.registry.confirm(id, publicKey: key(1), now: bench.now))
        // Who enrolled has accepted professional secrecy, then and for a year (SPEC W-117).
        #expect(bench.registry.members[bench.member]?.secrecyAt == bench.now)
        #expect(try bench.reopened().members[bench.member]?.secrecyAt == bench.now)
        #expect(try bench.registry.confirm(id, publicKey: key(1), now: bench.now).isEmpty)
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

    /// SPEC W-88: either key is good until the next one is confirmed, then that one alone.
    @Test func aPresharedKeyIsRenewedWithOverlap() throws {
        let bench = try Bench()
        let id = try bench.invitation(1)
        let device: DeviceID = Identifier(high: 6, low: 1)
        let made = try bench.registry.use(
            id, publicKey: key(1), signingKey: key(2), device: device, now: bench.now)
        try bench.apply(made.changes)
        let first = made.device.presharedKey.bytes
        #expect(made.device.renewalDue == bench.now.adding(seconds: 90 * 86_400))
        let offered = try bench.registry.offerKey(to: device)
        try bench.apply(offered.changes)
        // The answer was lost: the same key is given again.
        let again = try bench.registry.offerKey(to: device)
        #expect(again.changes.isEmpty && again.next.bytes == offered.next.bytes)
        #expect(offered.next.bytes != first)
        let reopened = try #require(try bench.reopened().devices[device])
        #expect(reopened.presharedKey.bytes == first)
        #expect(reopened.nextPresharedKey?.bytes == offered.next.bytes)
        #expect(reopened.keyedAt == bench.now)
        let later = bench.now.adding(seconds: 60)
        #expect(
            error {
                _ = try bench.registry.confirmKey(
                    of: device, digest: SHA256.hash(first), now: later)
            } == .wrongState)
        let digest = SHA256.hash(offered.next.bytes)
        try bench.apply(bench.registry.confirmKey(of: device, digest: digest, now: later))
        #expect(try bench.registry.confirmKey(of: device, digest: digest, now: later).isEmpty)
        let renewed = try #require(try bench.reopened().devices[device])
        #expect(renewed.presharedKey.bytes == offered.next.bytes)
        #expect(renewed.nextPresharedKey == nil && renewed.keyedAt == later)
        // Live connections stay: nobody was cut off.
        #expect(renewed.generation == 1)
        try bench.apply(bench.registry.askRenewal(of: device))
        #expect(try #require(bench.registry.devices[device]).renewalDue < later)
        try bench.apply(bench.registry.setStanding(.suspended, of: device))
        #expect(error { _ = try bench.registry.offerKey(to: device) } == .wrongState)
    }

    /// SPEC W-89: make, tell, switch, drop; each step may be repeated.
    @Test func theDaemonsStaticKeyIsRotatedStepByStep() throws {
        struct Stop: Error {}
        let bench = try Bench()
        try bench.keys.write(folder: bench.path)
        func take(_ body: (StoreTransaction) throws -> Void) throws -> [UInt8] {
            try bench.store.group { try body($0) }
            let kept = try TransportKeys.read(folder: bench.path, storeID: bench.store.id)
            #expect(kept.statics.map(\.id) == bench.registry.staticKeys.map(\.id))
            #expect(
                kept.statics.map(\.publicKey) == bench.registry.staticKeys.map(\.publicKey))
            return kept.statics.map(\.id)
        }
        let (registry, path) = (bench.registry, bench.path)
        let old = try #require(registry.staticKeys.first).publicKey
        let before = registry.revision
        for _ in 0..<2 {
            #expect(
                try take { try registry.prepareStaticKey(folder: path, in: $0) } == [1, 2])
        }
        #expect(registry.revision > before)
        let next = try #require(registry.staticKeys.last).publicKey
        #expect(next != old)
        #expect(
            error { _ = try take { try registry.dropStaticKey(1, folder: path, in: $0) } }
                == .wrongState)
        #expect(
            error { _ = try take { try registry.switchStaticKey(to: 9, folder: path, in: $0) } }
                == .notFound)
        for _ in 0..<2 {
            #expect(
                try take { try registry.switchStaticKey(to: 2, folder: path, in: $0) } == [2, 1])
        }
        // What is taken back in the store is taken back in the file.
        #expect(throws: Stop.self) {
            try bench.store.group { group in
                try registry.dropStaticKey(1, folder: path, in: group)
                #expect(registry.staticKeys.map(\.id) == [2])
                throw Stop()
            }
        }
        #expect(try take { _ in } == [2, 1])
        for _ in 0..<2 {
            #expect(try take { try registry.dropStaticKey(1, folder: path, in: $0) } == [2])
        }
        #expect(registry.staticKeys.first?.publicKey == next)
        // Rows are sealed under another key of the file, which stays.
        #expect(try bench.reopened().members.count == 3)
        var keys = registry.keys
        for _ in 0..<600 {
            let both = keys.preparing()
            #expect(both.newest?.id == both.statics[1].id && both.newest?.id != 0)
            let newer = both.statics[1].id
            keys = try both.switching(to: newer)
            #expect(keys.newest?.id == newer)
            keys = try keys.dropping(both.statics[0].id)
        }
    }

    @Test func devicesThatWereNotToldTheNextKeyAreCounted() throws {
        let bench = try Bench()
        try bench.keys.write(folder: bench.path)
        let id = try bench.invitation(1)
        let device: DeviceID = Identifier(high: 6, low: 1)
        try bench.apply(
            bench.registry.use(
                id, publicKey: key(1), signingKey: key(2), device: device, now: bench.now
            ).changes)
        #expect(bench.registry.unawareCount == 0)
        try bench.apply(bench.registry.tell(device))
        try bench.store.group {
            try bench.registry.prepareStaticKey(folder: bench.path, in: $0)
        }
        #expect(bench.registry.unawareCount == 1)
        try bench.apply(bench.registry.tell(device))
        #expect(bench.registry.unawareCount == 0)
        #expect(bench.registry.tell(device).isEmpty)
        try bench.store.group {
            try bench.registry.switchStaticKey(to: 2, folder: bench.path, in: $0)
        }
        #expect(bench.registry.unawareCount == 0)
    }

    @Test func anInvitationThatIsThereIsNoLimitAndAContestIsMarkedOnceAnHour() throws {
        let bench = try Bench()
        let id = try bench.invitation(1)
        #expect(
            error {
                _ = try bench.registry.invite(
                    id, member: bench.member, issuer: bench.operatorID, hours: 72,
                    now: bench.now)
            } == .wrongState)
        #expect(bench.registry.contest(Identifier(high: 5, low: 99), now: bench.now).isEmpty)
        try bench.apply(bench.registry.contest(id, now: bench.now))
        #expect(bench.registry.contest(id, now: bench.now.adding(seconds: 3_599)).isEmpty)
        #expect(bench.registry.contest(id, now: bench.now.adding(seconds: 3_600)).count == 1)
        #expect(try bench.reopened().invitations[id]?.contestedAt == bench.now)
    }

    /// Rows of the first layout end before what was added: they are still read.
    @Test func rowsWithoutTheNewerFieldsAreRead() throws {
        let device = Device(
            id: Identifier(high: 6, low: 1), member: Identifier(high: 1, low: 1),
            publicKey: key(1), signingKey: key(2), presharedKey: SharedSecret(SecretKey()),
            at: Instant(milliseconds: 77), label: "x")
        let whole = RecordCoding.encode(.device(device))
        guard case .device(let read) = try RecordCoding.decode(Array(whole.dropLast(10))) else {
            Issue.record("no device")
            return
        }
        #expect(read.keyedAt == device.enrolledAt && read.toldKey == 0)
        #expect(read.nextPresharedKey == nil && read.label == "x")
        for count in 1..<10 {
            #expect(
                error { _ = try RecordCoding.decode(Array(whole.dropLast(count))) }
                    == .damagedRow)
        }
    }

    @Test func theftOfADiskClosesInvitationsAndRenewsEveryKey() throws {
        let bench = try Bench()
        let used = try bench.invitation(1)
        let open = try bench.invitation(2)
        let device: DeviceID = Identifier(high: 6, low: 1)
        let made = try bench.registry.use(
            used, publicKey: key(1), signingKey: key(2), device: device, now: bench.now)
        try bench.apply(made.changes)
        try bench.apply(bench.registry.confirm(used, publicKey: key(1), now: bench.now))
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
            let both = bench.keys.preparing()
            try both.write(folder: bench.path, credential: protection)
            let read = try TransportKeys.read(
                folder: bench.path, storeID: bench.store.id, credential: protection)
            #expect(read.statics.map(\.id) == [1, 2])
            #expect(read.statics[0].key.publicKey == bench.keys.statics[0].key.publicKey)
            #expect(try read.switching(to: 2).dropping(1).statics.map(\.id) == [2])
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

    @Test func incidentsAndTheControllerComeBackAndKeepTheirBounds() throws {
        let bench = try Bench()
        let id: IncidentID = Identifier(high: 9, low: 1)
        for version in 0..<RegistryLimits.versionsPerIncident {
            try bench.apply(
                bench.registry.report(
                    id, after: version, by: version == 0 ? bench.member : bench.coordinator,
                    leaf: UInt64(100 + version), isDeclared: version > 2, now: bench.now))
            #expect(bench.registry.incidentsDueCount == (version > 2 ? 0 : 1))
        }
        #expect(
            error {
                _ = try bench.registry.report(
                    id, after: 3, by: bench.member, leaf: 1, isDeclared: false, now: bench.now)
            } == .wrongState)
        #expect(
            error {
                _ = try bench.registry.report(
                    id, after: 16, by: bench.member, leaf: 1, isDeclared: false, now: bench.now)
            } == .limitExceeded)
        let controller = DataController(
            name: String(repeating: "س", count: 120), authorisation: "D-1", contact: "")
        try bench.apply([.put(.controller(controller))])
        let again = try bench.reopened()
        let kept = try #require(again.incidents[id])
        #expect(kept.reporter == bench.member && kept.reported == bench.now && kept.isDeclared)
        #expect(kept.leaves == (100..<116).map(UInt64.init))
        #expect(again.controller == controller)
        let tooLong = DataController(
            name: "", authorisation: String(repeating: "x", count: 121), contact: "")
        #expect(
            error { try bench.apply([.put(.controller(tooLong))]) } == .limitExceeded)
        #expect(bench.registry.controller == controller)
    }

    /// SPEC W-215, LAYOUT L-83.
    @Test func aPublicationIsProposedApprovedAndKept() throws {
        let bench = try Bench()
        let start = Instant(milliseconds: 1_000)
        func made(_ number: UInt64, _ days: Range<Int32>) -> PublicationRecord {
            PublicationRecord(
                id: PublicationID(high: 1, low: number), from: days.lowerBound,
                until: days.upperBound, proposer: bench.member, proposed: start,
                content: [UInt8](repeating: 7, count: RegistryLimits.publicationByteCount))
        }
        let first = made(1, -90..<0)
        try bench.apply(bench.registry.propose(first, now: start))
        // Of days that wait already nothing else is proposed; of others it is.
        #expect(
            error { _ = try bench.registry.propose(made(2, -1..<364), now: start) } == .wrongState)
        try bench.apply(bench.registry.propose(made(3, 0..<91), now: start))
        #expect(
            error { _ = try bench.registry.approve(first.id, by: bench.member, now: start) }
                == .wrongState)
        try bench.apply(
            bench.registry.approve(first.id, by: bench.coordinator, now: start))
        #expect(error { _ = try bench.registry.cancel(first.id) } == .wrongState)
        let again = try bench.reopened()
        #expect(again.publications == bench.registry.publications)
        #expect(again.publications[first.id]?.approver == bench.coordinator)
        // What waited in vain makes room.
        let late = start.adding(seconds: 7 * 86_400)
        #expect(
            error {
                _ = try bench.registry.approve(
                    PublicationID(high: 1, low: 3), by: bench.coordinator, now: late)
            } == .invitationClosed)
        try bench.apply(bench.registry.propose(made(4, 0..<91), now: late))
        #expect(bench.registry.publications.count == 2)
    }

    /// SPEC W-189, LAYOUT L-80.
    @Test func savedSearchesAreAMembersOwnAndKeepTheirBounds() throws {
        let bench = try Bench()
        let (member, other) = (bench.member, bench.coordinator)
        // The longest name there may be, and the largest request.
        let long = String(repeating: "\u{1E900}", count: RegistryLimits.searchNameScalarCount)
        let large = [UInt8](repeating: 7, count: RegistryLimits.searchByteCount)
        try bench.apply(bench.registry.save(SavedSearch(name: long, search: large), of: member))
        for number in 1..<RegistryLimits.searchesPerMember {
            try bench.apply(
                bench.registry.save(
                    SavedSearch(name: "بحث \(number)", search: [UInt8(number)]), of: member))
        }
        #expect(
            error {
                _ = try bench.registry.save(SavedSearch(name: "x", search: []), of: member)
            } == .wrongState)
        // One that has the name takes its place, however the name is composed.
        try bench.apply(
            bench.registry.save(SavedSearch(name: "\u{E9}t\u{E9}", search: [1]), of: other))
        try bench.apply(
            bench.registry.save(SavedSearch(name: "e\u{301}te\u{301}", search: [2]), of: other))
        let again = try bench.reopened()
        #expect(again.searches(of: member) == bench.registry.searches(of: member))
        #expect(again.searches(of: member).count == RegistryLimits.searchesPerMember)
        #expect(again.searches(of: member)[0] == SavedSearch(name: long, search: large))
        #expect(again.searches(of: other) == [SavedSearch(name: "e\u{301}te\u{301}", search: [2])])
        // Nobody forgets another's.
        #expect(
            error {
                _ = try bench.registry.forgetSearch(named: long, of: other)
            } == .notFound)
        try bench.apply(bench.registry.forgetSearch(named: "\u{E9}t\u{E9}", of: other))
        #expect(try bench.reopened().searches(of: other).isEmpty)
        try bench.apply(bench.registry.forgetSearch(named: long, of: member))
        #expect(try bench.reopened().searches(of: member).count == 31)
        for bad in [
            SavedSearch(name: long + "x", search: []), SavedSearch(name: "x", search: large + [0]),
        ] {
            #expect(
                error { try bench.apply(bench.registry.save(bad, of: member)) } == .limitExceeded)
        }
        #expect(bench.registry.searches(of: member).count == 31)
    }

    @Test func aPlanOfBackupsComesBackWithItsBackupsAndKeepsItsBounds() throws {
        let bench = try Bench()
        func plan(_ id: UInt64, kept: UInt8 = 2, recipients: Int = 2) -> BackupPlan {
            BackupPlan(
                id: Identifier(high: 15, low: id),
                recipients: (0..<recipients).map { _ in Random.bytes(32) }, folder: "/مجلد",
                keyFolder: "/keys", hours: 24, keptCount: kept, proposer: bench.member,
                proposed: bench.now)
        }
        let first = plan(1)
        try bench.apply(bench.registry.propose(first))
        try bench.apply(bench.registry.propose(plan(2)))
        #expect(bench.registry.backupPlans.count == 1)
        let waiting = try #require(bench.registry.waitingBackupPlan(at: bench.now))
        #expect(
            error {
                _ = try bench.registry.approve(waiting.id, by: bench.member, now: bench.now)
            } == .wrongState)
        #expect(
            error {
                _ = try bench.registry.approve(
                    waiting.id, by: bench.coordinator, now: waiting.expires)
            } == .invitationClosed)
        try bench.apply(
            bench.registry.approve(waiting.id, by: bench.coordinator, now: bench.now))
        for number in 0..<UInt64(70) {
            let made = MadeBackup(
                at: bench.now.adding(seconds: Int64(number)), size: number, leaf: number,
                byteCount: 1, hash: Random.bytes(32), keyringSequence: 3, folder: "/مجلد")
            try bench.apply(
                bench.registry.note(
                    made, keysIn: "/keys", keysDigest: SHA256.hash([UInt8(number)])))
        }
        let hash = try #require(bench.registry.backupPlan).backups[1].hash
        try bench.apply(bench.registry.prove(hash: hash, at: bench.now))
        #expect(
            error { _ = try bench.registry.prove(hash: Random.bytes(32), at: bench.now) }
                == .notFound)
        let again = try #require(try bench.reopened().backupPlan)
        #expect(again == bench.registry.backupPlan)
        #expect(again.backups.count == RegistryLimits.backupCount && again.keysIn == "/keys")
        // All but the newest two and the one that was proved.
        #expect(again.expired.count == RegistryLimits.backupCount - 3)
        #expect(!again.expired.contains { $0.hash == hash })
        // The next plan takes them over.
        try bench.apply(bench.registry.propose(plan(3, kept: 60)))
        try bench.apply(
            bench.registry.approve(
                BackupPlanID(high: 15, low: 3), by: bench.coordinator, now: bench.now))
        #expect(bench.registry.backupPlan?.backups == again.backups)
        #expect(bench.registry.backupPlans.count == 1)
        #expect(
            error { try bench.apply(bench.registry.propose(plan(4, recipients: 1))) }
                == .limitExceeded)
        #expect(
            error { try bench.apply(bench.registry.propose(plan(5, kept: 0))) } == .limitExceeded)
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
