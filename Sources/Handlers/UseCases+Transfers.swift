internal import AuditLog
internal import Authority
internal import Basics
internal import Dossiers
internal import Messages
internal import Registry

// Files that go to another province and come from one (SPEC W-142, W-143).

/// What has come of a bundle.
struct StagedBundle {
    var bytes: [UInt8] = []
    /// When its last piece came.
    var at: Instant
}

extension UseCases {
    func sendTransfer(_ turn: Turn) throws -> Reply {
        let request = try decode(WireSendTransferRequest.self, turn)
        // One of the two is named, and that alone.
        guard request.file.isEmpty != request.transfer.isEmpty else { throw Refusal.malformed }
        if let transfer = ActID(blob: request.transfer) {
            let permit = try permit(.receiveTransfer, turn)
            guard let incoming = dossiers.registry.incoming[transfer] else {
                throw Refusal.absent
            }
            let receipt = try turn.receipt(of: incoming, permit: permit)
            var note = LeafNote(.transfer, file: incoming.file)
            note.subject = transfer.bytes
            return try turn.release(permit, note, payload: [], content: receipt)
        }
        let file = try file(request.file)
        let permit = try permit(.sendTransfer(file), turn, facts: try facts(file, turn))
        let bundle = try turn.bundle(of: file, permit: permit)
        var note = LeafNote(.export, file: file)
        note.classes = permit.opens
        note.count = bundle.counts.acts
        return try turn.release(permit, note, payload: [], content: bundle.bytes)
    }

    // MARK: - Receiving

    func receiveTransfer(_ turn: Turn) throws -> Reply {
        let request = try decode(WireReceiveTransferRequest.self, turn)
        let permit = try permit(.receiveTransfer, turn)
        guard let device = turn.call.device, let actor = turn.call.actor else {
            throw Refusal.authority(.noRole)
        }
        return try turn.commit(permit, LeafNote(.transfer)) { changes, note in
            var answer = WireReceiveTransferAnswer()
            let piece = Array(request.piece)
            if request.offset == 0 {
                staged[device] = nil
                guard let head = BundleHead(piece), head.byteCount == request.byteCount else {
                    answer.result = .altered
                    return MessageCodec.encode(answer)
                }
                if let refused = refusal(of: head, isReceipt: false, turn.now) {
                    answer.result = refused
                } else if let known = dossiers.registry.incoming[head.transfer] {
                    answer.result = known.file == nil ? .wasRefused : .already
                    if let file = known.file { answer.file = file.blob }
                } else if request.refuse {
                    guard !request.reason.isEmpty else { throw Refusal.malformed }
                    try changes.note(
                        IncomingTransfer(
                            id: head.transfer, from: head.from, origin: head.file, sequence: 0,
                            file: nil, at: turn.now, member: actor.member,
                            reason: request.reason))
                    answer.result = .refused
                } else {
                    let oldest = turn.now.adding(seconds: -HandlerLimits.stagedTransferSeconds)
                    staged = staged.filter { oldest < $0.value.at }
                    guard staged.count < HandlerLimits.stagedTransfersMax else {
                        throw Refusal.overloaded
                    }
                    staged[device] = StagedBundle(at: turn.now)
                }
                answer.transfer = head.transfer.blob
                note.subject = head.transfer.bytes
            }
            guard answer.result == .unspecified else { return MessageCodec.encode(answer) }
            guard var bytes = staged[device]?.bytes else { throw Refusal.wrongState }
            if bytes.count == Int(request.offset) {
                bytes += piece
                staged[device] = StagedBundle(bytes: bytes, at: turn.now)
            }
            answer.next = UInt32(bytes.count)
            answer.result = .goesOn
            guard let head = BundleHead(bytes) else { throw Refusal.malformed }
            answer.transfer = head.transfer.blob
            note.subject = head.transfer.bytes
            if bytes.count >= head.byteCount {
                staged[device] = nil
                try take(bytes, head, changes, &answer, &note, turn.now)
            }
            return MessageCodec.encode(answer)
        }
    }

    private func take(
        _ bytes: [UInt8], _ head: BundleHead, _ changes: Changes,
        _ answer: inout WireReceiveTransferAnswer, _ note: inout LeafNote, _ now: Instant
    ) throws {
        // What was right with the first piece may have changed since.
        if let refused = refusal(of: head, isReceipt: false, now) {
            answer.result = refused
            return
        }
        guard let trust = dossiers.registry.trustedProvince(head.from),
            dossiers.registry.incoming[head.transfer] == nil
        else { throw Refusal.wrongState }
        let file: FileID = newID()
        let opened = try changes.receive(
            bytes, head, from: trust, as: file, numbered: freeNumber(), newID: { newID() })
        switch opened {
        case .altered: answer.result = .altered
        case .unreadable(let codes):
            answer.result = .unreadable
            // As many as the stored answer of a call has room for.
            var room = HandlerLimits.unknownCodesByteCountMax
            answer.unknown = codes.prefix { code in
                room -= code.utf8.count + 2
                return room >= 0
            }
            answer.unknownCount = UInt32(codes.count)
        case .received(let counts):
            answer.result = .received
            answer.file = file.blob
            answer.acts = UInt32(counts.acts)
            answer.protectedParts = UInt32(counts.protectedParts)
            answer.attachments = UInt32(counts.attachments)
            answer.references = UInt32(counts.references)
            note.kind = .create
            note.file = file
            note.count = counts.acts
            note.classes = Permit.transferred
        }
    }

    /// What is wrong with what came, as far as its head tells; nil for nothing.
    private func refusal(
        of head: BundleHead, isReceipt: Bool, _ now: Instant
    ) -> WireTransferResult? {
        guard head.isReceipt == isReceipt, head.to == dossiers.province else {
            return .otherProvince
        }
        guard let trust = dossiers.registry.trustedProvince(head.from) else { return .notTrusted }
        guard head.isSigned(by: trust, at: now) else { return .altered }
        let oldest = now.adding(seconds: -HandlerLimits.transferSeconds)
        let latest = now.adding(seconds: HandlerLimits.transferSkewSeconds)
        return (oldest...latest).contains(head.madeAt) ? nil : .tooOld
    }

    // MARK: - Receipts

    func settleTransfer(_ turn: Turn) throws -> Reply {
        let request = try decode(WireSettleTransferRequest.self, turn)
        let bytes = Array(request.receipt)
        guard let head = BundleHead(bytes) else { throw Refusal.malformed }
        let permit = try permit(
            .settleTransfer(head.file), turn, facts: try facts(head.file, turn))
        var note = LeafNote(.transfer, file: head.file)
        note.subject = head.transfer.bytes
        return try turn.commit(permit, note) { changes, note in
            var answer = WireSettleTransferAnswer()
            answer.file = head.file.blob
            if let refused = refusal(of: head, isReceipt: true, turn.now) {
                answer.result = refused
                return MessageCodec.encode(answer)
            }
            guard let trust = dossiers.registry.trustedProvince(head.from) else {
                throw Refusal.wrongState
            }
            let settled = try changes.settle(bytes, head, from: trust, as: newID())
            guard let settled else {
                answer.result = .altered
                return MessageCodec.encode(answer)
            }
            answer.result = settled.isAccepted ? .received : .refused
            answer.act = settled.act.blob
            answer.sequence = settled.sequence
            answer.later = UInt32(clamping: settled.later)
            note.kind = .update
            note.act = settled.act
            note.sequence = settled.sequence
            note.classes = .social
            return MessageCodec.encode(answer)
        }
    }
}
