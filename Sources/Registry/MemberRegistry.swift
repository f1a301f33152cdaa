public import Basics
internal import Secrets
public import Store

/// Who may connect and act: members, organisations, devices, invitations, approvals.
///
/// Rows are sealed under the transport key file's registry key, so that a sealed daemon knows its
/// peers; a copy of all rows is held in memory. One thread uses it.
public final class MemberRegistry {
    private(set) var keys: TransportKeys
    private var rows: [[UInt8]: Int64] = [:]
    private var digests: [Int64: [UInt8]] = [:]
    /// Rises with every change, and stands in the sealed head.
    public private(set) var sequence: UInt64 = 0
    private var lastRow: Int64 = 0
    /// Rises with whatever handshakes have to know of, taken back or not; not kept on disk.
    public private(set) var revision: UInt64 = 0

    /// The members.
    public private(set) var members: [MemberID: Member] = [:]
    /// The organisations.
    public private(set) var organisations: [OrganisationID: Organisation] = [:]
    /// The devices.
    public private(set) var devices: [DeviceID: Device] = [:]
    /// The invitations that were not removed yet.
    public private(set) var invitations: [InvitationID: Invitation] = [:]
    /// The changes of rights that wait for a second person.
    public private(set) var proposals: [ProposalID: Proposal] = [:]
    /// The accesses by break-glass, until some time after their review.
    public private(set) var breakGlass: [BreakGlassID: BreakGlass] = [:]
    /// The hand-overs of files that were not removed yet.
    public private(set) var handOvers: [HandOverID: HandOver] = [:]
    /// Other provinces that are trusted, or proposed to be.
    public private(set) var provinces: [ProvinceTrustID: ProvinceTrust] = [:]
    /// The files that came from other provinces, by the act that sent each.
    public private(set) var incoming: [ActID: IncomingTransfer] = [:]
    /// What takes two people: waiting, approved, and done.
    public private(set) var orders: [OrderID: Order] = [:]
    /// The witnesses of the log that are trusted, or proposed to be.
    public private(set) var witnesses: [WitnessTrustID: WitnessTrust] = [:]
    /// Who answers for the data; nil as long as nobody has set it.
    public private(set) var controller: DataController?
    /// The last time that the store was restored from a backup; nil where it never was.
    public private(set) var restoration: StoreRestoration?
    /// The pairs of files of which somebody said that they are of two children.
    public private(set) var distinctPairs: [FilePair: DistinctPair] = [:]
    /// The restorations before that which two people have signed: who missed one of them is told it.
    public private(set) var formerRestorations: [RestorationID: StoreRestoration] = [:]
    /// The incidents of security: where what is said of them stands.
    public private(set) var incidents: [IncidentID: Incident] = [:]
    /// The plans of backups: one in force, one proposed.
    public private(set) var backupPlans: [BackupPlanID: BackupPlan] = [:]
    /// The change of the committee that waits for somebody; there is one at a time.
    public private(set) var committeePlan: CommitteePlan?
    /// What is published, or proposed to be.
    public private(set) var publications: [PublicationID: PublicationRecord] = [:]
    /// What members ask lists for, under names of their own.
    private(set) var savedSearches: [MemberID: SavedSearches] = [:]
    /// The approvals that were not removed yet.
    public private(set) var approvals: [ApprovalID: Approval] = [:]
    private var devicesByKey: [[UInt8]: DeviceID] = [:]

    /// A change to be written in the caller's transaction.
    public enum Change: Sendable {
        /// A row that is new or replaced.
        case put(RegistryRecord)
        /// A row that goes.
        case remove(RegistryRecord)
    }

    /// Opens all rows.
    ///
    /// - Throws: `damagedRow`, `rowsMismatch`, `unsupportedLayout`, `store`.
    public init(keys: TransportKeys, in reader: StoreReader) throws(RegistryError) {
        self.keys = keys
        let stored = try Self.stored { () throws(StoreError) in try reader.registryRows() }
        for (row, sealed) in stored {
            let record = try RecordCoding.decode(
                try RowSealing.open(sealed, row: row, kind: .record, keys: keys))
            guard rows.updateValue(row, forKey: record.name) == nil else { throw .rowsMismatch }
            digests[row] = SHA256.hash(sealed)
            lastRow = row
            set(record)
        }
        let head = try Self.stored { () throws(StoreError) in try reader.meta(.registryHead) }
        try checkHead(head)
    }

    static func stored<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(RegistryError) -> Value {
        do throws(StoreError) {
            return try body()
        } catch {
            throw .store(error)
        }
    }

