public import Basics
public import Secrets
internal import Store

// The committee whose secrets open the root key, and the change to another epoch of it.

extension RecordVault {
    /// The committee in force; nil where there is none.
    public var committee: Committee? { slotFile.committee }

    /// What is known of the epoch that is made and not in force; nil where there is none, and while
    /// sealed.
    public var next: (plan: CommitteePlanID, nonce: CustodyNonce, committee: Committee)? {
        nextEpoch.flatMap { next in
            next.file.committee.map { (next.plan, next.nonce, $0) }
        }
    }

    /// Whether an unsealing passphrase goes along to the epoch that is made; nil where none is made,
    /// or there is no such passphrase.
    public var isPassphraseTaken: Bool? {
        guard let nextEpoch, has(.passphrase) else { return nil }
        return nextEpoch.file.slots.contains { $0.type == .passphrase }
    }

    private func has(_ type: SlotType) -> Bool {
        slotFile.slots.contains { $0.type == type }
    }

    // MARK: Unsealing

    /// Unseals with the secrets of some custodians, by their numbers.
    ///
    /// - Throws: `noSlot` where they are of no allowed set; `wrongKeyOrContext` where the slot of
    ///   theirs opens under other ones; `damagedKeyring`, `damagedSlots`, `store`.
    public func unseal(secrets: [UInt8: KeyBox]) throws(VaultError) {
        let present = secrets.keys.reduce(UInt32(0)) { $0 | CommitteeTerms.bit($1) }
        let slot = slotFile.slots.first {
            $0.custodians != 0 && $0.custodians & ~present == 0
        }
        guard let slot else { throw .noSlot }
        let key = CustodySecret.slotKey(
            slot: slot.id, epoch: slot.epoch,
            secrets: CommitteeTerms.indices(of: slot.custodians).compactMap { secrets[$0] })
        try load(root: KeyBox(try slot.open(store: storeID, key: key)), by: slot.type)
    }

    /// Unseals with the credential in a file, or with the one beside it that a change of the epoch
    /// wrote and could not put in its place any more.
    ///
    /// - Throws: `noSlot`, `wrongCredential`, `damagedKeyring`, `store`.
    public func unseal(credentialPath path: String) throws(VaultError) {
        let renewed = path + Self.renewedSuffix
        do throws(VaultError) {
            try unseal(credential: try Self.credential(at: path))
        } catch {
            let isOther = error == .wrongCredential || error == .store(.notFound)
            guard isOther, SafeFile.exists(renewed) else { throw error }
            try unseal(credential: try Self.credential(at: renewed))
            placeCredential(path)
        }
    }

    private static let renewedSuffix = ".next"

    /// Makes a new credential in a file, and a slot that it opens in the place of all that others did.
    ///
    /// It lies beside the former until the slot is durable: whichever is there after a crash, one of
    /// them opens.
    /// - Throws: `sealed`, `store`, also where the file cannot be replaced; the former then stand.
    public func renewCredential(at path: String) throws(VaultError) {
        guard let root, keyring != nil else { throw .sealed }
        try checkPlace(path)
        let credential = SecretKey()
        var bytes = credential.withBytes { [UInt8](copying: $0) }
        defer { Sodium.wipe(&bytes) }
        do throws(StoreError) {
            try SafeFile.replace(path + Self.renewedSuffix, with: bytes)
        } catch {
            throw .store(error)
        }
        var file = slotFile
        file.slots.removeAll { $0.type == .credential }
        do {
            _ = try file.add(credential: credential, root: root.key, store: storeID)
            try write(file)
        } catch {
            // Of two that may open, which one does is known after the next start.
            if !isUnsynced { try? SafeFile.remove(path + Self.renewedSuffix) }
            throw error
        }
        placeCredential(path)
    }

    /// Checks that a credential can be replaced, before anything relies on that: one that an earlier
    /// renewal could not put in its place is put there first, and the present one is written again.
    private func checkPlace(_ path: String) throws(VaultError) {
        do throws(StoreError) {
            placeRenewed(path)
            guard SafeFile.exists(path) else { return }
            var bytes = try SafeFile.read(
                path, maximumByteCount: VaultLimits.credentialFileByteCount)
            defer { Sodium.wipe(&bytes) }
            try SafeFile.replace(path, with: bytes)
        } catch {
            throw .store(error)
        }
    }

    /// Puts the credential in its place that an earlier renewal could not put there.
    private func placeRenewed(_ path: String) {
        guard !opensCredentialSlot(path), opensCredentialSlot(path + Self.renewedSuffix) else {
            return
        }
        placeCredential(path)
    }

