public import Authority
public import Basics
public import Secrets
internal import Store

/// What is sealed and opened: the keys of a store, in memory only while it is unsealed.
///
/// One thread uses it, inside the store's transactions. Every opening and every sealing takes a
/// `Permit`; a class that the permit does not name has its keys never touched.
@safe public final class RecordVault {
    /// The store whose rows it seals.
    public let storeID: StoreID
    /// The province's number, bound into every wrap.
    public let province: UInt16
    let folder: String
    var root: KeyBox?
    private(set) var keyring: Keyring?
    private var signer: SignerBox?
    /// The former key of the log, while it signs beside the active one.
    private var formerSigner: SignerBox?
    var slotFile: SlotFile
    /// The epoch that is made and not in force, while the vault is unsealed.
    var nextEpoch: NextEpoch?
    private var unsealedBy: SlotType?
    /// Whether a file of keys stands as it does in memory, and may be lost with the power.
    private(set) var isUnsynced = false
    var cache = KeyCache()
    var spines = BoundedCache<FileRow, Spine>(countMax: VaultLimits.spineCount)
    private var lastUse = Instant(milliseconds: .min)
    /// How often a key of each class was derived or taken, by the class's number.
    public private(set) var derivations = [UInt64](repeating: 0, count: 8)

    private final class SignerBox {
        let key: SigningKey

        init(_ key: consuming SigningKey) { self.key = key }
    }

    /// The names of the vault's files (LAYOUT L-2).
    public enum FileName {
        /// The two slots of the keyring, written alternately.
        public static let keyrings = ["keyring.0", "keyring.1"]
        /// The unseal slots.
        public static let slots = "slots"
        /// The slots of an epoch that is not in force yet.
        public static let nextSlots = "slots.next"
    }

    /// Takes up a sealed vault.
    ///
    /// - Throws: `damagedSlots`, or `store` where the file may be read by others.
    public init(folder: String, storeID: StoreID, province: UInt16) throws(VaultError) {
        self.folder = folder
        self.storeID = storeID
        self.province = province
        let path = folder + "/" + FileName.slots
        do throws(StoreError) {
            let bytes = try SafeFile.read(
                path, maximumByteCount: VaultLimits.slotFileByteCount)
            slotFile = try Self.parseSlots(bytes)
        } catch {
            throw error == .notFound || error == .damaged(code: 0) ? .damagedSlots : .store(error)
        }
    }

    private static func parseSlots(_ bytes: [UInt8]) throws(StoreError) -> SlotFile {
        do throws(VaultError) {
            return try SlotFile(encoded: bytes)
        } catch {
            throw .damaged(code: 0)
        }
    }

    private init(
        creating folder: String, storeID: StoreID, province: UInt16, at time: Instant
    ) throws(VaultError) {
        self.folder = folder
        self.storeID = storeID
        self.province = province
        slotFile = SlotFile(epoch: 1)
        root = KeyBox(SecretKey())
        var entries: [KeyringEntry] = []
        func add(_ kind: KeyKind, _ dataClass: DataClass?) {
            entries.append(
                KeyringEntry(
                    kind: kind, dataClass: dataClass, province: province, version: 1,
                    state: .active, created: time, changed: time, key: KeyBox(SecretKey())))
        }
        for dataClass in DataClass.allCases where dataClass != .audit {
            add(.dataKeys, dataClass)
        }
        for kind in KeyKind.allCases where kind != .dataKeys { add(kind, nil) }
        try write(Keyring(epoch: 1, sequence: 1, entries: entries))
        try write(slotFile)
    }

    /// Makes the keys of a new store; the vault is unsealed and has no slot yet: add one at once.
    ///
    /// - Throws: `store` where a keyring is there, or the disk refuses.
    public static func create(
        in folder: String, storeID: StoreID, province: UInt16, at time: Instant
    ) throws(VaultError) -> RecordVault {
        for name in FileName.keyrings + [FileName.slots]
        where SafeFile.exists(folder + "/" + name) {
            throw .store(.alreadyExists)
        }
        return try RecordVault(creating: folder, storeID: storeID, province: province, at: time)
    }

