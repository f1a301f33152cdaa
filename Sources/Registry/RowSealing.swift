internal import Basics
internal import Secrets

/// The sealing of the rows of this room: RR1 (LAYOUT L-26).
enum RowSealing {
    /// What a row is; in the sealed context only, so that a row cannot pass for another kind.
    enum Kind: UInt16 {
        case record = 1
        case head = 2
        case pendingLeaf = 3
    }

    static let headerByteCount = 8
    private static let magic: [UInt8] = [0x52, 0x52]
    private static let label = Array("ST1.regr".utf8)
    private static let personal: StaticString = "RR1.derive+commt"

    private static func context(
        _ row: Int64, _ kind: Kind, _ keys: TransportKeys, header: [UInt8]
    ) -> [UInt8] {
        var context = label
        context.append(keys.storeID)
        context.appendBigEndian(row)
        context.appendBigEndian(kind.rawValue)
        context.appendZeros(6)
        return context + header
    }

    static func seal(
        _ plaintext: [UInt8], row: Int64, kind: Kind, keys: TransportKeys
    ) -> [UInt8] {
        var sealed = magic + [1, 1, 0, 0, 0, 0]
        let context = context(row, kind, keys, header: sealed)
        var padded = plaintext + [0x80]
        padded.appendZeros(((padded.count + 255) & ~255) - padded.count)
        unsafe CommittingAEAD.seal(
            padded.span.bytes, context: context.span.bytes, personal: personal,
            key: keys.registry.key, appendingTo: &sealed)
        Sodium.wipe(&padded)
        return sealed
    }

    static func open(
        _ sealed: [UInt8], row: Int64, kind: Kind, keys: TransportKeys
    ) throws(RegistryError) -> [UInt8] {
        guard sealed.count >= headerByteCount + 72, sealed[0] == magic[0], sealed[1] == magic[1]
        else { throw .damagedRow }
        let header = Array(sealed[..<headerByteCount])
        guard header == magic + [1, 1, 0, 0, 0, 0] else { throw .unsupportedLayout }
        let context = context(row, kind, keys, header: header)
        let whole = unsafe sealed.span.bytes
        let opened = unsafe try? CommittingAEAD.open(
            whole.extracting(headerByteCount..<sealed.count), context: context.span.bytes,
            personal: personal, key: keys.registry.key)
        guard var plain = opened, let mark = plain.lastIndex(where: { $0 != 0 }),
            plain[mark] == 0x80, (mark + 256) & ~255 == plain.count
        else { throw .damagedRow }
        plain.removeLast(plain.count - mark)
        return plain
    }
}

/// The checks of what goes into a row.
enum RecordBounds {
    static func check(_ record: RegistryRecord) throws(RegistryError) {
        let isGood =
            switch record {
            case .member(let member):
                isName(member.name) && member.roles.count <= RegistryLimits.rolesPerMember
                    && member.roles.allSatisfy { isCode($0.role) }
            case .organisation(let organisation):
                isName(organisation.name) && isCode(organisation.kind)
                    && isCode(organisation.territory)
            case .device(let device):
                device.publicKey.count == 32 && device.signingKey.count == 32
            case .invitation(let invitation):
                (invitation.boundKey.isEmpty || invitation.boundKey.count == 32)
                    && invitation.expires
                        <= invitation.issued.adding(
                            seconds: RegistryLimits.invitationHours * 3600)
            case .proposal(let proposal):
                if case .grant(let grant) = proposal.change { isCode(grant.role) } else { true }
            case .breakGlass(let access): access.sequence > 0
            case .handOver(let handOver):
                handOver.reason.utf8.count <= RegistryLimits.reasonByteCount
            case .province(let trust):
                trust.code.utf8.count <= RegistryLimits.provinceCodeByteCount
                    && trust.address.utf8.count <= RegistryLimits.addressByteCount
                    && [trust.staticKey, trust.transferKey, trust.logKey]
                        .allSatisfy { $0.count == 32 }
                    && trust.formerLogKey.map { $0.count == 32 } ?? true
            case .incoming(let incoming):
                incoming.from.utf8.count <= RegistryLimits.provinceCodeByteCount
                    && incoming.reason.utf8.count <= RegistryLimits.reasonByteCount
            case .order(let order): order.sequences.count <= RegistryLimits.actsPerOrder
            case .witness(let trust):
                trust.name.utf8.count <= BasicsLimits.witnessNameByteCountMax
                    && trust.key.count == 32
                    && (trust.seen?.note.count ?? 0) <= RegistryLimits.noteByteCount
            case .controller(let controller):
                [controller.name, controller.contact]
                    .allSatisfy { $0.utf8.count <= RegistryLimits.controllerByteCount }
                    && controller.authorisation.utf8.count
                        <= RegistryLimits.authorisationByteCount
            case .incident(let incident):
                (1...RegistryLimits.versionsPerIncident).contains(incident.leaves.count)
            case .backupPlan(let plan):
                plan.isWellFormed && plan.keysDigest.count == 32
                    && plan.backups.count <= RegistryLimits.backupCount
            case .distinctPair: true
            case .publication(let one):
                one.from < one.until && one.content.count <= RegistryLimits.publicationByteCount
            case .restoration(let one), .formerRestoration(let one):
                max(one.note.count, one.lost.count) <= RegistryLimits.noteByteCount
            case .committeePlan(let plan):
                plan.proofs.count <= 2 * plan.terms.custodians.count
                    && plan.proofs.allSatisfy { $0.signature.count == 64 }
            case .savedSearches(let saved):
                (1...RegistryLimits.searchesPerMember).contains(saved.searches.count)
                    && saved.searches.allSatisfy {
                        $0.name.utf8.count <= RegistryLimits.searchNameByteCount
                            && $0.search.count <= RegistryLimits.searchByteCount
                    }
            case .approval(let approval):
                approval.signature.count == 64
                    && approval.statement.count <= RegistryLimits.statementByteCount
            }
        guard isGood else { throw .limitExceeded }
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.count <= RegistryLimits.nameByteCount
    }

    private static func isCode(_ text: String) -> Bool {
        text.utf8.count <= RegistryLimits.codeByteCount
    }
}