    /// Puts a renewed credential in the place of the former; where the disk refuses, the next
    /// unsealing finds it beside it and tries again.
    private func placeCredential(_ path: String) {
        let renewed = path + Self.renewedSuffix
        guard
            var bytes = try? SafeFile.read(
                renewed, maximumByteCount: VaultLimits.credentialFileByteCount)
        else { return }
        defer { Sodium.wipe(&bytes) }
        guard (try? SafeFile.replace(path, with: bytes)) != nil else { return }
        try? SafeFile.remove(renewed)
    }

    // MARK: Proofs

    /// Notes that a custodian of the committee in force proved that he has his secret.
    ///
    /// - Throws: `notFound`, `sealed`, `store`.
    public func noteProof(by index: UInt8, at time: Instant) throws(VaultError) {
        var file = slotFile
        guard var committee = file.committee,
            let place = committee.custodians.firstIndex(where: { $0.terms.index == index })
        else { throw .notFound }
        committee.custodians[place].provedAt = time
        file.committee = committee
        try write(file)
    }

    // MARK: The next epoch

    /// Makes the root key of the next epoch and the secrets of its custodians, beside what is in
    /// force; what another plan had made goes.
    ///
    /// - Throws: `unsuitableKey`, `limitExceeded`, `sealed`, `store`.
    public func prepareEpoch(
        _ terms: CommitteeTerms, plan: CommitteePlanID, nonce: CustodyNonce, at time: Instant
    ) throws(VaultError) {
        guard root != nil, keyring != nil else { throw .sealed }
        let (epoch, isLast) = slotFile.epoch.addingReportingOverflow(1)
        guard !isLast else { throw .limitExceeded }
        let key = KeyBox(SecretKey())
        let (committee, slots) = try Committee.make(
            terms, epoch: epoch, root: key.key, store: storeID, at: time)
        try write(
            NextEpoch(
                plan: plan, nonce: nonce,
                file: SlotFile(epoch: epoch, committee: committee, slots: slots), root: key))
    }

    /// Takes an unsealing passphrase along to the next epoch, under a salt of its own: it has to
    /// open the epoch in force.
    ///
    /// - Throws: `notFound` where no epoch is made; `noSlot`, `wrongPassphrase`,
    ///   `weakPasswordHash`, `sealed`, `store`.
    public func takeAlong(passphrase: borrowing SecretBuffer) throws(VaultError) {
        guard let root else { throw .sealed }
        guard var next = nextEpoch else { throw .notFound }
        guard try self.root(passphrase).key.isEqual(to: root.key) else { throw .wrongPassphrase }
        next.file.slots.removeAll { $0.type == .passphrase }
        _ = try next.file.add(
            passphrase: passphrase, cost: .floor, root: next.root.key, store: storeID)
        try write(next)
    }

    private func write(_ next: NextEpoch) throws(VaultError) {
        guard let root else { throw .sealed }
        try replace(FileName.nextSlots, with: next.encoded(store: storeID, former: root.key)) {
            nextEpoch = next
        }
    }

    /// Lets the epoch go that was made; the one in force stays as it is.
    ///
    /// - Throws: `store`.
    public func dropNextEpoch() throws(VaultError) {
        do throws(StoreError) {
            try SafeFile.remove(folder + "/" + FileName.nextSlots)
        } catch {
            if error == .notSynced { nextEpoch = nil }
            throw .store(error)
        }
        nextEpoch = nil
    }

    /// Puts the epoch that is made in force, and the one before out of it.
    ///
    /// A kill between any two of the steps leaves a store that opens under the one or the other,
    /// by what opened it before: `slots` is what decides.
    ///
    /// - Parameters:
    ///   - proved: which custodians proved that they have their new secrets, and when.
    ///   - credentialPath: where the credential of the automatic slot lies; a new one is written
    ///     there. Where it is nil, or cannot be written, there is no such slot any more.
    /// - Throws: `notFound` where none is made; `sealed`, `limitExceeded`, `store`: the epoch in
    ///   force is then the former, or after `notSynced` of its slots the new one: the root epoch in
    ///   the status tells.
    public func activateEpoch(
        proved: [UInt8: Instant], credentialPath: String?
    ) throws(VaultError) {
        var swap = try EpochSwap(self, proved: proved, credentialPath: credentialPath)
        for step in EpochSwap.Step.allCases { try swap.perform(step) }
    }

    /// Whether the credential file can be renewed: there is such a slot, the file opens it, and a
    /// file can be written beside it.
    public func canRenewCredential(_ path: String) -> Bool {
        let probe = path + Self.renewedSuffix
        guard opensCredentialSlot(path) || opensCredentialSlot(probe) else { return false }
        guard !SafeFile.exists(probe) else { return true }
        guard (try? SafeFile.replace(probe, with: [])) != nil else { return false }
        return (try? SafeFile.remove(probe)) != nil
    }

