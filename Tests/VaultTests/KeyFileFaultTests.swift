import Basics
import FaultCalls
import Foundation
import Secrets
import Support
import Testing

@testable import Authority
@testable import Store
@testable import Vault

/// The files of keys on a disk that fails at the n-th call, for every n and in each way.
@Suite struct KeyFileFaultTests {
    /// A store with a credential file, a committee of one that can be changed, and an act to open.
    private final class Scene {
        let bench: Bench
        var vault: RecordVault { bench.vault }
        let credential: String
        let terms: CommitteeTerms
        let keys: [UInt8: AgreementBox]

        final class AgreementBox {
            let key = AgreementKey()
        }

        init() throws {
            bench = try Bench()
            credential = bench.path + "/credential"
            try SafeFile.replace(
                credential, with: bench.credential.withBytes { [UInt8](copying: $0) })
            try bench.append([(.social, [1, 2, 3])], to: file(1))
            let keys = [UInt8(1): AgreementBox(), 2: AgreementBox()]
            self.keys = keys
            terms = try #require(
                CommitteeTerms(
                    membersNeeded: 2, escrowMembersNeeded: 0,
                    custodians: [UInt8(1), 2].map {
                        CommitteeTerms.Custodian(
                            index: $0, label: "م\($0)", publicKey: keys[$0]?.key.publicKey ?? [])
                    }))
        }

        /// A process that starts on what lies in the folder.
        func restarted() throws -> RecordVault {
            let vault = try RecordVault(
                folder: bench.path, storeID: bench.store.id, province: 7)
            guard vault.status.dropped.contains(.credential) else {
                try vault.unseal(credentialPath: credential)
                return vault
            }
            // A new epoch went without a credential that could not be written, and says so.
            let committee = try #require(vault.committee)
            var secrets: [UInt8: KeyBox] = [:]
            for (index, box) in keys {
                let secret = try CustodySecret(
                    opening: try #require(committee[index]).box, with: box.key, index: index,
                    epoch: committee.epoch)
                secrets[index] = KeyBox(secret.key.copy())
            }
            try vault.unseal(secrets: secrets)
            return vault
        }

        /// Opens the act that was written before anything failed.
        func opens(_ vault: RecordVault) throws {
            let acts = try bench.store.group { group in
                try vault.acts(of: file(1), permit: .all, in: group)
            }
            #expect(acts.count == 1)
        }

