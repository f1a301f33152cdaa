internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Framing
internal import Messages

/// Which attachment a call is about.
private struct Named {
    let file: FileID
    let sequence: UInt64
    let id: AttachmentID

    init(file: FileID?, sequence: UInt64, id: AttachmentID?) throws(Refusal) {
        guard let file, let id, sequence > 0 else { throw .malformed }
        self.file = file
        self.sequence = sequence
        self.id = id
    }

    func note(_ kind: LeafKind, _ dataClass: DataClass) -> LeafNote {
        var note = LeafNote(kind, file: file)
        note.sequence = sequence
        note.classes = ClassSet(dataClass)
        note.subject = id.bytes
        return note
    }
}

extension UseCases {
    func uploadStatus(_ turn: Turn) throws -> Reply {
        let request = try decode(WireUploadStatusRequest.self, turn)
        let named = try Named(
            file: FileID(blob: request.file), sequence: request.sequence,
            id: AttachmentID(blob: request.attachment))
        let permit = try permit(.attach(named.file), turn, facts: try facts(named.file, turn))
        let attachment = try turn.incoming(
            named.id, sequence: named.sequence, of: named.file, permit: permit)
        var answer = WireUploadStatusAnswer()
        answer.offset = UInt32(attachment.storedByteCount)
        answer.isWhole = attachment.isWhole
        return try turn.release(
            permit, named.note(.status, attachment.dataClass),
            payload: MessageCodec.encode(answer))
    }
}

/// The content of an attachment as it comes in (SPEC W-102).
///
/// Each chunk is committed, and told, before there is credit for the next, so what was told to be
/// durable is, wherever the line is cut.
struct Upload: StreamCase {
    private var named: Named?
    private var attachment: IncomingAttachment?

    mutating func begin(
        _ useCases: UseCases, _ turn: Turn, _ output: inout StreamOutput
    ) throws -> Reply {
        let request = try useCases.decode(WireUploadRequest.self, turn)
        let named = try Named(
            file: FileID(blob: request.file), sequence: request.sequence,
            id: AttachmentID(blob: request.attachment))
        let permit = try permit(named, useCases, turn)
        let attachment = try turn.incoming(
            named.id, sequence: named.sequence, of: named.file, permit: permit)
        guard attachment.isWhole || Int(request.offset) == attachment.storedByteCount else {
            throw Refusal.changedMeanwhile
        }
        self.named = named
        self.attachment = attachment
        if attachment.isWhole { tell(attachment, &output) }
        return try turn.release(permit, named.note(.attach, attachment.dataClass), payload: [])
    }

    func isReady(_ useCases: UseCases, _ input: StreamInput) -> Bool {
        guard let attachment, input.isDrained else { return false }
        return attachment.mustHash || input.bytes.count >= attachment.nextByteCount
            || input.hasEnded || input.isDraining
    }

    mutating func step(
        _ useCases: UseCases, _ turn: Turn, _ coverage: Coverage, _ input: StreamInput,
        _ output: inout StreamOutput
    ) throws -> Reply {
        guard let named, var attachment else { throw Refusal.malformed }
        let permit = try permit(named, useCases, turn)
        defer { self.attachment = attachment }
        if attachment.mustHash {
            try turn.hash(&attachment, permit: permit)
            return try turn.proceed(permit, under: coverage)
        }
        let count = attachment.nextByteCount
        guard input.bytes.count >= count else {
            // The rest was not sent: what came of it is sent again the next time.
            output.consumedByteCount = input.bytes.count
            output.isLast = true
            return try turn.proceed(permit, under: coverage)
        }
        let chunk = Array(input.bytes.prefix(count))
        output.consumedByteCount = count
        let reply = try turn.proceed(permit, under: coverage) { changes in
            try changes.add(chunk, to: &attachment)
        }
        tell(attachment, &output)
        return reply
    }

    private func permit(
        _ named: Named, _ useCases: UseCases, _ turn: Turn
    ) throws -> Permit {
        try useCases.permit(
            .attach(named.file), turn, facts: try useCases.facts(named.file, turn))
    }

    /// Tells how far it is; after the last byte nothing more is said, whole or dropped.
    private func tell(_ attachment: IncomingAttachment, _ output: inout StreamOutput) {
        var progress = WireUploadProgress()
        progress.offset = UInt32(attachment.storedByteCount)
        progress.isWhole = attachment.isWhole
        Delimited.append(MessageCodec.encode(progress), to: &output.written)
        output.isLast = attachment.isWhole || attachment.storedByteCount == 0
    }
}

/// The content of an attachment as it goes out (SPEC W-103).
struct Download: StreamCase {
    private var named: Named?
    private var isMotivated = false
    private var offset = 0

    mutating func begin(
        _ useCases: UseCases, _ turn: Turn, _ output: inout StreamOutput
    ) throws -> Reply {
        let request = try useCases.decode(WireDownloadRequest.self, turn)
        let named = try Named(
            file: FileID(blob: request.file), sequence: request.sequence,
            id: AttachmentID(blob: request.attachment))
        self.named = named
        isMotivated = !request.motive.isEmpty
        offset = Int(request.offset)
        let (permit, attachment) = try attachment(named, useCases, turn)
        guard offset <= attachment.byteCount else { throw Refusal.wrongState }
        output.isLast = offset == attachment.byteCount
        var note = named.note(.read, attachment.dataClass)
        note.motive = request.motive
        return try turn.release(permit, note, payload: [])
    }

    func isReady(_ useCases: UseCases, _ input: StreamInput) -> Bool { input.isDrained }

    mutating func step(
        _ useCases: UseCases, _ turn: Turn, _ coverage: Coverage, _ input: StreamInput,
        _ output: inout StreamOutput
    ) throws -> Reply {
        guard let named else { throw Refusal.malformed }
        let (permit, attachment) = try attachment(named, useCases, turn)
        let piece = try turn.content(of: attachment, from: offset)
        offset += piece.count
        output.written = Array(piece)
        output.consumedByteCount = input.bytes.count
        output.isLast = offset == attachment.byteCount
        return try turn.proceed(permit, under: coverage)
    }

    /// Whether the caller may read it is decided anew for every piece.
    private func attachment(
        _ named: Named, _ useCases: UseCases, _ turn: Turn
    ) throws -> (Permit, OutgoingAttachment) {
        let permit = try useCases.permit(
            .read(named.file, wanted: DataClass.content, motivated: isMotivated), turn,
            facts: try useCases.facts(named.file, turn))
        let attachment = try turn.outgoing(
            named.id, sequence: named.sequence, of: named.file, permit: permit)
        return (permit, attachment)
    }
}
