import Basics
import Foundation
import Secrets
import Store
import Testing

@testable import Vault

/// Frozen samples of every layout, made by another implementation (`Golden/make.py`).
@Suite struct GoldenTests {
    private let samples: [String: [UInt8]]
    private let store: StoreID
    private let fileID: FileID
    private let record: ActID

    init() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/layout-1.json")
        samples = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: path))
            .compactMapValues { [UInt8](hexadecimal: $0) }
        store = try #require(StoreID([UInt8](0..<16)))
        fileID = try #require(FileID([UInt8](16..<32)))
        record = try #require(ActID([UInt8](32..<48)))
    }

    private func key(_ start: UInt8) throws -> SecretKey {
        let bytes = [UInt8](start..<start + 32)
        return unsafe try SecretKey(copying: bytes.span.bytes)
    }

    private func sample(_ name: String) throws -> [UInt8] { try #require(samples[name]) }

    private func open(
        _ name: String, _ type: RecordType, _ dataClass: DataClass, record: ActID = .zero,
        sequence: UInt64, generation: UInt32 = 3
    ) throws -> [UInt8] {
        let place = EnvelopePlace(
            file: type == .leaf ? .zero : fileID, record: record, type: type, sequence: sequence,
            dataClass: dataClass)
        let envelope = try sample(name)
        #expect(try Envelope.generation(of: envelope, at: place) == generation)
        return try Envelope.open(envelope, at: place, store: store, key: try key(64))
    }

    @Test func frozenEnvelopesOpen() throws {
        let act = try open("act", .act, .social, record: record, sequence: 6)
        #expect(act == Array("إفادة".utf8))
        let identity = try open("identity", .act, .identity, record: record, sequence: 6)
        #expect(identity == Array("name".utf8))
        let head = try open("head", .head, .health, sequence: 41)
        #expect(head == Array("head".utf8))
        let spine = try open("spine", .spine, .spine, sequence: 0)
        #expect(try spine == sample("spinePlaintext"))
    }

    @Test func frozenChainAndActsHashAgree() throws {
        let act = try sample("act")
        var spine = Spine()
        spine.add(
            record: record, .social, sequence: 6, hash: ActsHash.hash(of: act), key: try key(64))
        #expect(try spine.encoded == sample("spinePlaintext"))
        var acts = ActsHash()
        acts.add(record: record, .social, hash: ActsHash.hash(of: act))
        #expect(try acts.bytes == sample("actsHash"))
    }

    @Test func frozenWrapOpens() throws {
        let wrap = try sample("wrap")
        #expect(
            try KeyWrap.header(of: wrap)
                == KeyWrap.Header(
                    province: 7, dataClass: .health, kekVersion: 2, generation: 3))
        let opened = try KeyWrap.unwrap(wrap, file: fileID, store: store, key: try key(64))
        let isSame = opened.isEqual(to: try key(128))
        #expect(isSame)
    }

    @Test func frozenKeyringOpens() throws {
        let ring = try Keyring.open(try sample("keyring"), store: store, root: try key(64))
        #expect(ring.epoch == 4 && ring.sequence == 9 && ring.entries.count == 3)
        #expect(ring.active(.dataKeys, .health)?.version == 1)
        #expect(ring.entry(.audit, version: 1)?.state == .decryptOnly)
        #expect(ring.entry(.dataKeys, .social, version: 1)?.key == nil)
        #expect(ring.entries[0].created == Instant(milliseconds: 1_750_000_000_000))
    }

    @Test func frozenSlotsOpen() throws {
        let credential = try UnsealSlot(encoded: try sample("credentialSlot")[...])
        #expect(credential.id == 5 && credential.epoch == 4)
        let first = try credential.open(store: store, key: try key(64))
        let isFirst = first.isEqual(to: try key(128))
        #expect(isFirst)
        let slot = try UnsealSlot(encoded: try sample("passphraseSlot")[...])
        #expect(slot.type == .passphrase && slot.cost == .floor)
        var words = Array("correct horse battery".utf8)
        let derived = try PasswordHash.key(
            from: SecretBuffer(wiping: &words), salt: slot.salt, cost: slot.cost)
        let second = try slot.open(store: store, key: derived)
        let isSecond = second.isEqual(to: try key(128))
        #expect(isSecond)
    }
}