        var names: [String] {
            (try? FileManager.default.contentsOfDirectory(atPath: bench.path)) ?? []
        }
    }

    /// What changes a file of keys, and how it is seen that it did.
    private struct Change: Sendable {
        let name: String
        var before: @Sendable (Scene) throws -> Void = { _ in }
        let make: @Sendable (Scene) throws -> Void
        let isMade: @Sendable (RecordVault, Scene) -> Bool
    }

    private static let time = Instant(milliseconds: 9)
    private static let plan: CommitteePlanID = Identifier(high: 5, low: 1)
    private static let nonce: CustodyNonce = Identifier(high: 6, low: 1)

    private static func set(_ state: KeyState, _ version: UInt32, _ scene: Scene) throws {
        try scene.vault.setState(
            state, of: .dataKeys, .social, version: version, at: time, permit: .system(.rotation))
    }

    private static func addKey(_ scene: Scene) throws {
        _ = try scene.vault.addKey(
            .dataKeys, .social, at: time, permit: .system(.rotation))
    }

    private static func prepare(_ scene: Scene) throws {
        try scene.vault.prepareEpoch(scene.terms, plan: plan, nonce: nonce, at: time)
    }

    private static let changes = [
        Change(name: "a new key", make: addKey) {
            vault, _ in vault.versions(of: .social, in: [.pending]) == [2]
        },
        Change(name: "a key that seals", before: addKey, make: { try set(.active, 2, $0) }) {
            vault, _ in vault.versions(of: .social, in: [.active]) == [2]
        },
        Change(
            name: "a key that is retired",
            before: { scene in
                // Nothing was wrapped under it.
                try addKey(scene)
                try set(.active, 2, scene)
                try set(.active, 1, scene)
                try set(.drained, 2, scene)
            }, make: { try set(.retired, 2, $0) }
        ) { vault, _ in vault.versions(of: .social, in: [.retired]) == [2] },
        Change(
            name: "the older keyring",
            make: { try $0.vault.overwriteOlderKeyring(permit: .system(.rotation)) }
        ) { vault, _ in vault.keyringSequence == 2 },
        Change(
            name: "a new credential",
            make: { try $0.vault.renewCredential(at: $0.credential) }
        ) { vault, scene in
            // The former opens no slot any more.
            vault.slotFile.slots.allSatisfy {
                (try? $0.open(store: scene.bench.store.id, key: scene.bench.credential)) == nil
            }
        },
        Change(
            name: "one more slot", make: { _ = try $0.vault.addSlot(credential: SecretKey()) }
        ) { vault, _ in vault.status.slots.count == 2 },
        Change(
            name: "one slot less",
            before: { _ = try $0.vault.addSlot(credential: SecretKey()) },
            make: { try $0.vault.removeSlot(2) }
        ) { vault, _ in vault.status.slots.count == 1 },
        Change(name: "an epoch that is made", make: prepare) { vault, _ in vault.next != nil },
        Change(
            name: "an epoch that is dropped", before: prepare,
            make: { try $0.vault.dropNextEpoch() }
        ) { vault, _ in vault.next == nil },
        Change(
            name: "an epoch that is put in force", before: prepare,
            make: { try $0.vault.activateEpoch(proved: [:], credentialPath: $0.credential) }
        ) { vault, _ in vault.status.rootEpoch == 2 },
        Change(
            name: "a proof",
            before: {
                try prepare($0)
                try $0.vault.activateEpoch(proved: [:], credentialPath: $0.credential)
            }, make: { try $0.vault.noteProof(by: 1, at: time) }
        ) { vault, _ in vault.committee?[1]?.provedAt == time },
    ]

    @Test(
        arguments: changes.indices,
        [fault_once, fault_full, fault_dead, fault_torn, fault_short])
    func whereverTheDiskFailsOneStateOfTheKeysIsInForce(
        index: Int, kind: fault_kind
    ) throws {
        let change = Self.changes[index]
        for call in Int32(1)...400 {
            let scene = try Scene()
            try change.before(scene)
            unsafe fault_calls_arm(scene.bench.path, call, Int32(kind.rawValue))
            let error = failure { try change.make(scene) }
            let hasFailed = fault_calls_disarm() == 1
            let calls = fault_calls_count()
            let place = "\(change.name), call \(call)"
            if let error {
                #expect(hasFailed, "\(place)")
                guard case .store(let why) = error else {
                    Issue.record("\(place): \(error)")
                    return
                }
                let isFull = [fault_full, fault_torn].contains(kind)
                #expect(why == .notSynced || isFull == (why == .diskFull), "\(place)")
            }
            if kind == fault_short { #expect(error == nil, "\(place)") }
            // What a start finds is what the process works with, and what was said to be made is.
            let found = try scene.restarted()
            #expect(error != nil || change.isMade(found, scene), "\(place)")
            #expect(change.isMade(found, scene) == change.isMade(scene.vault, scene), "\(place)")
            #expect(found.status.slots == scene.vault.status.slots, "\(place)")
            #expect(found.status.rootEpoch == scene.vault.status.rootEpoch, "\(place)")
            #expect(found.status.keys == scene.vault.status.keys, "\(place)")
            try scene.opens(scene.vault)
            try scene.opens(found)
            // It is done again, and whatever changes the keys after that meets nothing in its way.
            if !change.isMade(scene.vault, scene) { try change.make(scene) }
            #expect(change.isMade(try scene.restarted(), scene), "\(place)")
            _ = try scene.vault.addKey(
                .dataKeys, .health, at: Self.time, permit: .system(.rotation))
            _ = try scene.vault.renewCredential(at: scene.credential)
            let after = try scene.restarted()
            #expect(after.versions(of: .health, in: [.pending]) == [2], "\(place)")
            try scene.opens(after)
            #expect(scene.names.filter { $0.hasSuffix(".new") } == [], "\(place)")
            #expect(!scene.names.contains("credential.next"), "\(place)")
            guard hasFailed else {
                #expect(calls > 2, "\(place)")
                return
            }
        }
        Issue.record("more calls than the loop tries: \(change.name)")
    }
}
