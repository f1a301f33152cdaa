import Basics
import Framing
import Messages
import Session

/// Operation keys whose answers are used, and which nobody will send again (SPEC W-95).
///
/// They are kept in memory alone: a key that is lost here is forgotten by the daemon in its time.
struct FinishedKeys {
    private(set) var keys: [[UInt8]] = []

    /// Adds a key; beyond the limit the oldest are left to the daemon.
    mutating func add(_ key: [UInt8]) {
        if keys.count == ClientLimits.finishedKeysMax { keys.removeFirst() }
        keys.append(key)
    }

    /// The keys of one call, the oldest first.
    var batch: [[UInt8]] { Array(keys.prefix(ClientLimits.acknowledgedAtOnceMax)) }

    /// Drops keys that the daemon has taken.
    mutating func drop(_ taken: [[UInt8]]) { keys.removeAll { taken.contains($0) } }
}

extension DirectCaller {
    /// Has the daemon told, in a while and together with others, that it may forget an answer.
    public func finish(_ operationKey: [UInt8]) async {
        guard operationKey.count == OperationKey.byteCount else { return }
        finished.add(operationKey)
        if finished.batch.count == ClientLimits.acknowledgedAtOnceMax {
            return await acknowledge()
        }
        guard !willAcknowledge else { return }
        willAcknowledge = true
        Task { [weak self, policy] in
            try? await Task.sleep(for: .milliseconds(policy.acknowledgeMilliseconds))
            await self?.acknowledgeInTime()
        }
    }

    private func acknowledgeInTime() async {
        willAcknowledge = false
        await acknowledge()
    }

    /// Tells the daemon now which answers it may forget; what it does not take waits for the next
    /// time.
    package func acknowledge() async {
        while !finished.keys.isEmpty {
            let batch = finished.batch
            var request = WireAckOperationsRequest()
            request.operationKeys = batch.map(\.blob)
            let answer = await once(.ackOperations, MessageCodec.encode(request))
            guard answer?.status == .ok else { return }
            finished.drop(batch)
        }
    }
}