    // MARK: Unsealing

    /// Whether keys are in memory.
    public var isUnsealed: Bool { keyring != nil }

    /// Reads a credential file: exactly 32 bytes, mode 0600.
    ///
    /// - Throws: `wrongCredential`, or `store`.
    public static func credential(at path: String) throws(VaultError) -> SecretKey {
        do throws(StoreError) {
            var bytes = try SafeFile.read(
                path, maximumByteCount: VaultLimits.credentialFileByteCount)
            guard let key = try? SecretKey(wiping: &bytes) else { throw .limitExceeded }
            return key
        } catch {
            throw error == .limitExceeded ? .wrongCredential : .store(error)
        }
    }

    /// Unseals with a credential.
    ///
    /// - Throws: `noSlot`, `wrongCredential`, `damagedKeyring`, `store`.
    public func unseal(credential: borrowing SecretKey) throws(VaultError) {
        let candidates = slotFile.slots.filter { $0.type == .credential }
        guard !candidates.isEmpty else { throw .noSlot }
        for slot in candidates {
            guard let root = try? slot.open(store: storeID, key: credential) else { continue }
            return try load(root: KeyBox(root), by: .credential)
        }
        throw .wrongCredential
    }

    /// Unseals with a passphrase; takes about a second of one core and 256 MiB.
    ///
    /// - Throws: `noSlot`, `weakPasswordHash`, `wrongPassphrase`, `damagedKeyring`, `store`.
    public func unseal(passphrase: borrowing SecretBuffer) throws(VaultError) {
        try load(root: try root(passphrase), by: .passphrase)
    }

    /// The root key that a passphrase opens.
    func root(_ passphrase: borrowing SecretBuffer) throws(VaultError) -> KeyBox {
        let candidates = slotFile.slots.filter { $0.type == .passphrase }
        guard !candidates.isEmpty else { throw .noSlot }
        for slot in candidates {
            guard slot.cost.isAllowed else { throw .weakPasswordHash }
            let key = try Self.key(passphrase, slot.salt, slot.cost)
            guard let root = try? slot.open(store: storeID, key: key) else { continue }
            return KeyBox(root)
        }
        throw .wrongPassphrase
    }

    static func key(
        _ passphrase: borrowing SecretBuffer, _ salt: [UInt8], _ cost: PasswordHash.Cost
    ) throws(VaultError) -> SecretKey {
        do throws(SecretsError) {
            return try PasswordHash.key(from: passphrase, salt: salt, cost: cost)
        } catch {
            throw .weakPasswordHash
        }
    }

    /// The newest keyring on disk that opens under a root key of this epoch.
    private func newest(root: KeyBox) throws(VaultError) -> Keyring? {
        var best: Keyring?
        for name in FileName.keyrings {
            let blob: [UInt8]
            do throws(StoreError) {
                blob = try SafeFile.read(
                    folder + "/" + name, maximumByteCount: VaultLimits.keyringFileByteCount)
            } catch {
                if error == .notFound { continue }
                throw .store(error)
            }
            guard let ring = try? Keyring.open(blob, store: storeID, root: root.key),
                ring.epoch == slotFile.epoch, ring.sequence > best?.sequence ?? 0
            else { continue }
            best = ring
        }
        return best
    }

    func load(root: KeyBox, by type: SlotType) throws(VaultError) {
        guard slotFile.isAuthentic(root: root.key, store: storeID) else { throw .damagedSlots }
        guard let best = try newest(root: root) else {
            throw .damagedKeyring
        }
        self.root = root
        unsealedBy = type
        take(best)
        // Whoever wrote them may have been cut off before they were.
        isUnsynced = true
        takeUpEpochs(mayRemove: (try? settle()) != nil)
    }

    /// Brings to rest what stands in the folder and could not be synced.
    ///
    /// - Throws: `store`.
    public func settle() throws(VaultError) {
        guard isUnsynced else { return }
        do throws(StoreError) {
            try SafeFile.syncFolder(of: folder + "/" + FileName.slots)
        } catch {
            throw .store(error)
        }
        isUnsynced = false
    }

