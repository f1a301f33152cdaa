import Basics
import Foundation
import Secrets
import Testing

@testable import Vault

/// Frozen samples of what a committee opens, made by another implementation
/// (`Golden/make_committee.py`).
@Suite struct CommitteeGoldenTests {
    private let samples: [String: [UInt8]]
    private let store: StoreID

    init() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/committee-1.json")
        samples = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: path))
            .compactMapValues { [UInt8](hexadecimal: $0) }
        store = try #require(StoreID([UInt8](0..<16)))
    }

    private func sample(_ name: String) throws -> [UInt8] { try #require(samples[name]) }

    private func key(_ start: UInt8) throws -> SecretKey {
        try SecretKey(copying: [UInt8](start..<start + 32).rawSpan)
    }

    private func key(all byte: UInt8) throws -> SecretKey {
        try SecretKey(copying: [UInt8](repeating: byte, count: 32).rawSpan)
    }

    @Test func aFileOfVersionOneIsRead() throws {
        let file = try SlotFile(encoded: try sample("slots1"))
        #expect(file.epoch == 1 && file.committee == nil && file.slots.count == 1)
        let root = try #require(file.slots.first).open(store: store, key: try key(64))
        let isAuthentic = file.isAuthentic(root: root, store: store)
        let isRoot = root.isEqual(to: try key(128))
        #expect(isAuthentic && isRoot)
    }

    @Test func aFileOfVersionTwoIsReadAndWrittenAgainAsItWas() throws {
        let bytes = try sample("slots2")
        let file = try SlotFile(encoded: bytes)
        let root = try key(128)
        let isAuthentic = file.isAuthentic(root: root, store: store)
        let isOthers = file.isAuthentic(root: try key(129), store: store)
        let written = file.encoded(root: root, store: store)
        #expect(isAuthentic && !isOthers && written == bytes)
        #expect(file.dropped == .passphrase && file.epoch == 5 && file.slots.count == 7)
        let committee = try #require(file.committee)
        #expect(committee.terms.membersNeeded == 2 && committee.terms.escrowMembersNeeded == 1)
        #expect(committee.custodians.map(\.terms.index) == [1, 2, 3, 17])
        #expect(committee.terms.sets == file.slots.dropLast().map(\.custodians))
        let chair = try #require(committee[1])
        #expect(chair.terms.label == "رئيسة اللجنة")
        #expect(chair.provedAt == Instant(milliseconds: 1_760_000_000_000))
        for custodian in committee.custodians {
            let index = custodian.terms.index
            let secret = try CustodySecret(
                opening: custodian.box, with: AgreementKey(secret: try key(all: index + 100)),
                index: index, epoch: 5)
            let isHis = custodian.holds(secret)
            #expect(isHis && secret.proofKey().publicKey == custodian.proofKey)
        }
        for slot in file.slots where slot.custodians != 0 {
            let secrets = try CommitteeTerms.indices(of: slot.custodians).map {
                KeyBox(try key(all: $0))
            }
            let opened = try slot.open(
                store: store,
                key: CustodySecret.slotKey(slot: slot.id, epoch: 5, secrets: secrets))
            let isRoot = opened.isEqual(to: root)
            #expect(isRoot)
        }
    }

    @Test func aNextEpochOpensUnderTheRootKeyInForceAlone() throws {
        let bytes = try sample("next")
        let next = try NextEpoch(encoded: bytes, store: store, former: try key(128))
        #expect(next.file.epoch == 6 && next.file.committee?.epoch == 6)
        #expect(next.plan.bytes == [UInt8](32..<48) && next.nonce.bytes == [UInt8](48..<64))
        let isRoot = next.root.key.isEqual(to: try key(160))
        #expect(isRoot)
        #expect(
            failure { _ = try NextEpoch(encoded: bytes, store: store, former: key(129)) } != nil)
        for index in stride(from: 0, to: bytes.count, by: 7) {
            var changed = bytes
            changed[index] ^= 0x41
            #expect(
                failure { _ = try NextEpoch(encoded: changed, store: store, former: key(128)) }
                    != nil, "byte \(index)")
        }
        for count in [0, 40, 144, bytes.count - 1] {
            let cut = Array(bytes.prefix(count))
            #expect(
                failure { _ = try NextEpoch(encoded: cut, store: store, former: key(128)) } != nil)
        }
    }

    @Test func aFrozenCustodyKeyOpens() throws {
        var words = Array("correct horse battery".utf8)
        let opened = try CustodyKeyFile.open(
            try sample("custodyKey"), SecretBuffer(wiping: &words))
        let isSame = opened.secret.isEqual(to: try key(all: 101))
        #expect(isSame)
    }
}