    // MARK: Head

    private func checkHead(_ sealed: [UInt8]?) throws(RegistryError) {
        guard let sealed else {
            guard rows.isEmpty else { throw .rowsMismatch }
            return
        }
        let head = try RowSealing.open(sealed, row: 0, kind: .head, keys: keys)
        var reader = ByteReader(head)
        guard let sequence = try? reader.integer(UInt64.self),
            let digest = try? reader.take(32), reader.remaining == 0
        else { throw .damagedRow }
        guard Array(digest) == allRows() else { throw .rowsMismatch }
        self.sequence = sequence
    }

    /// SHA-256 over all rows and their digests, by row.
    private func allRows() -> [UInt8] {
        var message: [UInt8] = []
        message.reserveCapacity(digests.count * 40)
        for row in digests.keys.sorted() {
            message.appendBigEndian(row)
            message += digests[row] ?? []
        }
        return SHA256.hash(message)
    }

    // MARK: Changes

    /// Writes changes in the caller's transaction and takes them over in memory; both are taken
    /// back together.
    ///
    /// - Throws: `limitExceeded`, `notFound`, `store`.
    public func apply(
        _ changes: [Change], in transaction: StoreTransaction
    ) throws(RegistryError) {
        guard !changes.isEmpty else { return }
        for change in changes {
            switch change {
            case .put(let record): try put(record, in: transaction)
            case .remove(let record): try remove(record, in: transaction)
            }
        }
        sequence += 1
        revision += 1
        transaction.onRollback { [self] in
            sequence -= 1
            revision += 1
        }
        var head: [UInt8] = []
        head.appendBigEndian(sequence)
        head += allRows()
        let sealed = RowSealing.seal(head, row: 0, kind: .head, keys: keys)
        try Self.stored { () throws(StoreError) in
            try transaction.setMeta(.registryHead, to: sealed)
        }
    }

    private func put(
        _ record: RegistryRecord, in transaction: StoreTransaction
    ) throws(RegistryError) {
        try RecordBounds.check(record)
        let name = record.name
        let before = self.record(named: record)
        let row: Int64
        if let known = rows[name] {
            row = known
        } else {
            guard rows.count < RegistryLimits.rowCount else { throw .limitExceeded }
            row = lastRow + 1
        }
        var plain = RecordCoding.encode(record)
        let sealed = RowSealing.seal(plain, row: row, kind: .record, keys: keys)
        Sodium.wipe(&plain)
        try Self.stored { () throws(StoreError) in
            try transaction.putRegistryRow(row, sealed: sealed)
        }
        let (digest, last) = (digests[row], lastRow)
        transaction.onRollback { [self] in
            digests[row] = digest
            lastRow = last
            clear(record)
            if let before { set(before) } else { rows[name] = nil }
        }
        if let before { clear(before) }
        rows[name] = row
        digests[row] = SHA256.hash(sealed)
        lastRow = max(lastRow, row)
        set(record)
    }

    private func remove(
        _ record: RegistryRecord, in transaction: StoreTransaction
    ) throws(RegistryError) {
        guard let row = rows[record.name], let before = self.record(named: record) else {
            throw .notFound
        }
        try Self.stored { () throws(StoreError) in try transaction.deleteRegistryRow(row) }
        let digest = digests[row]
        rows[record.name] = nil
        digests[row] = nil
        clear(before)
        transaction.onRollback { [self] in
            rows[before.name] = row
            digests[row] = digest
            set(before)
        }
    }

    private func record(named record: RegistryRecord) -> RegistryRecord? {
        switch record {
        case .member(let member): members[member.id].map(RegistryRecord.member)
        case .organisation(let organisation):
            organisations[organisation.id].map(RegistryRecord.organisation)
        case .device(let device): devices[device.id].map(RegistryRecord.device)
        case .invitation(let invitation):
            invitations[invitation.id].map(RegistryRecord.invitation)
        case .approval(let approval): approvals[approval.id].map(RegistryRecord.approval)
        case .proposal(let proposal): proposals[proposal.id].map(RegistryRecord.proposal)
        case .breakGlass(let access): breakGlass[access.id].map(RegistryRecord.breakGlass)
        case .handOver(let handOver): handOvers[handOver.id].map(RegistryRecord.handOver)
        case .province(let trust): provinces[trust.id].map(RegistryRecord.province)
        case .incoming(let one): incoming[one.id].map(RegistryRecord.incoming)
        case .order(let order): orders[order.id].map(RegistryRecord.order)
        case .witness(let trust): witnesses[trust.id].map(RegistryRecord.witness)
        case .controller: controller.map(RegistryRecord.controller)
        case .incident(let one): incidents[one.id].map(RegistryRecord.incident)
        case .backupPlan(let plan): backupPlans[plan.id].map(RegistryRecord.backupPlan)
        case .committeePlan(let plan):
            committeePlan.flatMap { $0.id == plan.id ? .committeePlan($0) : nil }
        case .restoration(let one):
            restoration.flatMap { $0.id == one.id ? .restoration($0) : nil }
        case .distinctPair(let one):
            distinctPairs[one.files].map(RegistryRecord.distinctPair)
        case .savedSearches(let one):
            savedSearches[one.member].map(RegistryRecord.savedSearches)
        case .formerRestoration(let one):
            formerRestorations[one.id].map(RegistryRecord.formerRestoration)
        case .publication(let one): publications[one.id].map(RegistryRecord.publication)
        }
    }

