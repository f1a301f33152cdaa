import Basics
import Framing
import Messages
import Secrets
import Session

/// The keys of a device that the daemon changes: its own, and the device's pre-shared key.
extension DirectCaller {
    /// Takes in what WHO_AM_I told of keys: keeps the daemon's (SPEC W-89), and renews the
    /// pre-shared key where it is due by the daemon's clock (SPEC W-88).
    ///
    /// Nothing of it fails the call that brought it: what could not be done now is done after the
    /// next one.
    func tendKeys(told answer: CallAnswer) async {
        guard let device,
            let told = try? MessageCodec.decode(WireWhoAmIAnswer.self, from: answer.message)
        else { return }
        tendedAt = clock.now
        if let keys = Self.daemonKeys(told) { try? device.keep(keys) }
        guard !isRenewing, let now = daemonNow else { return }
        isRenewing = true
        defer { isRenewing = false }
        await renew(isDue: told.keyRenewalDueMs <= now.milliseconds, device)
    }

    /// Asks WHO_AM_I for the sake of the keys, where there is a connection on which nobody did for
    /// so long.
    public func tendKeys(everySeconds seconds: Int64) async {
        let isTended = tendedAt.map { $0.duration(to: clock.now) < .seconds(seconds) } ?? false
        guard isConnected, !isTended else { return }
        _ = try? await call(CallRequest(.whoAmI))
    }

    /// The keys as they are kept; nil where the daemon told none, or what is no list of keys.
    private static func daemonKeys(_ told: WireWhoAmIAnswer) -> [DaemonKey]? {
        let keys = told.daemonKeys.compactMap { key -> DaemonKey? in
            guard let id = UInt8(exactly: key.id), key.publicKey.count == 32 else { return nil }
            return DaemonKey(id: id, publicKey: Array(key.publicKey))
        }
        let isList =
            (1...ClientLimits.daemonKeysMax).contains(keys.count)
            && keys.count == told.daemonKeys.count && Set(keys.map(\.id)).count == keys.count
        return isList ? keys : nil
    }

    /// Goes on where an earlier renewal ended, and begins one where it is due.
    private func renew(isDue: Bool, _ device: UnlockedDevice) async {
        if let digest = device.nextDigest {
            // A daemon that was put back may not know the next key: then it gives another.
            guard await confirm(digest, device) == .precondition else { return }
        } else {
            guard isDue else { return }
        }
        guard let answer = await once(.renewKey), answer.status == .ok,
            let renewed = try? MessageCodec.decode(WireRenewKeyAnswer.self, from: answer.message)
        else { return }
        var key = Array(renewed.presharedKey)
        guard (try? device.keepNext(&key)) != nil, let digest = device.nextDigest else { return }
        _ = await confirm(digest, device)
    }

    private func confirm(_ digest: [UInt8], _ device: UnlockedDevice) async -> StatusCode? {
        var request = WireConfirmKeyRequest()
        request.digest = digest.blob
        let status = await once(.confirmKey, MessageCodec.encode(request))?.status
        if status == .ok { try? device.confirmNext(digest) }
        return status
    }

    /// One attempt of a call on the connection that is there; nil where it was not answered.
    func once(_ method: WireMethod, _ payload: [UInt8] = []) async -> Answer? {
        guard let connection, connection.isOpen else { return nil }
        let request = CallRequest(
            method, payload: payload,
            deadlineMilliseconds: ClientLimits.upkeepDeadlineMilliseconds)
        guard case .answered(let answer) = await attempt(request, nil, on: connection) else {
            return nil
        }
        return answer
    }

    /// What a revoked device kept of others' files is not for it any more (SPEC W-45).
    func noteStanding(_ error: ClientError) {
        guard error.code == .revoked else { return }
        for name in DeviceCache.names { try? device?.discard(name) }
    }
}
