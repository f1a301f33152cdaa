internal import AuditLog
internal import Authority
public import Basics
public import Circuit
public import Dossiers
internal import Registry
public import Secrets
internal import Store
internal import Vault

/// An invitation of the first hour, to be handed over once.
public struct FoundingInvitation: Sendable {
    /// The code of the role that it carries first.
    public let role: String
    /// The invitation.
    public let invitation: InvitationID
    /// Its secret, 32 bytes.
    public let secret: [UInt8]
}

/// What a new store gives once.
public struct Founded: Sendable {
    /// The store.
    public let store: StoreID
    /// Which of the daemon's keys `daemonKey` is.
    public let keyID: UInt8
    /// The daemon's static public key, 32 bytes.
    public let daemonKey: [UInt8]
    /// The operator's invitation, then the coordinator's.
    public let invitations: [FoundingInvitation]
}

/// What a province is founded with.
public struct ProvinceFoundation {
    /// The territory's code.
    public var province: String
    /// The name of the centre.
    public var centreName: String
    /// The operator's name.
    public var operatorName: String
    /// The coordinator's name.
    public var coordinatorName: String
    /// Roles that the coordinator holds beside his own.
    public var coordinatorRoles: [String]
    /// Where the credential of the automatic slot is written; nil for none.
    public var credentialPath: String?

    /// Names what a province is founded with.
    public init(
        province: String, centreName: String, operatorName: String, coordinatorName: String,
        coordinatorRoles: [String] = [], credentialPath: String? = nil
    ) {
        self.province = province
        self.centreName = centreName
        self.operatorName = operatorName
        self.coordinatorName = coordinatorName
        self.coordinatorRoles = coordinatorRoles
        self.credentialPath = credentialPath
    }
}

/// Making and opening the store of a province.
public enum Installation {
    /// Makes store, keyring, transport keys and first slots, and invites two people, or leaves nothing.
    ///
    /// - Throws: `StoreFault`, or what the rooms throw; a folder with a store, or with the keys of one, is
    ///   refused.
    public static func create(
        in folder: String, _ foundation: ProvinceFoundation, definition: CircuitDefinition,
        passphrase: borrowing SecretBuffer?, clock: @escaping () -> Instant
    ) throws -> Founded {
        guard
            definition.deviceTerritories.contains(where: { $0.code == foundation.province })
        else { throw StoreFault.unknownProvince }
        let roles = try foundingRoles(foundation, definition)
        guard passphrase != nil || foundation.credentialPath != nil else {
            throw StoreFault.noSlot
        }
        let credential = foundation.credentialPath.map { [$0] } ?? []
        let made = keyNames.map { folder + "/" + $0 } + credential
        // Keys without a database are what is left of somebody's store.
        guard !made.contains(where: SafeFile.exists) else { throw StoreError.alreadyExists }
        let id = StoreID(high: Random.number(), low: Random.number())
        let store = try RecordStore.create(in: folder, id: id)
        do {
            return try furnish(
                store, foundation, roles, definition: definition, passphrase: passphrase,
                clock: clock)
        } catch {
            // Half a store opens to nobody, and would be in the way of the next attempt.
            for path in made { try? SafeFile.remove(path) }
            store.abandon()
            RecordStore.discard(in: folder)
            throw error
        }
    }

    /// The files of keys that a founding makes.
    private static let keyNames =
        RecordVault.FileName.keyrings + [RecordVault.FileName.slots, TransportKeys.fileName]

    private static func furnish(
        _ store: RecordStore, _ foundation: ProvinceFoundation,
        _ roles: (operates: String, coordinates: [String]), definition: CircuitDefinition,
        passphrase: borrowing SecretBuffer?, clock: @escaping () -> Instant
    ) throws -> Founded {
        let (folder, id) = (store.folder, store.id)
        let vault = try RecordVault.create(
            in: folder, storeID: id, province: number(foundation.province), at: clock())
        try addSlots(to: vault, foundation, passphrase: passphrase)
        let keys = TransportKeys(creatingFor: id)
        try keys.write(folder: folder)
        let registry = try store.group { try MemberRegistry(keys: keys, in: $0) }
        let dossiers = Ledger(
            store: store, vault: vault, registry: registry, definition: definition,
            province: foundation.province, clock: clock)
        try dossiers.takeUp()
        let invitations = try dossiers.maintain(
            Permit.system(.bootstrap), LeafNote(.memberInvite)
        ) { transaction in
            try transaction.setMeta(.province, to: Array(foundation.province.utf8))
            return try invite(foundation, roles, registry, now: clock(), in: transaction)
        }
        try dossiers.close()
        guard let key = keys.statics.first else { throw RegistryError.damagedTransportKeys }
        return Founded(
            store: id, keyID: key.id, daemonKey: key.key.publicKey, invitations: invitations)
    }

