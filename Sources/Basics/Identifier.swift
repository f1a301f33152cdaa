/// A random 16-byte identifier; the phantom parameter keeps ids of different things apart.
///
/// It carries no meaning and no order: nothing about a child can be read from one.
@frozen
public struct Identifier<Kind>: Hashable, Sendable {
    /// The first eight bytes, as a big-endian number.
    public let high: UInt64
    /// The last eight bytes, as a big-endian number.
    public let low: UInt64

    /// Makes an identifier from two big-endian halves.
    @inlinable
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Makes an identifier from exactly 16 bytes, or nil for any other count.
    @inlinable @inline(__always)
    public init?(_ bytes: some Collection<UInt8>) {
        guard let halves = bigEndianHalves(bytes) else { return nil }
        self.init(high: halves.high, low: halves.low)
    }

    /// Makes an identifier from 32 hexadecimal digits, or nil for anything else.
    public init?(hexadecimal text: some StringProtocol) {
        guard let bytes = [UInt8](hexadecimal: text) else { return nil }
        self.init(bytes)
    }

    /// The size of an identifier in bytes.
    @inlinable
    public static var byteCount: Int { 16 }

    /// The identifier whose 16 bytes are zero; layouts use it where a place has no id.
    @inlinable
    public static var zero: Self { Self(high: 0, low: 0) }

    /// The 16 bytes, as they stand on the wire and on disk.
    @inlinable
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        bytes.append(self)
        return bytes
    }

    /// The identifier as 32 lower-case hexadecimal digits.
    public var hexadecimal: String { bytes.hexadecimal }
}

/// The two halves of 16 bytes, or nil for any other count.
///
/// It stands outside the type so that it does not turn on `Kind`: generic code over identifiers,
/// which is compiled once, then meets it compiled for its kind of bytes.
@inlinable
func bigEndianHalves(_ bytes: some Collection<UInt8>) -> (high: UInt64, low: UInt64)? {
    guard bytes.count == 16 else { return nil }
    var halves: (high: UInt64, low: UInt64) = (0, 0)
    for byte in bytes {
        halves.high = halves.high << 8 | halves.low >> 56
        halves.low = halves.low << 8 | UInt64(byte)
    }
    return halves
}

/// Names the kind of identifier that a store bears.
public enum StoreKind {}
/// Names the kind of identifier that a file (dossier) bears.
public enum FileKind {}
/// Names the kind of identifier that an act, and so its record, bears.
public enum RecordKind {}
/// Names the kind of identifier that a member bears.
public enum MemberKind {}
/// Names the kind of identifier that an organisation bears.
public enum OrganisationKind {}
/// Names the kind of identifier that a device bears.
public enum DeviceKind {}
/// Names the kind of identifier that an invitation bears.
public enum InvitationKind {}
/// Names the kind of identifier that an approval bears.
public enum ApprovalKind {}
/// Names the kind of identifier that an attachment bears.
public enum AttachmentKeyKind {}
/// Names the kind of identifier that a proposed change of rights bears.
public enum ProposalKind {}
/// The kind of an access by break-glass.
public enum BreakGlassKind {}
/// Names the kind of identifier that a hand-over of files bears.
public enum HandOverKind {}
/// Names the kind of identifier that the trust in another province bears.
public enum ProvinceTrustKind {}
/// What a publication's id is of.
public enum PublicationKind {}
/// Names the kind of identifier that the trust in a witness bears.
public enum WitnessTrustKind {}
/// Names the kind of identifier that a change of the committee bears.
public enum CommitteePlanKind {}
/// Names the kind of identifier that what a custodian answers to bears.
public enum CustodyNonceKind {}
/// Names the kind of identifier that an order bears.
public enum OrderKeyKind {}
/// Names the kind of identifier that an incident of security bears.
public enum IncidentKind {}
/// Names the kind of identifier that a plan of a new slot bears.
public enum SlotPlanKind {}
/// Names the kind of identifier that a decision on two files bears.
public enum PairKind {}
/// Names the kind of identifier that a restoration of the store bears.
public enum RestorationKind {}
/// Names the kind of identifier that a plan of backups bears.
public enum BackupPlanKind {}
/// Names the kind of identifier that one run of the daemon bears.
public enum InstanceKind {}
/// Names the kind of identifier that a rotation of keys bears.
public enum RotationKind {}
/// Names the kind of identifier that an order of new data keys bears.
public enum RenewalKind {}
/// Names the kind of identifier that one connection bears.
public enum SessionKind {}

/// The identifier of one store: one province, one database.
public typealias StoreID = Identifier<StoreKind>
/// The identifier of a file (dossier).
public typealias FileID = Identifier<FileKind>
/// The identifier of an act; every envelope of the act bears it as its record id.
public typealias ActID = Identifier<RecordKind>
/// The identifier of a member, a person who uses Madar.
public typealias MemberID = Identifier<MemberKind>
/// The identifier of an organisation: a unit, a centre, a service.
public typealias OrganisationID = Identifier<OrganisationKind>
/// The identifier of a device, the holder of one static key.
public typealias DeviceID = Identifier<DeviceKind>
/// The identifier of an invitation, sent in the first handshake message.
public typealias InvitationID = Identifier<InvitationKind>
/// The identifier of an approval by a second person.
public typealias ApprovalID = Identifier<ApprovalKind>
/// The identifier of a change of rights that waits for a second person.
public typealias ProposalID = Identifier<ProposalKind>
/// The identifier of an access by break-glass, made by its author's client.
public typealias BreakGlassID = Identifier<BreakGlassKind>
/// The identifier of a hand-over of files, made by the client of who asks for it.
public typealias HandOverID = Identifier<HandOverKind>
/// The identifier of the trust in another province, made by the client of who proposes it.
public typealias ProvinceTrustID = Identifier<ProvinceTrustKind>
/// The id of a publication.
public typealias PublicationID = Identifier<PublicationKind>
/// The identifier of a change of the committee, made by the client of who proposes it.
public typealias CommitteePlanID = Identifier<CommitteePlanKind>
/// A number used once, into which a proof or a contribution of a custodian is bound.
public typealias CustodyNonce = Identifier<CustodyNonceKind>
/// The identifier of the trust in a witness, made by the client of who proposes it.
public typealias WitnessTrustID = Identifier<WitnessTrustKind>
/// The identifier of a rotation of keys, made by the client of who plans it.
public typealias RotationID = Identifier<RotationKind>
/// The identifier of an order of new data keys, made by the client of who planned it.
public typealias RenewalID = Identifier<RenewalKind>
/// The identifier of an order, made by the client of who gives it.
public typealias OrderID = Identifier<OrderKeyKind>
/// The identifier of an incident of security, made by the client of who reports it.
public typealias IncidentID = Identifier<IncidentKind>
/// The identifier of a plan of a new slot, made by the client of who proposed it.
public typealias SlotPlanID = Identifier<SlotPlanKind>
/// The identifier of a decision that two files are of two children.
public typealias PairID = Identifier<PairKind>
/// The identifier of a restoration of the store from a backup.
public typealias RestorationID = Identifier<RestorationKind>
/// The identifier of a plan of backups, made by the client of who proposed it.
public typealias BackupPlanID = Identifier<BackupPlanKind>
/// The identifier of an attachment, made by its author's client.
public typealias AttachmentID = Identifier<AttachmentKeyKind>
/// The identifier of one run of a daemon, told in WELCOME.
public typealias InstanceID = Identifier<InstanceKind>
/// The identifier of one connection, made by the client.
public typealias SessionID = Identifier<SessionKind>