    private func set(_ record: RegistryRecord) {
        switch record {
        case .member(let member): members[member.id] = member
        case .organisation(let organisation): organisations[organisation.id] = organisation
        case .device(let device):
            devices[device.id] = device
            devicesByKey[device.publicKey] = device.id
        case .invitation(let invitation): invitations[invitation.id] = invitation
        case .approval(let approval): approvals[approval.id] = approval
        case .proposal(let proposal): proposals[proposal.id] = proposal
        case .breakGlass(let access): breakGlass[access.id] = access
        case .handOver(let handOver): handOvers[handOver.id] = handOver
        case .province(let trust): provinces[trust.id] = trust
        case .incoming(let one): incoming[one.id] = one
        case .order(let order): orders[order.id] = order
        case .witness(let trust): witnesses[trust.id] = trust
        case .controller(let one): controller = one
        case .incident(let one): incidents[one.id] = one
        case .backupPlan(let plan): backupPlans[plan.id] = plan
        case .committeePlan(let plan): committeePlan = plan
        case .restoration(let one): restoration = one
        case .distinctPair(let one): distinctPairs[one.files] = one
        case .savedSearches(let one): savedSearches[one.member] = one
        case .formerRestoration(let one): formerRestorations[one.id] = one
        case .publication(let one): publications[one.id] = one
        }
    }

    private func clear(_ record: RegistryRecord) {
        switch record {
        case .member(let member): members[member.id] = nil
        case .organisation(let organisation): organisations[organisation.id] = nil
        case .device(let device):
            devices[device.id] = nil
            devicesByKey[device.publicKey] = nil
        case .invitation(let invitation): invitations[invitation.id] = nil
        case .approval(let approval): approvals[approval.id] = nil
        case .proposal(let proposal): proposals[proposal.id] = nil
        case .breakGlass(let access): breakGlass[access.id] = nil
        case .handOver(let handOver): handOvers[handOver.id] = nil
        case .province(let trust): provinces[trust.id] = nil
        case .incoming(let one): incoming[one.id] = nil
        case .order(let order): orders[order.id] = nil
        case .witness(let trust): witnesses[trust.id] = nil
        case .controller: controller = nil
        case .incident(let one): incidents[one.id] = nil
        case .backupPlan(let plan): backupPlans[plan.id] = nil
        case .committeePlan: committeePlan = nil
        case .restoration: restoration = nil
        case .distinctPair(let one): distinctPairs[one.files] = nil
        case .savedSearches(let one): savedSearches[one.member] = nil
        case .formerRestoration(let one): formerRestorations[one.id] = nil
        case .publication(let one): publications[one.id] = nil
        }
    }

    // MARK: Handshake

    /// The daemon's static keys, the current one first.
    public var staticKeys: [StaticKey] { keys.statics }

    /// Makes the next static key, to be told to clients before it is used; where there is one, it
    /// stays.
    ///
    /// The file is written at once; where the transaction is taken back, the file is, too.
    /// - Throws: `store`.
    public func prepareStaticKey(
        folder: String, in transaction: StoreTransaction
    ) throws(RegistryError) {
        try replace(with: keys.preparing(), folder: folder, in: transaction)
    }

    /// Makes another static key the current one, which new invitations name.
    ///
    /// - Throws: `notFound`, `store`.
    public func switchStaticKey(
        to id: UInt8, folder: String, in transaction: StoreTransaction
    ) throws(RegistryError) {
        try replace(with: keys.switching(to: id), folder: folder, in: transaction)
    }