    /// Opens the store of a province, sealed.
    ///
    /// - Throws: `StoreFault.anotherProvince`, or what the rooms throw.
    public static func open(
        folder: String, definition: CircuitDefinition, clock: @escaping () -> Instant
    ) throws -> Ledger {
        let store = try RecordStore.open(in: folder)
        let keys = try TransportKeys.read(folder: folder, storeID: store.id)
        let (registry, province) = try store.group { transaction in
            (
                try MemberRegistry(keys: keys, in: transaction),
                String(
                    decoding: try transaction.meta(.province) ?? [], as: UTF8.self)
            )
        }
        guard definition.deviceTerritories.contains(where: { $0.code == province }) else {
            throw StoreFault.anotherProvince
        }
        let vault = try RecordVault(
            folder: folder, storeID: store.id, province: number(province))
        return Ledger(
            store: store, vault: vault, registry: registry, definition: definition,
            province: province, clock: clock)
    }

    /// A province's number in the wraps: the digits of its code.
    private static func number(_ code: String) -> UInt16 {
        UInt16(code.filter(\.isNumber)) ?? 0
    }

    private static func foundingRoles(
        _ foundation: ProvinceFoundation, _ definition: CircuitDefinition
    ) throws -> (operates: String, coordinates: [String]) {
        let roles = definition.parts.roles
        guard let operates = roles.first(where: { $0.abilities.contains(.operates) }),
            let coordinates = roles.first(where: {
                $0.abilities.contains(.coordinates) && $0.scope == .province
            })
        else { throw StoreFault.noFoundingRole }
        for code in foundation.coordinatorRoles {
            // Who runs the daemon is never who reads in it.
            guard let role = definition.role(code), !role.abilities.contains(.operates) else {
                throw StoreFault.unknownRole
            }
        }
        let others = foundation.coordinatorRoles.filter { $0 != coordinates.code }
        return (operates.code, [coordinates.code] + others)
    }

    private static func addSlots(
        to vault: RecordVault, _ foundation: ProvinceFoundation, passphrase: borrowing SecretBuffer?
    ) throws {
        if let path = foundation.credentialPath {
            let credential = SecretKey()
            let bytes = credential.withBytes { [UInt8](copying: $0) }
            try SafeFile.replace(path, with: bytes)
            _ = try vault.addSlot(credential: credential)
        }
        switch passphrase {
        case .some(let text): _ = try vault.addSlot(passphrase: text)
        case .none: break
        }
    }

    private static func invite(
        _ foundation: ProvinceFoundation, _ roles: (operates: String, coordinates: [String]),
        _ registry: MemberRegistry, now: Instant, in transaction: StoreTransaction
    ) throws -> [FoundingInvitation] {
        let centre = Organisation(
            id: OrganisationID(high: Random.number(), low: Random.number()),
            name: foundation.centreName, kind: "", territory: foundation.province)
        try registry.apply(registry.set(centre), in: transaction)
        let people = [
            (foundation.operatorName, [roles.operates]),
            (foundation.coordinatorName, roles.coordinates),
        ]
        return try people.map { name, codes in
            let member = Member(
                id: MemberID(high: Random.number(), low: Random.number()), name: name,
                roles: codes.map {
                    RoleGrant(role: $0, organisation: centre.id, from: now)
                })
            try registry.apply(try registry.set(member), in: transaction)
            // Nobody is there yet who could approve: these two are open from the start.
            let (invitation, changes) = try registry.invite(
                InvitationID(high: Random.number(), low: Random.number()), member: member.id,
                issuer: .zero, hours: RegistryLimits.invitationHours, now: now,
                needsApproval: false)
            try registry.apply(changes, in: transaction)
            return FoundingInvitation(
                role: codes.first ?? "", invitation: invitation.id,
                secret: invitation.secret.key.withBytes { [UInt8](copying: $0) })
        }
    }
}
