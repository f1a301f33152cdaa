public import AuditLog
public import Authority
public import Basics
public import Circuit
import DefinitionSupport
public import Dossiers
internal import Foundation
public import Messages
internal import Operations
internal import Registry
internal import Secrets
internal import Store
internal import Vault

/// A member with a device, as the registry of a test's province knows him.
public struct Person: Sendable {
    /// The member.
    public let member: MemberID
    /// The device.
    public let device: DeviceID
    /// For whom he works.
    public let organisation: OrganisationID
    /// The codes of his roles.
    public let roles: [String]

    /// Joins what is known of him.
    public init(
        member: MemberID, device: DeviceID, organisation: OrganisationID, roles: [String]
    ) {
        self.member = member
        self.device = device
        self.organisation = organisation
        self.roles = roles
    }

    /// He, as Authority sees him.
    public var actor: Actor {
        Actor(
            member: member, device: device, organisation: organisation, roles: roles,
            secrecyUntil: Instant(milliseconds: .max))
    }
}

/// A leaf of the log, opened.
public struct OpenedLeaf: Sendable {
    /// What happened.
    public let kind: LeafKind
    /// What the auditor reads.
    public let body: WireLeaf
}

/// A province in a folder of its own, with the real store, keys, log and definition, and a clock
/// that stands still until the test moves it.
public final class TestProvince {
    /// The territory of a province that a test does not name.
    public static let code = "04.441"
    /// What this province works by: the shipped definition, or one that a test made of it.
    public let ownDefinition: CircuitDefinition

    /// The folder of the store.
    public let folder: String
    /// Where the credential lies.
    public let credential: String
    /// What the clock shows.
    public var now: Instant {
        get { clock.now }
        set { clock.now = newValue }
    }
    /// The files and their acts.
    public private(set) var ledger: Ledger
    private let clock = TestClock()
    private var lastNumber: UInt64 = 0
    private var isClosed = false

    /// A clock that a test moves.
    private final class TestClock {
        var now = Instant(milliseconds: 1_780_000_000_000)
    }

    /// Founds a province; a prefix of "vfs" puts it under the file system that fails on demand.
    public init(
        _ prefix: String = "province", definition: CircuitDefinition? = nil,
        code: String = TestProvince.code
    ) throws {
        try Sodium.start()
        ownDefinition = try definition ?? Shipped.definition()
        let root = NSTemporaryDirectory() + "\(prefix)-\(UUID().uuidString)"
        folder = root
        credential = root + ".credential"
        var foundation = ProvinceFoundation(
            province: code, centreName: "Centre", operatorName: "O", coordinatorName: "C")
        foundation.credentialPath = credential
        let clock = clock
        _ = try Installation.create(
            in: folder, foundation, definition: ownDefinition, passphrase: nil,
            clock: { clock.now })
        ledger = try Self.open(folder, clock, ownDefinition)
        try Sealing.unseal(ledger, credentialPath: credential)
    }

    /// Opens what was copied from another province's folder: what a power loss left.
    public init(
        opening folder: String, credential: String, at now: Instant
    ) throws {
        self.folder = folder
        self.credential = credential
        ownDefinition = try Shipped.definition()
        clock.now = now
        ledger = try Self.open(folder, clock, ownDefinition)
        try Sealing.unseal(ledger, credentialPath: credential)
    }

    private static func open(
        _ folder: String, _ clock: TestClock, _ definition: CircuitDefinition
    ) throws -> Ledger {
        try Installation.open(folder: folder, definition: definition, clock: { clock.now })
    }

    deinit {
        ledger.store.abandon()
        try? FileManager.default.removeItem(atPath: folder)
        try? FileManager.default.removeItem(atPath: credential)
    }

    /// Ends the process as an operator or as a crash does, and starts another one.
    public func restart(crashing: Bool = false, sealed: Bool = false) throws {
        if crashing { ledger.store.abandon() } else { try ledger.close() }
        ledger = try Self.open(folder, clock, ownDefinition)
        if !sealed { try Sealing.unseal(ledger, credentialPath: credential) }
    }

    /// Seals the store.
    public func seal() { Sealing.seal(ledger) }

    /// Unseals the store.
    public func unseal() throws { try Sealing.unseal(ledger, credentialPath: credential) }

    /// An identifier that the test has not used.
    public func newID<Kind>(_ kind: Identifier<Kind>.Type = Identifier<Kind>.self)
        -> Identifier<Kind>
    {
        lastNumber += 1
        return Identifier(high: 0x7E57, low: lastNumber)
    }

    /// Adds a member with a device; without an organisation he gets one of his own.
    public func add(
        _ roles: [String], organisation: OrganisationID? = nil, member: MemberID? = nil,
        signingKey: [UInt8]? = nil, name: String? = nil
    ) throws -> Person {
        let person = Person(
            member: member ?? newID(), device: newID(), organisation: organisation ?? newID(),
            roles: roles)
        let registry = ledger.registry
        var changes: [MemberRegistry.Change] = []
        if organisation == nil {
            changes += registry.set(
                Organisation(
                    id: person.organisation, name: "U\(lastNumber)", kind: "",
                    territory: ledger.province))
        }
        if member == nil {
            var made = Member(
                id: person.member, name: name ?? "M\(lastNumber)",
                roles: roles.map {
                    RoleGrant(
                        role: $0, organisation: person.organisation,
                        from: Instant(milliseconds: 0))
                })
            // As one who enrolled.
            made.secrecyAt = now
            changes += try registry.set(made)
        }
        let device = Device(
            id: person.device, member: person.member, publicKey: Random.bytes(32),
            signingKey: signingKey ?? Random.bytes(32), presharedKey: SharedSecret(SecretKey()),
            at: now)
        changes.append(.put(.device(device)))
        try ledger.maintain(Permit.system(.bootstrap), nil) {
            try registry.apply(changes, in: $0)
        }
        return person
    }

    /// Every leaf from an index on, opened.
    public func leaves(from first: UInt64 = 0) throws -> [OpenedLeaf] {
        guard let log = ledger.log else { return [] }
        return try ledger.store.group { transaction in
            let count = try transaction.leafCount()
            return try (min(first, count)..<count).map { index in
                let (leaf, payload) = try log.leaf(
                    index, permit: Permit.system(.verification), in: transaction)
                return OpenedLeaf(
                    kind: leaf.kind,
                    body: try MessageCodec.decode(WireLeaf.self, from: payload))
            }
        }
    }

    /// How many leaves there are.
    public func leafCount() throws -> UInt64 {
        try ledger.store.group { try $0.leafCount() }
    }

    /// Whether every leaf, act and chain agrees.
    public func isClean() throws -> Bool { try Inspection.verify(ledger).isClean }

    /// An operation key of the clock's day, moved by some days.
    public func newKey(days: Int64 = 0) -> [UInt8] {
        lastNumber += 1
        var key: [UInt8] = []
        key.appendBigEndian(UInt32(now.milliseconds / 86_400_000 + days))
        key.appendBigEndian(UInt32(7))
        key.appendBigEndian(lastNumber)
        return key
    }
}