    func take(_ ring: Keyring) {
        keyring = ring
        signer = ring.active(.log)?.key.map { SignerBox(SigningKey(seed: $0.key)) }
        formerSigner = ring.entries.last { $0.kind == .log && $0.state == .decryptOnly }?.key
            .map { SignerBox(SigningKey(seed: $0.key)) }
    }

    /// Wipes every key from memory.
    public func seal() {
        root = nil
        nextEpoch = nil
        keyring = nil
        signer = nil
        formerSigner = nil
        unsealedBy = nil
        cache.removeAll()
        spines.removeAll()
    }

    /// Wipes the data keys if none was used, for a read or a write, for 60 s.
    ///
    /// A use itself does not look at the clock: it counts from the first call after it.
    public func wipeIdle(now: Instant) {
        if cache.wasUsed {
            cache.wasUsed = false
            lastUse = now
        } else if cache.count > 0, now > lastUse.adding(seconds: VaultLimits.dataKeyIdleSeconds) {
            cache.removeAll()
        }
    }

    // MARK: Slots

    /// Adds a slot that a credential opens, and gives its number.
    public func addSlot(credential: borrowing SecretKey) throws(VaultError) -> UInt32 {
        guard let root, keyring != nil else { throw .sealed }
        var file = slotFile
        let id = try file.add(credential: credential, root: root.key, store: storeID)
        try write(file)
        return id
    }

    /// Adds a slot that a passphrase opens, and gives its number.
    ///
    /// - Throws: `unsuitablePassphrase`, `weakPasswordHash`, `sealed`, `store`.
    public func addSlot(
        passphrase: borrowing SecretBuffer, cost: PasswordHash.Cost = .floor
    ) throws(VaultError) -> UInt32 {
        guard let root, keyring != nil else { throw .sealed }
        var file = slotFile
        let id = try file.add(
            passphrase: passphrase, cost: cost, root: root.key, store: storeID)
        try write(file)
        return id
    }

    /// Puts a slot that a passphrase opens in the place of all that others did.
    ///
    /// - Throws: `unsuitablePassphrase`, `weakPasswordHash`, `sealed`, `store`; the former then stand.
    public func renewSlot(
        passphrase: borrowing SecretBuffer, cost: PasswordHash.Cost = .floor
    ) throws(VaultError) {
        guard let root, keyring != nil else { throw .sealed }
        var file = slotFile
        file.slots.removeAll { $0.type == .passphrase }
        _ = try file.add(passphrase: passphrase, cost: cost, root: root.key, store: storeID)
        try write(file)
    }

    /// Removes a slot; the last one stays.
    ///
    /// - Throws: `noSlot`, `wrongState` for the last slot, `sealed`, `store`.
    public func removeSlot(_ id: UInt32) throws(VaultError) {
        guard slotFile.slots.contains(where: { $0.id == id }) else { throw .noSlot }
        guard slotFile.slots.count > 1 else { throw .wrongState }
        var file = slotFile
        file.slots.removeAll { $0.id == id }
        try write(file)
    }

    /// Writes the file of slots, then uses it.
    func write(_ file: SlotFile) throws(VaultError) {
        guard let root else { throw .sealed }
        let bytes = file.encoded(root: root.key, store: storeID)
        let written = try SlotFile(encoded: bytes)
        try replace(FileName.slots, with: bytes) { slotFile = written }
    }

    /// Replaces a file of keys, then uses what is in it.
    ///
    /// It is used, too, where the new file stands and could not be synced: memory and folder would
    /// else go apart, and the next write would be over the one file that still opens.
    /// - Throws: `store`.
    func replace(
        _ name: String, with bytes: [UInt8], use: () -> Void = {}
    ) throws(VaultError) {
        // Of two changes that a power loss may undo, the second may have gone over what the first
        // one needs.
        try settle()
        do throws(StoreError) {
            try SafeFile.replace(folder + "/" + name, with: bytes)
        } catch {
            if error == .notSynced {
                isUnsynced = true
                use()
            }
            throw .store(error)
        }
        use()
    }

