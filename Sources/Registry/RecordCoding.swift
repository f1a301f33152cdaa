internal import Basics
internal import Secrets

/// The plaintext of a registry row (LAYOUT L-27): kind, id, then the fields in order.
enum RecordCoding {
    static func encode(_ record: RegistryRecord) -> [UInt8] {
        var bytes = record.name
        switch record {
        case .member(let member):
            bytes.append(member.standing.rawValue)
            put(member.name, &bytes)
            bytes.append(UInt8(truncatingIfNeeded: member.roles.count))
            for grant in member.roles { put(grant, &bytes) }
            if let absence = member.absence {
                put(absence.from, &bytes)
                put(absence.until, &bytes)
                bytes.append(absence.deputy ?? .zero)
            }
            if member.secrecyAt.milliseconds != 0 { put(member.secrecyAt, &bytes) }
        case .organisation(let organisation):
            bytes.append(organisation.standing.rawValue)
            put(organisation.name, &bytes)
            put(organisation.kind, &bytes)
            put(organisation.territory, &bytes)
        case .device(let device):
            bytes.append(device.standing.rawValue)
            bytes.append(device.member)
            bytes += device.publicKey
            bytes += device.signingKey
            put(device.presharedKey, &bytes)
            bytes.appendBigEndian(device.generation)
            put(device.lastSeen, &bytes)
            put(device.enrolledAt, &bytes)
            put(device.label, &bytes)
            put(device.keyedAt, &bytes)
            bytes.append(device.toldKey)
            bytes.append(device.nextPresharedKey == nil ? 0 : 1)
            if let next = device.nextPresharedKey { put(next, &bytes) }
        case .invitation(let invitation):
            bytes.append(invitation.state.rawValue)
            put(invitation.secret, &bytes)
            bytes.append(invitation.member)
            bytes.append(invitation.issuer)
            bytes.append(invitation.approver)
            put(invitation.issued, &bytes)
            put(invitation.expires, &bytes)
            bytes.append(UInt8(truncatingIfNeeded: invitation.boundKey.count))
            bytes += invitation.boundKey
            bytes.append(invitation.device)
            put(invitation.contestedAt ?? Instant(milliseconds: 0), &bytes)
        case .approval(let approval):
            bytes.append(approval.member)
            bytes.append(approval.device)
            put(approval.time, &bytes)
            bytes.appendBigEndian(UInt16(truncatingIfNeeded: approval.statement.count))
            bytes += approval.statement
            bytes += approval.signature
        case .proposal(let proposal):
            bytes.append(proposal.member)
            bytes.append(proposal.proposer)
            put(proposal.proposed, &bytes)
            put(proposal.expires, &bytes)
            switch proposal.change {
            case .grant(let grant):
                bytes.append(1)
                put(grant, &bytes)
            case .resume: bytes.append(2)
            }
        case .breakGlass(let access):
            bytes.append(access.member)
            bytes.append(access.file)
            bytes.appendBigEndian(access.sequence)
            bytes.append(access.isLifeDanger ? 1 : 0)
            put(access.at, &bytes)
            for word in [access.approval, access.review] {
                bytes.append(word?.member ?? .zero)
                put(word?.at ?? Instant(milliseconds: 0), &bytes)
            }
            bytes.appendBigEndian(access.reviewSequence)
        case .handOver(let handOver):
            bytes.append(handOver.from)
            bytes.append(handOver.to)
            bytes.append(handOver.organisation ?? .zero)
            bytes.append(handOver.asker)
            put(handOver.asked, &bytes)
            put(handOver.reason, &bytes)
        case .province(let trust):
            put(trust.code, &bytes)
            put(trust.address, &bytes)
            bytes += trust.staticKey + trust.transferKey + trust.logKey
            put(trust.madeAt, &bytes)
            bytes.append(trust.proposer)
            put(trust.proposed, &bytes)
            bytes.append(trust.approver ?? .zero)
            put(trust.trustedAt, &bytes)
            if let former = trust.formerLogKey {
                bytes += former
                put(trust.formerUntil, &bytes)
            }
        case .incoming(let incoming):
            put(incoming.from, &bytes)
            bytes.append(incoming.origin)
            bytes.appendBigEndian(incoming.sequence)
            bytes.append(incoming.file ?? .zero)
            put(incoming.at, &bytes)
            bytes.append(incoming.member)
            put(incoming.reason, &bytes)
        case .order(let order): put(order, &bytes)
        case .witness(let trust):
            put(trust.name, &bytes)
            bytes += trust.key
            bytes.append(trust.proposer)
            put(trust.proposed, &bytes)
            bytes.append(trust.approver ?? .zero)
            put(trust.trustedAt, &bytes)
            bytes.append(trust.removal?.member ?? .zero)
            put(trust.removal?.at ?? Instant(milliseconds: 0), &bytes)
            bytes.appendBigEndian(trust.seen?.size ?? 0)
            put(trust.seen?.at ?? Instant(milliseconds: 0), &bytes)
            bytes.appendBigEndian(UInt16(truncatingIfNeeded: trust.seen?.note.count ?? 0))
            bytes += trust.seen?.note ?? []
        case .controller(let controller):
            put(controller.name, &bytes)
            put(controller.authorisation, &bytes)
            put(controller.contact, &bytes)
        case .incident(let incident):
            bytes.append(incident.reporter)
            put(incident.reported, &bytes)
            bytes.append(incident.isDeclared ? 1 : 0)
            bytes.append(UInt8(truncatingIfNeeded: incident.leaves.count))
            for leaf in incident.leaves { bytes.appendBigEndian(leaf) }
        case .backupPlan(let plan): put(plan, &bytes)
        case .distinctPair(let one):
            bytes.append(one.files.lower)
            bytes.append(one.files.higher)
            bytes.append(one.member)
            put(one.at, &bytes)
            bytes.appendBigEndian(one.reasons)
        case .restoration(let one), .formerRestoration(let one): put(one, &bytes)
        case .committeePlan(let plan): put(plan, &bytes)
        case .savedSearches(let saved):
            bytes.append(UInt8(truncatingIfNeeded: saved.searches.count))
            for one in saved.searches {
                for run in [Array(one.name.utf8), one.search] {
                    bytes.appendBigEndian(UInt16(truncatingIfNeeded: run.count))
                    bytes += run
                }
            }
        case .publication(let one):
            bytes.appendBigEndian(one.from)
            bytes.appendBigEndian(one.until)
            bytes.append(one.proposer)
            put(one.proposed, &bytes)
            bytes.append(one.approver ?? .zero)
            put(one.publishedAt, &bytes)
            bytes.appendBigEndian(UInt32(truncatingIfNeeded: one.content.count))
            bytes += one.content
        }
        return bytes
    }

