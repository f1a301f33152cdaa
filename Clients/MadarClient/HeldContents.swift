public import Basics
public import Circuit

/// Contents of attachments on this device, sealed as all that it keeps: those that wait to be sent
/// with their acts, and those that were fetched to be shown.
///
/// A content lies in pieces of 1 MiB under `content.<id>.<number>`, both in hexadecimal; what it
/// is stands under `content.<id>`, which is written last and dropped first: where it stands, the
/// pieces are whole.
public struct HeldContents: Sendable {
    private let keeper: any DeviceKeeper
    private static let prefix = "content."

    /// Looks at what a device keeps.
    public init(_ keeper: any DeviceKeeper) { self.keeper = keeper }

    /// Holds a content; durable when this returns.
    ///
    /// - Throws: `keptTooMuch`, `inputOutput`.
    public func hold(_ attachment: Attachment, _ content: [UInt8]) async throws(ClientError) {
        let writer = ContentWriter(attachment, keeper)
        try await writer.write(content)
        try await writer.finish()
    }

    /// What is held under an id; nil where nothing whole is.
    public func held(_ id: AttachmentID) async throws(ClientError) -> Attachment? {
        guard let bytes = try await keeper.recall(Self.name(id)) else { return nil }
        guard let attachment = Attachment(bytes: bytes) else {
            throw ClientError(.keptFileDamaged)
        }
        return attachment
    }

    /// Whether the content of an attachment is held, as its act promises it.
    public func isHeld(_ place: AttachmentPlace) async throws(ClientError) -> Bool {
        try await held(place.attachment.id) == place.attachment
    }

    /// One piece of a content, by its place from 0.
    ///
    /// - Throws: `keptFileDamaged` also where it is not there.
    func piece(_ id: AttachmentID, _ place: Int) async throws(ClientError) -> [UInt8] {
        guard let bytes = try await keeper.recall(Self.name(id, place)) else {
            throw ClientError(.keptFileDamaged)
        }
        return bytes
    }

    /// Hands on a whole content, piece by piece.
    public func read(
        _ attachment: Attachment, _ take: ([UInt8]) throws -> Void
    ) async throws {
        let size = ClientLimits.heldPieceByteCount
        for place in 0..<(Int(attachment.byteCount) + size - 1) / size {
            try take(try await piece(attachment.id, place))
        }
    }

    /// Drops what is held under an id.
    func drop(_ id: AttachmentID) async throws(ClientError) {
        let name = Self.name(id)
        let names = try await keeper.kept().filter { $0.hasPrefix(name + ".") }
        try await keeper.forget(name)
        for piece in names { try await keeper.forget(piece) }
    }

    /// The ids under which anything lies, whole or not.
    func all() async throws(ClientError) -> Set<AttachmentID> {
        Set(
            try await keeper.kept().compactMap { name in
                guard name.hasPrefix(Self.prefix) else { return nil }
                return AttachmentID(
                    hexadecimal: String(name.dropFirst(Self.prefix.count).prefix(32)))
            })
    }

    static func name(_ id: AttachmentID) -> String { prefix + id.hexadecimal }

    static func name(_ id: AttachmentID, _ place: Int) -> String {
        name(id) + "." + String(place, radix: 16)
    }
}

/// Holds a content that comes bit by bit.
public actor ContentWriter {
    private let attachment: Attachment
    private let keeper: any DeviceKeeper
    private var place = 0
    private var rest: [UInt8] = []

    /// Writes nothing yet.
    public init(_ attachment: Attachment, _ keeper: any DeviceKeeper) {
        self.attachment = attachment
        self.keeper = keeper
    }

    /// Takes what comes next.
    public func write(_ bytes: [UInt8]) async throws(ClientError) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = min(ClientLimits.heldPieceByteCount - rest.count, bytes.count)
            rest += bytes.prefix(count)
            bytes = bytes.dropFirst(count)
            if rest.count == ClientLimits.heldPieceByteCount { try await put() }
        }
    }

    private func put() async throws(ClientError) {
        try await keeper.keep(HeldContents.name(attachment.id, place), rest)
        place += 1
        rest = []
    }

    /// Tells that all has come and is what was promised, which makes it held.
    public func finish() async throws(ClientError) {
        if !rest.isEmpty { try await put() }
        try await keeper.keep(HeldContents.name(attachment.id), attachment.bytes)
    }
}

/// Reads a held content at any place; the piece that was read last is kept at hand.
actor HeldReader {
    private let id: AttachmentID
    private let contents: HeldContents
    private var last: (place: Int, bytes: [UInt8])?

    init(_ id: AttachmentID, _ contents: HeldContents) {
        self.id = id
        self.contents = contents
    }

    func read(_ offset: Int, _ byteCount: Int) async throws(ClientError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < byteCount {
            let (place, start) = (offset + bytes.count)
                .quotientAndRemainder(dividingBy: ClientLimits.heldPieceByteCount)
            if last?.place != place { last = (place, try await contents.piece(id, place)) }
            let part = last?.bytes.dropFirst(start).prefix(byteCount - bytes.count) ?? []
            guard !part.isEmpty else { throw ClientError(.keptFileDamaged) }
            bytes += part
        }
        return bytes
    }
}