    // MARK: Keyring

    /// Writes a keyring to the slot that does not hold the newest, then uses it.
    func write(_ ring: Keyring) throws(VaultError) {
        guard let root else { throw .sealed }
        let name = FileName.keyrings[Int(ring.sequence & 1)]
        try replace(name, with: ring.sealed(store: storeID, root: root.key)) { take(ring) }
    }

    /// The keyring's sequence, which every leaf bears; 0 while sealed.
    public var keyringSequence: UInt64 { keyring?.sequence ?? 0 }

    /// The sequence that a keyring's file claims, without opening it; nil where it is none.
    public static func claimedSequence(of keyring: [UInt8]) -> UInt64? {
        (try? Keyring.claims(of: keyring))?.sequence
    }

    /// Makes a pending version of a key and gives its number; an unused pending one is reused.
    ///
    /// - Parameter isFresh: whether others may know what is pending: then it is destroyed, in both files
    ///   of the keyring, and another one made under its number, which nothing has used.
    /// - Throws: `classNotPermitted`, `sealed`, `store`.
    public func addKey(
        _ kind: KeyKind, _ dataClass: DataClass? = nil, isFresh: Bool = false, at time: Instant,
        permit: Permit
    ) throws(VaultError) -> UInt32 {
        guard var ring = keyring else { throw .sealed }
        guard permit.system == .rotation else { throw .classNotPermitted }
        let versions = ring.entries.filter { $0.kind == kind && $0.dataClass == dataClass }
        if let pending = versions.first(where: { $0.state == .pending }) {
            guard isFresh else {
                try settle()
                return pending.version
            }
            for index in ring.entries.indices
            where ring.entries[index].kind == kind && ring.entries[index].dataClass == dataClass
                && ring.entries[index].state == .pending
            {
                ring.entries[index].key = KeyBox(SecretKey())
                (ring.entries[index].created, ring.entries[index].changed) = (time, time)
            }
            ring.sequence += 1
            try write(ring)
            try overwriteOlderKeyring(permit: permit)
            return pending.version
        }
        guard ring.entries.count < VaultLimits.keyringEntryCount else {
            throw .store(.limitExceeded)
        }
        let version = (versions.map(\.version).max() ?? 0) + 1
        ring.entries.append(
            KeyringEntry(
                kind: kind, dataClass: dataClass, province: province, version: version,
                state: .pending, created: time, changed: time, key: KeyBox(SecretKey())))
        ring.sequence += 1
        try write(ring)
        return version
    }

    /// The versions of a class's key that stand in one of some states, the newest first; none while
    /// sealed.
    public func versions(of dataClass: DataClass, in states: Set<KeyState>) -> [UInt32] {
        (keyring?.entries ?? [])
            .filter {
                $0.kind == .dataKeys && $0.dataClass == dataClass && states.contains($0.state)
            }
            .map(\.version).sorted(by: >)
    }

    /// The versions of a key that is of no class, in one of some states, the newest first; none while
    /// sealed.
    public func versions(of kind: KeyKind, in states: Set<KeyState>) -> [UInt32] {
        (keyring?.entries ?? [])
            .filter { $0.kind == kind && $0.dataClass == nil && states.contains($0.state) }
            .map(\.version).sorted(by: >)
    }

    /// When a version of a class's key came to be drained last; nil where none is.
    public func drainedSince(_ dataClass: DataClass) -> Instant? {
        (keyring?.entries ?? [])
            .filter {
                $0.kind == .dataKeys && $0.dataClass == dataClass && $0.state == .drained
            }
            .map(\.changed).max()
    }

    /// Writes the keyring once more, over the file of the one before, which may hold a key that is
    /// retired.
    ///
    /// - Throws: `classNotPermitted`, `sealed`, `store`.
    public func overwriteOlderKeyring(permit: Permit) throws(VaultError) {
        guard var ring = keyring else { throw .sealed }
        guard permit.system == .rotation else { throw .classNotPermitted }
        ring.sequence += 1
        try write(ring)
    }

