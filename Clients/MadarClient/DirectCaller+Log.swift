import Basics
import Framing
import Messages
import Session

/// The daemon's log, looked at before anything of a record is asked or told: a daemon that was put
/// back may have lost acts, and one that forked tells two people two histories.
extension DirectCaller {
    /// Whether a call has to do with what the log keeps.
    ///
    /// The others are answered without it, or by a sealed daemon, which serves no checkpoint.
    static func needsLog(_ method: WireMethod) -> Bool {
        let traits = MethodTable.traits(UInt16(truncatingIfNeeded: method.rawValue))
        // The definition is no record, and is what an act is entered by that has to wait.
        // Who signs that the store was restored can do that only while his device refuses the rest.
        return method != .checkpoint && method != .definition && method != .signRestoration
            && traits?.isServedWhileSealed == false
    }

    /// Whether a call may leave now: the daemon is, or is likely to be, the run whose log was
    /// checked.
    var isLogChecked: Bool {
        guard let checkedRun else { return device.map { $0.deviceInfo.logKey.isEmpty } ?? true }
        let expected = isConnected ? connection?.welcome.instance : lastRun
        return expected == checkedRun
    }

    /// Whether a connection leads to the run whose log was checked.
    func isChecked(_ connection: DeviceConnection) -> Bool {
        checkedRun.map { connection.welcome.instance == $0 } ?? isLogChecked
    }

    /// Asks for the checkpoint and compares it with the one that is remembered; callers that come
    /// meanwhile wait for the same.
    ///
    /// - Throws: as `LogMemory.take`, and what a call can end with.
    func checkLog(patienceMilliseconds: Int64? = nil) async throws(ClientError) {
        let task = checking ?? Task { await look(patienceMilliseconds) }
        checking = task
        let result = await task.value
        if checking == task { checking = nil }
        checkedRun = try result.get()
    }

    private func look(_ patience: Int64?) async -> Result<InstanceID?, ClientError> {
        guard let device else { return .success(nil) }
        do throws(ClientError) {
            let memory = try await LogMemory(device)
            let run: InstanceID?
            do throws(ClientError) {
                let exchanged = try await exchange(memory.request, patience)
                _ = try await memory.take(exchanged.answer)
                run = exchanged.run
            } catch {
                // A log without a checkpoint, at a daemon that we never saw one of.
                guard error.code == .precondition, memory.isEmpty else {
                    throw memory.meaning(of: error)
                }
                run = connection?.welcome.instance
            }
            return .success(run)
        } catch {
            return .failure(error)
        }
    }
}
