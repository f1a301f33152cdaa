public import Basics
import Mapping
public import Messages
import Secrets

/// Who did what with a file.
public struct AccessReport: Sendable {
    /// Each access, in the order of their leaves.
    public var accesses: [WireAccess] = []
    /// How many leaves could not be read.
    public var unreadableCount = 0
}

// What takes two people: erasures, reports of the log, exports (SPEC W-155).
extension DaemonClient {
    /// Orders that classes of a file, or acts of one class, are erased; gives the order's id.
    ///
    /// - Parameters:
    ///   - number: the number of the file, by which whoever approves reads which one it is.
    ///   - sequences: the acts; none for all of the classes.
    ///   - reason: why, without a name; at most 400 bytes.
    ///   - request: the act with the request of the data subject; 0 for none.
    public func orderErasure(
        of classes: ClassSet, acts sequences: [UInt64] = [], in file: FileID,
        number: FileNumber, ground: WireOrderGround, reason: String, request: UInt64 = 0
    ) async throws(ClientError) -> OrderID {
        var order = WireOrderRequest()
        order.kind = .erasure
        order.ground = ground
        order.file = file.blob
        order.number = number.text
        order.classes = UInt32(classes.rawValue)
        order.sequences = sequences
        order.reason = reason
        order.request = request
        return try await give(order)
    }

    /// Orders that the log tells who used a file, by its number; gives the order's id.
    ///
    /// - Parameter reason: why, without a name; at most 400 bytes.
    public func orderAccessReport(
        of number: FileNumber, ground: WireOrderGround, reason: String, request: UInt64 = 0
    ) async throws(ClientError) -> OrderID {
        var order = WireOrderRequest()
        order.kind = .accessReport
        order.ground = ground
        order.number = number.text
        order.reason = reason
        order.request = request
        return try await give(order)
    }

    /// Who did what with the file of an approved order, as the log has it (SPEC W-154).
    ///
    /// - Parameter progress: hears how many of how many leaves were looked at.
    public func accessReport(
        _ order: OrderID, progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws(ClientError) -> AccessReport {
        var report = AccessReport()
        var request = WireAccessReportRequest()
        request.order = order.blob
        while true {
            let piece = try await ask(.accessReport, MessageCodec.encode(request)) {
                try MessageCodec.decode(WireAccessReportAnswer.self, from: $0)
            }
            report.accesses += piece.accesses
            report.unreadableCount += Int(piece.unreadable)
            guard piece.nextLeaf > 0 else { return report }
            // A daemon that does not go on would be asked for ever.
            guard piece.nextLeaf > request.fromLeaf else { throw ClientError(.badAnswer) }
            request.fromLeaf = piece.nextLeaf
            progress(piece.nextLeaf, max(piece.nextLeaf, piece.logSize))
        }
    }

    /// Orders that the files of a member are taken out of the daemon; gives the order's id.
    ///
    /// - Parameter reason: why, without a name; at most 400 bytes.
    public func orderExport(
        of member: MemberID, ground: WireOrderGround, reason: String
    ) async throws(ClientError) -> OrderID {
        var order = WireOrderRequest()
        order.kind = .export
        order.ground = ground
        order.member = member.blob
        order.reason = reason
        return try await give(order)
    }

    private func give(_ order: WireOrderRequest) async throws(ClientError) -> OrderID {
        let id = OrderID(high: Random.number(), low: Random.number())
        var order = order
        order.order = id.blob
        _ = try await write(.order, MessageCodec.encode(order)) {
            try MessageCodec.decode(WireOrderAnswer.self, from: $0)
        }
        return id
    }

    /// Orders: those that are open, then the newest; or one.
    public func listOrders(
        _ order: OrderID? = nil
    ) async throws(ClientError) -> WireListOrdersAnswer {
        var request = WireListOrdersRequest()
        if let order { request.order = order.blob }
        return try await ask(.listOrders, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireListOrdersAnswer.self, from: $0)
        }
    }

    /// Approves an order of a list, as the second person: what is signed is the digest of what was
    /// listed.
    ///
    /// - Throws: `digestMismatch` where the daemon told another; nothing was signed then.
    public func approve(
        _ order: WireOrder, from list: WireListOrdersAnswer
    ) async throws(ClientError) {
        guard let shown = order.signedBytes, SHA256.hash(shown) == Array(order.digest) else {
            throw ClientError(.digestMismatch)
        }
        try await approve(
            .order, order.order, Array(order.digest), until: order.expiresAtMs,
            logSize: list.logSize, store: list.store)
    }

    /// Takes an order back, or has it carried out.
    public func settle(
        _ order: OrderID, _ settlement: WireOrderSettlement
    ) async throws(ClientError) -> WireSettleOrderAnswer {
        var request = WireSettleOrderRequest()
        request.order = order.blob
        request.settlement = settlement
        return try await write(.settleOrder, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireSettleOrderAnswer.self, from: $0)
        }
    }
}