    /// Whether the newest keyring on disk opens under the root key, and holds what is in memory: what
    /// is not there is lost with the process.
    ///
    /// - Throws: `sealed`, `store`.
    public func isKept() throws(VaultError) -> Bool {
        guard let root, let keyring else { throw .sealed }
        try settle()
        guard let kept = try newest(root: root) else {
            return false
        }
        return kept.sequence == keyring.sequence
            && kept.entries.map(\.info) == keyring.entries.map(\.info)
    }

    /// Moves a key to another state; activating one makes the active one open only.
    ///
    /// - Throws: `classNotPermitted`, `keyMissing`, `wrongState`, `sealed`, `store`.
    public func setState(
        _ state: KeyState, of kind: KeyKind, _ dataClass: DataClass? = nil, version: UInt32,
        at time: Instant, permit: Permit
    ) throws(VaultError) {
        guard var ring = keyring else { throw .sealed }
        guard permit.system == .rotation else { throw .classNotPermitted }
        let index = ring.entries.firstIndex {
            $0.kind == kind && $0.dataClass == dataClass && $0.version == version
        }
        guard let index else { throw .keyMissing }
        guard Self.mayMove(ring.entries[index].state, to: state) else { throw .wrongState }
        if state == .active {
            for other in ring.entries.indices
            where ring.entries[other].kind == kind && ring.entries[other].dataClass == dataClass
                && ring.entries[other].state == .active
            {
                ring.entries[other].state = .decryptOnly
                ring.entries[other].changed = time
            }
        }
        ring.entries[index].state = state
        ring.entries[index].changed = time
        if state == .retired || state == .destroyed {
            // What a key of the log has signed is verified still.
            if kind == .log, let box = ring.entries[index].key {
                ring.entries[index].publicKey = SigningKey(seed: box.key).publicKey
            }
            ring.entries[index].key = nil
        }
        ring.sequence += 1
        try write(ring)
    }

    private static func mayMove(_ old: KeyState, to new: KeyState) -> Bool {
        switch (old, new) {
        case (.pending, .active), (.active, .decryptOnly), (.decryptOnly, .active),
            (.decryptOnly, .drained), (.drained, .active), (.drained, .decryptOnly),
            (.drained, .retired), (.retired, .destroyed):
            true
        default: false
        }
    }

    /// A key of the keyring; each use of a class's key is counted.
    func key(
        _ kind: KeyKind, _ dataClass: DataClass? = nil, version: UInt32? = nil
    ) throws(VaultError) -> (box: KeyBox, version: UInt32) {
        guard let keyring else { throw .sealed }
        let entry =
            version.map { keyring.entry(kind, dataClass, version: $0) }
            ?? keyring.active(kind, dataClass)
        guard let entry, let box = entry.key else { throw .keyMissing }
        let counted = kind == .audit ? DataClass.audit : dataClass
        if let counted { count(counted) }
        return (box, entry.version)
    }

    func count(_ dataClass: DataClass) { derivations[Int(dataClass.rawValue)] += 1 }

    // MARK: Log and status

    /// The public key that verifies the log's checkpoints, 32 bytes.
    ///
    /// - Throws: `sealed`, `keyMissing`.
    public func logPublicKey() throws(VaultError) -> [UInt8] {
        guard keyring != nil else { throw .sealed }
        guard let signer else { throw .keyMissing }
        return signer.key.publicKey
    }

    /// Signs the text of a note under the log's name: a checkpoint, or a province's descriptor
    /// (Ed25519, 64 bytes).
    ///
    /// - Throws: `sealed`, `keyMissing`.
    public func signNote(_ text: String) throws(VaultError) -> [UInt8] {
        unsafe try sign(text.utf8.span.bytes)
    }

    /// The public halves of the keys that sign the log now: the active one and, while it is replaced,
    /// the former.
    ///
    /// What another one has signed counts no more where it may be known to others.
    /// - Throws: `sealed`, `keyMissing`.
    public func signingLogKeys() throws(VaultError) -> [[UInt8]] {
        [try logPublicKey()] + (formerSigner.map { [$0.key.publicKey] } ?? [])
    }