    private static func put(_ text: String, _ bytes: inout [UInt8]) {
        bytes.append(UInt8(truncatingIfNeeded: text.utf8.count))
        bytes += text.utf8
    }

    private static func put(_ grant: RoleGrant, _ bytes: inout [UInt8]) {
        put(grant.role, &bytes)
        bytes.append(grant.organisation)
        put(grant.from, &bytes)
        put(grant.until, &bytes)
    }

    private static func put(_ order: Order, _ bytes: inout [UInt8]) {
        bytes += [order.kind.rawValue, order.ground.rawValue]
        bytes.append(order.file)
        bytes.append(order.member)
        bytes.append(order.classes.rawValue)
        bytes.append(UInt8(truncatingIfNeeded: order.sequences.count))
        for sequence in order.sequences { bytes.appendBigEndian(sequence) }
        put(OrderStep(member: order.asker, at: order.asked, leaf: order.leaf), &bytes)
        for step in [order.approval, order.execution] {
            put(step ?? OrderStep(member: .zero, at: Instant(milliseconds: 0), leaf: 0), &bytes)
        }
        bytes.appendBigEndian(order.erasedCount)
        if let witnessed = order.witnessed {
            bytes.appendBigEndian(witnessed.size)
            put(witnessed.at, &bytes)
        }
    }

    private static func put(_ plan: BackupPlan, _ bytes: inout [UInt8]) {
        put(plan.folder, &bytes)
        put(plan.keyFolder, &bytes)
        bytes.appendBigEndian(plan.hours)
        bytes.append(plan.keptCount)
        bytes.append(plan.proposer)
        put(plan.proposed, &bytes)
        bytes.append(plan.approver ?? .zero)
        put(plan.approvedAt, &bytes)
        bytes.append(UInt8(truncatingIfNeeded: plan.recipients.count))
        for recipient in plan.recipients { bytes += recipient }
        put(plan.keysIn, &bytes)
        bytes += plan.keysDigest
        bytes.append(UInt8(truncatingIfNeeded: plan.backups.count))
        for backup in plan.backups {
            put(backup.at, &bytes)
            for number in [backup.size, backup.leaf, backup.byteCount, backup.keyringSequence] {
                bytes.appendBigEndian(number)
            }
            put(backup.provedAt ?? Instant(milliseconds: 0), &bytes)
            bytes += backup.hash
            put(backup.folder, &bytes)
        }
    }