    private func opensCredentialSlot(_ path: String) -> Bool {
        guard let credential = try? Self.credential(at: path) else { return false }
        return slotFile.slots.contains {
            guard $0.type == .credential,
                let key = try? $0.open(store: storeID, key: credential)
            else { return false }
            return root?.key.isEqual(to: key) ?? false
        }
    }

    /// The steps from one epoch to the next, in their order.
    struct EpochSwap {
        /// A step; each is one change of one file.
        enum Step: CaseIterable {
            /// The new credential is written beside the old.
            case writeCredential
            /// The keyring is written under the new root key, over the older of its two files.
            case writeKeyring
            /// The slots of the new epoch take the place of the former: from here on it is in force.
            case replaceSlots
            /// The keyring under the former root key goes.
            case dropKeyring
            /// The file of the epoch that was made goes.
            case dropNext
            /// The new credential takes the place of the old.
            case placeCredential
        }

        private let vault: RecordVault
        private let root: KeyBox
        private var file: SlotFile
        private let ring: Keyring
        private let former: String
        private let credentialPath: String?
        private var isRenewed = false

        init(
            _ vault: RecordVault, proved: [UInt8: Instant], credentialPath: String?
        ) throws(VaultError) {
            guard var ring = vault.keyring else { throw .sealed }
            guard let next = vault.nextEpoch, var committee = next.file.committee else {
                throw .notFound
            }
            for place in committee.custodians.indices {
                let index = committee.custodians[place].terms.index
                if let at = proved[index] { committee.custodians[place].provedAt = at }
            }
            former = FileName.keyrings[Int(ring.sequence & 1)]
            ring.epoch = next.file.epoch
            ring.sequence += 1
            self.vault = vault
            self.ring = ring
            root = next.root
            file = next.file
            file.committee = committee
            self.credentialPath = credentialPath
        }

        mutating func perform(_ step: Step) throws(VaultError) {
            switch step {
            case .writeCredential: try writeCredential()
            case .writeKeyring:
                try vault.replace(
                    FileName.keyrings[Int(ring.sequence & 1)],
                    with: ring.sealed(store: vault.storeID, root: root.key))
            case .replaceSlots:
                let bytes = file.encoded(root: root.key, store: vault.storeID)
                let written = try SlotFile(encoded: bytes)
                try vault.replace(FileName.slots, with: bytes) {
                    vault.root = root
                    vault.slotFile = written
                    vault.nextEpoch = nil
                    vault.take(ring)
                }
            // What is left behind from here on is taken away at the next unsealing, too.
            case .dropKeyring: try? SafeFile.remove(vault.folder + "/" + former)
            case .dropNext: try? SafeFile.remove(vault.folder + "/" + FileName.nextSlots)
            case .placeCredential:
                if isRenewed, let credentialPath { vault.placeCredential(credentialPath) }
            }
        }

        private mutating func writeCredential() throws(VaultError) {
            // What was dropped before is missing still.
            file.dropped = vault.slotFile.dropped
            if vault.has(.passphrase), !file.slots.contains(where: { $0.type == .passphrase }) {
                file.dropped.insert(.passphrase)
            }
            guard vault.has(.credential) else { return }
            let credential = SecretKey()
            if let credentialPath { vault.placeRenewed(credentialPath) }
            guard let credentialPath, vault.opensCredentialSlot(credentialPath) else {
                file.dropped.insert(.credential)
                return
            }
            var bytes = credential.withBytes { [UInt8](copying: $0) }
            defer { Sodium.wipe(&bytes) }
            let path = credentialPath + RecordVault.renewedSuffix
            guard (try? SafeFile.replace(path, with: bytes)) != nil else {
                file.dropped.insert(.credential)
                return
            }
            _ = try file.add(credential: credential, root: root.key, store: vault.storeID)
            isRenewed = true
        }
    }

    /// Takes up the epoch that was made and is not in force, and takes away what a change of the
    /// epoch left behind, unless a power loss may bring the former epoch back.
    func takeUpEpochs(mayRemove: Bool) {
        guard let root, let keyring else { return }
        nextEpoch = nil
        let path = folder + "/" + FileName.nextSlots
        if let bytes = try? SafeFile.read(
            path, maximumByteCount: VaultLimits.slotFileByteCount)
        {
            let next = try? NextEpoch(encoded: bytes, store: storeID, former: root.key)
            if let next, next.file.epoch > keyring.epoch {
                nextEpoch = next
            } else if mayRemove {
                // It was made under a root key that is gone, or it is damaged: it is worth nothing.
                try? SafeFile.remove(path)
            }
        }
        for name in FileName.keyrings where mayRemove {
            guard
                let blob = try? SafeFile.read(
                    folder + "/" + name, maximumByteCount: VaultLimits.keyringFileByteCount),
                let claims = try? Keyring.claims(of: blob), claims.epoch < keyring.epoch
            else { continue }
            try? SafeFile.remove(folder + "/" + name)
        }
    }
}