    /// Signs the text of a note with every key that signs the log now (Ed25519, 64 bytes each).
    ///
    /// - Throws: `sealed`, `keyMissing`.
    public func signLogNote(
        _ text: String
    ) throws(VaultError) -> [(key: [UInt8], signature: [UInt8])] {
        var signatures = [(key: try logPublicKey(), signature: try signNote(text))]
        if let formerSigner {
            unsafe signatures.append(
                (
                    key: formerSigner.key.publicKey,
                    signature: formerSigner.key.sign(text.utf8.span.bytes)
                ))
        }
        return signatures
    }

    /// The public half of the log's key that is made and does not sign yet; nil where there is none.
    public var pendingLogKey: [UInt8]? {
        pendingLogEntry?.key.map { SigningKey(seed: $0.key).publicKey }
    }

    private var pendingLogEntry: KeyringEntry? {
        keyring?.entries.last { $0.kind == .log && $0.state == .pending }
    }

    /// Signs a text with the log's key that is made and does not sign yet, so that it proves that it
    /// is there.
    ///
    /// - Throws: `keyMissing`.
    public func signPending(_ text: String) throws(VaultError) -> [UInt8] {
        guard let box = pendingLogEntry?.key else { throw .keyMissing }
        return unsafe SigningKey(seed: box.key).sign(text.utf8.span.bytes)
    }

    /// The public halves of every key that has signed the log or signs it, the oldest first.
    ///
    /// - Throws: `sealed`.
    public func logPublicKeys() throws(VaultError) -> [[UInt8]] {
        guard let keyring else { throw .sealed }
        return keyring.entries.filter { $0.kind == .log && $0.state != .pending }
            .sorted { $0.version < $1.version }
            .compactMap { entry in
                entry.key.map { SigningKey(seed: $0.key).publicKey } ?? entry.publicKey
            }
    }

    /// When the active key of a kind that is of no class came into use; nil where there is none.
    public func activatedAt(_ kind: KeyKind) -> Instant? { keyring?.active(kind)?.changed }

    func sign(_ message: RawSpan) throws(VaultError) -> [UInt8] {
        guard keyring != nil else { throw .sealed }
        guard let signer else { throw .keyMissing }
        return signer.key.sign(message)
    }

    /// The public half of the key that receives transfers, 32 bytes.
    public func transferPublicKey() throws(VaultError) -> [UInt8] {
        let key = try key(.transfer)
        return AgreementKey(secret: key.box.key.copy()).publicKey
    }

    /// What may be shown of a slot.
    public struct SlotInfo: Equatable, Sendable {
        /// The slot's number.
        public let id: UInt32
        /// How it is opened.
        public let type: SlotType
        /// The epoch of the root key that it holds.
        public let epoch: UInt32
    }

    /// What may be shown of the vault: states and counts, no key and no content.
    public struct Status: Equatable, Sendable {
        /// Whether keys are in memory.
        public let isUnsealed: Bool
        /// How it was unsealed last; nil while sealed, and right after creation.
        public let unsealedBy: SlotType?
        /// The epoch of the root key; 0 while sealed.
        public let rootEpoch: UInt32
        /// The sequence of the keyring; 0 while sealed.
        public let keyringSequence: UInt64
        /// The slots.
        public let slots: [SlotInfo]
        /// Ways of unsealing that the last change of the root key did not take along.
        public let dropped: DroppedSlots
        /// The keys; none while sealed.
        public let keys: [KeyInfo]
        /// How many data keys are held unwrapped.
        public let dataKeyCount: Int
    }

    /// What may be shown of the vault.
    public var status: Status {
        Status(
            isUnsealed: isUnsealed, unsealedBy: unsealedBy, rootEpoch: keyring?.epoch ?? 0,
            keyringSequence: keyringSequence,
            slots: slotFile.slots.map { SlotInfo(id: $0.id, type: $0.type, epoch: $0.epoch) },
            dropped: slotFile.dropped,
            keys: keyring?.entries.map(\.info) ?? [], dataKeyCount: cache.count)
    }
}