    /// Forgets a static key that is not the current one; where it is gone, nothing changes.
    ///
    /// - Throws: `wrongState` for the current one, `store`.
    public func dropStaticKey(
        _ id: UInt8, folder: String, in transaction: StoreTransaction
    ) throws(RegistryError) {
        try replace(with: keys.dropping(id), folder: folder, in: transaction)
        // Its number may come again with another key, which nobody was told then.
        let told = devices.values.filter { $0.toldKey == id }
            .sorted { $0.id.bytes.lexicographicallyPrecedes($1.id.bytes) }
        try apply(
            told.map { device in
                var device = device
                device.toldKey = 0
                return .put(.device(device))
            }, in: transaction)
    }

    private func replace(
        with next: TransportKeys, folder: String, in transaction: StoreTransaction
    ) throws(RegistryError) {
        guard next.sequence != keys.sequence else { return }
        let before = keys
        do throws(RegistryError) {
            try next.write(folder: folder)
        } catch {
            if error == .store(.notSynced) { try? before.write(folder: folder) }
            throw error
        }
        keys = next
        revision += 1
        transaction.onRollback { [self] in
            keys = before
            revision += 1
            // A file that cannot be written back holds a key more or less than is used: what is
            // used stays in memory, and the change may be asked for again.
            try? before.write(folder: folder)
        }
    }

    /// The device with a public key; its standing is the caller's to look at.
    public func device(publicKey: [UInt8]) -> Device? {
        devicesByKey[publicKey].flatMap { devices[$0] }
    }

    /// The secret of an invitation that a key may use now; nil where there is none, it is over, or
    /// another key has used it.
    public func invitation(
        _ id: InvitationID, publicKey: [UInt8], now: Instant
    ) -> Invitation? {
        guard let invitation = invitations[id], now < invitation.expires else { return nil }
        switch invitation.state {
        case .open: return invitation
        case .bound: return invitation.boundKey == publicKey ? invitation : nil
        case .proposed, .confirmed, .closed: return nil
        }
    }

    /// Whether another key tries to use an invitation that is bound: a reason for an alarm.
    public func isContested(_ id: InvitationID, by publicKey: [UInt8]) -> Bool {
        guard let invitation = invitations[id], !invitation.boundKey.isEmpty else { return false }
        return invitation.boundKey != publicKey
    }

    /// The roles that a member holds at a time, in one organisation or in any.
    public func roles(
        of member: MemberID, in organisation: OrganisationID? = nil, at time: Instant
    ) -> [RoleGrant] {
        guard let member = members[member], member.standing == .active else { return [] }
        return member.roles.filter {
            $0.holds(at: time) && (organisation == nil || $0.organisation == organisation)
        }
    }

    // MARK: Leaves of a sealed daemon

    /// Stores a leaf of a sealed daemon, sealed under the registry key.
    ///
    /// - Throws: `limitExceeded` at 10,000; `store`.
    public func addPendingLeaf(
        kind: UInt8, payload: [UInt8], time: Instant, in transaction: StoreTransaction
    ) throws(RegistryError) {
        var plain: [UInt8] = [kind]
        plain.appendBigEndian(time.milliseconds)
        plain += payload
        do throws(StoreError) {
            _ = try transaction.addPendingLeaf { row in
                RowSealing.seal(plain, row: row, kind: .pendingLeaf, keys: keys)
            }
        } catch {
            throw error == .limitExceeded ? .limitExceeded : .store(error)
        }
    }

    /// The leaves that a sealed daemon stored, in their order: to be appended first after an
    /// unseal, then deleted with `StoreTransaction.deletePendingLeaves`.
    ///
    /// - Throws: `damagedRow`, `rowsMismatch` where one is missing, `store`.
    public func pendingLeaves(
        in reader: StoreReader
    ) throws(RegistryError) -> [(kind: UInt8, time: Instant, payload: [UInt8])] {
        let stored = try Self.stored { () throws(StoreError) in try reader.pendingLeaves() }
        var leaves: [(kind: UInt8, time: Instant, payload: [UInt8])] = []
        for (index, (row, sealed)) in stored.enumerated() {
            guard row == Int64(index) else { throw .rowsMismatch }
            let plain = try RowSealing.open(sealed, row: row, kind: .pendingLeaf, keys: keys)
            var reader = ByteReader(plain)
            guard let kind = try? reader.integer(UInt8.self),
                let time = try? reader.integer(Int64.self)
            else { throw .damagedRow }
            leaves.append((kind, Instant(milliseconds: time), Array(plain.dropFirst(9))))
        }
        return leaves
    }
}
