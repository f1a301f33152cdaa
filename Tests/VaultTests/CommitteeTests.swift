import Basics
import Foundation
import Secrets
import Testing

@testable import Authority
@testable import Store
@testable import Vault

/// The committee whose secrets open the root key, and the change from one epoch to the next.
@Suite struct CommitteeTests {
    /// Custodians with the keys that they keep themselves.
    private final class People {
        let keys: [UInt8: AgreementBox]
        let terms: CommitteeTerms

        init(_ needed: Int, of members: Int, escrows: Int = 0, beside: Int = 0) throws {
            let indices =
                (0..<members).map { UInt8($0 + 1) } + (0..<escrows).map { UInt8($0 + 17) }
            keys = Dictionary(
                uniqueKeysWithValues: indices.map { ($0, AgreementBox(AgreementKey())) })
            let keys = keys
            terms = try #require(
                CommitteeTerms(
                    membersNeeded: needed, escrowMembersNeeded: beside,
                    custodians: indices.map {
                        CommitteeTerms.Custodian(
                            index: $0, label: "م\($0)", publicKey: keys[$0]?.key.publicKey ?? [])
                    }))
        }

        /// The secrets of some, as they open them from the committee's boxes.
        func secrets(_ set: [UInt8], of committee: Committee) throws -> [UInt8: KeyBox] {
            var secrets: [UInt8: KeyBox] = [:]
            for index in set {
                let custodian = try #require(committee[index])
                let box = try #require(keys[index])
                let secret = try CustodySecret(
                    opening: custodian.box, with: box.key, index: index, epoch: committee.epoch)
                let isHis = custodian.holds(secret)
                #expect(isHis)
                secrets[index] = KeyBox(secret.key.copy())
            }
            return secrets
        }
    }

    private final class AgreementBox {
        let key: AgreementKey
        init(_ key: consuming AgreementKey) { self.key = key }
    }

    private let plan: CommitteePlanID = Identifier(high: 5, low: 1)
    private let nonce: CustodyNonce = Identifier(high: 6, low: 1)
    private let time = Instant(milliseconds: 9)

    private func sealed(_ bench: Bench, _ path: String? = nil) throws -> RecordVault {
        try RecordVault(folder: path ?? bench.path, storeID: bench.store.id, province: 7)
    }

    private func found(_ people: People, _ bench: Bench) throws {
        try bench.vault.prepareEpoch(people.terms, plan: plan, nonce: nonce, at: time)
        try bench.vault.activateEpoch(proved: [1: time], credentialPath: nil)
    }

    private func subsets(_ all: [UInt8]) -> [[UInt8]] {
        (0..<1 << all.count).map { bits in
            all.enumerated().filter { bits & 1 << $0.offset != 0 }.map(\.element)
        }
    }

    /// Whether custodians open the store; whatever does not open leaves the vault sealed.
    private func opens(_ set: [UInt8], _ people: People, _ bench: Bench) throws -> Bool {
        let vault = try sealed(bench)
        let secrets = try people.secrets(set, of: try #require(vault.committee))
        let error = failure { try vault.unseal(secrets: secrets) }
        #expect(error == nil || error == .noSlot)
        #expect(vault.isUnsealed == (error == nil))
        return error == nil
    }

    // MARK: Who opens

    @Test(arguments: [(2, 2), (2, 3), (3, 3), (2, 4), (3, 4), (4, 4), (2, 5), (3, 5), (4, 5)])
    func everyQuorumOpensAndNoSmallerSet(_ needed: Int, _ members: Int) throws {
        let bench = try Bench()
        let people = try People(needed, of: members)
        try found(people, bench)
        for set in subsets(people.keys.keys.sorted()) {
            #expect(try opens(set, people, bench) == (set.count >= needed), "\(set)")
        }
    }

    @Test func aCommitteeOfTenOpensByFiveAndByNoFour() throws {
        let bench = try Bench()
        let people = try People(5, of: 10, escrows: 1)
        try found(people, bench)
        #expect(bench.vault.status.slots.count == 253)
        let members = people.keys.keys.filter { $0 < 17 }.sorted()
        for _ in 0..<40 {
            let chosen = members.shuffled()
            #expect(try opens(chosen.prefix(5).sorted(), people, bench))
            #expect(try !opens(chosen.prefix(4).sorted(), people, bench))
        }
        #expect(try opens([17], people, bench))
    }

    @Test(arguments: [0, 1, 2]) func anEscrowKeyOpensAsTheTermsSay(_ beside: Int) throws {
        let bench = try Bench()
        let people = try People(3, of: 4, escrows: 2, beside: beside)
        try found(people, bench)
        for set in subsets(people.keys.keys.sorted()) {
            let members = set.count { $0 < 17 }
            let expected = members >= 3 || members >= beside && set.contains { $0 >= 17 }
            #expect(try opens(set, people, bench) == expected, "\(set)")
        }
    }

    @Test func theSetsAreAsManyAsCombinatoricsSay() throws {
        #expect(try People(3, of: 5).terms.sets.count == 10)
        #expect(try People(4, of: 7).terms.sets.count == 35)
        #expect(try People(4, of: 9).terms.sets.count == 126)
        #expect(try People(5, of: 10).terms.sets.count == 252)
        #expect(try People(5, of: 10, escrows: 4, beside: 1).terms.sets.count == 292)
        #expect(try Set(People(5, of: 10, escrows: 4, beside: 1).terms.sets).count == 292)
    }

    @Test func termsThatMakeNoSenseAreRefused() {
        func terms(
            _ needed: Int, _ indices: [UInt8], beside: Int = 0, label: String = "", key: UInt8 = 0
        ) -> CommitteeTerms? {
            CommitteeTerms(
                membersNeeded: needed, escrowMembersNeeded: beside,
                custodians: indices.map {
                    CommitteeTerms.Custodian(
                        index: $0, label: label.isEmpty ? "m\($0)" : label,
                        publicKey: [UInt8](repeating: key == 0 ? $0 : key, count: 32))
                })
        }
        #expect(terms(2, [1, 2]) != nil && terms(2, [1, 2, 17], beside: 1) != nil)
        // One alone; fewer than are needed; an escrow key that adds nothing; none with members.
        #expect(terms(1, [1, 2]) == nil && terms(3, [1, 2]) == nil)
        #expect(terms(2, [1, 2, 17], beside: 2) == nil && terms(2, [1, 2], beside: 1) == nil)
        // Gaps, disorder, unknown numbers, too many.
        #expect(
            terms(2, [1, 3]) == nil && terms(2, [2, 1]) == nil && terms(2, [1, 2, 18]) == nil)
        #expect(terms(2, [0, 1, 2]) == nil && terms(2, Array(1...11)) == nil)
        #expect(terms(2, [1, 2, 17, 18, 19, 20, 21]) == nil)
        // Somebody twice.
        #expect(terms(2, [1, 2], label: "m") == nil && terms(2, [1, 2], key: 4) == nil)
        #expect(terms(2, [1, 2], label: "a\u{A}b") == nil)
        // 5 of 10 with four escrow keys that take five members each would be 1,260 sets.
        #expect(terms(6, Array(1...10) + Array(17...20), beside: 5) == nil)
    }

    // MARK: Right and wrong secrets

    private func holds(
        _ custodian: Committee.Custodian, _ key: KeyBox, _ index: UInt8, _ epoch: UInt32
    ) -> Bool {
        custodian.holds(CustodySecret(key.key.copy(), index: index, epoch: epoch))
    }

    @Test func aWrongOrFormerSecretIsToldAtOnceAndOpensNothing() throws {
        let bench = try Bench()
        let people = try People(2, of: 3)
        try found(people, bench)
        let former = try people.secrets([1, 2, 3], of: try #require(bench.vault.committee))
        try found(people, bench)
        let committee = try #require(bench.vault.committee)
        #expect(committee.epoch == 3)
        let one = try #require(committee[1])
        for (key, index, epoch) in [
            (former[1], UInt8(1), UInt32(2)), (former[1], 1, 3), (KeyBox(SecretKey()), 1, 3),
        ] {
            #expect(!holds(one, try #require(key), index, epoch))
        }
        // One's own secret in another's name.
        let present = try people.secrets([1, 2, 3], of: committee)
        #expect(!holds(one, try #require(present[2]), 1, 3))
        #expect(!holds(one, try #require(present[1]), 2, 3))
        let vault = try sealed(bench)
        #expect(failure { try vault.unseal(secrets: former) } == .wrongKeyOrContext)
        var mixed = present
        mixed[1] = former[1]
        mixed[3] = nil
        #expect(failure { try vault.unseal(secrets: mixed) } == .wrongKeyOrContext)
        #expect(!vault.isUnsealed)
    }

    @Test func proofsAreTheCustodiansAndForOnePurpose() throws {
        let bench = try Bench()
        let people = try People(2, of: 2)
        try found(people, bench)
        let committee = try #require(bench.vault.committee)
        let secrets = try people.secrets([1, 2], of: committee)
        let secret = CustodySecret(
            try #require(secrets[1]).key.copy(), index: 1, epoch: committee.epoch)
        func statement(
            _ purpose: CustodySecret.Purpose, epoch: UInt32 = 2, index: UInt8 = 1,
            nonce: UInt64 = 1
        ) -> [UInt8] {
            CustodySecret.statement(
                purpose, store: bench.store.id, epoch: epoch, index: index,
                nonce: Identifier(high: 6, low: nonce))
        }
        let signature = secret.proofKey().sign(statement(.drill).rawSpan)
        let one = try #require(committee[1])
        #expect(one.hasSigned(statement(.drill), signature))
        #expect(!one.hasSigned(statement(.change), signature))
        #expect(!one.hasSigned(statement(.drill, epoch: 3), signature))
        #expect(!one.hasSigned(statement(.drill, index: 2), signature))
        #expect(!one.hasSigned(statement(.drill, nonce: 2), signature))
        #expect(try !#require(committee[2]).hasSigned(statement(.drill), signature))
        try bench.vault.noteProof(by: 1, at: Instant(milliseconds: 77))
        let vault = try sealed(bench)
        #expect(vault.committee?[1]?.provedAt == Instant(milliseconds: 77))
        #expect(vault.committee?[2]?.provedAt == Instant(milliseconds: 0))
        #expect(failure { try bench.vault.noteProof(by: 9, at: time) } == .notFound)
    }

    // MARK: Bent files

    @Test func everyFlippedByteOfAFileWithACommitteeIsFound() throws {
        let bench = try Bench()
        let people = try People(2, of: 2, escrows: 1, beside: 1)
        try found(people, bench)
        let secrets = try people.secrets([1, 2], of: try #require(bench.vault.committee))
        let path = bench.path + "/slots"
        let bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0x41
            try Data(changed).write(to: URL(fileURLWithPath: path))
            let error = failure {
                let vault = try sealed(bench)
                try vault.unseal(secrets: secrets)
            }
            #expect(error != nil, "byte \(index)")
        }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        try sealed(bench).unseal(secrets: secrets)
    }

    @Test func slotsThatChangePlacesOpenNothing() throws {
        let bench = try Bench()
        let people = try People(2, of: 3)
        try found(people, bench)
        var file = bench.vault.slotFile
        let secrets = try people.secrets([1, 2], of: try #require(file.committee))
        let other = try #require(file.slots.first { $0.custodians == 0b110 })
        let place = try #require(file.slots.firstIndex { $0.custodians == 0b011 })
        let root = try #require(bench.vault.root)
        // The slot of others, under the name of these; then all the same with its number.
        for id in [file.slots[place].id, other.id] {
            file.slots[place].sealed = other.sealed
            file.slots[place].id = id
            try SafeFile.replace(
                bench.path + "/slots",
                with: file.encoded(root: root.key, store: bench.store.id))
            let vault = try sealed(bench)
            #expect(failure { try vault.unseal(secrets: secrets) } == .wrongKeyOrContext)
        }
    }

    @Test func anOlderFileOfVersionOneIsNotTakenForALaterOne() throws {
        let bench = try Bench()
        let slot = try #require(bench.vault.slotFile.slots.first)
        let old: [UInt8] = [0x53, 0x4C, 1, 0, 0, 1, 0, 0] + slot.encoded
        try SafeFile.replace(bench.path + "/slots", with: old)
        try sealed(bench).unseal(credential: bench.credential)
        // After a change of the epoch the same file opens nothing.
        try found(try People(2, of: 2), bench)
        try SafeFile.replace(bench.path + "/slots", with: old)
        let vault = try sealed(bench)
        #expect(failure { try vault.unseal(credential: bench.credential) } == .damagedKeyring)
        var later = slot
        later.epoch = 2
        try SafeFile.replace(
            bench.path + "/slots", with: Array(old.prefix(8)) + later.encoded)
        #expect(failure { _ = try sealed(bench) } == .damagedSlots)
    }

    // MARK: The change of the epoch

    @Test func whatIsMadeIsInForceOnlyOnceItIsPutInForce() throws {
        let bench = try Bench()
        let people = try People(2, of: 2)
        try bench.vault.prepareEpoch(people.terms, plan: plan, nonce: nonce, at: time)
        let next = try #require(bench.vault.next)
        #expect(next.plan == plan && next.nonce == nonce && next.committee.epoch == 2)
        #expect(bench.vault.committee == nil && bench.vault.status.rootEpoch == 1)
        let secrets = try people.secrets([1, 2], of: next.committee)
        #expect(failure { try sealed(bench).unseal(secrets: secrets) } == .noSlot)
        // It is there again after a restart, and goes where it is let go.
        let vault = try sealed(bench)
        #expect(vault.next == nil)
        try vault.unseal(credential: bench.credential)
        #expect(vault.next?.committee == next.committee)
        try vault.dropNextEpoch()
        #expect(vault.next == nil)
        #expect(failure { try vault.activateEpoch(proved: [:], credentialPath: nil) } == .notFound)
        try sealed(bench).unseal(credential: bench.credential)
    }

    @Test func aKillAfterEachStepLeavesAStoreThatOpens() throws {
        let steps = RecordVault.EpochSwap.Step.allCases
        for count in 0...steps.count {
            let bench = try Bench()
            let file = bench.path + ".credential"
            defer { try? FileManager.default.removeItem(atPath: file) }
            defer { try? FileManager.default.removeItem(atPath: file + ".next") }
            try SafeFile.replace(file, with: bench.credential.withBytes { [UInt8](copying: $0) })
            let people = try People(2, of: 2)
            let kept = try bench.vault.addKey(
                .dataKeys, .social, at: time, permit: .system(.rotation))
            try bench.vault.prepareEpoch(people.terms, plan: plan, nonce: nonce, at: time)
            let committee = try #require(bench.vault.next).committee
            let secrets = try people.secrets([1, 2], of: committee)
            var swap = try RecordVault.EpochSwap(
                bench.vault, proved: [1: time], credentialPath: file)
            for step in steps.prefix(count) { try swap.perform(step) }
            // The process is gone. What it had in memory is not used any more.
            let isNew = count > (try #require(steps.firstIndex(of: .replaceSlots)))
            let vault = try sealed(bench)
            try vault.unseal(credentialPath: file)
            #expect(vault.status.rootEpoch == (isNew ? 2 : 1), "after \(count)")
            #expect(vault.keyring?.entry(.dataKeys, .social, version: kept) != nil)
            #expect((vault.next == nil) == isNew)
            #expect(vault.status.dropped == [])
            // A second start needs nothing of what the first repaired.
            let again = try sealed(bench)
            try again.unseal(credentialPath: file)
            #expect(again.status.rootEpoch == vault.status.rootEpoch)
            #expect(FileManager.default.fileExists(atPath: bench.path + "/slots.next") != isNew)
            let quorum = try sealed(bench)
            #expect((failure { try quorum.unseal(secrets: secrets) } == nil) == isNew)
            if isNew {
                // Of the former epoch nothing is left that its credential would open.
                #expect(
                    failure { try sealed(bench).unseal(credential: bench.credential) }
                        == .wrongCredential)
                let rings = try RecordVault.FileName.keyrings.compactMap {
                    FileManager.default.contents(atPath: bench.path + "/" + $0)
                }.map { try Keyring.claims(of: [UInt8]($0)).epoch }
                #expect(rings == [2])
                continue
            }
            // The change goes on where it stood.
            try again.activateEpoch(proved: [1: time], credentialPath: file)
            let later = try sealed(bench)
            try later.unseal(credentialPath: file)
            #expect(later.status.rootEpoch == 2 && later.committee == again.committee)
        }
    }

    @Test func theFormerEpochOpensNothingAnyMore() throws {
        let bench = try Bench()
        let first = try People(2, of: 3)
        try found(first, bench)
        let former = try first.secrets([1, 2, 3], of: try #require(bench.vault.committee))
        let oldSlots = try #require(FileManager.default.contents(atPath: bench.path + "/slots"))
        let second = try People(3, of: 4)
        try found(second, bench)
        #expect(bench.vault.committee?[1]?.provedAt == time)
        #expect(bench.vault.committee?[2]?.provedAt == Instant(milliseconds: 0))
        #expect(failure { try sealed(bench).unseal(secrets: former) } != nil)
        // Whoever kept the former file of slots has the former root key, and no keyring under it.
        try oldSlots.write(to: URL(fileURLWithPath: bench.path + "/slots"))
        #expect(failure { try sealed(bench).unseal(secrets: former) } == .damagedKeyring)
    }

    @Test func slotsThatAreNotTakenAlongAreDroppedAndTold() throws {
        let bench = try Bench()
        func words(_ text: String = "correct horse battery") -> SecretBuffer {
            var bytes = Array(text.utf8)
            return SecretBuffer(wiping: &bytes)
        }
        _ = try bench.vault.addSlot(passphrase: words())
        let people = try People(2, of: 2)
        #expect(failure { try bench.vault.takeAlong(passphrase: words()) } == .notFound)
        try bench.vault.prepareEpoch(people.terms, plan: plan, nonce: nonce, at: time)
        #expect(bench.vault.isPassphraseTaken == false)
        #expect(
            failure { try bench.vault.takeAlong(passphrase: words("another one altogether")) }
                == .wrongPassphrase)
        try bench.vault.takeAlong(passphrase: words())
        #expect(bench.vault.isPassphraseTaken == true)
        try bench.vault.activateEpoch(proved: [:], credentialPath: nil)
        #expect(bench.vault.status.dropped == [.credential])
        try sealed(bench).unseal(passphrase: words())
        // The next change is made without it.
        try found(people, bench)
        let vault = try sealed(bench)
        #expect(failure { try vault.unseal(passphrase: words()) } == .noSlot)
        let secrets = try people.secrets([1, 2], of: try #require(vault.committee))
        try vault.unseal(secrets: secrets)
        #expect(vault.status.dropped == [.credential, .passphrase])
        #expect(vault.status.unsealedBy == .quorum)
    }

    @Test func aCredentialThatCannotBeWrittenIsDropped() throws {
        let bench = try Bench()
        let folder = bench.path + ".readonly"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/credential"
        try SafeFile.replace(file, with: bench.credential.withBytes { [UInt8](copying: $0) })
        #expect(bench.vault.canRenewCredential(file))
        #expect(!bench.vault.canRenewCredential(folder + "/absent"))
        // A folder in the place of the file that would be written: root may write anywhere else.
        try FileManager.default.createDirectory(
            atPath: file + ".next.new", withIntermediateDirectories: false)
        #expect(!bench.vault.canRenewCredential(file))
        let people = try People(2, of: 2)
        try bench.vault.prepareEpoch(people.terms, plan: plan, nonce: nonce, at: time)
        try bench.vault.activateEpoch(proved: [:], credentialPath: file)
        #expect(bench.vault.status.dropped == [.credential])
        #expect(failure { try sealed(bench).unseal(credentialPath: file) } == .noSlot)
    }

    @Test func aCustodyKeyFileOpensWithItsPassphraseAlone() throws {
        func words(_ text: String = "correct horse battery") -> SecretBuffer {
            var bytes = Array(text.utf8)
            return SecretBuffer(wiping: &bytes)
        }
        func refusal(_ file: [UInt8], _ text: String = "correct horse battery")
            -> CustodyKeyFile.Failure?
        {
            do throws(CustodyKeyFile.Failure) {
                _ = try CustodyKeyFile.open(file, words(text))
                return nil
            } catch {
                return error
            }
        }
        let key = AgreementKey()
        let file = try CustodyKeyFile.seal(key, words())
        #expect(try CustodyKeyFile.open(file, words()).publicKey == key.publicKey)
        #expect(refusal(file, "another one altogether") == .wrongPassphrase)
        for index in file.indices {
            var changed = file
            changed[index] ^= 0x41
            #expect(refusal(changed) == .damaged)
        }
        #expect(refusal(Array(file.dropLast())) == .damaged && refusal([]) == .damaged)
        #expect(try CustodyKeyFile.seal(key, words()) != file)
    }
}
