public import AuditLog
public import Authority
public import Basics
public import Circuit
internal import Mapping
internal import Messages

/// A call that was admitted: who calls what, from where.
public struct CallContext: Sendable {
    /// The method's number.
    public let method: UInt16
    /// Whether the method writes.
    public let isMutating: Bool
    /// What makes a write happen once: 16 bytes, of which the first four are a day.
    public let operationKey: [UInt8]?
    /// The encoded request, as received.
    public let payload: [UInt8]
    /// The device; nil while it enrols.
    public let device: DeviceID?
    /// The generation of the device's row that its handshake proved.
    public let generation: UInt32
    /// The connection.
    public let session: SessionID
    /// Who holds the device; nil while it enrols.
    public let actor: Actor?

    /// Makes a context.
    public init(
        method: UInt16, isMutating: Bool, operationKey: [UInt8]?, payload: [UInt8],
        device: DeviceID?, generation: UInt32 = 1, session: SessionID, actor: Actor?
    ) {
        self.method = method
        self.isMutating = isMutating
        self.operationKey = operationKey
        self.payload = payload
        self.device = device
        self.generation = generation
        self.session = session
        self.actor = actor
    }
}

/// What a leaf says of a call beside who, when and which method.
public struct LeafNote: Sendable {
    /// What kind of thing happened.
    public var kind: LeafKind
    /// The file.
    public var file: FileID?
    /// The act.
    public var act: ActID?
    /// The act's position in its file.
    public var sequence: UInt64 = 0
    /// The classes that were opened or sealed.
    public var classes: ClassSet = []
    /// How many files or acts an answer named.
    public var count = 0
    /// Why the caller wanted to see it, in his words.
    public var motive = ""
    /// An invitation, a device, an approval: 16 bytes.
    public var subject: [UInt8] = []
    /// The number of the file that an order names.
    public var number = ""
    /// What is said of an incident.
    public var values: [FieldValue] = []
    /// What a backup is.
    public var backup: BackupFacts?
    /// The names of custodians: who opened the store, or whose secret was told.
    public var custodians: [String] = []
    /// Which kind of key a rotation replaces (LAYOUT L-15); 0 for that of a class.
    public var keyKind: UInt8 = 0
    /// The statement that another key signs the log, as it is told.
    public var keyStatement: [UInt8] = []
    /// Of what was published: 32 bytes.
    public var hash: [UInt8] = []
    /// A query, in its normal form: only a keyed hash of it is kept.
    public var query: [UInt8] = []
    /// Why something that no call asked for was refused.
    public var refused: Refusal?
    /// An approval's signature and statement, as received.
    public var approval: (signature: [UInt8], statement: [UInt8])?

    /// Makes a note of a kind.
    public init(_ kind: LeafKind, file: FileID? = nil, act: ActID? = nil) {
        self.kind = kind
        self.file = file
        self.act = act
    }

    /// The payload of the leaf.
    func payload(
        of call: CallContext?, refusal: Refusal? = nil, isRepeated: Bool = false,
        queryHash: [UInt8] = []
    ) -> [UInt8] {
        var leaf = WireLeaf()
        if let actor = call?.actor {
            leaf.member = actor.member.blob
            leaf.organisation = actor.organisation.blob
        }
        if let device = call?.device { leaf.device = device.blob }
        if let call {
            leaf.session = call.session.blob
            leaf.method = UInt32(call.method)
        }
        if let file { leaf.file = file.blob }
        if let act { leaf.act = act.blob }
        leaf.refusal = refusal?.number ?? 0
        leaf.repeated = isRepeated
        leaf.sequence = sequence
        leaf.classes = UInt32(classes.rawValue)
        leaf.count = UInt64(count)
        leaf.motive = motive
        leaf.number = number
        leaf.values = values.map(WireFieldValue.init)
        if let backup { leaf.backup = WireBackupFacts(backup) }
        leaf.custodians = custodians
        leaf.keyKind = UInt32(keyKind)
        leaf.subject = subject.blob
        leaf.hash = hash.blob
        leaf.query = queryHash.blob
        leaf.statement = keyStatement.blob
        if let approval {
            leaf.signature = approval.signature.blob
            leaf.statement = approval.statement.blob
        }
        return MessageCodec.encode(leaf)
    }
}
