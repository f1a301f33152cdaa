public import Basics
public import Messages

// Files that go to another province, and come from one.
extension DaemonClient {
    /// The sealed bundle of a file that is on its way to a trusted province.
    ///
    /// - Throws: `precondition` where it is on its way nowhere or the province is not trusted,
    ///   `tooLarge`.
    public func bundle(of file: FileID) async throws(ClientError) -> [UInt8] {
        var request = WireSendTransferRequest()
        request.file = file.blob
        return try await call(.sendTransfer, MessageCodec.encode(request)).content
    }

    /// The sealed receipt for a file that came, whether it was taken up or refused.
    public func receipt(for transfer: ActID) async throws(ClientError) -> [UInt8] {
        var request = WireSendTransferRequest()
        request.transfer = transfer.blob
        return try await call(.sendTransfer, MessageCodec.encode(request)).content
    }

    /// Hands a bundle to the daemon, in pieces, which opens a file with it.
    public func receive(
        _ bundle: [UInt8]
    ) async throws(ClientError) -> WireReceiveTransferAnswer {
        var offset = 0
        while offset < bundle.count {
            let end = min(offset + MessageLimits.transferPieceByteCountMax, bundle.count)
            let answer = try await take(bundle[offset..<end], of: bundle.count, at: offset)
            guard answer.result == .goesOn else { return answer }
            guard Int(answer.next) > offset, Int(answer.next) < bundle.count else { break }
            offset = Int(answer.next)
        }
        throw ClientError(.badAnswer, outcome: .unknown)
    }

    /// Refuses a bundle, of which the daemon keeps that it came and why it was refused.
    public func refuse(
        _ bundle: [UInt8], reason: String
    ) async throws(ClientError) -> WireReceiveTransferAnswer {
        let piece = bundle.prefix(MessageLimits.transferPieceByteCountMax)
        return try await take(piece, of: bundle.count, at: 0, refusing: reason)
    }

    private func take(
        _ piece: ArraySlice<UInt8>, of byteCount: Int, at offset: Int, refusing reason: String = ""
    ) async throws(ClientError) -> WireReceiveTransferAnswer {
        var request = WireReceiveTransferRequest()
        request.byteCount = UInt32(byteCount)
        request.offset = UInt32(offset)
        request.piece = Array(piece).blob
        request.refuse = !reason.isEmpty
        request.reason = reason
        return try await write(.receiveTransfer, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireReceiveTransferAnswer.self, from: $0)
        }
    }

    /// Hands the other province's receipt to the daemon.
    ///
    /// - Throws: `precondition` where no file waits for it.
    public func settle(
        _ receipt: [UInt8]
    ) async throws(ClientError) -> WireSettleTransferAnswer {
        var request = WireSettleTransferRequest()
        request.receipt = receipt.blob
        return try await write(.settleTransfer, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireSettleTransferAnswer.self, from: $0)
        }
    }
}