    private static func put(_ restoration: StoreRestoration, _ bytes: inout [UInt8]) {
        put(restoration.at, &bytes)
        for note in [restoration.note, restoration.lost] {
            bytes.appendBigEndian(UInt16(clamping: note.count))
            bytes += note
        }
        bytes.append(restoration.proposer ?? .zero)
        put(restoration.proposed, &bytes)
        bytes.append(restoration.approver ?? .zero)
        put(restoration.approvedAt, &bytes)
        bytes.append(restoration.erasures.rawValue)
    }

    private static func put(_ plan: CommitteePlan, _ bytes: inout [UInt8]) {
        bytes += [
            UInt8(plan.terms.membersNeeded), UInt8(plan.terms.escrowMembersNeeded),
            UInt8(plan.terms.custodians.count),
        ]
        for custodian in plan.terms.custodians {
            bytes.append(custodian.index)
            put(custodian.label, &bytes)
            bytes += custodian.publicKey
        }
        bytes.append(plan.proposer)
        put(plan.proposed, &bytes)
        bytes.append(plan.approval?.member ?? .zero)
        put(plan.approval?.at ?? Instant(milliseconds: 0), &bytes)
        bytes.append(plan.approval?.nonce ?? .zero)
        bytes.appendBigEndian(plan.approval?.epoch ?? 0)
        bytes.append(UInt8(truncatingIfNeeded: plan.proofs.count))
        for proof in plan.proofs {
            bytes += [proof.isFormer ? 1 : 0, proof.index]
            put(proof.at, &bytes)
            bytes += proof.signature
        }
    }

    private static func put(_ step: OrderStep, _ bytes: inout [UInt8]) {
        bytes.append(step.member)
        put(step.at, &bytes)
        bytes.appendBigEndian(step.leaf)
    }

    private static func put(_ time: Instant, _ bytes: inout [UInt8]) {
        bytes.appendBigEndian(time.milliseconds)
    }

    private static func put(_ secret: SharedSecret, _ bytes: inout [UInt8]) {
        secret.key.withBytes { span in
            unsafe span.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        }
    }

    static func decode(_ bytes: [UInt8]) throws(RegistryError) -> RegistryRecord {
        var reader = ByteReader(bytes)
        do {
            let record =
                switch try reader.integer(UInt8.self) {
                case 1: RegistryRecord.member(try member(&reader))
                case 2: RegistryRecord.organisation(try organisation(&reader))
                case 3: RegistryRecord.device(try device(&reader))
                case 4: RegistryRecord.invitation(try invitation(&reader))
                case 5: RegistryRecord.approval(try approval(&reader))
                case 6: RegistryRecord.proposal(try proposal(&reader))
                case 7: RegistryRecord.breakGlass(try breakGlass(&reader))
                case 8: RegistryRecord.handOver(try handOver(&reader))
                case 9: RegistryRecord.province(try province(&reader))
                case 10: RegistryRecord.incoming(try incoming(&reader))
                case 11: RegistryRecord.order(try order(&reader))
                case 12: RegistryRecord.witness(try witness(&reader))
                case 13: RegistryRecord.controller(try controller(&reader))
                case 14: RegistryRecord.incident(try incident(&reader))
                case 15: RegistryRecord.backupPlan(try backupPlan(&reader))
                case 16: RegistryRecord.committeePlan(try committeePlan(&reader))
                case 17: RegistryRecord.restoration(try restoration(&reader))
                case 18: RegistryRecord.distinctPair(try distinctPair(&reader))
                case 20: RegistryRecord.savedSearches(try savedSearches(&reader))
                case 19: RegistryRecord.formerRestoration(try restoration(&reader))
                case 21: RegistryRecord.publication(try publication(&reader))
                default: throw RegistryError.unsupportedLayout
                }
            try reader.finish()
            return record
        } catch let error as RegistryError {
            throw error
        } catch {
            throw .damagedRow
        }
    }

    private static func text(_ reader: inout ByteReader) throws -> String {
        let count = Int(try reader.integer(UInt8.self))
        let bytes = try reader.take(count)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RegistryError.damagedRow
        }
        return text
    }

    private static func time(_ reader: inout ByteReader) throws -> Instant {
        Instant(milliseconds: try reader.integer())
    }

    private static func value<Value: RawRepresentable<UInt8>>(
        _ reader: inout ByteReader
    ) throws -> Value {
        guard let value = Value(rawValue: try reader.integer()) else {
            throw RegistryError.damagedRow
        }
        return value
    }

    private static func secret(_ reader: inout ByteReader) throws -> SharedSecret {
        var bytes = Array(try reader.take(SecretKey.byteCount))
        return SharedSecret(try SecretKey(wiping: &bytes))
    }

    private static func member(_ reader: inout ByteReader) throws -> Member {
        let id = try reader.identifier(MemberID.self)
        let standing: Standing = try value(&reader)
        var member = Member(id: id, name: try text(&reader), standing: standing)
        for _ in 0..<Int(try reader.integer(UInt8.self)) {
            member.roles.append(try grant(&reader))
        }
        // A member who is never away has no absence here, and one who never accepted no time.
        if reader.remaining >= 32 {
            let from = try time(&reader)
            let until = try time(&reader)
            let deputy: MemberID = try reader.identifier()
            member.absence = Absence(
                from: from, until: until, deputy: deputy == .zero ? nil : deputy)
        }
        if reader.remaining > 0 { member.secrecyAt = try time(&reader) }
        return member
    }

    private static func grant(_ reader: inout ByteReader) throws -> RoleGrant {
        let role = try text(&reader)
        let organisation = try reader.identifier(OrganisationID.self)
        let from = try time(&reader)
        return RoleGrant(
            role: role, organisation: organisation, from: from, until: try time(&reader))
    }

    private static func proposal(_ reader: inout ByteReader) throws -> Proposal {
        let id = try reader.identifier(ProposalID.self)
        let member = try reader.identifier(MemberID.self)
        let proposer = try reader.identifier(MemberID.self)
        let proposed = try time(&reader)
        let expires = try time(&reader)
        let change: Proposal.Change
        switch try reader.integer(UInt8.self) {
        case 1: change = .grant(try grant(&reader))
        case 2: change = .resume
        default: throw RegistryError.damagedRow
        }
        return Proposal(
            id: id, member: member, change: change, proposer: proposer, proposed: proposed,
            expires: expires)
    }

    private static func breakGlass(_ reader: inout ByteReader) throws -> BreakGlass {
        let id = try reader.identifier(BreakGlassID.self)
        let member = try reader.identifier(MemberID.self)
        let file = try reader.identifier(FileID.self)
        let sequence = try reader.integer(UInt64.self)
        let flag = try reader.integer(UInt8.self)
        guard flag <= 1 else { throw RegistryError.damagedRow }
        var access = BreakGlass(
            id: id, member: member, file: file, sequence: sequence, isLifeDanger: flag == 1,
            at: try time(&reader))
        access.approval = try word(&reader)
        access.review = try word(&reader)
        access.reviewSequence = try reader.integer()
        return access
    }

    private static func word(_ reader: inout ByteReader) throws -> BreakGlass.Word? {
        let member = try reader.identifier(MemberID.self)
        let at = try time(&reader)
        return member == .zero ? nil : BreakGlass.Word(member: member, at: at)
    }

    private static func handOver(_ reader: inout ByteReader) throws -> HandOver {
        let id = try reader.identifier(HandOverID.self)
        let from = try reader.identifier(MemberID.self)
        let to = try reader.identifier(MemberID.self)
        let organisation = try reader.identifier(OrganisationID.self)
        let asker = try reader.identifier(MemberID.self)
        let asked = try time(&reader)
        return HandOver(
            id: id, from: from, to: to, organisation: organisation == .zero ? nil : organisation,
            asker: asker, asked: asked, reason: try text(&reader))
    }

    private static func province(_ reader: inout ByteReader) throws -> ProvinceTrust {
        let id = try reader.identifier(ProvinceTrustID.self)
        let (code, address) = (try text(&reader), try text(&reader))
        let staticKey = Array(try reader.take(32))
        let transferKey = Array(try reader.take(32))
        let logKey = Array(try reader.take(32))
        let madeAt = try time(&reader)
        let proposer = try reader.identifier(MemberID.self)
        var trust = ProvinceTrust(
            id: id, code: code, address: address, staticKey: staticKey, transferKey: transferKey,
            logKey: logKey, madeAt: madeAt, proposer: proposer, proposed: try time(&reader))
        let approver = try reader.identifier(MemberID.self)
        trust.approver = approver == .zero ? nil : approver
        trust.trustedAt = try time(&reader)
        if reader.remaining > 0 {
            trust.formerLogKey = Array(try reader.take(32))
            trust.formerUntil = try time(&reader)
        }
        return trust
    }

    private static func witness(_ reader: inout ByteReader) throws -> WitnessTrust {
        let id = try reader.identifier(WitnessTrustID.self)
        let (name, key) = (try text(&reader), Array(try reader.take(32)))
        let proposer = try reader.identifier(MemberID.self)
        var trust = WitnessTrust(
            id: id, name: name, key: key, proposer: proposer, proposed: try time(&reader))
        let approver = try reader.identifier(MemberID.self)
        trust.approver = approver == .zero ? nil : approver
        trust.trustedAt = try time(&reader)
        let (remover, at) = (try reader.identifier(MemberID.self), try time(&reader))
        trust.removal =
            remover == .zero ? nil : WitnessTrust.Removal(member: remover, at: at)
        let (size, seenAt) = (try reader.integer(UInt64.self), try time(&reader))
        let note = Array(try reader.take(Int(try reader.integer(UInt16.self))))
        trust.seen =
            note.isEmpty ? nil : WitnessTrust.Cosigned(size: size, at: seenAt, note: note)
        return trust
    }

    private static func committeePlan(_ reader: inout ByteReader) throws -> CommitteePlan {
        let id = try reader.identifier(CommitteePlanID.self)
        let (needed, beside) = (try reader.integer(UInt8.self), try reader.integer(UInt8.self))
        var custodians: [CommitteeTerms.Custodian] = []
        for _ in 0..<(try reader.integer(UInt8.self)) {
            custodians.append(
                CommitteeTerms.Custodian(
                    index: try reader.integer(), label: try text(&reader),
                    publicKey: Array(try reader.take(32))))
        }
        let terms = CommitteeTerms(
            membersNeeded: Int(needed), escrowMembersNeeded: Int(beside), custodians: custodians)
        guard let terms else { throw RegistryError.damagedRow }
        let proposer = try reader.identifier(MemberID.self)
        var plan = CommitteePlan(
            id: id, terms: terms, proposer: proposer, proposed: try time(&reader))
        let approver = try reader.identifier(MemberID.self)
        let approval = CommitteePlan.Approval(
            member: approver, at: try time(&reader), nonce: try reader.identifier(),
            epoch: try reader.integer())
        plan.approval = approver == .zero ? nil : approval
        for _ in 0..<(try reader.integer(UInt8.self)) {
            let former = try reader.integer(UInt8.self)
            guard former <= 1 else { throw RegistryError.damagedRow }
            plan.proofs.append(
                CommitteePlan.Proof(
                    isFormer: former == 1, index: try reader.integer(), at: try time(&reader),
                    signature: Array(try reader.take(64))))
        }
        return plan
    }

    private static func incoming(_ reader: inout ByteReader) throws -> IncomingTransfer {
        let id = try reader.identifier(ActID.self)
        let from = try text(&reader)
        let origin = try reader.identifier(FileID.self)
        let sequence = try reader.integer(UInt64.self)
        let file = try reader.identifier(FileID.self)
        let at = try time(&reader)
        let member = try reader.identifier(MemberID.self)
        return IncomingTransfer(
            id: id, from: from, origin: origin, sequence: sequence,
            file: file == .zero ? nil : file, at: at, member: member, reason: try text(&reader))
    }

    private static func order(_ reader: inout ByteReader) throws -> Order {
        let id = try reader.identifier(OrderID.self)
        let (kind, ground): (OrderKind, OrderGround) = (try value(&reader), try value(&reader))
        let file = try reader.identifier(FileID.self)
        let member = try reader.identifier(MemberID.self)
        let classes = ClassSet(rawValue: try reader.integer())
        let sequences = try (0..<reader.integer(UInt8.self)).map { _ in
            try reader.integer(UInt64.self)
        }
        let asked = try step(&reader)
        var order = Order(
            id: id, kind: kind, ground: ground, file: file, member: member, classes: classes,
            sequences: sequences, asker: asked.member, asked: asked.at, leaf: asked.leaf)
        let (approval, execution) = (try step(&reader), try step(&reader))
        order.approval = approval.member == .zero ? nil : approval
        order.execution = execution.member == .zero ? nil : execution
        order.erasedCount = try reader.integer()
        // An order has none here where no witness had seen the log when it was carried out.
        if reader.remaining > 0 {
            order.witnessed = Order.Witnessed(size: try reader.integer(), at: try time(&reader))
        }
        return order
    }

    private static func controller(_ reader: inout ByteReader) throws -> DataController {
        guard try reader.take(16).allSatisfy({ $0 == 0 }) else { throw RegistryError.damagedRow }
        let (name, authorisation) = (try text(&reader), try text(&reader))
        return DataController(
            name: name, authorisation: authorisation, contact: try text(&reader))
    }

    private static func publication(_ reader: inout ByteReader) throws -> PublicationRecord {
        let id = try reader.identifier(PublicationID.self)
        let (from, until) = (try reader.integer(Int32.self), try reader.integer(Int32.self))
        let (proposer, proposed) = (
            try reader.identifier(MemberID.self), try time(&reader)
        )
        let (approver, at) = (try reader.identifier(MemberID.self), try time(&reader))
        let count = Int(try reader.integer(UInt32.self))
        var publication = PublicationRecord(
            id: id, from: from, until: until, proposer: proposer, proposed: proposed,
            content: Array(try reader.take(count)))
        publication.approver = approver == .zero ? nil : approver
        publication.publishedAt = at
        return publication
    }

    private static func savedSearches(_ reader: inout ByteReader) throws -> SavedSearches {
        let member = try reader.identifier(MemberID.self)
        var searches: [SavedSearch] = []
        for _ in 0..<(try reader.integer(UInt8.self)) {
            let nameCount = try reader.integer(UInt16.self)
            let name = try reader.take(Int(nameCount))
            let count = try reader.integer(UInt16.self)
            searches.append(
                SavedSearch(
                    name: String(decoding: name, as: UTF8.self),
                    search: Array(try reader.take(Int(count)))))
        }
        return SavedSearches(member: member, searches: searches)
    }

    private static func incident(_ reader: inout ByteReader) throws -> Incident {
        let id = try reader.identifier(IncidentID.self)
        let reporter = try reader.identifier(MemberID.self)
        let reported = try time(&reader)
        let declared = try reader.integer(UInt8.self)
        guard declared <= 1 else { throw RegistryError.damagedRow }
        let leaves = try (0..<reader.integer(UInt8.self)).map { _ in
            try reader.integer(UInt64.self)
        }
        return Incident(
            id: id, reporter: reporter, reported: reported, leaves: leaves,
            isDeclared: declared == 1)
    }

    private static func distinctPair(_ reader: inout ByteReader) throws -> DistinctPair {
        let id = try reader.identifier(PairID.self)
        let files = FilePair(
            try reader.identifier(FileID.self), try reader.identifier(FileID.self))
        guard let files else { throw RegistryError.damagedRow }
        return DistinctPair(
            id: id, files: files, member: try reader.identifier(MemberID.self),
            at: try time(&reader), reasons: try reader.integer(UInt32.self))
    }

    private static func restoration(_ reader: inout ByteReader) throws -> StoreRestoration {
        let id = try reader.identifier(RestorationID.self)
        let at = try time(&reader)
        let notes = try (0..<2).map { _ in
            Array(try reader.take(Int(try reader.integer(UInt16.self))))
        }
        var restoration = StoreRestoration(id: id, at: at, note: notes[0])
        restoration.lost = notes[1]
        let proposer = try reader.identifier(MemberID.self)
        restoration.proposer = proposer == .zero ? nil : proposer
        restoration.proposed = try time(&reader)
        let approver = try reader.identifier(MemberID.self)
        restoration.approver = approver == .zero ? nil : approver
        restoration.approvedAt = try time(&reader)
        if reader.remaining > 0 { restoration.erasures = try value(&reader) }
        return restoration
    }

    private static func backupPlan(_ reader: inout ByteReader) throws -> BackupPlan {
        let id = try reader.identifier(BackupPlanID.self)
        let (folder, keyFolder) = (try text(&reader), try text(&reader))
        let hours = try reader.integer(UInt16.self)
        let kept = try reader.integer(UInt8.self)
        let proposer = try reader.identifier(MemberID.self)
        let proposed = try time(&reader)
        let approver = try reader.identifier(MemberID.self)
        let approvedAt = try time(&reader)
        let recipients = try (0..<reader.integer(UInt8.self)).map { _ in
            Array(try reader.take(32))
        }
        var plan = BackupPlan(
            id: id, recipients: recipients, folder: folder, keyFolder: keyFolder, hours: hours,
            keptCount: kept, proposer: proposer, proposed: proposed)
        plan.approver = approver == .zero ? nil : approver
        plan.approvedAt = approvedAt
        plan.keysIn = try text(&reader)
        plan.keysDigest = Array(try reader.take(32))
        for _ in 0..<Int(try reader.integer(UInt8.self)) {
            let at = try time(&reader)
            let numbers = try (0..<4).map { _ in try reader.integer(UInt64.self) }
            let proved = try time(&reader)
            let hash = Array(try reader.take(32))
            plan.backups.append(
                MadeBackup(
                    at: at, size: numbers[0], leaf: numbers[1], byteCount: numbers[2], hash: hash,
                    keyringSequence: numbers[3],
                    provedAt: proved.milliseconds == 0 ? nil : proved, folder: try text(&reader)))
        }
        return plan
    }

    private static func step(_ reader: inout ByteReader) throws -> OrderStep {
        OrderStep(
            member: try reader.identifier(MemberID.self), at: try time(&reader),
            leaf: try reader.integer())
    }

    private static func organisation(_ reader: inout ByteReader) throws -> Organisation {
        let id = try reader.identifier(OrganisationID.self)
        let standing: Standing = try value(&reader)
        let name = try text(&reader)
        let kind = try text(&reader)
        return Organisation(
            id: id, name: name, kind: kind, territory: try text(&reader), standing: standing)
    }

    private static func device(_ reader: inout ByteReader) throws -> Device {
        let id = try reader.identifier(DeviceID.self)
        let standing: Standing = try value(&reader)
        let member = try reader.identifier(MemberID.self)
        let publicKey = Array(try reader.take(32))
        let signingKey = Array(try reader.take(32))
        let presharedKey = try secret(&reader)
        let generation = try reader.integer(UInt32.self)
        var device = Device(
            id: id, member: member, publicKey: publicKey, signingKey: signingKey,
            presharedKey: presharedKey, at: try time(&reader))
        device.standing = standing
        device.generation = generation
        device.enrolledAt = try time(&reader)
        device.label = try text(&reader)
        device.keyedAt = device.enrolledAt
        // Rows written before keys were renewed end here.
        guard reader.remaining > 0 else { return device }
        device.keyedAt = try time(&reader)
        device.toldKey = try reader.integer()
        switch try reader.integer(UInt8.self) {
        case 0: break
        case 1: device.nextPresharedKey = try secret(&reader)
        default: throw RegistryError.damagedRow
        }
        return device
    }

    private static func invitation(_ reader: inout ByteReader) throws -> Invitation {
        let id = try reader.identifier(InvitationID.self)
        let state: InvitationState = try value(&reader)
        let secret = try secret(&reader)
        let member = try reader.identifier(MemberID.self)
        let issuer = try reader.identifier(MemberID.self)
        let approver = try reader.identifier(MemberID.self)
        let issued = try time(&reader)
        var invitation = Invitation(
            id: id, secret: secret, member: member, issuer: issuer, issued: issued,
            expires: try time(&reader), state: state)
        invitation.approver = approver
        let count = Int(try reader.integer(UInt8.self))
        guard count == 0 || count == 32 else { throw RegistryError.damagedRow }
        invitation.boundKey = Array(try reader.take(count))
        invitation.device = try reader.identifier()
        // Rows written before contests were marked end here.
        guard reader.remaining > 0 else { return invitation }
        let contested = try time(&reader)
        if contested.milliseconds != 0 { invitation.contestedAt = contested }
        return invitation
    }

    private static func approval(_ reader: inout ByteReader) throws -> Approval {
        let id = try reader.identifier(ApprovalID.self)
        let member = try reader.identifier(MemberID.self)
        let device = try reader.identifier(DeviceID.self)
        let time = try time(&reader)
        let count = Int(try reader.integer(UInt16.self))
        let statement = Array(try reader.take(count))
        return Approval(
            id: id, member: member, device: device, time: time, statement: statement,
            signature: Array(try reader.take(64)))
    }
}
